/**
 * `npm run gallery`: a picture of every screen, from the app as it is shipped, with a page to look through them, in
 * `.cache/gallery/`. `-- --readme` also renews the four that the README shows.
 */
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../fixtures/launch.ts';
import { startServer } from '../fixtures/server.ts';
import { toIndexPage, type Picture } from './index-page.ts';
import { lookAt, LOOKS } from './looks.ts';
import { buildInPseudo } from './pseudo-build.ts';
import { tour } from './tour.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDER = join(ROOT, '.cache/gallery');
const README_FOLDER = join(ROOT, 'docs/screenshots');
/** What the README shows, by the name of the picture. */
const README = {
  'invite.png': 'ltr-host-invite-ready-desktop-light.png',
  'chat.png': 'ltr-host-chat-desktop-dark.png',
  'landing.png': 'ltr-guest-landing-phone-light.png',
  'guest.png': 'ltr-guest-chat-phone-dark.png',
};

const { values } = parseArgs({ options: { readme: { type: 'boolean', default: false } } });

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const pictures = [...(await takeAll('ltr')), ...(await takeAll('rtl'))];
writeFileSync(join(FOLDER, 'index.html'), toIndexPage(pictures));
if (values.readme) {
  mkdirSync(README_FOLDER, { recursive: true });
  for (const [name, file] of Object.entries(README)) copyFileSync(join(FOLDER, file), join(README_FOLDER, name));
}
console.log(`${pictures.length} pictures. Open ${join(FOLDER, 'index.html')}`);

async function takeAll(direction: 'ltr' | 'rtl'): Promise<readonly Picture[]> {
  const locale = direction === 'rtl' ? direction : null;
  const build = locale === null ? 'dist' : await buildInPseudo(locale);
  const server = await startServer(0, { GC_ABUSE_CONTACT: 'abuse@example.org' }, [], build);
  const browser = await launchBrowser('chromium');
  const taken: Picture[] = [];
  try {
    const options = { baseURL: server.url };
    const travellers = { host: await browser.newContext(options), guest: await browser.newContext(options), locale };
    for await (const { name, page } of tour(travellers)) {
      console.log(`${direction}  ${name}`);
      for (const look of LOOKS) {
        await lookAt(page, look);
        const file = `${direction}-${name.replaceAll(/\W+/g, '-')}-${look.name}.png`;
        await page.screenshot({ path: join(FOLDER, file) });
        taken.push({ screen: name, look: `${look.name}-${direction}`, file });
      }
      await lookAt(page, LOOKS[0]);
    }
  } finally {
    await browser.close();
    await server.kill();
  }
  return taken;
}
