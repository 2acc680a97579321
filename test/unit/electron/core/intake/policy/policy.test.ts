import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffDelayMs, defaultBackoff } from '../../../../../../electron/core/intake/policy/backoff.ts';
import { maskedAddress } from '../../../../../../electron/core/intake/policy/masked-address.ts';
import { delayToNextPollMs } from '../../../../../../electron/core/intake/policy/poll-phase.ts';
import { createSecretResolver } from '../../../../../../electron/core/intake/policy/secrets.ts';
import { createSeriesKeys } from '../../../../../../electron/core/intake/policy/series-keys.ts';
import { scaledValue, signalScale } from '../../../../../../electron/core/intake/policy/signal-scale.ts';

describe('backoff', () => {
  it('doubles, is capped, and never ends', () => {
    const delays = [1, 2, 3, 4, 5, 1e9].map((failures) => backoffDelayMs(failures, () => 1));
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  });

  it('stays between half the step and the cap for any random', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, r) => {
        const delayMs = backoffDelayMs(n, () => r);
        expect(delayMs).toBeGreaterThanOrEqual(defaultBackoff.firstMs / 2);
        expect(delayMs).toBeLessThanOrEqual(defaultBackoff.capMs);
      }),
    );
  });
});

describe('poll phase', () => {
  it('always waits more than nothing and at most one interval, and keeps its phase', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 250, max: 3_600_000 }),
        fc.integer({ min: 0, max: 1e9 }),
        (id, everyMs, nowMs) => {
          const delayMs = delayToNextPollMs(id, everyMs, nowMs);
          expect(delayMs).toBeGreaterThan(0);
          expect(delayMs).toBeLessThanOrEqual(everyMs);
          expect(delayToNextPollMs(id, everyMs, nowMs + delayMs)).toBe(everyMs);
        },
      ),
    );
  });
});

describe('masked address', () => {
  it.each([
    ['https://user:hunter2@prom.example/prometheus/', 'https://prom.example/prometheus'],
    ['http://127.0.0.1:9090', 'http://127.0.0.1:9090'],
    ['https://x.example/a?token=hunter2&b=1#hunter2', 'https://x.example/a?token=…&b=…'],
    ['not an address hunter2', '(not an address)'],
  ])('%s', (address, masked) => {
    expect(maskedAddress(address)).toBe(masked);
  });
});

describe('secrets', () => {
  it('come from variables and files, trimmed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vigil-secrets-'));
    await writeFile(join(folder, 'edge.token'), 'hunter2\n');
    const resolve = createSecretResolver({ TOKEN: 'hunter3' }, folder);
    expect(await resolve({ env: 'TOKEN' })).toEqual({ ok: true, value: 'hunter3' });
    expect(await resolve({ file: './edge.token' })).toEqual({ ok: true, value: 'hunter2' });
  });

  it('say what is missing without its content', async () => {
    const resolve = createSecretResolver({ EMPTY: ' ', LINES: 'hunter2\nhunter3' }, tmpdir());
    const sentence = async (reference: Parameters<typeof resolve>[0]): Promise<string> => {
      const result = await resolve(reference);
      return result.ok ? 'resolved' : result.error;
    };
    expect(await sentence({ env: 'NOPE' })).toBe('The environment variable NOPE is not set.');
    expect(await sentence({ env: 'EMPTY' })).toBe('The environment variable EMPTY is empty.');
    expect(await sentence({ env: 'LINES' })).toBe('The environment variable LINES holds more than one line.');
    expect(await sentence({ file: 'vigil-no-such-file' })).toBe(
      'The secret file vigil-no-such-file cannot be read (ENOENT).',
    );
  });
});

describe('signal scale', () => {
  const scale = (signal: string, unit?: string) => {
    const result = signalScale(signal, unit);
    if (!result.ok) throw new Error(result.error);
    return result.value;
  };

  it.each([
    ['latency_p95', 'ms', 84, 0.084],
    ['latency_p95', 'us', 84, 0.000084],
    ['latency_p95', undefined, 1.5, 1.5],
    ['availability', 'percent', 99.5, 0.995],
    ['request_rate', 'per_minute', 120, 2],
    ['error_ratio', undefined, 1.02, 1],
    ['saturation', undefined, 3.5, 3.5],
  ])('%s in %s: %d is %d', (signal, unit, raw, value) => {
    expect(scaledValue(scale(signal, unit), raw)).toBe(value);
  });

  it.each([
    ['availability', 99.5],
    ['availability', -0.5],
    ['latency_p95', -1],
    ['latency_p95', Number.NaN],
    ['temperature', Number.POSITIVE_INFINITY],
  ])('%s cannot be %d', (signal, raw) => {
    expect(scaledValue(scale(signal), raw)).toBeNaN();
  });

  it('refuses units that measure something else, or nothing known', () => {
    expect(signalScale('latency_p95', 'percent')).toEqual({
      ok: false,
      error: 'latency_p95 is measured in seconds, which percent cannot be converted to',
    });
    expect(signalScale('latency_p95', 'parsec').ok).toBe(false);
    expect(scale('room_temperature', 'celsius').unit).toBe('celsius');
  });
});

describe('series keys', () => {
  it('gives the same object for the same series within a generation, and stays bounded', () => {
    const keys = createSeriesKeys(10);
    const one = keys.get('cell', 'checkout', 'eu', 'latency_p95', 'seconds');
    expect(keys.get('cell', 'checkout', 'eu', 'latency_p95', 'seconds')).toBe(one);
    expect(keys.get('link', 'checkout', 'eu', 'latency_p95', 'seconds')).not.toBe(one);
    for (let index = 0; index < 100; index += 1) {
      keys.get('cell', `s${index}`, 'eu', 'latency_p95', 'seconds');
      // One reply may overrun the limit: within it the same series must stay the same object.
      if (index < 50) continue;
      keys.trim();
      expect(keys.size).toBeLessThanOrEqual(10);
    }
    expect(keys.generation).toBeGreaterThan(0);
  });
});
