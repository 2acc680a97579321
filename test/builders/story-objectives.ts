import type { ObjectiveStanding, ObjectiveStatus } from '../../shared/domain/objective.ts';
import { seeded } from './seeded.ts';
import { STORY_MS, storyServices, storyTime } from './story-estate.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const WINDOW_MS = 30 * DAY_MS;
const OBJECTIVE_DAYS = 90;

interface Promise {
  readonly target: number;
  readonly badMin: number;
  readonly standing: ObjectiveStanding;
}

const promises: Readonly<Record<string, Promise>> = {
  ledger: { target: 0.9995, badMin: 26.1, standing: 'missed' },
  checkout: { target: 0.999, badMin: 31.6, standing: 'at_risk' },
  payments: { target: 0.999, badMin: 29.5, standing: 'at_risk' },
  search: { target: 0.999, badMin: 5.1, standing: 'met' },
};

/** Minutes lost by checkout, by days before today, as in the picture. */
const checkoutDays: Readonly<Record<number, number>> = {
  88: 1.8,
  77: 3.2,
  69: 10.1,
  61: 1.3,
  49: 7.4,
  41: 2.1,
  33: 9,
  26: 0.9,
  21: 3.6,
  13: 11.2,
  8: 6.3,
  5: 8.7,
  0: 1.2,
};

export const storyObjectives: ObjectiveStatus[] = storyServices.map(({ id }) => objectiveOf(id));

function objectiveOf(service: string): ObjectiveStatus {
  const random = seeded(service.length * 131 + service.charCodeAt(0));
  const { target, badMin, standing } = promises[service] ?? {
    target: 0.999,
    badMin: random() * 9,
    standing: 'met' as const,
  };
  const fromMs = Date.UTC(2026, 8, 1);
  const unobservedMs = 4.3 * MINUTE_MS;
  const badMs = badMin * MINUTE_MS;
  const observedMs = STORY_MS - fromMs - unobservedMs;
  const budgetMs = WINDOW_MS * (1 - target);
  const today = Math.floor(STORY_MS / DAY_MS) * DAY_MS;
  return {
    id: `${service}-monthly`,
    service,
    target,
    windowMs: WINDOW_MS,
    fromMs,
    toMs: STORY_MS,
    availability: 1 - badMs / observedMs,
    goodMs: observedMs - badMs,
    badMs,
    unobservedMs,
    coverage: observedMs / (STORY_MS - fromMs),
    budgetMs,
    budgetLeftMs: budgetMs - badMs,
    standing,
    days: Array.from({ length: OBJECTIVE_DAYS }, (_, index) => {
      const before = OBJECTIVE_DAYS - 1 - index;
      const lostMin =
        service === 'checkout' ? (checkoutDays[before] ?? 0) : random() > 0.93 ? random() * 6 : 0;
      return {
        dayStartMs: today - before * DAY_MS,
        badMs: lostMin * MINUTE_MS,
        observedMs: before === 8 ? DAY_MS - 240 * MINUTE_MS : before === 0 ? STORY_MS - today : DAY_MS,
      };
    }),
    outages: outagesOf(service),
  };
}

function outagesOf(service: string): ObjectiveStatus['outages'] {
  const day = (dayOfMonth: number, clock: string): number =>
    Date.parse(`2026-09-${String(dayOfMonth).padStart(2, '0')}T${clock}Z`);
  if (service !== 'checkout' && service !== 'ledger' && service !== 'payments') return [];
  return [
    {
      fromMs: storyTime('14:02:10'),
      toMs: null,
      badMs: STORY_MS - storyTime('14:02:10'),
      regions: ['eu-west-1', 'eu-west-2'],
    },
    {
      fromMs: day(17, '08:11:00'),
      toMs: day(17, '08:19:42'),
      badMs: 8.7 * MINUTE_MS,
      regions: ['eu-west-1'],
    },
    {
      fromMs: day(14, '21:40:10'),
      toMs: day(14, '21:46:28'),
      badMs: 6.3 * MINUTE_MS,
      regions: ['us-east-1'],
    },
    {
      fromMs: day(9, '18:41:10'),
      toMs: day(9, '18:44:50'),
      badMs: 3.7 * MINUTE_MS,
      regions: ['eu-west-1', 'eu-west-2', 'us-east-1'],
    },
    { fromMs: day(9, '02:06:00'), toMs: day(9, '02:13:30'), badMs: 7.5 * MINUTE_MS, regions: ['eu-west-1'] },
  ];
}
