/** Moves the message list, which runs upwards: zero is its end. */

/** Shows the newest message, wherever the person had scrolled to. */
export function scrollToNewest(list: HTMLElement | null): void {
  list?.scrollTo({ top: 0 });
}

/** Shows where what is new begins, unless it is on screen as it is. */
export function scrollToNews(list: HTMLElement | null): void {
  const news = list?.querySelector('[data-news]') ?? null;
  if (list === null || news === null) return;
  if (news.getBoundingClientRect().top < list.getBoundingClientRect().top) news.scrollIntoView({ block: 'start' });
}
