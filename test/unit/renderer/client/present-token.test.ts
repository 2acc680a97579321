import { describe, expect, it, vi } from 'vitest';
import { presentToken } from '../../../../renderer/client/present-token.ts';

function page(hash: string) {
  const location = { hash, pathname: '/', search: '' } as Location;
  const history = { replaceState: vi.fn() } as unknown as History;
  const ask = vi.fn(async () => new Response(null, { status: 204 }));
  return { location, history, ask };
}

describe('presentToken', () => {
  it('exchanges the token and takes it out of the address', async () => {
    const { location, history, ask } = page('#token=a%20b');
    await presentToken(location, history, ask);
    expect(ask).toHaveBeenCalledWith('session', { method: 'POST', body: 'a b' });
    expect(history.replaceState).toHaveBeenCalledWith(null, '', '/');
  });

  it('leaves every other address alone', async () => {
    const { location, history, ask } = page('#/overview');
    await presentToken(location, history, ask);
    expect(ask).not.toHaveBeenCalled();
    expect(history.replaceState).not.toHaveBeenCalled();
  });

  it('survives a hub that does not answer', async () => {
    const { location, history } = page('#token=x');
    await presentToken(location, history, async () => {
      throw new TypeError('network');
    });
    expect(history.replaceState).toHaveBeenCalled();
  });
});
