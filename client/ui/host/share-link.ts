/** The ways a link leaves this page, besides being copied: each only opens another app, with the words filled in. */
import { t } from '../wording/t.ts';

/** RFC 6068. */
export function toEmail(link: string): string {
  return `mailto:?subject=${encodeURIComponent(t('ready.subject'))}&body=${encodeURIComponent(toMessage(link))}`;
}

/** RFC 5724 has no body; phones take it as below, iOS only with the ampersand. */
export function toTextMessage(link: string): string {
  return `sms:?&body=${encodeURIComponent(toMessage(link))}`;
}

export function canShare(): boolean {
  return 'share' in navigator;
}

/** Opens the device's share sheet. @returns false when the browser does not let us; whoever closes the sheet has chosen */
export async function shareLink(link: string): Promise<boolean> {
  try {
    await navigator.share({ text: toMessage(link) });
    return true;
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError';
  }
}

function toMessage(link: string): string {
  return t('ready.message', { link });
}
