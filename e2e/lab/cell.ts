/** One profile and one pair of browsers: what a chat there is like, from the click to the last message. */
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';
import type { Engine } from '../browsers.mjs';
import { startDevice } from '../fixtures/device.ts';
import { SERVER } from './addresses.ts';
import { connectBare } from './bare.ts';
import { expectExact, expectNoWay, introduceHost, meet, readPath, writeBoth, type Chat } from './chat.ts';
import { openNetwork, type Network } from './network.ts';
import type { Profile } from './profiles.ts';
import { startServices, type Services } from './services.ts';
import { createSteps, type Steps } from './steps.ts';
import { makeTrouble } from './troubles.ts';

const MESSAGES_EACH = 200;
/** Where one of the browsers is Firefox, whose driver takes a fifth of a second to type four letters. */
const MESSAGES_EACH_TYPED_SLOWLY = 40;
const MAX_BACK_MS = 6_000;

export interface Cell {
  readonly profile: Profile;
  /** `C-F`: Chromium is the host's browser, Firefox the guest's. */
  readonly pair: string;
  readonly host: Engine;
  readonly guest: Engine;
  readonly tries: number;
}

export interface CellResult {
  /** Each try of the app that connected, ms. */
  readonly liveMs: number[];
  /** Each bare connection in between, ms. */
  readonly bareMs: number[];
  /** What the panels have said. */
  readonly paths: Set<string>;
  /** From the network's return to a live chat, ms; null without trouble. */
  backMs: number | null;
  /** What both pages did until then; empty without trouble. */
  steps: string;
  /** All of them on both sides, once, in order, delivered. */
  areMessagesExact: boolean;
  /** What went wrong, a sentence each. */
  readonly faults: string[];
}

/** What a cell is made of. */
interface Stage {
  readonly cell: Cell;
  readonly network: Network;
  readonly services: Services;
  readonly hostContext: BrowserContext;
  readonly guestContext: BrowserContext;
  readonly steps: Steps;
}

/** @param folder has the certificates, and gets the browsers' profiles */
export async function runCell(cell: Cell, folder: string): Promise<CellResult> {
  const result: CellResult = {
    liveMs: [],
    bareMs: [],
    paths: new Set(),
    backMs: null,
    steps: '',
    areMessagesExact: false,
    faults: [],
  };
  const ends: (() => Promise<void>)[] = [];
  try {
    await runTries(await setUp(cell, folder, ends), result);
  } catch (error) {
    result.faults.push(error instanceof Error ? error.message : String(error));
  } finally {
    for (const end of ends.reverse()) await end();
  }
  return result;
}

/** @param ends gets what undoes it, also of what was set up before something failed */
async function setUp(cell: Cell, folder: string, ends: (() => Promise<void>)[]): Promise<Stage> {
  const network = await openNetwork(cell.profile);
  ends.push(network.dispose);
  const services = await startServices(network, cell.profile.ice, folder);
  ends.push(services.end);
  const steps = createSteps();
  const start = async (who: 'host' | 'guest'): Promise<BrowserContext> => {
    const place = {
      baseURL: `https://${SERVER}`,
      namespace: network[who].device,
      hidesAddresses: false,
      trustedKeys: [services.relayKey],
    };
    const device = await startDevice(who, cell[who], join(folder, who), place);
    ends.push(device.dispose);
    // What compiles these files calls this inside of functions that go into a page.
    await device.context().addInitScript('globalThis.__name = (named) => named');
    await steps.watch(who, device.context());
    return device.context();
  };
  const [hostContext, guestContext] = await Promise.all([start('host'), start('guest')]);
  return { cell, network, services, hostContext, guestContext, steps };
}

async function runTries(stage: Stage, result: CellResult): Promise<void> {
  const { network, services, hostContext, guestContext } = stage;
  const { profile, tries } = stage.cell;
  const host = await introduceHost(hostContext);
  for (let n = 1; n <= tries; n += 1) {
    const before = countDirect(network);
    const { chat, outcome } = await meet(host, guestContext, `Ana ${n}`, profile);
    if (profile.path === null) {
      if (typeof outcome === 'number') result.faults.push(`try ${n}: connected, where there is no way`);
      else await expectNoWay(chat);
    } else if (typeof outcome === 'string') {
      result.faults.push(`try ${n}: not connected: ${outcome}`);
    } else {
      result.liveMs.push(outcome);
      await look(chat, profile.path, result);
      if (n === tries) await converse(chat, stage, result);
    }
    checkWire(profile, countDirect(network) - before, result);
    await chat.guest.close();
    const bare = await connectBare(hostContext, guestContext, {
      iceServers: services.iceServers().map(({ urls, ...credentials }) => ({ urls: [...urls], ...credentials })),
      iceTransportPolicy: profile.isRelayOnly ? 'relay' : 'all',
    });
    if (bare !== null) result.bareMs.push(bare);
  }
}

/** At the panel, on both sides. */
async function look(chat: Chat, expected: RegExp, { paths, faults }: CellResult): Promise<void> {
  for (const page of [chat.host, chat.guest]) {
    const path = await readPath(page);
    paths.add(path);
    if (!expected.test(path)) faults.push(`the panel says "${path}"`);
  }
}

/** Half of the messages before the trouble and half after it. */
async function converse(chat: Chat, { cell, network, steps }: Stage, result: CellResult): Promise<void> {
  const isTypedSlowly = cell.host === 'firefox' || cell.guest === 'firefox';
  const countEach = isTypedSlowly ? MESSAGES_EACH_TYPED_SLOWLY : MESSAGES_EACH;
  await writeBoth(chat, countEach / 2);
  const { trouble } = cell.profile;
  if (trouble !== null) {
    const beganAtUnixMs = Date.now();
    try {
      result.backMs = await makeTrouble(trouble, chat, network);
    } finally {
      result.steps = steps.since(beganAtUnixMs);
    }
    if (result.backMs !== null && result.backMs > MAX_BACK_MS)
      result.faults.push(`live again only after ${Math.round(result.backMs)} ms`);
  }
  await writeBoth(chat, countEach / 2);
  await expectExact(chat);
  result.areMessagesExact = true;
  // Trouble may leave another way than there was.
  if (trouble !== null) await look(chat, /./, result);
}

/** Where a panel says "Directly" there are such packets, and there are none where addresses are hidden. */
function checkWire({ isRelayOnly }: Profile, directPackets: number, { paths, faults }: CellResult): void {
  if (isRelayOnly && directPackets > 0) faults.push(`${directPackets} packets went past the relay`);
  if (paths.has('direct udp') && directPackets === 0) faults.push('no packet went past the relay');
}

/** UDP packets of both devices, both ways, with anyone but the relay, which is also the STUN server. */
function countDirect({ host, guest }: Network): number {
  return host.countDirect() + guest.countDirect();
}
