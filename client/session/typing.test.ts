/** GC/1 section 7: TYPING. */
import { expect, test } from 'vitest';
import { createFakeClock } from './testing/fake-clock.ts';
import { createTyping } from './typing.ts';

function start() {
  const clock = createFakeClock();
  const said: boolean[] = [];
  let changes = 0;
  const typing = createTyping(
    clock,
    (isTyping) => said.push(isTyping),
    () => (changes += 1),
  );
  return { clock, said, typing, changes: () => changes };
}

test('somebody who writes without a pause says so every three seconds', async () => {
  const { clock, said, typing } = start();
  for (let ms = 0; ms < 10_000; ms += 100) {
    typing.write(true);
    await clock.advance(100);
  }
  expect(said).toEqual([true, true, true, true]);
});

test('a field that was emptied is said at once, and once', async () => {
  const { clock, said, typing } = start();
  typing.write(false);
  expect(said).toEqual([]);
  typing.write(true);
  typing.write(false);
  typing.write(false);
  expect(said).toEqual([true, false]);
  typing.write(true);
  expect(said).toEqual([true, false, true]);
  await clock.advance(5_000);
  typing.write(false);
  expect(said, 'what the other side has forgotten is not taken back').toEqual([true, false, true]);
});

test('the other is typing until they say otherwise, or nothing for five seconds', async () => {
  const { clock, typing, changes } = start();
  typing.hear(true);
  expect([typing.isOtherTyping(), changes()]).toEqual([true, 1]);
  await clock.advance(4_900);
  typing.hear(true);
  await clock.advance(4_900);
  expect([typing.isOtherTyping(), changes()]).toEqual([true, 1]);
  await clock.advance(100);
  expect([typing.isOtherTyping(), changes()]).toEqual([false, 2]);
  typing.hear(true);
  typing.hear(false);
  expect([typing.isOtherTyping(), changes()]).toEqual([false, 4]);
});

test('what is forgotten leaves no timer behind, and can be said anew', () => {
  const { clock, said, typing } = start();
  typing.write(true);
  typing.hear(true);
  typing.forget();
  expect([typing.isOtherTyping(), clock.pendingTimers()]).toEqual([false, 0]);
  typing.write(true);
  expect(said).toEqual([true, true]);
});
