import type { RuleStanding } from '../../../shared/contract/rule-commands.ts';
import type { Look } from '../../../shared/domain/rules/look.ts';
import type { RuleRun } from '../../../shared/domain/rules/run.ts';

type Standing = Omit<RuleStanding, 'id' | 'severity' | 'title' | 'words'>;
type Counts = Omit<Standing, 'state' | 'sinceMs' | 'isAtLeast'>;

const NOTHING: Counts = { placeCount: 0, firingCount: 0, pendingCount: 0, blindCount: 0 };

/** Adds up, place by place, how every rule stands, and remembers since when. */
export class RuleTally {
  private standing = new Map<string, Standing>();
  private counted = new Map<string, { counts: Counts; firingSinceMs: number; pendingSinceMs: number }>();
  private nowMs = 0;
  private id = '';

  begin(nowMs: number): void {
    this.nowMs = nowMs;
    this.counted = new Map();
  }

  /** What follows is about this rule. */
  rule(id: string): void {
    this.id = id;
    this.counted.set(id, {
      counts: NOTHING,
      firingSinceMs: Number.POSITIVE_INFINITY,
      pendingSinceMs: Number.POSITIVE_INFINITY,
    });
  }

  place(run: RuleRun, { verdict }: Pick<Look, 'verdict'>): void {
    const one = this.counted.get(this.id)!;
    const { placeCount, firingCount, pendingCount, blindCount } = one.counts;
    one.counts = {
      placeCount: placeCount + 1,
      firingCount: firingCount + Number(run.phase === 'firing'),
      pendingCount: pendingCount + Number(run.phase === 'pending'),
      blindCount: blindCount + Number(verdict === 'unknown'),
    };
    if (run.phase === 'firing') one.firingSinceMs = Math.min(one.firingSinceMs, run.sinceMs);
    if (run.phase === 'pending') one.pendingSinceMs = Math.min(one.pendingSinceMs, run.sinceMs);
  }

  /** Every rule was looked at. */
  end(): void {
    const standing = new Map<string, Standing>();
    for (const [id, { counts, firingSinceMs, pendingSinceMs }] of this.counted) {
      const state = stateOf(counts);
      const before = this.standing.get(id);
      const since =
        state === 'firing' || state === 'pending'
          ? { sinceMs: state === 'firing' ? firingSinceMs : pendingSinceMs, isAtLeast: false }
          : before?.state === state
            ? { sinceMs: Math.min(before.sinceMs, this.nowMs), isAtLeast: before.isAtLeast }
            : { sinceMs: this.nowMs, isAtLeast: before === undefined };
      standing.set(id, { ...counts, state, ...since });
    }
    this.standing = standing;
  }

  /** Forgets how rules stood, but for these: others were changed and begin anew. */
  keep(ids: readonly string[]): void {
    const kept = new Set(ids);
    for (const id of this.standing.keys()) if (!kept.has(id)) this.standing.delete(id);
  }

  /** How a rule stood when it was last looked at; null when it never was. */
  of(id: string): Standing | null {
    return this.standing.get(id) ?? null;
  }
}

function stateOf({ placeCount, firingCount, pendingCount, blindCount }: Counts): RuleStanding['state'] {
  if (firingCount > 0) return 'firing';
  if (pendingCount > 0) return 'pending';
  return blindCount === placeCount ? 'no_data' : 'quiet';
}
