import type { AlertReport } from '../../../shared/domain/observation.ts';
import { sameTexts } from './alert-entry.ts';
import type { AlertIdentity } from './alert-identity.ts';

/** So many alerts that left a list in one place are passed over. */
const LOOK_AHEAD = 8;

/** What makes an alert of a list the one it is, and its identity. */
interface Keyed extends Pick<AlertReport, 'name' | 'labels' | 'service' | 'region'> {
  readonly key: string;
}

/**
 * The identities of the alerts of one list after another. Sources list what they have in the same order again: comparing
 * with the last list costs a third of what an identity does, and finding a text that is known already half of that.
 */
export class ListKeys {
  private readonly lists = new Map<string, readonly Keyed[]>();
  private revision = 0;

  /** Identities, in the order of the reports. */
  of(sourceId: string, reports: readonly AlertReport[], identity: AlertIdentity): readonly string[] {
    if (this.revision !== identity.revision) this.lists.clear();
    this.revision = identity.revision;
    const before = this.lists.get(sourceId) ?? [];
    let at = 0;
    const list = reports.map((report): Keyed => {
      for (let next = at; next < Math.min(at + LOOK_AHEAD, before.length); next += 1) {
        const known = before[next]!;
        if (!isSame(known, report)) continue;
        at = next + 1;
        return known;
      }
      const { name, labels, service, region } = report;
      return { name, labels, service, region, key: identity.keyOf(sourceId, report) };
    });
    this.lists.set(sourceId, list);
    return list.map(({ key }) => key);
  }

  /** The source is gone. */
  forget(sourceId: string): void {
    this.lists.delete(sourceId);
  }
}

function isSame(a: Keyed, b: AlertReport): boolean {
  return (
    a.name === b.name && a.service === b.service && a.region === b.region && sameTexts(a.labels, b.labels)
  );
}
