import { expect, test } from 'vitest';
import { describeLocks } from '../state/testing/locks.contract.ts';
import { createFakeLockManager } from './testing/fake-lock-manager.ts';
import { createWebLocks } from './web-locks.ts';

describeLocks('the browser', () => createWebLocks(createFakeLockManager()));

test('a browser that refuses locks is unavailable, not held by another page', async () => {
  const refused = Promise.reject(new DOMException('no', 'SecurityError'));
  const locks = createWebLocks({ request: () => refused });
  await expect(locks.acquire('chat a')).rejects.toMatchObject({ code: 'unavailable' });
  await expect(locks.steal('chat a')).rejects.toMatchObject({ code: 'unavailable' });
  locks.whenFree('chat a', () => expect.unreachable());
});
