import { expect, test } from 'vitest';
import { createDrafts } from './drafts.ts';

test('a draft belongs to its chat and is gone once empty', () => {
  const drafts = createDrafts();
  drafts.write('a', 'half a thou');
  expect(drafts.read('a')).toBe('half a thou');
  expect(drafts.read('b')).toBe('');
  drafts.write('a', '');
  expect(drafts.read('a')).toBe('');
});
