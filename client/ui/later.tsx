/**
 * A part of the screen whose code comes when it is needed. Once it is here it is drawn at once, so that a part that was
 * fetched ahead opens like any other.
 */
import { createElement, useEffect, useState, type FunctionComponent, type ReactNode } from 'react';

export interface Later<Props> {
  (props: Props): ReactNode;
  /** Fetches it ahead. Never rejects: whoever opens it is told. */
  prefetch(): Promise<void>;
}

/** @param Missing what stands in its place when it cannot be had @param Meanwhile and until it is here */
export function later<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
  Missing: FunctionComponent<Props>,
  Meanwhile: FunctionComponent<Props> = () => null,
): Later<Props> {
  let part: FunctionComponent<Props> | null = null;
  const fetch = async (): Promise<void> => {
    part ??= await load();
  };

  function Part(props: Props): ReactNode {
    const [is, setIs] = useState<'coming' | 'here' | 'missing'>('coming');
    useEffect(() => {
      let isShown = true;
      const show = (next: 'here' | 'missing') => () => {
        if (isShown) setIs(next);
      };
      if (part === null) fetch().then(show('here'), show('missing'));
      return () => {
        isShown = false;
      };
    }, []);
    if (part !== null) return createElement(part, props);
    return createElement(is === 'missing' ? Missing : Meanwhile, props);
  }

  return Object.assign(Part, { prefetch: () => fetch().catch(() => undefined) });
}
