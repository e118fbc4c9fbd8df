/**
 * Arrow keys in the message list, which is one tab stop: up and down between messages, left and right among a message's own
 * links and buttons, Enter for its menu. Works on the elements on screen; holds no state.
 */
import type { KeyboardEvent } from 'react';

export function moveInList(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget: list, key } = event;
  if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const article = target.closest('article');
  // A button of the list's own is none of ours.
  if (article === null && target !== list) return;
  const hasMoved =
    article === null
      ? moveFromList(list, key)
      : moveFromMessage(list, article, target, key) || press(article, target, key);
  if (hasMoved) event.preventDefault();
}

/** Into the list: to its newest message, or its first. */
function moveFromList(list: HTMLElement, key: string): boolean {
  const articles = list.querySelectorAll('article');
  if (key === 'Home') return focus(articles[0]);
  return (key === 'ArrowUp' || key === 'ArrowDown' || key === 'End') && focus(articles[articles.length - 1]);
}

function moveFromMessage(list: HTMLElement, article: HTMLElement, target: HTMLElement, key: string): boolean {
  const articles = [...list.querySelectorAll('article')];
  const index = articles.indexOf(article);
  const parts = [article, ...article.querySelectorAll<HTMLElement>('a, button')];
  const part = parts.findIndex((each) => each === target);
  switch (key) {
    case 'ArrowUp':
      return focus(articles[index - 1]);
    case 'ArrowDown':
      return focus(articles[index + 1]);
    case 'Home':
      return focus(articles[0]);
    case 'End':
      return focus(articles.at(-1));
    case 'ArrowRight':
      return focus(parts[(part + 1) % parts.length]);
    case 'ArrowLeft':
      return focus(parts.at(part - 1));
    case 'Escape':
      return target !== article && focus(article);
    default:
      return false;
  }
}

/**
 * Opens the menu. Not left to the button's own click: Firefox goes on with the same key press on the item that has the focus
 * by then.
 */
function press(article: HTMLElement, target: HTMLElement, key: string): boolean {
  const button = article.querySelector<HTMLElement>('[aria-haspopup="menu"]');
  const isFromMessage = target === article && (key === 'Enter' || key === 'ContextMenu');
  const isFromButton = target === button && (key === 'Enter' || key === ' ');
  if (button === null || !(isFromMessage || isFromButton)) return false;
  button.click();
  return true;
}

function focus(element: HTMLElement | undefined): boolean {
  element?.focus();
  return element !== undefined;
}
