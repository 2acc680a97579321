import { describe, expect, it } from 'vitest';
import {
  bytesText,
  defaultWindow,
  momentText,
} from '../../../../renderer/features/capsule/capsule-window.ts';
import { parseMoment } from '../../../../shared/format/parse-moment.ts';

const HOUR_MS = 3_600_000;
const NOW_MS = Date.UTC(2026, 8, 22, 14, 0, 0, 400);
const shown = { fromMs: NOW_MS - 6 * HOUR_MS, toMs: NOW_MS + 60_000 };

describe('the time an export begins with', () => {
  it('is what the time bar shows, as far as there is something', () => {
    expect(defaultWindow(shown, null, 0, NOW_MS)).toEqual({
      fromMs: NOW_MS - 400 - 6 * HOUR_MS,
      toMs: NOW_MS - 400,
    });
    expect(defaultWindow(shown, null, NOW_MS - HOUR_MS, NOW_MS)?.fromMs).toBe(NOW_MS - 400 - HOUR_MS);
    expect(defaultWindow(shown, null, null, NOW_MS)).toBeNull();
    expect(defaultWindow(shown, null, NOW_MS + HOUR_MS, NOW_MS)).toBeNull();
  });

  it('is the loop where one is played, and never longer than a capsule may be', () => {
    const loop = { fromMs: NOW_MS - 2 * HOUR_MS, toMs: NOW_MS - HOUR_MS };
    expect(defaultWindow(shown, loop, 0, NOW_MS)).toEqual({
      fromMs: loop.fromMs - 400,
      toMs: loop.toMs - 400,
    });
    const year = { fromMs: NOW_MS - 365 * 24 * HOUR_MS, toMs: NOW_MS };
    const cut = defaultWindow(year, null, 0, NOW_MS);
    expect(cut === null ? 0 : cut.toMs - cut.fromMs).toBe(7 * 24 * HOUR_MS);
  });

  it('is written so that it can be read back', () => {
    for (const zone of ['UTC', 'Asia/Kolkata', 'America/New_York']) {
      const text = momentText(NOW_MS - 400, zone);
      expect(parseMoment(text, NOW_MS, zone)).toEqual({ ok: true, value: NOW_MS - 400 });
    }
    expect(momentText(NOW_MS, 'UTC')).toBe('2026-09-22 14:00:00');
  });
});

describe('sizes', () => {
  it('are short', () => {
    expect([10, 830_400, 1_234_567].map(bytesText)).toEqual(['1 kB', '830 kB', '1.2 MB']);
  });
});
