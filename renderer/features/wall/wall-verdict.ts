import type { Picture } from '../../../shared/contract/picture.ts';
import { isTrouble } from '../../../shared/domain/alert.ts';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import type { HealthState } from '../../../shared/domain/health-state.ts';
import type { Moment } from '../../../shared/domain/moment.ts';
import { signalDefinition } from '../../../shared/domain/signal.ts';
import { askedSources, type SourceStatus } from '../../../shared/domain/source.ts';
import { formatClock, formatSince, zoneName } from '../../../shared/format/clock.ts';
import { formatAge, formatDuration } from '../../../shared/format/duration.ts';
import { summariseEstate } from '../../../shared/format/estate-summary.ts';
import { firstName } from '../../../shared/format/first-name.ts';
import { formatQuantity } from '../../../shared/format/value.ts';
import { isolatedText } from '../../../shared/format/visible-text.ts';
import { countOf, listOf, stateWord } from '../../../shared/format/words.ts';
import type { WallBoard, WallCell } from './wall-board.ts';

/** Words of a fact; the strong ones carry the news. */
export interface FactPart {
  readonly text: string;
  readonly strong?: boolean;
}

export type WallTone = 'critical' | 'degraded' | 'unseen' | 'calm' | 'cached' | 'empty';

/** What the band says. */
export interface WallVerdict {
  readonly tone: WallTone;
  readonly state: HealthState;
  readonly title: string;
  readonly facts: readonly (readonly FactPart[])[];
}

export interface VerdictInput {
  readonly picture: Picture;
  readonly board: WallBoard;
  readonly moment: Moment;
  readonly nowMs: number;
  /** The connection to Vigil itself is gone, not only that of Vigil to its sources. */
  readonly isCutOff: boolean;
}

/** The one sentence of the wall and the facts under it. Pure. */
export function wallVerdict(input: VerdictInput): WallVerdict {
  const { picture, board, moment } = input;
  if (moment.mode === 'cached') return blindVerdict(input, moment.asOfMs);
  if (board.cells.length === 0) return emptyVerdict(askedSources(picture.sections.sources));
  for (const state of ['down', 'degraded', 'conflict'] as const) {
    const hit = board.cells.filter((cell) => cell.state === state);
    if (hit.length > 0) return troubleVerdict(input, state, hit);
  }
  return quietVerdict(input);
}

function blindVerdict({ picture, nowMs, isCutOff }: VerdictInput, asOfMs: number): WallVerdict {
  const { catalogue } = picture.sections;
  const sources = askedSources(picture.sections.sources);
  const zone = catalogue.timeZones[0] ?? 'UTC';
  const answer = isCutOff
    ? 'Vigil does not answer'
    : `${sources.filter(({ state }) => state === 'live').length} of ${countOf(sources.length, 'source')} answer`;
  return {
    tone: 'cached',
    state: 'unreachable',
    title: `Blind since ${formatClock(asOfMs, zone)} ${zoneName(zone)}`,
    facts: [
      [{ text: 'This picture is ' }, { text: `CACHED, ${formatAge(nowMs - asOfMs)}`, strong: true }],
      [{ text: answer }],
    ],
  };
}

function emptyVerdict(sources: readonly SourceStatus[]): WallVerdict {
  const live = sources.filter(({ state }) => state === 'live').length;
  return {
    tone: 'empty',
    state: 'no_data',
    title: 'Nothing is measured yet',
    facts: [
      [
        {
          text:
            sources.length === 0
              ? 'No source is configured'
              : `${live} of ${countOf(sources.length, 'source')} answer, none has reported a service`,
        },
      ],
    ],
  };
}

function troubleVerdict(
  { picture, board, nowMs }: VerdictInput,
  state: 'down' | 'conflict' | 'degraded',
  hit: readonly WallCell[],
): WallVerdict {
  const { catalogue } = picture.sections;
  const zone = catalogue.timeZones[0] ?? 'UTC';
  // The same service and place lead here and on the overview.
  const { worst: worstService, foldedCells } = summariseEstate(picture);
  const worst = worstService?.service ?? hit[0]?.service;
  const lead = hit
    .filter(({ service }) => service === worst)
    .toSorted(
      (a, b) => Number(foldedCells.has(a.row)) - Number(foldedCells.has(b.row)) || startOf(a) - startOf(b),
    )[0];
  const leadCells = hit.filter(({ service }) => service === lead?.service);
  const others =
    new Set(hit.map(({ service }) => service).filter((service) => !board.folded.has(service))).size - 1;
  const facts: FactPart[][] = [];
  const key = lead === undefined ? null : keyFact(picture, lead, catalogue);
  if (key !== null) facts.push(key);
  if (lead !== undefined && Number.isFinite(lead.sinceMs))
    facts.push([
      { text: `since ${formatSince(lead.sinceMs, nowMs, zone)}, ` },
      { text: formatDuration(nowMs - lead.sinceMs), strong: true },
    ]);
  // The tally counts what else is down; whether anybody works on it stands nowhere else.
  const who = lead === undefined ? null : whoFact(picture, leadCells);
  if (who !== null) facts.push([who]);
  else if (others > 0)
    facts.push([{ text: `${countOf(others, 'more service')} ${verbOf(state)}`, strong: true }]);
  return {
    tone: state === 'down' ? 'critical' : 'degraded',
    state,
    title: titleOf(state, catalogue.services[lead?.service ?? -1]?.name ?? '', placeOf(leadCells, catalogue)),
    facts,
  };
}

