import { expect, test } from 'vitest';
import { createPersistence } from './persistence.ts';

test('what the browser says is passed on', async () => {
  const persistence = createPersistence({
    persisted: () => Promise.resolve(false),
    persist: () => Promise.resolve(true),
  });
  expect(await persistence.isGranted()).toBe(false);
  expect(await persistence.request()).toBe(true);
});

test('a browser that cannot be asked, or refuses to answer, grants nothing', async () => {
  const refuse = (): Promise<boolean> => Promise.reject(new TypeError('not here'));
  for (const persistence of [createPersistence(undefined), createPersistence({ persisted: refuse, persist: refuse })]) {
    expect(await persistence.isGranted()).toBe(false);
    expect(await persistence.request()).toBe(false);
  }
});
