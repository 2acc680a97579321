import { demoRegions, demoServices } from './demo-places.ts';
import type { Effect } from './incident.ts';
import { hashText, unitHash } from './noise.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The past that the demo invents. */
const HISTORY_DAYS = 90;

/** Outages everywhere: days before the live part, minutes. Chosen so that of the 30-day promises one is missed, two are at risk. */
const outages: Readonly<Record<string, readonly (readonly [daysAgo: number, minutes: number])[]>> = {
  // 24.0 of 21.6 minutes in the last 30 days: missed.
  ledger: [
    [2.61, 9.5],
    [9.4, 7],
    [16.2, 7.5],
    [38.3, 6],
    [52.7, 9],
    [71.1, 4.2],
    [80.4, 8],
  ],
  // 34.0 of 43.2: at risk.
  checkout: [
    [1.02, 8.7],
    [5.3, 6.3],
    [13.17, 3.7],
    [13.86, 7.5],
    [24.4, 7.8],
    [33.2, 4.1],
    [41.6, 2.2],
    [48.5, 9],
    [60.3, 3.3],
    [69.9, 7.4],
    [77.2, 2.1],
    [83.4, 10.1],
  ],
  // 35.0 of 43.2: at risk.
  payments: [
    [3.4, 11],
    [11.2, 9.6],
    [19.7, 14.4],
    [44.1, 6],
    [63.5, 12],
  ],
  search: [
    [8.8, 5.1],
    [47.3, 8],
  ],
  auth: [
    [21.3, 6.2],
    [58.8, 4],
  ],
  gateway: [[27.1, 3.5]],
  billing: [
    [15.5, 7],
    [75.2, 21],
  ],
  orders: [[6.7, 4.4]],
  messaging: [
    [18.9, 12],
    [35.7, 9],
  ],
  notifications: [
    [10.1, 3],
    [25.6, 9],
  ],
  sessions: [[28.2, 2]],
};

/** Times in which nothing was recorded: days before the live part, minutes. */
const recordingGaps: readonly (readonly [daysAgo: number, minutes: number])[] = [
  [0.09, 4],
  [5.35, 4.3],
  [34.5, 25],
  [66.2, 11],
];

const blindTimes: readonly (readonly [daysAgo: number, minutes: number])[] = [
  [0.19, 6],
  [4.8, 9],
  [17.3, 22],
  [39.9, 5],
  [61.4, 14],
];

/** Slow spells of the last hours, so that the time bar has something to tell: minutes before the live part. */
const recentSpells: readonly (readonly [
  service: string,
  region: string,
  minutesAgo: number,
  minutes: number,
])[] = [
  ['media', 'us-west-2', 24, 5],
  ['webhooks', 'sa-east-1', 41, 7],
  ['reviews', 'eu-central-1', 96, 13],
  ['catalog', 'us-east-1', 231, 6],
  ['analytics', 'ap-northeast-1', 304, 8],
];

/** Services without a promise: their slow spells cost no budget. */
const spellServices = demoServices.filter(({ id }) => outages[id] === undefined && id !== 'cart');

/** Everything that happened in the past the demo invents, oldest first. Pure. */
export function historyEffects(seed: number, liveFromMs: number): readonly Effect[] {
  const effects: Effect[] = [];
  const spanOf = (daysAgo: number, minutes: number) => {
    const fromMs = wholeSecond(liveFromMs - daysAgo * DAY_MS);
    return { fromMs, toMs: fromMs + wholeSecond(minutes * MINUTE_MS) };
  };
  for (const { id, absentFrom } of demoServices)
    for (const [daysAgo, minutes] of outages[id] ?? [])
      for (const region of demoRegions)
        if (!absentFrom.includes(region.id))
          effects.push({
            kind: 'errors',
            service: id,
            region: region.id,
            peak: 0.9,
            rampMs: 0,
            ...spanOf(daysAgo, minutes),
          });
  for (const [daysAgo, minutes] of blindTimes)
    effects.push({ kind: 'blind', region: 'ap-south-1', ...spanOf(daysAgo, minutes) });
  for (const [service, region, minutesAgo, minutes] of recentSpells)
    effects.push(slowSpell(service, region, spanOf(minutesAgo / (24 * 60), minutes)));
  for (let day = 1; day < HISTORY_DAYS; day++) {
    const key = hashText(`spell ${seed} ${day}`);
    const count = Math.floor(unitHash(key, 0) * 3);
    for (let spell = 0; spell < count; spell++) {
      const service = spellServices[Math.floor(unitHash(key, spell * 4 + 1) * spellServices.length)]!;
      const present = demoRegions.filter(({ id }) => !service.absentFrom.includes(id));
      const region = present[Math.floor(unitHash(key, spell * 4 + 2) * present.length)]!;
      const span = spanOf(day + unitHash(key, spell * 4 + 3) * 0.9, 2 + unitHash(key, spell * 4 + 4) * 18);
      effects.push(slowSpell(service.id, region.id, span));
    }
  }
  return effects.toSorted((a, b) => a.fromMs - b.fromMs);
}

function slowSpell(service: string, region: string, span: { fromMs: number; toMs: number }): Effect {
  return { kind: 'latency', service, region, peak: 1.3, rampMs: 0, ...span };
}

function wholeSecond(ms: number): number {
  return Math.round(ms / 1_000) * 1_000;
}

/** When nothing was recorded, oldest first. */
export function historyGaps(
  liveFromMs: number,
): readonly { readonly fromMs: number; readonly toMs: number }[] {
  return recordingGaps
    .map(([daysAgo, minutes]) => {
      const fromMs = wholeSecond(liveFromMs - daysAgo * DAY_MS);
      return { fromMs, toMs: fromMs + minutes * MINUTE_MS };
    })
    .toSorted((a, b) => a.fromMs - b.fromMs);
}
