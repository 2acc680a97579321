import type { Picture } from '../contract/picture.ts';
import { plannedWorkAt, workOn } from '../domain/maintenance.ts';
import type { EstateSummary } from './estate-summary.ts';
import { plannedWords, rollUpWords } from './health-words.ts';
import { countOf } from './words.ts';

/** What explains the state of a service beside its regions: planned work, what it folds under, the rule it follows. */
export function serviceNotes(
  picture: Picture,
  service: number,
  estate: EstateSummary,
  nowMs: number,
  timeZone: string,
): readonly string[] {
  const { services, regions, cells, maintenance } = picture.sections.catalogue;
  const own = services[service];
  if (own === undefined) return [];
  const work = plannedWorkAt(maintenance, picture.atMs);
  const ownCells = [...cells.entries()].filter(([, [of]]) => of === service);
  const planned = new Set(
    ownCells.flatMap(([, [, region]]) => {
      const found = workOn(work, own.id, regions[region]?.id ?? '');
      return found === null ? [] : [plannedWords(found, nowMs, timeZone)];
    }),
  );
  const foldedUnder = Map.groupBy(
    ownCells.flatMap(([cell]) => estate.foldedCells.get(cell) ?? []),
    (root) => root,
  );
  const all = ownCells.length;
  return [
    ...[...planned].map((words) => `${words}.`),
    ...[...foldedUnder].map(
      ([root, { length }]) =>
        `Trouble in ${length === all ? (all === 1 ? 'its region' : 'all regions') : `${length} of ${countOf(all, 'region')}`} is folded under ${services[root]?.name ?? 'a service'}.`,
    ),
    ...(own.rollUp === undefined || own.rollUp === 'any'
      ? []
      : [`By its rule it is ${rollUpWords(own.rollUp)}.`]),
  ];
}
