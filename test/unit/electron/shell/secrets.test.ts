import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSafeKeychain, type SafeStorageApi } from '../../../../electron/shell/secrets.ts';

/** Turns the bits over: what was written can only be read through it. */
const turned = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0xff));

interface FakeSafeStorage extends SafeStorageApi {
  decryptions: number;
  encryptions: number;
  shouldReEncrypt: boolean;
}

function fakeSafeStorage(changes: Partial<SafeStorageApi> = {}): FakeSafeStorage {
  const fake: FakeSafeStorage = {
    decryptions: 0,
    encryptions: 0,
    shouldReEncrypt: false,
    isAsyncEncryptionAvailable: async () => true,
    getSelectedStorageBackend: () => 'gnome_libsecret',
    encryptStringAsync: async (text) => {
      fake.encryptions += 1;
      return turned(Buffer.from(text));
    },
    decryptStringAsync: async (encrypted) => {
      fake.decryptions += 1;
      const result = turned(encrypted).toString('utf8');
      if (!result.startsWith('{')) throw new Error('hunter2 could not be decrypted');
      return { result, shouldReEncrypt: fake.shouldReEncrypt };
    },
    ...changes,
  };
  return fake;
}

function keychain(safeStorage: SafeStorageApi = fakeSafeStorage(), platform: NodeJS.Platform = 'linux') {
  const path = join(mkdtempSync(join(tmpdir(), 'vigil-keychain-')), 'secrets');
  return { path, keychain: createSafeKeychain({ safeStorage, platform, path }) };
}

const sentence = (result: { readonly ok: boolean; readonly error?: string }): string =>
  result.ok ? 'it worked' : (result.error ?? '');

describe('desktop keychain', () => {
  it('keeps secrets over a restart, encrypted, for this user alone', async () => {
    const first = keychain();
    expect(await first.keychain.write('edge token', 'hunter2')).toEqual({ ok: true, value: null });
    expect(await first.keychain.write('__proto__', 'polluted')).toEqual({ ok: true, value: null });
    expect(readFileSync(first.path, 'latin1')).not.toContain('hunter2');
    expect(statSync(first.path).mode & 0o777).toBe(0o600);

    const second = createSafeKeychain({
      safeStorage: fakeSafeStorage(),
      platform: 'linux',
      path: first.path,
    });
    expect(await second.names()).toEqual({ ok: true, value: ['__proto__', 'edge token'] });
    expect(await second.read('edge token')).toEqual({ ok: true, value: 'hunter2' });
    expect(await second.read('__proto__')).toEqual({ ok: true, value: 'polluted' });
    expect(sentence(await second.read('other'))).toBe('The keychain has no entry other.');
  });

  it('asks the operating system once, not for every request', async () => {
    const { path, keychain: writer } = keychain();
    await writer.write('a', 'hunter2');
    const safeStorage = fakeSafeStorage();
    const reader = createSafeKeychain({ safeStorage, platform: 'darwin', path });
    await Promise.all([reader.read('a'), reader.read('a'), reader.names()]);
    expect(safeStorage.decryptions).toBe(1);
  });

  it('loses none of several changes at once', async () => {
    const { keychain: chain } = keychain();
    await Promise.all([...'abcdef'].map((name) => chain.write(name, `secret ${name}`)));
    await Promise.all([chain.remove('c'), chain.remove('nobody'), chain.write('a', 'again')]);
    expect(await chain.names()).toEqual({ ok: true, value: ['a', 'b', 'd', 'e', 'f'] });
    expect(await chain.read('a')).toEqual({ ok: true, value: 'again' });
  });

  it('writes with the new key when the operating system has one', async () => {
    const { path, keychain: writer } = keychain();
    await writer.write('a', 'hunter2');
    const safeStorage = fakeSafeStorage();
    safeStorage.shouldReEncrypt = true;
    const reader = createSafeKeychain({ safeStorage, platform: 'win32', path });
    expect(await reader.read('a')).toEqual({ ok: true, value: 'hunter2' });
    expect(safeStorage.encryptions).toBe(1);
  });

  it.each(['basic_text', 'unknown'] as const)('refuses a desktop whose keychain is %s', async (backend) => {
    const { keychain: chain } = keychain(fakeSafeStorage({ getSelectedStorageBackend: () => backend }));
    expect(sentence(await chain.write('a', 'hunter2'))).toMatch(/^This desktop has no keychain/);
    expect(sentence(await chain.read('a'))).toMatch(/^This desktop has no keychain/);
  });

  it('asks for the backend on Linux only: elsewhere Electron has no such function', async () => {
    const absent = (): never => {
      throw new TypeError('getSelectedStorageBackend is not a function');
    };
    const { keychain: chain } = keychain(fakeSafeStorage({ getSelectedStorageBackend: absent }), 'win32');
    expect(await chain.write('a', 'hunter2')).toEqual({ ok: true, value: null });
  });

  it('says that the keychain is locked', async () => {
    const { keychain: chain } = keychain(fakeSafeStorage({ isAsyncEncryptionAvailable: async () => false }));
    expect(sentence(await chain.read('a'))).toContain('locked or not available');
  });

  it('never writes over secrets it cannot read, and tells nothing of them', async () => {
    const { path, keychain: chain } = keychain();
    writeFileSync(path, 'of another machine');
    expect(sentence(await chain.read('a'))).toContain('cannot be decrypted');
    const written = sentence(await chain.write('a', 'hunter2'));
    expect(written).toContain('cannot be decrypted');
    expect(written).not.toContain('hunter2');
    expect(readFileSync(path, 'utf8')).toBe('of another machine');
  });

  it('survives a file of another version and a failing encryption', async () => {
    const other = keychain();
    writeFileSync(other.path, turned(Buffer.from('{"version":2}')));
    expect(sentence(await other.keychain.read('a'))).toContain('cannot be read by this version');
    const failing = keychain(
      fakeSafeStorage({ encryptStringAsync: async (text) => Promise.reject(new Error(`no: ${text}`)) }),
    );
    expect(sentence(await failing.keychain.write('a', 'hunter2'))).toBe(
      'The secret could not be saved (unknown reason).',
    );
    expect(sentence(await failing.keychain.read('a'))).toBe('The keychain has no entry a.');
  });

  it('refuses what is no name and no secret', async () => {
    const { keychain: chain } = keychain();
    expect(sentence(await chain.write('', 'hunter2'))).toContain('1 to 128 characters');
    expect(sentence(await chain.write('a', 'x'.repeat(20_000)))).toContain('longer than 16384');
  });
});
