/** Which invites call for a host who looks elsewhere, because somebody waits to be let in. Knows no browser. */
import type { ChatView, Knock } from '../../state/view.ts';

export interface KnockWatch {
  /**
   * @param isHidden whether the host looks elsewhere
   * @returns `calling`: where somebody waits that the host has not been told of. `over`: chats whose call is out of date,
   * because the host sees the page, or nobody waits any more
   */
  look(
    chats: readonly ChatView[],
    isHidden: boolean,
  ): { readonly calling: readonly ChatView[]; readonly over: readonly string[] };
}

export function createKnockWatch(): KnockWatch {
  /** Invites that the host knows somebody waits at. Who leaves and comes again does not call once more. */
  const known = new Set<string>();
  const called = new Set<string>();
  return {
    look: (chats, isHidden) => {
      const asking = chats.filter((chat) => toKnocking(chat).length > 0);
      const over = [...called].filter((id) => !isHidden || !asking.some((chat) => chat.id === id));
      for (const id of over) called.delete(id);
      if (!isHidden) known.clear();
      const calling = isHidden ? asking.filter((chat) => !known.has(chat.id)) : [];
      for (const { id } of asking) known.add(id);
      for (const { id } of calling) called.add(id);
      return { calling, over };
    },
  };
}

/** Nobody waits at a chat that somebody has joined. */
export function toKnocking({ phase }: ChatView): readonly Knock[] {
  return phase.is === 'invited' ? phase.knocking : [];
}
