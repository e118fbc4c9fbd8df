/**
 * As much of STUN and TURN (RFC 8489, RFC 8656) as it takes to ask a server whether it works: binding, allocation with a
 * password, and whether it would relay to an address. Imports nothing but Node.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

const COOKIE = Buffer.from([0x21, 0x12, 0xa4, 0x42]);
const METHODS = { binding: 0x0001, allocate: 0x0003, refresh: 0x0004, createPermission: 0x0008 };
const ATTRIBUTES = { username: 0x0006, integrity: 0x0008, error: 0x0009, lifetime: 0x000d, peer: 0x0012 };
const MORE_ATTRIBUTES = { realm: 0x0014, nonce: 0x0015, transport: 0x0019 };
const { username, integrity, error, lifetime, peer, realm, nonce, transport } = { ...ATTRIBUTES, ...MORE_ATTRIBUTES };
const UDP = Buffer.from([17, 0, 0, 0]);
const TRIES = 4;
const WAIT_MS = 1_000;

/** Whether it answers a binding request. Rejects with a sentence. */
export async function probeStun(url) {
  const link = await openLink(url);
  try {
    const { isSuccess } = await ask(link, METHODS.binding, []);
    if (!isSuccess) throw new Error('refuses to say what it sees');
  } finally {
    link.close();
  }
}

/**
 * Whether it makes an allocation for these credentials, and which of the addresses it would relay to. Rejects with a
 * sentence.
 * @param addresses IPv4
 */
export async function probeTurn(url, credentials, addresses) {
  const link = await openLink(url);
  try {
    const first = await ask(link, METHODS.allocate, [[transport, UDP]]);
    if (first.isSuccess) throw new Error('relays for anybody, without a password');
    if (first.code !== 401) throw new Error(`answers with error ${first.code}`);
    const session = { ...credentials, realm: first.get(realm), nonce: first.get(nonce) };
    const { isSuccess, code } = await ask(link, METHODS.allocate, [[transport, UDP]], session);
    if (code === 401) throw new Error('does not take our password; its static-auth-secret must be the same');
    if (!isSuccess) throw new Error(`answers with error ${code}`);
    const reachable = [];
    for (const address of addresses) {
      const answer = await ask(link, METHODS.createPermission, [[peer, toPeer(address)]], session);
      if (answer.isSuccess) reachable.push(address);
    }
    await ask(link, METHODS.refresh, [[lifetime, Buffer.alloc(4)]], session);
    return { reachable };
  } finally {
    link.close();
  }
}

async function ask(link, method, attributes, session = null) {
  const id = randomBytes(12);
  const own = session === null ? [] : toOwn(session);
  const message = toMessage(method, id, [...attributes, ...own]);
  const answer = await link.send(session === null ? message : withIntegrity(message, session), id);
  const found = new Map();
  for (let at = 20; at + 4 <= answer.length;) {
    const length = answer.readUInt16BE(at + 2);
    found.set(answer.readUInt16BE(at), answer.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  const why = found.get(error);
  return {
    isSuccess: answer.readUInt16BE(0) === (method | 0x0100),
    code: why === undefined ? null : (why[2] & 7) * 100 + why[3],
    get: (attribute) => found.get(attribute) ?? Buffer.alloc(0),
  };
}

function toOwn(session) {
  return [
    [username, Buffer.from(session.username)],
    [realm, session.realm],
    [nonce, session.nonce],
  ];
}

function toMessage(method, id, attributes) {
  const body = attributes.map(([type, value]) => {
    const bytes = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
    bytes.writeUInt16BE(type, 0);
    bytes.writeUInt16BE(value.length, 2);
    value.copy(bytes, 4);
    return bytes;
  });
  const head = Buffer.alloc(4);
  head.writeUInt16BE(method, 0);
  head.writeUInt16BE(Buffer.concat(body).length, 2);
  return Buffer.concat([head, COOKIE, id, ...body]);
}

/** RFC 8489 section 14.5: the length already counts the attribute that is about to be added. */
function withIntegrity(message, session) {
  const counted = Buffer.from(message);
  counted.writeUInt16BE(message.length - 20 + 24, 2);
  const key = createHash('md5').update(`${session.username}:${session.realm}:${session.credential}`).digest();
  const head = Buffer.from([integrity >> 8, integrity & 0xff, 0, 20]);
  return Buffer.concat([counted, head, createHmac('sha1', key).update(counted).digest()]);
}

/** RFC 8489 section 14.2. */
function toPeer(address) {
  const numbers = address.split('.').map((number, at) => Number(number) ^ COOKIE[at]);
  return Buffer.from([0, 1, COOKIE[0], COOKIE[1] ^ 9, ...numbers]);
}

async function openLink(url) {
  const [, scheme, host, port, over] =
    /^(stuns?|turns?):(\[[^\]]+\]|[^:?]+)(?::(\d+))?(?:\?transport=(\w+))?$/.exec(url) ?? [];
  const isSecure = scheme.endsWith('s');
  const target = { host: host.replace(/^\[|\]$/g, ''), port: Number(port ?? (isSecure ? 5349 : 3478)) };
  return isSecure || over === 'tcp' ? openStream(target, isSecure) : openDatagrams(target);
}

async function openDatagrams({ host, port }) {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  const send = async (message, id) => {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      socket.send(message, port, host);
      const answer = await next(socket, 'message', id);
      if (answer !== null) return answer;
    }
    throw new Error('does not answer');
  };
  return { send, close: () => socket.close() };
}

async function openStream({ host, port }, isSecure) {
  const socket = isSecure ? connectTls({ host, port, servername: host }) : connect({ host, port });
  const opened = await next(socket, isSecure ? 'secureConnect' : 'connect', null);
  if (opened === null) throw new Error('cannot be reached');
  const send = async (message, id) => {
    socket.write(message);
    const answer = await next(socket, 'data', id);
    if (answer === null) throw new Error('does not answer');
    return answer;
  };
  return { send, close: () => socket.destroy() };
}

/** The next event of this name, or the message with this id; null after a while. Rejects with what went wrong. */
function next(socket, event, id) {
  return new Promise((resolve, reject) => {
    const end = (settle, value) => {
      clearTimeout(timer);
      socket.off(event, heard).off('error', failed);
      settle(value);
    };
    const heard = (bytes) => {
      if (id === null) end(resolve, true);
      else if (bytes.length >= 20 && bytes.subarray(8, 20).equals(id)) end(resolve, bytes);
    };
    const failed = ({ code, message }) => end(reject, new Error(`cannot be reached (${code ?? message})`));
    const timer = setTimeout(() => end(resolve, null), WAIT_MS);
    socket.on(event, heard).on('error', failed);
  });
}
