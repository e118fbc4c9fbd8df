/** Takes a host and a guest through every screen there is, and stops at each of them. */
import type { BrowserContext } from '@playwright/test';
import { createWalker, type Walker } from './walker.ts';
import type { PseudoLocale } from './pseudo-locale.ts';

export interface Stop {
  /** In the order of the tour: "host 3 new invite". */
  readonly name: string;
  readonly page: Walker['page'];
}

export interface Travellers {
  readonly host: BrowserContext;
  readonly guest: BrowserContext;
  /** What the pages speak; null for English. */
  readonly locale: PseudoLocale | null;
}

/** @yields each screen, which stays as it is until the next is asked for */
export async function* tour({ host, guest, locale }: Travellers): AsyncGenerator<Stop, void, undefined> {
  const maya = createWalker(await host.newPage(), locale);
  const ana = createWalker(await guest.newPage(), locale);
  yield* introduction(maya);
  const link = yield* invitation(maya);
  yield* entrance(ana, maya, link);
  yield* conversation(maya, ana);
  yield* around(maya, ana);
  yield* settings(maya);
  yield* end(maya, ana);
  yield* failures(guest, link, locale);
  yield* elsewhere(host, locale);
  yield* lock(maya);
}

const PASSWORD = 'river anchor tulip stone';

async function* introduction(maya: Walker): AsyncGenerator<Stop> {
  await maya.page.goto('/');
  await maya.find('textbox', 'first.title').waitFor();
  yield stop('host', 'first run', maya);
  await maya.write('first.title', 'Maya');
  await maya.press('first.save');
  await maya.find('heading', 'home.emptyTitle').waitFor();
  yield stop('host', 'empty home', maya);
}

/** @returns the link of the last invite: with a password, and its host is asked */
async function* invitation(maya: Walker): AsyncGenerator<Stop, string> {
  await maya.press('home.newInvite');
  await maya.find('dialog', 'invite.title').waitFor();
  yield stop('host', 'new invite', maya);
  await maya.write('invite.who', 'Choir');
  await maya.find('switch', 'invite.requirePassword').check();
  await maya.write('password.label', PASSWORD);
  await maya.find('switch', 'invite.admission').check();
  await maya.page.getByText(maya.say('invite.advanced'), { exact: true }).click();
  yield stop('host', 'new invite with everything', maya);
  await maya.press('invite.create');
  await maya.find('dialog', 'ready.title').waitFor();
  yield stop('host', 'invite ready', maya);
  const link = await maya.find('textbox', 'ready.link').inputValue();
  await maya.press('common.close');
  return link;
}

async function* entrance(ana: Walker, maya: Walker, link: string): AsyncGenerator<Stop> {
  await ana.page.goto(link);
  await ana.find('button', 'landing.continue').waitFor();
  yield stop('guest', 'landing', ana);
  await ana.press('landing.continue');
  const name = { known: 'yes', name: 'Maya' };
  await ana.find('textbox', 'name.title', name).waitFor();
  yield stop('guest', 'name and password', ana);
  await ana.write('name.title', 'Ana', name);
  await ana.write('password.label', 'something else');
  await ana.press('name.join');
  await ana.page.getByText(ana.say('password.wrong', { count: 9 })).waitFor();
  yield stop('guest', 'wrong password', ana);
  await ana.write('password.label', PASSWORD);
  await ana.page.keyboard.press('Enter');
  await ana.find('heading', 'wait.admission', name).waitFor();
  yield stop('guest', 'waiting to be let in', ana);
  await maya.find('button', 'row.admit').first().waitFor();
  yield stop('host', 'somebody asks to join', maya);
  await maya.press('row.admit');
  await ana.find('region', 'chat.region', { name: 'Maya' }).waitFor();
}

async function* conversation(maya: Walker, ana: Walker): AsyncGenerator<Stop> {
  await maya.page.getByRole('navigation').getByRole('listitem').getByRole('button').first().click();
  await maya.find('region', 'chat.region', { name: 'Choir' }).waitFor();
  yield stop('host', 'chat, before a word is said', maya);
  await ana.send('Is rehearsal still on Thursday?');
  await ana.send('I can bring the scores.');
  await maya.send('It is, at seven. Doors open at half past six, and the piano was tuned this morning.');
  await maya.send('Where it is: https://example.org/choir');
  await ana.message('example.org').waitFor();
  await ana.chooseFor('at seven', 'message.reply');
  yield stop('guest', 'replying', ana);
  await ana.send('See you then 👋');
  await maya
    .message('See you then')
    .getByRole('button', { name: maya.say('message.actions'), exact: true })
    .click();
  yield stop('host', 'message menu', maya);
  await maya.page.getByRole('menuitemradio', { name: maya.say('react.heart'), exact: true }).click();
  await ana.send('A mistake');
  await ana.chooseFor('A mistake', 'message.delete');
  yield stop('guest', 'delete for everyone', ana);
  await ana.press('message.delete');
  await maya.page.getByText(maya.say('message.deleted')).waitFor();
  await ana.page.getByText(ana.say('delivery.read'), { exact: true }).first().waitFor({ state: 'attached' });
  yield stop('host', 'chat', maya);
  yield stop('guest', 'chat', ana);
  await maya.chooseFor('Where it is', 'message.edit');
  yield stop('host', 'editing', maya);
  await maya.page.keyboard.press('Escape');
  await maya.chooseFor('Where it is', 'message.info');
  yield stop('host', 'message info', maya);
  await maya.page.keyboard.press('Escape');
  await maya.send('Not this: https://cityhall.org.seats-now.tk/autumn');
  await ana.message('seats-now').getByText('seats-now.tk').last().click();
  await ana.find('dialog', 'link.title').waitFor();
  yield stop('guest', 'a link that deceives', ana);
  await ana.press('link.dontOpen');
}

