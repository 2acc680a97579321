import type { Service } from '../domain/catalogue.ts';
import type { PlannedWork } from '../domain/maintenance.ts';
import type { RollUpRule } from '../domain/roll-up.ts';
import type { Verdict } from '../domain/signal.ts';
import { formatMoment, zoneName } from './clock.ts';
import { formatQuantity } from './value.ts';
import { countOf, listOf } from './words.ts';

/** "Planned work by Content until 16:00:00 UTC: moves to a new database". */
export function plannedWords({ window, toMs }: PlannedWork, nowMs: number, timeZone: string): string {
  const until = `${formatMoment(toMs, nowMs, timeZone)} ${zoneName(timeZone)}`;
  return `Planned work by ${window.who} until ${until}: ${window.why}`;
}

/** How the state of a service is made of its regions: "as bad as its worst region". */
export function rollUpWords(rule: RollUpRule = 'any'): string {
  if (rule === 'any') return 'as bad as its worst region';
  return 'quorum' in rule
    ? `down when ${countOf(rule.quorum, 'region')} ${rule.quorum === 1 ? 'is' : 'are'} down, trouble in fewer counts one step less`
    : `down when regions with ${formatQuantity(rule.traffic, 'ratio')} of its traffic are down, trouble in less counts one step less`;
}

/** What one source claims of a signal: "fine", "worse than it should be", "failing". */
export function claimWord(verdict: Verdict): string {
  return { ok: 'fine', degraded: 'worse than it should be', down: 'failing' }[verdict];
}

/** Services named one by one in a sentence. */
const MAX_NAMED = 3;

/** "Folded under ledger: billing and payments." One sentence for each service that something folds under. */
export function foldedWords(
  folded: readonly { readonly service: number; readonly foldedUnder: number | null }[],
  services: readonly Service[],
): string | null {
  const nameOf = (service: number): string => services[service]?.name ?? 'a service';
  const sentences = [...Map.groupBy(folded, ({ foldedUnder }) => foldedUnder ?? -1)].map(
    ([root, children]) => {
      const names = children.map(({ service }) => nameOf(service));
      const named = names.length > MAX_NAMED ? countOf(names.length, 'service') : listOf(names);
      return `Folded under ${nameOf(root)}: ${named}.`;
    },
  );
  return sentences.length === 0 ? null : sentences.join(' ');
}
