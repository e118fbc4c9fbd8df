/** One browser profile in which a person is a host in one chat and a guest in another, or both in the same. */
import { loadedAtUnixMs } from '../fixtures/live-again.ts';
import { meet } from '../fixtures/meet.ts';
import { test } from '../fixtures/resilience.ts';
import { expectSameConversation } from '../fixtures/same-conversation.ts';
import { openTwoChats } from '../fixtures/two-chats.ts';
import { createWriter } from '../fixtures/writer.ts';

test('two people are each other’s host and guest, and all pages reload at once', async ({ host, guest, liveAgain }) => {
  test.setTimeout(120_000);
  const chats = await openTwoChats(host.context, guest.context);
  await chats.write(chats.everybody);
  await Promise.all(chats.pages().map((page) => page.reload()));
  const loadedAt = Math.max(...(await Promise.all(chats.pages().map(loadedAtUnixMs))));
  await Promise.all([
    liveAgain.expect('all four pages reload', loadedAt, chats.pages()),
    chats.enter(chats.everybody).then(() => chats.write(chats.everybody)),
  ]);
  await chats.write(chats.everybody);
  await chats.expectSameConversations();
});

test('a person is the own guest, in one browser', async ({ host, liveAgain }) => {
  const own = { page: await host.context.newPage(), context: host.context };
  const { maya, ana } = await meet(host, own);
  const byHost = createWriter('Maya', 'Ana');
  const byGuest = createWriter('Ana', 'Maya');
  await byHost.write(maya.page);
  await byGuest.write(ana.page);
  const pages = [maya.page, ana.page];
  await Promise.all(pages.map((page) => page.reload()));
  const loadedAt = Math.max(...(await Promise.all(pages.map(loadedAtUnixMs))));
  await Promise.all([
    liveAgain.expect('both pages reload', loadedAt, pages),
    byGuest
      .write(ana.page)
      .then(() => maya.openChat('Ana'))
      .then(() => byHost.write(maya.page)),
  ]);
  const written = { byHost: byHost.written, byGuest: byGuest.written };
  await expectSameConversation({ page: maya.page, other: 'Ana' }, { page: ana.page, other: 'Maya' }, written);
});
