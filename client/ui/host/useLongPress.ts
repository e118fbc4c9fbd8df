/** A finger that rests on something: what a second mouse button is elsewhere, and asks for the same. */
import { useEffect, useRef, type MouseEvent, type PointerEvent } from 'react';

interface LongPressHandlers {
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: () => void;
  readonly onPointerCancel: () => void;
  readonly onContextMenu: (event: MouseEvent) => void;
  readonly onClickCapture: (event: MouseEvent) => void;
}

export function useLongPress(onLongPress: () => void): LongPressHandlers {
  const press = useRef<{ readonly timer: number; readonly x: number; readonly y: number } | null>(null);
  /** The click that ends a long press is none. */
  const swallows = useRef(false);

  const cancel = (): void => {
    if (press.current !== null) window.clearTimeout(press.current.timer);
    press.current = null;
  };
  useEffect(() => cancel, []);

  return {
    onPointerDown: ({ pointerType, clientX, clientY }) => {
      swallows.current = false;
      if (pointerType === 'mouse') return;
      cancel();
      // Not every browser tells of a finger that rests: those on iOS don't.
      const timer = window.setTimeout(() => {
        press.current = null;
        swallows.current = true;
        onLongPress();
      }, REST_MS);
      press.current = { timer, x: clientX, y: clientY };
    },
    onPointerMove: ({ clientX, clientY }) => {
      if (press.current === null) return;
      if (Math.hypot(clientX - press.current.x, clientY - press.current.y) > SLIP_PX) cancel();
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
    onContextMenu: (event) => {
      event.preventDefault();
      swallows.current = press.current !== null;
      cancel();
      onLongPress();
    },
    onClickCapture: (event) => {
      if (!swallows.current) return;
      swallows.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

const REST_MS = 500;
const SLIP_PX = 10;
