import { isAbout, type Rule } from '../../../shared/domain/rules/rule.ts';
import type { Unit } from '../../../shared/domain/signal.ts';
import type { Board } from '../board/board.ts';

/** Where a rule is judged: a service in a region, a link, a service that nothing is known of yet, or Vigil itself. */
export interface RulePlace {
  /** Stable over restarts: part of the alert's id. */
  readonly key: string;
  readonly service: string | null;
  readonly region: string | null;
  /** Far end of a link. */
  readonly toRegion: string | null;
  readonly unit: Unit;
  /** Rows of the board that measure it, one per source. */
  readonly rows: readonly number[];
}

interface Growing extends RulePlace {
  readonly rows: number[];
}

/** Every place of the board a rule is about. Services it names and nothing measures have a place of their own. */
export function placesOf(rule: Rule, { names }: Pick<Board, 'names'>): readonly RulePlace[] {
  const { condition } = rule;
  if (condition.kind === 'own') return [];
  const places = new Map<string, Growing>();
  for (const [row, series] of names.series.entries()) {
    if (series.signal !== condition.signal) continue;
    const place = placeOf(names, row);
    const ends = [place.region, place.toRegion].filter((end) => end !== null);
    if (!isAbout(rule, place.service, ...ends)) continue;
    const known = places.get(place.key) ?? place;
    known.rows.push(row);
    places.set(place.key, known);
  }
  if (condition.kind !== 'absent') return [...places.values()];
  const measured = new Set([...places.values()].map(({ service }) => service));
  const missing = (rule.services ?? []).filter((service) => !measured.has(service));
  return [...places.values(), ...missing.map(unmeasured)];
}

function placeOf(names: Board['names'], row: number): Growing {
  const series = names.series[row]!;
  if (series.kind === 'link') {
    const [from, to] = [names.regions[series.from]!.id, names.regions[series.to]!.id];
    const key = `link ${from} ${to}`;
    return { key, service: null, region: from, toRegion: to, unit: series.unit, rows: [] };
  }
  const [service, region] = names.cells[series.cell]!;
  const [ofService, ofRegion] = [names.services[service]!.id, names.regions[region]!.id];
  const key = `cell ${ofService} ${ofRegion}`;
  return { key, service: ofService, region: ofRegion, toRegion: null, unit: series.unit, rows: [] };
}

function unmeasured(service: string): RulePlace {
  return { key: `service ${service}`, service, region: null, toRegion: null, unit: 'none', rows: [] };
}
