import { describe, expect, it } from 'vitest';
import { gapReasons, type RecordingGap } from '../../../../shared/domain/recording-gap.ts';
import { gapReasonWords, gapWords } from '../../../../shared/format/gap-words.ts';

const nowMs = Date.UTC(2026, 8, 22, 14, 13, 36);
const gap = (fromClock: string, toClock: string, reason: RecordingGap['reason']): RecordingGap => ({
  fromMs: Date.parse(`2026-09-${fromClock}:00Z`),
  toMs: Date.parse(`2026-09-${toClock}:00Z`),
  reason,
});

describe('a gap in words', () => {
  it.each([
    [gap('22T13:31', '22T13:34', 'asleep'), 'not recorded 13:31 to 13:34, the machine was asleep'],
    [gap('21T13:31', '21T13:34', 'closed'), 'not recorded Mon 13:31 to 13:34, Vigil was closed'],
    [gap('21T23:50', '22T06:10', 'asleep'), 'not recorded Mon 23:50 to 06:10, the machine was asleep'],
    [
      gap('10T23:50', '11T06:10', 'unwritten'),
      'not recorded 10 Sep 23:50 to 11 Sep 06:10, the disk took nothing',
    ],
    [gap('01T00:00', '22T06:10', 'before'), 'not recorded before 06:10, the log does not reach back so far'],
  ])('is said with its reason', (one, words) => expect(gapWords(one, nowMs, 'UTC')).toBe(words));

  it('has a clause for every reason', () => {
    for (const reason of gapReasons) expect(gapReasonWords(reason)).toMatch(/^[A-Za-z][a-zA-Z ]+$/);
  });
});
