/** What the landing page knows: the link alone. Imports no cryptography, so that it can be drawn at once. */
import { ProtocolError } from '../protocol/errors.ts';
import { parseInvite, repairFragment, type Invite, type InviteTerms } from '../protocol/invite.ts';
import type { Failure } from './failure.ts';
import type { LinkView } from './view.ts';

export type OpenedLink =
  | { readonly status: 'ok'; readonly invite: Invite; readonly link: LinkView }
  | { readonly status: 'bad'; readonly failure: Failure };

/** @param address the page's path and fragment, or whatever a person pasted */
export function openLink(address: string): OpenedLink {
  try {
    const invite = parseInvite(repairFragment(address));
    return { status: 'ok', invite, link: toLinkView(invite) };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    switch (error.code) {
      case 'link-missing':
      case 'link-too-new':
        return { status: 'bad', failure: error.code };
      default:
        return { status: 'bad', failure: 'link-damaged' };
    }
  }
}

export function toLinkView(invite: InviteTerms): LinkView {
  return {
    hostName: invite.hostName,
    deadlineUnixMs: invite.deadlineUnixSeconds * 1000,
    silenceDays: invite.silence,
    hasPassword: invite.hasPassword,
    isRelayOnly: invite.isRelayOnly,
  };
}

/** The id in the address of a chat that this browser keeps, `#c.` and 8 characters; null for any other. */
export function savedChatId(hash: string): string | null {
  return /^#c\.([\w-]{8})$/.exec(hash)?.[1] ?? null;
}
