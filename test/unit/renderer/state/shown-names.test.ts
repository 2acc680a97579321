import { describe, expect, it } from 'vitest';
import { showingClient, shownValue } from '../../../../renderer/state/shown-names.ts';
import type { Client } from '../../../../shared/contract/client.ts';
import { ok } from '../../../../shared/domain/result.ts';

describe('names of sources on their way in', () => {
  it('stay the same objects when there is nothing to change', () => {
    const value = { services: [{ id: 'checkout', name: 'Kasse' }], rows: [1, 2], bytes: new Uint8Array(2) };
    expect(shownValue(value)).toBe(value);
  });

  it('are changed wherever they stand, keys as well, and nothing else is copied', () => {
    const kept = { id: 'plain' };
    const shown = shownValue({ list: [kept, { id: 'a\u202eb' }], labels: { 'k\u0000': 'שלום' } });
    expect(shown).toEqual({ list: [kept, { id: 'a‹RLO›b' }], labels: { 'k␀': '\u2068שלום\u2069' } });
    expect(shown.list[0]).toBe(kept);
  });

  it('are asked for by their real name, and answers about them are fit to be shown', async () => {
    const asked: unknown[] = [];
    const client: Client = {
      request: async (name: string, payload: unknown) => {
        asked.push(payload);
        return ok(
          name === 'annotations' ? { annotations: [{ title: 'x\u200by' }] } : { yaml: 'id: x\u200by' },
        ) as never;
      },
      onFrame: () => () => undefined,
      onLink: () => () => undefined,
      close: () => undefined,
    };
    const showing = showingClient(client);
    const shown = shownValue('evil\u202egnp');
    await showing.request('transitions', { service: shown, fromMs: 0, toMs: 1 });
    expect(asked).toEqual([{ service: 'evil\u202egnp', fromMs: 0, toMs: 1 }]);
    const range = { fromMs: 0, toMs: 1, knownByMs: null, limit: 1 };
    expect(await showing.request('annotations', range)).toMatchObject({
      value: { annotations: [{ title: 'x‹ZWSP›y' }] },
    });
    // Text of the configuration is edited and sent back.
    expect(await showing.request('readSources', {})).toMatchObject({ value: { yaml: 'id: x\u200by' } });
  });
});
