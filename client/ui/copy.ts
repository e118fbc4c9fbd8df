/** Copying a text that is on screen. */

/** Puts the text on the clipboard; false when the browser lets nobody do that: then what shows it is selected. */
export async function copyText(text: string, shown: HTMLElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No permission, or an address without https, where the clipboard does not exist. Ctrl+C still works.
    select(shown);
    return false;
  }
}

function select(shown: HTMLElement | null): void {
  if (shown instanceof HTMLInputElement) {
    shown.focus();
    shown.select();
  } else if (shown !== null) {
    getSelection()?.selectAllChildren(shown);
  }
}
