import { describe, expect, test } from 'vitest';
import { encodeUtf8, toBase64Url } from '../protocol/bytes.ts';
import { flip, wrongLengths } from '../protocol/testing/hostile.ts';
import { openAgain, openFreshDatabase, resetIndexedDb } from './testing/fresh-database.ts';
import { createSealer, generateSealingKey, importSealingKey } from './sealer.ts';
import { openVault } from './vault.ts';
import { openDatabase } from './database.ts';

const place = encodeUtf8('place');
const plaintext = encodeUtf8('what is kept');
const corrupt = { name: 'StorageError', code: 'corrupt' };

describe('sealed bytes', () => {
  test('open to what they were, nothing and much alike', async () => {
    const sealer = createSealer(await generateSealingKey());
    for (const length of [0, 1, 100_000]) {
      const bytes = new Uint8Array(length).fill(7);
      const sealed = await sealer.seal(bytes, place);
      expect(sealed).toHaveLength(12 + length + 16);
      expect(await sealer.open(sealed, place)).toEqual(bytes);
    }
  });

  test('changed in any byte, cut or extended, open to nothing', async () => {
    const sealer = createSealer(await generateSealingKey());
    const sealed = await sealer.seal(plaintext, place);
    for (const spoiled of [...sealed.keys()].map((index) => flip(sealed, index)).concat(wrongLengths(sealed))) {
      await expect(sealer.open(spoiled, place)).rejects.toMatchObject(corrupt);
    }
  });

  test('open in their own place and with their own key only', async () => {
    const sealer = createSealer(await generateSealingKey());
    const sealed = await sealer.seal(plaintext, place);
    await expect(sealer.open(sealed, encodeUtf8('elsewhere'))).rejects.toMatchObject(corrupt);
    await expect(createSealer(await generateSealingKey()).open(sealed, place)).rejects.toMatchObject(corrupt);
  });

  test('have a nonce of their own each time', async () => {
    const sealer = createSealer(await generateSealingKey());
    const nonces = new Set<string>();
    for (let time = 0; time < 200; time += 1) {
      nonces.add(toBase64Url((await sealer.seal(plaintext, place)).slice(0, 12)));
    }
    expect(nonces.size).toBe(200);
  });
});

describe('the vault', () => {
  test('has one key that script cannot read, drawn on first use', async () => {
    const database = await openFreshDatabase();
    const read = () => database.read((transaction) => transaction.objectStore('vault').getAll());
    const [key, ...others] = await read();
    expect(others).toEqual([]);
    expect(key).toMatchObject({ extractable: false, algorithm: { name: 'AES-GCM', length: 256 } });
    if (!(key instanceof CryptoKey)) throw new Error('no key');
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
    await openVault(database);
    expect(await read()).toEqual([key]);
  });

  test("wraps a chat's key so that the next page opens it, for that chat only", async () => {
    const { vault } = await openFreshDatabase();
    const { wrapped, sealer } = await vault.createDataKey('ana');
    const sealed = await sealer.seal(plaintext, place);
    expect(wrapped).toHaveLength(60);
    const next = await openAgain();
    expect(await (await next.vault.openDataKey('ana', wrapped)).open(sealed, place)).toEqual(plaintext);
    await expect(next.vault.openDataKey('ben', wrapped)).rejects.toMatchObject(corrupt);
  });

  test('gives every chat a key of its own', async () => {
    const { vault } = await openFreshDatabase();
    const first = await vault.createDataKey('ana');
    const second = await vault.createDataKey('ana');
    await expect(second.sealer.open(await first.sealer.seal(plaintext, place), place)).rejects.toMatchObject(corrupt);
  });

  test('still opens, in this page, what its earlier key had wrapped: it may have been read just before', async () => {
    const { vault } = await openFreshDatabase();
    const { wrapped, sealer } = await vault.createDataKey('ana');
    const sealed = await sealer.seal(plaintext, place);
    await vault.replaceKey(importSealingKey);
    await vault.replaceKey(importSealingKey);
    expect(await (await vault.openDataKey('ana', wrapped)).open(sealed, place)).toEqual(plaintext);
    await expect((await openAgain()).vault.openDataKey('ana', wrapped)).rejects.toMatchObject(corrupt);
  });

  test('of another database opens nothing', async () => {
    const { wrapped } = await (await openFreshDatabase()).vault.createDataKey('ana');
    const guest = await openVault(await openDatabase('guest-chats-guest', () => undefined));
    await expect(guest.openDataKey('ana', wrapped)).rejects.toMatchObject(corrupt);
  });

  test('is the same for two pages that open it for the first time together', async () => {
    resetIndexedDb();
    const databases = await Promise.all([1, 2].map(() => openDatabase('guest-chats-host', () => undefined)));
    const [first, second] = await Promise.all(databases.map(openVault));
    const key = await first?.createDataKey('ana');
    if (second === undefined || key === undefined) throw new Error('two were opened');
    const sealed = await key.sealer.seal(plaintext, place);
    expect(await (await second.openDataKey('ana', key.wrapped)).open(sealed, place)).toEqual(plaintext);
  });
});
