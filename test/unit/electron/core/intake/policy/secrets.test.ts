import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { MASK } from '../../../../../../electron/core/intake/policy/secret-mask.ts';
import { createSecretStore } from '../../../../../../electron/core/intake/policy/secrets.ts';
import { err, ok } from '../../../../../../shared/domain/result.ts';

describe('secret store', () => {
  it('masks what it resolved, from then on', async () => {
    const store = createSecretStore({ TOKEN: 'hunter2' }, tmpdir());
    expect(store.mask('a hunter2 in the log')).toBe('a hunter2 in the log');
    expect(await store.resolve({ env: 'TOKEN' })).toEqual({ ok: true, value: 'hunter2' });
    expect(store.mask('a hunter2 in the log')).toBe(`a ${MASK} in the log`);
  });

  it('masks the old one too after a rotation', async () => {
    const env = { TOKEN: 'first secret' };
    const store = createSecretStore(env, tmpdir());
    await store.resolve({ env: 'TOKEN' });
    env.TOKEN = 'second secret';
    await store.resolve({ env: 'TOKEN' });
    expect(store.mask('first secret, second secret')).toBe(`${MASK}, ${MASK}`);
  });

  it('reads the keychain where there is one', async () => {
    const keychain = {
      read: async (name: string) =>
        name === 'edge' ? ok('hunter2\n') : err(`The keychain has no entry ${name}.`),
    };
    const store = createSecretStore({}, tmpdir(), keychain);
    expect(await store.resolve({ keychain: 'edge' })).toEqual({ ok: true, value: 'hunter2' });
    expect(store.mask('hunter2')).toBe(MASK);
    expect(await store.resolve({ keychain: 'nope' })).toEqual({
      ok: false,
      error: 'The keychain has no entry nope.',
    });
    expect(await createSecretStore({}, tmpdir()).resolve({ keychain: 'edge' })).toEqual({
      ok: false,
      error: 'The keychain entry edge can only be read by the desktop app.',
    });
  });
});
