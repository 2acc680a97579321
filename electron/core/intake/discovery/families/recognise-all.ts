import type { Recognise } from '../family.ts';
import { linkFamilies } from './links.ts';
import { nodeFamilies } from './node.ts';
import { pingFamilies } from './pings.ts';
import { probeFamilies, upFamilies } from './probes.ts';
import { requestFamilies } from './requests.ts';

/** Families looked at; what comes after them is not asked for. */
export const MAX_FAMILIES = 40;

/**
 * Requests come before probes: what users met says more about latency than what a probe met. Availability comes
 * from probes first, because only they look from outside.
 */
const table: readonly Recognise[] = [
  requestFamilies,
  probeFamilies,
  pingFamilies,
  nodeFamilies,
  linkFamilies,
  upFamilies,
];

/** Everything the metric names hint at, the most trustworthy first. */
export const recogniseAll: Recognise = (names) => {
  const byId = new Map(table.flatMap((recognise) => recognise(names)).map((family) => [family.id, family]));
  const found = [...byId.values()];
  // `up` stays: it is the last and covers what nothing else does.
  return found.length <= MAX_FAMILIES ? found : [...found.slice(0, MAX_FAMILIES - 1), ...found.slice(-1)];
};
