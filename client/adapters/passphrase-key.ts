/** A key from a passphrase, by Argon2id in a worker of its own, so that the page stays alive meanwhile. */
import { encodeUtf8 } from '../protocol/bytes.ts';
import { StorageError } from '../state/storage-error.ts';
import type { Argon2Input } from './argon2id.ts';
import workerUrl from './argon2id-worker.ts?worker&url';
import type { DeriveKey } from './locked-key.ts';

/** The one that the server's content security policy has for the host's page. */
const POLICY_NAME = 'guest-chats-worker';

/** As much of Trusted Types as is needed. What `createScriptURL` returns passes for the string it stands for. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/**
 * `new Worker` takes an address from a Trusted Types policy only. This is the one policy there is, it knows one address,
 * and as it is created with the page nobody else can create it.
 */
const policy = trustedTypes()?.createPolicy(POLICY_NAME, { createScriptURL: () => workerUrl });

export const deriveInWorker: DeriveKey = (passphrase, salt, cost) =>
  new Promise((resolve, reject) => {
    const url = policy === undefined ? workerUrl : policy.createScriptURL(workerUrl);
    const worker = new Worker(url, { type: 'module', name: 'argon2id' });
    worker.addEventListener('message', (event) => {
      worker.terminate();
      // `argon2id-worker.ts` answers nothing else.
      resolve(event.data as Uint8Array);
    });
    // It could not be loaded, or this device does not have the memory.
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      worker.terminate();
      reject(new StorageError('unavailable'));
    });
    const input: Argon2Input = {
      password: passphrase,
      salt,
      // There is no second place to keep one.
      secret: new Uint8Array(0),
      associatedData: encodeUtf8('Guest Chats app lock'),
      cost,
    };
    worker.postMessage(input);
  });

/** Undefined where the browser does not have them, and does not ask for them either. */
function trustedTypes(): TrustedTypes | undefined {
  const page: Window & { readonly trustedTypes?: TrustedTypes } = window;
  return page.trustedTypes;
}
