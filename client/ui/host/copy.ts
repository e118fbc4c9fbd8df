/** Copying a field's text. */

/** Selects the field and puts its text on the clipboard; false when the browser lets nobody do that. */
export async function copyFrom(input: HTMLInputElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(input.value);
    return true;
  } catch {
    // No permission, or an address without https, where the clipboard does not exist. The text stays selected for Ctrl+C.
    input.focus();
    input.select();
    return false;
  }
}
