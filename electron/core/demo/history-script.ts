import { demoRegions, demoServices } from './demo-places.ts';
import { type AlertPlan, type ChangePlan, type Effect, type Incident, RULE_HOLD_MS } from './incident.ts';
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
const recordingGaps: readonly (readonly [daysAgo: number, minutes: number, reason: 'asleep' | 'closed'])[] = [
  [0.09, 4, 'asleep'],
  [5.35, 4.3, 'asleep'],
  [34.5, 25, 'closed'],
  [66.2, 11, 'closed'],
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

/** Somebody is awake and says so this long after an outage began. */
const DECLARED_AFTER_MS = 90_000;
/** Outages that follow a release. */
const SHARE_AFTER_RELEASE = 0.7;

/** Services without a promise: their slow spells cost no budget. */
const spellServices = demoServices.filter(({ id }) => outages[id] === undefined && id !== 'cart');

interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Everything that happened in the past the demo invents, each list oldest first. Pure. */
export function historyIncidents(seed: number, liveFromMs: number): Incident {
  const spanOf = (daysAgo: number, minutes: number): TimeSpan => {
    const fromMs = wholeSecond(liveFromMs - daysAgo * DAY_MS);
    return { fromMs, toMs: fromMs + wholeSecond(minutes * MINUTE_MS) };
  };
  const incidents = [
    ...demoServices.flatMap(({ id, absentFrom }) =>
      (outages[id] ?? []).map(([daysAgo, minutes]) => outage(seed, id, absentFrom, spanOf(daysAgo, minutes))),
    ),
    ...recentSpells.map(([service, region, minutesAgo, minutes]) =>
      slowSpell(service, region, spanOf(minutesAgo / (24 * 60), minutes)),
    ),
    ...oldSpells(seed, spanOf),
    ...routineReleases(seed, (daysAgo) => spanOf(daysAgo, 0).fromMs),
  ];
  const blind = blindTimes.map(
    ([daysAgo, minutes]): Effect => ({ kind: 'blind', region: 'ap-south-1', ...spanOf(daysAgo, minutes) }),
  );
  return {
    effects: [...blind, ...incidents.flatMap(({ effects }) => effects)].toSorted(
      (a, b) => a.fromMs - b.fromMs,
    ),
    alerts: incidents.flatMap(({ alerts }) => alerts).toSorted((a, b) => a.fromMs - b.fromMs),
    changes: incidents.flatMap(({ changes }) => changes).toSorted((a, b) => a.atMs - b.atMs),
  };
}

/** A service fails everywhere, mostly after a release of it. */
function outage(seed: number, service: string, absentFrom: readonly string[], span: TimeSpan): Incident {
  const present = demoRegions.filter(({ id }) => !absentFrom.includes(id)).map(({ id }) => id);
  const { fromMs, toMs } = span;
  const key = hashText(`outage ${seed} ${service} ${toMs - fromMs}`);
  const release: ChangePlan = {
    id: `release-${service}-${fromMs}`,
    kind: 'deploy',
    title: `${service} ${1 + Math.floor(unitHash(key, 0) * 8)}.${Math.floor(unitHash(key, 1) * 40)}.0 released`,
    text: '',
    service,
    region: null,
    atMs: fromMs - wholeSecond((1 + unitHash(key, 2) * 4) * MINUTE_MS),
    endMs: null,
  };
  const declared: ChangePlan = {
    id: `outage-${service}-${fromMs}`,
    kind: 'incident',
    title: `${service.charAt(0).toUpperCase()}${service.slice(1)} fails everywhere`,
    text: '',
    service,
    region: null,
    atMs: fromMs + DECLARED_AFTER_MS,
    endMs: toMs,
  };
  return {
    effects: present.map((region) => ({ kind: 'errors', service, region, peak: 0.9, rampMs: 0, ...span })),
    alerts: present.map((region) => alertOf('failing', service, region, span)),
    changes: unitHash(key, 3) < SHARE_AFTER_RELEASE ? [release, declared] : [declared],
  };
}

function slowSpell(service: string, region: string, span: TimeSpan): Incident {
  return {
    effects: [{ kind: 'latency', service, region, peak: 1.3, rampMs: 0, ...span }],
    alerts: [alertOf('slow', service, region, span)],
    changes: [],
  };
}

/** The rules of the past are exact: they hold as long as their cause. */
function alertOf(kind: 'failing' | 'slow', service: string, region: string, span: TimeSpan): AlertPlan {
  return {
    name: kind === 'failing' ? 'RequestsFailing' : 'RequestsSlow',
    severity: kind === 'failing' ? 'critical' : 'warning',
    pendingMs: RULE_HOLD_MS,
    subject: { kind, service, region },
    ...span,
  };
}

function oldSpells(
  seed: number,
  spanOf: (daysAgo: number, minutes: number) => TimeSpan,
): readonly Incident[] {
  const spells: Incident[] = [];
  for (let day = 1; day < HISTORY_DAYS; day++) {
    const key = hashText(`spell ${seed} ${day}`);
    const count = Math.floor(unitHash(key, 0) * 3);
    for (let spell = 0; spell < count; spell++) {
      const service = spellServices[Math.floor(unitHash(key, spell * 4 + 1) * spellServices.length)]!;
      const present = demoRegions.filter(({ id }) => !service.absentFrom.includes(id));
      const region = present[Math.floor(unitHash(key, spell * 4 + 2) * present.length)]!;
      const span = spanOf(day + unitHash(key, spell * 4 + 3) * 0.9, 2 + unitHash(key, spell * 4 + 4) * 18);
      spells.push(slowSpell(service.id, region.id, span));
    }
  }
  return spells;
}

/** Releases after which nothing happened, up to three a day. */
function routineReleases(seed: number, momentOf: (daysAgo: number) => number): readonly Incident[] {
  const releases: ChangePlan[] = [];
  for (let day = 0; day < HISTORY_DAYS; day++) {
    const key = hashText(`release ${seed} ${day}`);
    const count = 1 + Math.floor(unitHash(key, 0) * 3);
    for (let release = 0; release < count; release++) {
      const { id } = demoServices[Math.floor(unitHash(key, release * 3 + 1) * demoServices.length)]!;
      releases.push({
        id: `routine-${day}-${release}`,
        kind: 'deploy',
        title: `${id} 2.${HISTORY_DAYS - day}.${release} released`,
        text: '',
        service: id,
        region: null,
        atMs: momentOf(day + 0.02 + unitHash(key, release * 3 + 2) * 0.9),
        endMs: null,
      });
    }
  }
  return [{ effects: [], alerts: [], changes: releases }];
}

function wholeSecond(ms: number): number {
  return Math.round(ms / 1_000) * 1_000;
}

/** When nothing was recorded, oldest first. */
export function historyGaps(
  liveFromMs: number,
): readonly (TimeSpan & { readonly reason: 'asleep' | 'closed' })[] {
  return recordingGaps
    .map(([daysAgo, minutes, reason]) => {
      const fromMs = wholeSecond(liveFromMs - daysAgo * DAY_MS);
      return { fromMs, toMs: fromMs + minutes * MINUTE_MS, reason };
    })
    .toSorted((a, b) => a.fromMs - b.fromMs);
}
