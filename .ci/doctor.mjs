/**
 * `npm run doctor`: what the settings in the environment come to, and whether what they name works, as seen from this
 * machine. Run it with the settings of the server, beside the running server. It prints no secret.
 */
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { request as requestTls } from 'node:https';
import { join } from 'node:path';
import { ROOT, endWithParent } from './processes.mjs';
import { probeStun, probeTurn } from './stun.mjs';

const TIMEOUT_MS = 10_000;
/** What a relay must not reach: the machine it runs on, its network, the metadata service of most clouds. */
const INTERNAL = ['127.0.0.1', '10.0.0.1', '192.168.0.1', '172.16.0.1', '169.254.169.254', '0.0.0.0'];
/** Any address of the internet. Nothing is sent to it: a permission is only asked for. */
const OUTSIDE = '9.9.9.9';

endWithParent();
const { loadConfig } = await load('config.js');
const { toTurnServer } = await load('turn.js');
const config = readConfig();
const { publicUrl, stunUrls, turn } = config;
const isLocal = publicUrl === null || /^(?:localhost|127\.|\[::1\])/.test(publicUrl.hostname);
let isHealthy = true;
const metricsBefore = await readMetrics().catch(() => ({}));

printConfig();
if (publicUrl === null) say('note', 'GC_PUBLIC_URL is not set, so this server is for this machine only.');
else await checkSite();
await checkMetrics();
checkOpenFiles();
for (const url of stunUrls) await check(`STUN ${url} answers`, () => probeStun(url));
for (const url of turn?.urls ?? []) await checkTurn(url);
if (config.isNearbyOnly)
  say('FAIL', 'Without GC_STUN_URLS and GC_TURN_URLS this server connects people on one network only.');
else if (!isLocal && turn === null)
  say('note', 'Without GC_TURN_URLS about one pair in ten cannot connect, and nobody can hide an address.');
if (!isLocal && config.abuseContact === null)
  say('note', 'GC_ABUSE_CONTACT is not set, so people cannot report misuse to you.');
console.log(isHealthy ? 'All is well.' : 'Not all is well.');
process.exitCode = isHealthy ? 0 : 1;

async function checkSite() {
  const { origin, protocol } = publicUrl;
  if (protocol !== 'https:' && !isLocal)
    say('FAIL', 'GC_PUBLIC_URL is not https: browsers give such a page no cryptography.');
  await check(`${origin} answers`, async () => {
    const { status, headers } = await get('/');
    if (status !== 200) throw new Error(`status ${status}`);
    if (!('content-security-policy' in headers)) throw new Error('the security headers are lost on the way');
  });
  await check('the connection of the pages gets through, as a poll', async () => {
    const { status } = await get('/s/?EIO=4&transport=polling', { Origin: origin });
    if (status !== 200) throw new Error(`status ${status}`);
  });
  await check('the connection of the pages gets through, as a WebSocket', async () => {
    const { status } = await get('/s/?EIO=4&transport=websocket', {
      Origin: origin,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    });
    if (status !== 101) throw new Error(`status ${status}; does the proxy pass on the header Upgrade?`);
  });
}

/** After what was asked above: a proxy that is not trusted has been counted for it. */
async function checkMetrics() {
  if (config.adminPort === null) {
    say('note', 'GC_ADMIN_PORT is not set, so there are no metrics, and the proxy cannot be checked.');
    return;
  }
  await check('the metrics are there, and the proxy is trusted', async () => {
    const { untrusted } = await readMetrics();
    if (Number.isNaN(untrusted)) throw new Error('another program has this port');
    if (untrusted > metricsBefore.untrusted)
      throw new Error('the proxy is not in GC_TRUSTED_PROXIES, so all visitors count as one address');
  });
}

/** What the running server says of itself; NaN where it says nothing. Rejects if it is not there. */
async function readMetrics() {
  const { adminPort } = config;
  const text = adminPort === null ? '' : await (await fetch(`http://127.0.0.1:${adminPort}/metrics`)).text();
  const valueOf = (name) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1] ?? NaN);
  return { untrusted: valueOf('guest_chats_untrusted_proxy_total'), maxFiles: valueOf('process_max_fds') };
}

function checkOpenFiles() {
  const { maxFiles } = metricsBefore;
  if (maxFiles < config.maxConnections + 100)
    say(
      'note',
      `It may open ${maxFiles} files; GC_MAX_CONNECTIONS=${config.maxConnections} needs as many and 100 more.`,
    );
}

async function checkTurn(url) {
  await check(`TURN ${url} relays, and not into its own network`, async () => {
    const { username, credential } = toTurnServer(turn, Date.now(), randomBytes(12));
    const { reachable } = await probeTurn(url, { username, credential }, [...INTERNAL, OUTSIDE]);
    if (!reachable.includes(OUTSIDE)) throw new Error(`would not even relay to ${OUTSIDE}`);
    const internal = reachable.filter((address) => address !== OUTSIDE);
    if (internal.length > 0) throw new Error(`would relay to ${internal.join(', ')}; see turnserver.conf`);
  });
}

async function check(sentence, work) {
  try {
    await work();
    say('ok', `${sentence}.`);
  } catch (error) {
    say('FAIL', `${sentence}: no, ${error.cause?.code ?? error.message}.`);
  }
}

function say(verdict, sentence) {
  console.log(`${verdict.padEnd(5)} ${sentence}`);
  if (verdict === 'FAIL') isHealthy = false;
}

/** Never follows a redirect, and ends at the headers. */
function get(path, headers = {}) {
  const url = new URL(path, publicUrl);
  return new Promise((resolve, reject) => {
    const sent = (url.protocol === 'https:' ? requestTls : request)(url, {
      headers,
      agent: false,
      timeout: TIMEOUT_MS,
    });
    const answered = (response) => {
      resolve({ status: response.statusCode, headers: response.headers });
      sent.destroy();
    };
    sent.on('response', answered).on('upgrade', answered);
    sent.on('timeout', () => sent.destroy(new Error('no answer'))).on('error', reject);
    sent.end();
  });
}

function printConfig() {
  const { turn, tls, publicUrl, ...rest } = config;
  const shown = { publicUrl: publicUrl?.origin ?? null, ...rest, tls: tls === null ? null : '(set)' };
  for (const [name, value] of Object.entries({ ...shown, turn: turn && { urls: turn.urls, secret: '(set)' } })) {
    console.log(`      ${name.padEnd(15)} ${JSON.stringify(value)}`);
  }
}

function readConfig() {
  try {
    return loadConfig(process.env);
  } catch (error) {
    console.error(error.message);
    return process.exit(1);
  }
}

async function load(name) {
  try {
    return await import(join(ROOT, 'dist/signaling', name));
  } catch {
    console.error('The server is not built yet. "npm run build" makes it.');
    return process.exit(1);
  }
}
