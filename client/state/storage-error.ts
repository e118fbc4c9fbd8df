/** The one error of keeping things on this device. It carries a code and nothing of what was kept. */

export type StorageErrorCode =
  /** What was found is not what was stored: altered, incomplete, or sealed with another key. */
  | 'corrupt'
  /** Stored by a later version of this app. */
  | 'future-version'
  /**
   * The browser refuses storage or has closed it, another version of this app is in the way, or what this page holds was
   * changed or removed by another one.
   */
  | 'unavailable'
  /** No space left. */
  | 'quota';

export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode) {
    super(`storage: ${code}`);
    this.code = code;
  }
}
