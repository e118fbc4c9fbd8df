import { expect, test } from 'vitest';
import { toFileName } from './download.ts';

test.each([
  ['Chat with Ana', 'Chat with Ana.txt'],
  ['Chat with ../../etc/passwd', 'Chat with .. .. etc passwd.txt'],
  ['Chat with a\u202Egpj.exe\u0000\n', 'Chat with a gpj.exe.txt'],
  [`Chat with ${'👩'.repeat(100)}`, `Chat with ${'👩'.repeat(70)}.txt`],
])('a file for %j is called %j', (name, file) => {
  expect(toFileName(name)).toBe(file);
});
