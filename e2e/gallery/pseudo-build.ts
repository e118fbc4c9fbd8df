/** The pages as they are shipped, but in a language of `pseudo-locale.ts`, with the server beside them. */
import { cpSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import { toPseudo, type PseudoLocale } from './pseudo-locale.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** Each exports a part of the catalogue. */
const PART = /\/ui\/wording\/en\/[\w-]+\.ts$/;
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
    load: async (id) => {
      if (!PART.test(id)) return null;
      // Nothing but strings by key is exported there.
      const parts = (await import(id)) as Readonly<Record<string, Readonly<Record<string, string>>>>;
      const lines = Object.entries(parts).map(([name, part]) => {
        const said = Object.entries(part).map(([key, message]) => [key, toPseudo(message, locale)]);
        return `export const ${name} = ${JSON.stringify(Object.fromEntries(said))};`;
      });
      return lines.join('\n');
    },
    transformIndexHtml: (html) => html.replace(/<html[^>]*>/, HTML[locale]),
  };
}
