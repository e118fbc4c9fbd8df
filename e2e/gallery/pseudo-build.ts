/** The pages as they are shipped, but in a language of `pseudo-locale.ts`, with the server beside them. */
import { cpSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import { chat } from '../../client/ui/wording/en/chat.ts';
import { common } from '../../client/ui/wording/en/common.ts';
import { guest } from '../../client/ui/wording/en/guest.ts';
import { host } from '../../client/ui/wording/en/host.ts';
import { toPseudo, type PseudoLocale } from './pseudo-locale.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PARTS: Readonly<Record<string, Readonly<Record<string, string>>>> = { chat, common, guest, host };
/** The names that CLDR has for such languages. */
const HTML = { long: '<html lang="en-XA">', rtl: '<html lang="ar-XB" dir="rtl">' };

/** @returns the folder, below the project's own */
export async function buildInPseudo(locale: PseudoLocale): Promise<string> {
  const folder = `.cache/pseudo-${locale}`;
  rmSync(join(ROOT, folder), { recursive: true, force: true });
  for (const mode of ['host', 'guest']) {
    await build({
      configFile: join(ROOT, 'client/vite.config.ts'),
      mode,
      logLevel: 'error',
      plugins: [inPseudo(locale)],
      build: { outDir: join(ROOT, folder, 'client') },
    });
  }
  cpSync(join(ROOT, 'dist/signaling'), join(ROOT, folder, 'signaling'), { recursive: true });
  return folder;
}

function inPseudo(locale: PseudoLocale): Plugin {
  return {
    name: 'pseudo-locale',
    enforce: 'pre',
    load: (id) => {
      const [, name = ''] = /\/ui\/wording\/en\/(\w+)\.ts$/.exec(id) ?? [];
      const part = PARTS[name];
      if (part === undefined) return null;
      const said = Object.entries(part).map(([key, message]) => [key, toPseudo(message, locale)]);
      return `export const ${name} = ${JSON.stringify(Object.fromEntries(said))};`;
    },
    transformIndexHtml: (html) => html.replace(/<html[^>]*>/, HTML[locale]),
  };
}
