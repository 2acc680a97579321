import { z } from 'zod/mini';
import { type Severity, severities } from '../alert.ts';
import type { AttentionRules } from './attention.ts';
import { quietHoursSchema } from './quiet-hours.ts';

/** Longest time after which a sound may come again. */
export const MAX_REPEAT_SECONDS = 3_600;

const severitySettingsSchema = z.object({
  sound: z.boolean(),
  notify: z.boolean(),
  /** 0: the sound comes once. */
  repeatSeconds: z.number().check(z.int(), z.minimum(0), z.maximum(MAX_REPEAT_SECONDS)),
  quiet: z.nullable(quietHoursSchema),
});
export type SeveritySettings = z.infer<typeof severitySettingsSchema>;

/** How one seat wants to be told of alerts. */
const seatSettingsSchema = z.object({
  /** Off: no sound at all, whatever the severities say. */
  sound: z.boolean(),
  /** 0 to 1. */
  volume: z.number().check(z.minimum(0), z.maximum(1)),
  /** Off: no notification at all. */
  notify: z.boolean(),
  /** The zone of the quiet hours, an IANA name; null for that of the estate. */
  timeZone: z.nullable(z.string()),
  severities: z.object({
    critical: severitySettingsSchema,
    warning: severitySettingsSchema,
    info: severitySettingsSchema,
  }),
});
export type SeatSettings = z.infer<typeof seatSettingsSchema>;

/** A seat is silent until somebody who sits there turns it on. */
export const initialSeatSettings: SeatSettings = {
  sound: false,
  volume: 0.6,
  notify: false,
  timeZone: null,
  severities: {
    critical: { sound: true, notify: true, repeatSeconds: 60, quiet: null },
    warning: { sound: true, notify: true, repeatSeconds: 0, quiet: null },
    info: { sound: false, notify: false, repeatSeconds: 0, quiet: null },
  },
};

/** Settings as a seat remembers them; those of a new seat for what is none. Never throws. */
export function parseSeatSettings(text: string | null): SeatSettings {
  if (text === null) return initialSeatSettings;
  try {
    const read = seatSettingsSchema.safeParse(JSON.parse(text));
    if (!read.success) return initialSeatSettings;
    const { timeZone } = read.data;
    return timeZone === null || isTimeZone(timeZone) ? read.data : { ...read.data, timeZone: null };
  } catch {
    return initialSeatSettings;
  }
}

/** The same as rules of attention. @param estateZone the zone that counts where the seat names none */
export function rulesOf(settings: SeatSettings, estateZone: string): AttentionRules {
  const rule = (severity: Severity) => ({
    repeatMs: settings.severities[severity].repeatSeconds * 1_000,
    quiet: settings.severities[severity].quiet,
  });
  return {
    timeZone: settings.timeZone ?? estateZone,
    severities: { critical: rule('critical'), warning: rule('warning'), info: rule('info') },
  };
}

/** Whether this seat is told of nothing by sound or notification. */
export function isSeatSilent(settings: SeatSettings): boolean {
  const any = (way: 'sound' | 'notify'): boolean =>
    settings[way] && severities.some((severity) => settings.severities[severity][way]);
  return !any('sound') && !any('notify');
}

function isTimeZone(name: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
