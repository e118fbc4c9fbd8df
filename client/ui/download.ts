/** Hands a text to the person as a file. Nothing leaves the device. */

export function downloadText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = toFileName(name);
  link.click();
  // The browser has taken it by then, or shows it to the person first.
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}

/** Without what means something to a file system, and without what only changes how a name looks. */
export function toFileName(name: string): string {
  const safe = name
    .replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `${Array.from(safe).slice(0, MAX_NAME_CHARS).join('').trim()}.txt`;
}

const KEEP_MS = 60_000;
const MAX_NAME_CHARS = 80;