/** Who has the alerts in hand that fire about these cells of one service; null when none fires about them. */
function whoFact({ sections }: Picture, cells: readonly WallCell[]): FactPart | null {
  const { alerts, catalogue } = sections;
  const places = new Set(cells.map(({ region }) => catalogue.regions[region]?.id));
  const service = catalogue.services[cells[0]?.service ?? -1]?.id;
  const about = alerts.filter(
    (alert) =>
      isTrouble(alert) && alert.service === service && (alert.region === null || places.has(alert.region)),
  );
  if (about.length === 0) return null;
  const people = about.flatMap(({ acknowledgement }) =>
    acknowledgement === undefined ? [] : [isolatedText(firstName(acknowledgement.by))],
  );
  const names = [...new Set(people)];
  if (names.length === 0) return { text: 'nobody is on it yet', strong: true };
  return {
    text:
      names.length > 2
        ? `${names.length} people are on it`
        : `${listOf(names)} ${names.length === 1 ? 'is' : 'are'} on it`,
  };
}

function titleOf(state: 'down' | 'conflict' | 'degraded', service: string, place: string): string {
  return state === 'conflict'
    ? `Sources disagree about ${service} in ${place}`
    : `${capital(service)} is ${stateWord(state)} in ${place}`;
}

function verbOf(state: 'down' | 'conflict' | 'degraded'): string {
  return state === 'conflict' ? 'in doubt' : stateWord(state);
}

function startOf(cell: WallCell): number {
  return Number.isFinite(cell.sinceMs) ? cell.sinceMs : Number.POSITIVE_INFINITY;
}

/** The city, or how many of them: "Dublin", "Dublin and London", "5 regions". */
function placeOf(cells: readonly WallCell[], catalogue: Catalogue): string {
  const names = cells.map(({ region }) => catalogue.regions[region]?.city ?? '');
  return names.length <= 2 ? names.join(' and ') : countOf(names.length, 'region');
}

/** The number that made the cell what it is, in words. */
function keyFact(picture: Picture, cell: WallCell, catalogue: Catalogue): FactPart[] | null {
  const row = picture.cells.keySeries[cell.row] ?? -1;
  const series = catalogue.series[row];
  const value = picture.series.value[row] ?? Number.NaN;
  if (series === undefined || !Number.isFinite(value)) return null;
  const text = formatQuantity(value, series.unit);
  if (series.signal === 'error_ratio') return [{ text, strong: true }, { text: ' of requests fail' }];
  if (series.signal === 'availability') return [{ text: 'available ' }, { text, strong: true }];
  return [{ text: `${signalDefinition(series.signal, series.unit).label} ` }, { text, strong: true }];
}

function quietVerdict({ picture, board }: VerdictInput): WallVerdict {
  const { catalogue } = picture.sections;
  const sources = askedSources(picture.sections.sources);
  const states = board.services.filter((state) => state !== null);
  const fine = states.filter((state) => state === 'ok' || state === 'maintenance').length;
  const planned = states.filter((state) => state === 'maintenance').length;
  const unseen = board.regions.flatMap((state, region) =>
    state === 'unreachable' || state === 'stale' ? [catalogue.regions[region]?.city ?? ''] : [],
  );
  const unmeasured = board.cells.filter(({ state }) => state === 'unreachable' || state === 'stale').length;
  const facts: FactPart[][] = [];
  if (planned > 0) facts.push([{ text: `${countOf(planned, 'service')} in planned work` }]);
  const live = sources.filter(({ state }) => state === 'live').length;
  if (fine === states.length && unmeasured === 0) {
    facts.unshift([
      { text: `in ${countOf(board.regions.filter((state) => state !== null).length, 'region')}` },
    ]);
    facts.push([{ text: `${live} of ${countOf(sources.length, 'source')} live` }]);
    return { tone: 'calm', state: 'ok', title: allWell(states.length, planned), facts };
  }
  facts.unshift([{ text: `${fine} of ${countOf(states.length, 'service')} ok where they can be seen` }]);
  facts.push([
    { text: `${live} of ${countOf(sources.length, 'source')} live`, strong: live < sources.length },
  ]);
  const title =
    unseen.length === 0
      ? unmeasured > 0
        ? `${countOf(unmeasured, 'place')} cannot be seen`
        : `${states.length - fine} of ${countOf(states.length, 'service')} not measured`
      : unseen.length <= 2
        ? `${unseen.join(' and ')} cannot be seen`
        : `${countOf(unseen.length, 'region')} cannot be seen`;
  return { tone: 'unseen', state: unmeasured > 0 ? 'unreachable' : 'no_data', title, facts };
}

function allWell(services: number, planned: number): string {
  if (planned === services)
    return services === 1 ? 'Planned work goes on' : 'Planned work goes on everywhere';
  if (planned > 0) return `${services - planned} of ${services} services are well`;
  return services === 1 ? 'The service is well' : `All ${services} services are well`;
}

/** A word may begin a sentence; an address or a code is written as it is. */
function capital(name: string): string {
  return /^[a-z][a-z0-9-]*$/.test(name) ? name.charAt(0).toUpperCase() + name.slice(1) : name;
}
