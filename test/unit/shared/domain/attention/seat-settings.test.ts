import { describe, expect, it } from 'vitest';
import {
  initialSeatSettings,
  isSeatSilent,
  parseSeatSettings,
  rulesOf,
} from '../../../../../shared/domain/attention/seat-settings.ts';

describe('what a seat remembers', () => {
  it('is read back as it was written', () => {
    const settings = { ...initialSeatSettings, sound: true, volume: 0.25, timeZone: 'Asia/Kolkata' };
    expect(parseSeatSettings(JSON.stringify(settings))).toEqual(settings);
  });

  it.each([null, '', '{', '[]', '{"sound":true}', '{"sound":1,"volume":7}'])(
    'is that of a new seat where it is none: %j',
    (text) => expect(parseSeatSettings(text)).toEqual(initialSeatSettings),
  );

  it('names no zone that does not exist', () => {
    const text = JSON.stringify({ ...initialSeatSettings, timeZone: 'Mars/Olympus' });
    expect(parseSeatSettings(text).timeZone).toBeNull();
  });

  it('becomes rules, in the zone of the estate unless the seat names one', () => {
    expect(rulesOf(initialSeatSettings, 'Europe/Berlin')).toMatchObject({
      timeZone: 'Europe/Berlin',
      severities: { critical: { repeatMs: 60_000 }, warning: { repeatMs: 0 } },
    });
    expect(rulesOf({ ...initialSeatSettings, timeZone: 'UTC' }, 'Europe/Berlin').timeZone).toBe('UTC');
  });

  it('is silent until somebody turns something on', () => {
    expect(isSeatSilent(initialSeatSettings)).toBe(true);
    expect(isSeatSilent({ ...initialSeatSettings, sound: true })).toBe(false);
    expect(isSeatSilent({ ...initialSeatSettings, notify: true })).toBe(false);
    const { critical, warning, info } = initialSeatSettings.severities;
    const off = { sound: false };
    const severities = {
      critical: { ...critical, ...off },
      warning: { ...warning, ...off },
      info: { ...info, ...off },
    };
    expect(isSeatSilent({ ...initialSeatSettings, sound: true, severities })).toBe(true);
  });
});
