/**
 * What simple-peer takes from `readable-stream` and `buffer`: of a duplex stream, an emitter that hands on what is pushed.
 * Nothing here writes to it or pipes it, so there is no buffer and no backpressure to keep.
 */
type Listener = (...values: unknown[]) => void;

export class Duplex {
  readonly _readableState = { ended: false };
  readonly _writableState = { finished: false };
  readonly #listeners = new Map<string, readonly Listener[]>();

  on(event: string, listener: Listener): this {
    this.#listeners.set(event, [...this.#of(event), listener]);
    return this;
  }

  once(event: string, listener: Listener): this {
    const first: Listener = (...values) => {
      this.removeListener(event, first);
      listener.apply(this, values);
    };
    return this.on(event, first);
  }

  removeListener(event: string, listener: Listener): this {
    this.#listeners.set(
      event,
      this.#of(event).filter((one) => one !== listener),
    );
    return this;
  }

  /** To those who listened when it began. */
  emit(event: string, ...values: unknown[]): boolean {
    const listeners = this.#of(event);
    for (const listener of listeners) listener.apply(this, values);
    return listeners.length > 0;
  }

  /** Null at the end. */
  push(chunk: unknown): void {
    if (chunk === null) this._readableState.ended = true;
    else this.emit('data', chunk);
  }

  end(): void {
    this._writableState.finished = true;
  }

  #of(event: string): readonly Listener[] {
    return this.#listeners.get(event) ?? [];
  }
}

export const Buffer = { from: (bytes: ArrayBuffer): Uint8Array => new Uint8Array(bytes) };
