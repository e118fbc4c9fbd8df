import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPreferences, NOTIFY, parsePreferences, THEMES, type PreferencesView } from './preferences.ts';

const FIRST = { theme: 'system', notify: 'off', hasSound: false, hasKeys: true };

const preferences: fc.Arbitrary<PreferencesView> = fc.record({
  theme: fc.constantFrom(...THEMES),
  notify: fc.constantFrom(...NOTIFY),
  hasSound: fc.boolean(),
  hasKeys: fc.boolean(),
});

test('what was chosen is there again the next time', () => {
  fc.assert(
    fc.property(preferences, (chosen) => {
      let kept: string | null = null;
      const place = {
        read: () => kept,
        write: (text: string) => {
          kept = text;
        },
      };
      createPreferences(place).set(chosen);
      expect(createPreferences(place).view.get()).toEqual(chosen);
    }),
  );
});

test.each([null, '', '{', 'null', '7', '[]', '{"theme":"neon","notify":1,"hasSound":"yes","hasKeys":null}'])(
  '%j is as it is in the beginning',
  (text) => {
    expect(parsePreferences(text)).toEqual(FIRST);
  },
);

test('one that is not known does not cost the others', () => {
  expect(parsePreferences('{"theme":"dark","notify":"later"}')).toEqual({ ...FIRST, theme: 'dark' });
});
