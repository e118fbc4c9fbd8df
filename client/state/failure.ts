/**
 * Why a person cannot go on, as a closed set of codes. Words for each, with the next step, are in `ui/wording`.
 */
export type Failure =
  /** Links, judged without any network. */
  | 'link-missing'
  | 'link-damaged'
  | 'link-too-new'
  /** What the host, or the server in its place, says of an invite. Hints: [Try again] is offered. */
  | 'expired'
  | 'used'
  /** Too many wrong passwords; the host can reset. */
  | 'exhausted'
  /** This browser's copy of the chat is older than what the other side knows, or was continued elsewhere. A hint. */
  | 'old-copy'
  /** The address names a chat that this browser does not have. */
  | 'chat-gone'
  /** The host said no, for good. */
  | 'unavailable'
  /** The two copies of the chat no longer fit together. */
  | 'out-of-step'
  /** The other side sent more than is taken in at once; a person says when it may connect again. */
  | 'flooded'
  /** What is stored of the chat does not fit together any more: it can be read as far as it is whole, and not go on. */
  | 'storage-damaged'
  /** The chat was continued in another tab or window. */
  | 'elsewhere'
  /** This browser or address. */
  | 'insecure-context'
  /** A person, or whoever manages the browser, has turned it off. */
  | 'no-webrtc'
  | 'browser-too-old';
