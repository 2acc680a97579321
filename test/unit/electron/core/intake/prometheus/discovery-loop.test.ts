import { describe, expect, it } from 'vitest';
import { createDiscoveryLoop } from '../../../../../../electron/core/intake/prometheus/discovery-loop.ts';
import type { QuerySet } from '../../../../../../electron/core/intake/prometheus/query-set.ts';
import type { Guess } from '../../../../../../shared/domain/guess.ts';
import { manualClock } from '../../../../../builders/core.ts';

const guess = { id: 'up/availability', query: 'up' } as Guess;

/** A loop over a server that holds as many metrics as the test says. */
function rig() {
  const clock = manualClock();
  const lookedAtMs: number[] = [];
  let count = 0;
  const querySet = {
    isOpen: true,
    current: { queries: [], problems: [], alertLabels: { service: [], region: [] } },
    use: () => ({ added: [], dropped: [] }),
  } as unknown as QuerySet;
  const loop = createDiscoveryLoop({
    clock,
    querySet,
    isLive: () => true,
    discovery: {
      async discover() {
        lookedAtMs.push(clock.monotonicMs());
        const guesses = Array.from({ length: count }, () => guess);
        return {
          ok: true,
          value: { guesses, signals: { availability: guesses.map(() => []) as never }, notes: [] },
        };
      },
    },
  });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  const wait = async (ms: number): Promise<void> => {
    await settle();
    for (let passed = 0; passed < ms; passed += 1_000) {
      clock.advance(1_000);
      await settle();
    }
  };
  return { loop, wait, lookedAtMs, hold: (metrics: number) => (count = metrics) };
}

describe('discovery that goes on', () => {
  it('looks at a server that holds nothing yet again soon, and then once a minute', async () => {
    const { loop, wait, lookedAtMs } = rig();
    loop.connected();
    await wait(200_000);
    expect(lookedAtMs).toEqual([0, 5_000, 15_000, 35_000, 75_000, 135_000, 195_000]);
    loop.stop();
  });

  it('rests for ten minutes once two looks found the same, and starts over with a new connection', async () => {
    const { loop, wait, lookedAtMs, hold } = rig();
    hold(1);
    loop.connected();
    await wait(1_300_000);
    expect(lookedAtMs).toEqual([0, 5_000, 605_000, 1_205_000]);
    hold(2);
    loop.connected();
    await wait(30_000);
    expect(lookedAtMs.slice(4)).toEqual([1_300_000, 1_305_000]);
    loop.stop();
  });

  it('answers a person with what is there now', async () => {
    const { loop, wait, hold } = rig();
    expect(await loop.guesses()).toEqual([]);
    hold(1);
    await wait(6_000);
    expect(await loop.guesses()).toHaveLength(1);
    loop.stop();
  });
});
