import { assertNever } from '../../../shared/domain/assert-never.ts';
import { lookupRegion } from '../../../shared/domain/known-regions.ts';
import { demoRegions, EDGE } from './demo-places.ts';
import type { Fleet, FleetMoment } from './fleet.ts';
import type { AlertPlan } from './incident.ts';

/** Numbers in summaries change this often: a new sentence every second is no news. */
export const SUMMARY_STEP_MS = 30_000;

/** An alert rule as it stands at a moment. */
export interface DemoAlert {
  readonly sourceId: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly title: string;
  readonly summary: string;
  readonly runbookUrl: string;
  readonly state: 'pending' | 'firing';
  readonly severity: 'critical' | 'warning';
  /** Since when its condition holds. */
  readonly activeAtMs: number;
  /** Since when it is in its state. */
  readonly startsAtMs: number;
  readonly value: number;
  readonly service: string | null;
  readonly region: string | null;
}

/** Every alert whose condition holds at a moment, pending ones included. */
export function demoAlerts(fleet: Fleet, atMs: number): readonly DemoAlert[] {
  // Never before the alert itself: a sentence about the time before it would deny it.
  const steppedMs = Math.floor(atMs / SUMMARY_STEP_MS) * SUMMARY_STEP_MS;
  const moments = new Map<number, FleetMoment>();
  const momentAt = (ms: number): FleetMoment => {
    const moment = moments.get(ms) ?? fleet.at(ms);
    moments.set(ms, moment);
    return moment;
  };
  return momentAt(atMs)
    .alerts()
    .map((plan) => alertOf(fleet, plan, momentAt(Math.max(plan.fromMs, steppedMs)), atMs));
}

function alertOf(fleet: Fleet, plan: AlertPlan, told: FleetMoment, atMs: number): DemoAlert {
  const { subject } = plan;
  const place = subject.kind === 'slow_link' ? null : subject;
  const regionId = place?.region ?? null;
  const words = wordsOf(fleet, plan, told);
  const fires = atMs - plan.fromMs >= plan.pendingMs;
  // Streams tell what flaps and what happens between regions; the rest is a rule of the region's Prometheus.
  const fromEdge = subject.kind === 'slow_link' || subject.kind === 'flapping';
  return {
    sourceId: fromEdge ? EDGE : (demoRegions.find(({ id }) => id === regionId)?.sourceId ?? EDGE),
    labels: {
      alertname: plan.name,
      severity: plan.severity,
      ...(place === null ? {} : { service: place.service, region: place.region }),
      ...(subject.kind === 'slow_link' ? { from: subject.from, to: subject.to } : {}),
    },
    title: words.title,
    summary: words.summary,
    runbookUrl: runbookOf(place?.service ?? 'network'),
    state: fires ? 'firing' : 'pending',
    severity: plan.severity,
    activeAtMs: plan.fromMs,
    startsAtMs: plan.fromMs + (fires ? plan.pendingMs : 0),
    value: words.value,
    service: place?.service ?? null,
    region: regionId,
  };
}

interface Words {
  readonly title: string;
  readonly summary: string;
  readonly value: number;
}

function wordsOf(fleet: Fleet, { subject }: AlertPlan, told: FleetMoment): Words {
  switch (subject.kind) {
    case 'failing': {
      const value = valuesOf(fleet, told, subject.service, subject.region)?.errorRatio ?? 0;
      const what = subject.service === 'ledger' ? 'writes' : 'requests';
      const limit = limitsOf(subject.service).errorRatio;
      return {
        title: `${named(subject.service)} is failing in ${cityOf(subject.region)}`,
        summary: `${percent(value)} of ${what} fail, limit ${percent(limit)}`,
        value,
      };
    }
    case 'slow': {
      const value = valuesOf(fleet, told, subject.service, subject.region)?.p95Seconds ?? 0;
      return {
        title: `${named(subject.service)} is slow in ${cityOf(subject.region)}`,
        summary: `p95 ${duration(value)}, limit ${duration(limitsOf(subject.service).p95Seconds)}`,
        value,
      };
    }
    case 'flapping': {
      const value = limitsOf(subject.service).p95Seconds;
      return {
        title: `${named(subject.service)} keeps crossing its limit in ${cityOf(subject.region)}`,
        // A stream has one sentence for an alert, so it says everything.
        summary: `${named(subject.service)} keeps crossing its limit of ${duration(value)} in ${cityOf(subject.region)}`,
        value,
      };
    }
    case 'slow_link': {
      const index = fleet.links.findIndex(({ from, to }) => from === subject.from && to === subject.to);
      const value = told.link(index) ?? 0;
      const usual = fleet.links[index]?.usualSeconds ?? 0;
      const route = `${cityOf(subject.from)} to ${cityOf(subject.to)}`;
      return {
        title: `${route} is slow`,
        summary: `${route} takes ${duration(value)}, ${duration(usual)} is usual`,
        value,
      };
    }
    default:
      return assertNever(subject);
  }
}

function valuesOf(fleet: Fleet, moment: FleetMoment, service: string, region: string) {
  return moment.cell(
    fleet.cells.findIndex((cell) => cell.service.id === service && cell.region.id === region),
  );
}

/** Limits of the demo fleet: stricter where the pictures of a day need it. */
export function limitsOf(service: string): { readonly errorRatio: number; readonly p95Seconds: number } {
  return { errorRatio: service === 'ledger' ? 0.01 : 0.02, p95Seconds: service === 'search' ? 0.25 : 0.8 };
}

export function runbookOf(topic: string): string {
  return `https://runbooks.example/${topic}`;
}

function named(service: string): string {
  return service.charAt(0).toUpperCase() + service.slice(1);
}

function cityOf(regionId: string): string {
  return lookupRegion(regionId).city;
}

/** Three significant digits, as rule authors write it: `38.2 %`. */
function percent(ratio: number): string {
  return `${Number((ratio * 100).toPrecision(3))} %`;
}

function duration(seconds: number): string {
  return seconds < 1 ? `${Math.round(seconds * 1_000)} ms` : `${Number(seconds.toPrecision(3))} s`;
}