async function* around(maya: Walker, ana: Walker): AsyncGenerator<Stop> {
  await ana.press('verify.title');
  await ana.find('dialog', 'verify.title').waitFor();
  yield stop('guest', 'security code', ana);
  await ana.page.keyboard.press('Escape');
  await maya.press('connection.title');
  await maya.page.getByText(maya.say('connection.direct'), { exact: true }).waitFor();
  yield stop('host', 'connection', maya);
  await maya.page.keyboard.press('Escape');
  await maya.press('common.more');
  yield stop('host', 'menu of the chat', maya);
  await maya.find('menuitem', 'disappear.title').click();
  yield stop('host', 'disappearing messages', maya);
  await maya.page.keyboard.press('Escape');
  await maya.choose('row.rename');
  yield stop('host', 'rename', maya);
  await maya.page.keyboard.press('Escape');
  await maya.press('row.more', { name: 'Choir' });
  yield stop('host', 'menu of a row', maya);
  await maya.find('menuitem', 'block.menu').click();
  yield stop('host', 'block', maya);
  await maya.page.keyboard.press('Escape');
  await ana.choose('report.menu');
  yield stop('guest', 'report and leave', ana);
  await ana.page.keyboard.press('Escape');
}

async function* settings(maya: Walker): AsyncGenerator<Stop> {
  await maya.press('settings.open');
  await maya.find('dialog', 'settings.title').waitFor();
  yield stop('host', 'settings', maya);
  await maya.press('lock.turnOn');
  yield stop('host', 'turn on app lock', maya);
  await maya.press('common.cancel');
  await maya.press('keys.show');
  yield stop('host', 'keyboard shortcuts', maya);
  await maya.page.keyboard.press('Escape');
}

async function* end(maya: Walker, ana: Walker): AsyncGenerator<Stop> {
  const address = maya.page.url();
  await maya.page.goto('about:blank');
  await ana.page.getByText(ana.say('chat.offline'), { exact: true }).waitFor();
  await ana.send('Are you still there?');
  yield stop('guest', 'the host has gone', ana);
  await maya.page.goto(address);
  await maya.page.getByRole('navigation').getByRole('listitem').getByRole('button').first().click();
  await maya.message('still there').waitFor();
  yield stop('host', 'new messages', maya);
  await maya.choose('end.menu');
  await maya.find('dialog', 'end.title').waitFor();
  yield stop('host', 'end chat', maya);
  await maya.press('end.confirm');
  await maya.page.getByText(maya.say('over.me')).waitFor();
  yield stop('host', 'ended', maya);
  await ana.find('heading', 'ended.other.title', { known: 'yes', name: 'Maya' }).waitFor();
  yield stop('guest', 'ended', ana);
}

async function* failures(guest: BrowserContext, link: string, locale: PseudoLocale | null): AsyncGenerator<Stop> {
  const visit = async (address: string): Promise<Walker> => {
    const ana = createWalker(await guest.newPage(), locale);
    await ana.page.goto(address);
    await ana.page.getByRole('heading').first().waitFor();
    return ana;
  };
  yield stop('guest', 'part of the link is missing', await visit('/j'));
  yield stop('guest', 'damaged link', await visit(link.slice(0, -20)));
  yield stop('guest', 'link of a newer version', await visit(link.replace(/#./, '#g')));
  const other = await visit(link);
  await other.press('landing.decline');
  yield stop('guest', 'not for me', other);
  await other.page.goto('about:blank');
  await other.page.goto(link);
  await other.press('landing.continue');
  await other.write('name.title', 'Ben', { known: 'yes', name: 'Maya' });
  await other.write('password.label', PASSWORD);
  await other.press('name.join');
  await other.page.getByRole('heading').first().waitFor();
  yield stop('guest', 'open in another tab', other);
}

async function* elsewhere(host: BrowserContext, locale: PseudoLocale | null): AsyncGenerator<Stop> {
  const other = createWalker(await host.newPage(), locale);
  await other.page.goto('/');
  await other.find('heading', 'home.elsewhereTitle').waitFor();
  yield stop('host', 'open in another tab', other);
  await other.page.close();
}

async function* lock(maya: Walker): AsyncGenerator<Stop> {
  await maya.press('settings.open');
  await maya.press('lock.turnOn');
  await maya.write('lock.new', PASSWORD);
  await maya.write('lock.repeat', PASSWORD);
  await maya.page.keyboard.press('Enter');
  await maya.find('button', 'lock.now').waitFor();
  yield stop('host', 'settings with the app lock on', maya);
  await maya.press('lock.now');
  await maya.find('heading', 'unlock.title').waitFor();
  yield stop('host', 'locked', maya);
  await maya.write('lock.passphrase', 'something else');
  await maya.page.keyboard.press('Enter');
  await maya.page.getByText(maya.say('lock.wrong')).waitFor();
  yield stop('host', 'wrong passphrase', maya);
  await maya.press('unlock.forgot');
  yield stop('host', 'delete everything', maya);
}

function stop(who: 'host' | 'guest', name: string, { page }: Walker): Stop {
  return { name: `${who}, ${name}`, page };
}
