import { z } from 'zod';
import { isRecord } from '../../../../shared/domain/is-record.ts';
import type { PrometheusClient } from './client.ts';
import { createItemReader } from './list-scan.ts';
import { quoted } from './reply.ts';

/** Rules change rarely, and their list can be long. */
const RULES_EVERY_MS = 15_000;
/** Faults told at once; further ones are counted. */
const MAX_FAULTS = 10;

/** What the rules of a server say about themselves. */
export interface RuleReview {
  /** Alert rules that are not well, never evaluated or failing: they cannot vouch for what the alert list lacks. */
  readonly silentRules: readonly string[];
  /** Rules that cannot be evaluated, one sentence each: nobody is watching there. */
  readonly faults: readonly string[];
  /** How many rules there are; null when the server has no rule list. */
  readonly ruleCount: number | null;
  /**
   * How long after its condition began to hold an alert of that name fires, ms. Missing where that is not told, or rules
   * of one name differ.
   */
  readonly holdMs: ReadonlyMap<string, number>;
}

/** Looks at the rules of one server. */
export interface RuleWatch {
  /** Asks now. */
  now(): Promise<RuleReview>;
  /** Asks when the last answer is older than 15 s. */
  recent(): Promise<RuleReview>;
}

const seconds = z.number().nonnegative().optional().catch(undefined);
const groupSchema = z.object({
  name: z.string().default(''),
  interval: seconds,
  rules: z.array(
    z.object({
      type: z.string(),
      name: z.string(),
      health: z.string().optional(),
      lastError: z.string().optional(),
      /** The `for` of an alert rule, in seconds. */
      duration: seconds,
    }),
  ),
});
type RuleGroup = z.infer<typeof groupSchema>;

/** What a list of rule groups comes to; groups that cannot be read say nothing. */
export function reviewRules(groups: readonly unknown[]): RuleReview {
  const readable = groups.flatMap((group): readonly RuleGroup[] => {
    const parsed = groupSchema.safeParse(group);
    return parsed.success ? [parsed.data] : [];
  });
  const rules = readable.flatMap((group) =>
    group.rules.map((rule) => ({ ...rule, group: group.name, interval: group.interval })),
  );
  const silent = rules.filter(
    ({ type, health }) => type === 'alerting' && health !== undefined && health !== 'ok',
  );
  const failing = rules.filter(({ health }) => health === 'err');
  const faults = failing
    .slice(0, MAX_FAULTS)
    .map(
      ({ name, group, lastError }) =>
        `Rule ${name} of group ${group} cannot be evaluated: ${quoted(lastError ?? 'no reason given')}`,
    );
  const rest = failing.length - faults.length;
  if (rest > 0) faults.push(`${rest} more rules cannot be evaluated.`);
  return {
    silentRules: [...new Set(silent.map(({ name }) => name))],
    faults,
    ruleCount: rules.length,
    holdMs: holdsOf(rules),
  };
}

/**
 * A rule fires at its first evaluation that is `for` or more after the one that found its condition to hold
 * (`rules.AlertingRule.Eval` of Prometheus).
 */
function holdsOf(
  rules: readonly Pick<RuleGroup['rules'][number] & RuleGroup, 'type' | 'name' | 'duration' | 'interval'>[],
): ReadonlyMap<string, number> {
  const holds = new Map<string, number>();
  const differ = new Set<string>();
  for (const { type, name, duration = Number.NaN, interval = 0 } of rules) {
    if (type !== 'alerting') continue;
    const [forMs, everyMs] = [Math.round(duration * 1_000), Math.round(interval * 1_000)];
    const holdMs = everyMs === 0 ? forMs : Math.ceil(forMs / everyMs) * everyMs;
    const known = holds.get(name);
    if (Number.isNaN(holdMs) || (known !== undefined && known !== holdMs)) differ.add(name);
    holds.set(name, holdMs);
  }
  for (const name of differ) holds.delete(name);
  return holds;
}

/** Servers without a rule list, and answers that are none, vouch for everything and report no fault. */
export function createRuleWatch(client: PrometheusClient, monotonicMs: () => number): RuleWatch {
  let last: RuleReview = { silentRules: [], faults: [], ruleCount: null, holdMs: new Map() };
  let askedAtMs = Number.NEGATIVE_INFINITY;

  async function now(): Promise<RuleReview> {
    askedAtMs = monotonicMs();
    let groups: unknown[] = [];
    const reader = createItemReader(
      (group) => groups.push(group),
      () => (groups = []),
    );
    const reply = await client.read('/api/v1/rules', undefined, 'groups', reader);
    const isList =
      reply.ok && isRecord(reply.value.envelope.data) && Array.isArray(reply.value.envelope.data['groups']);
    // What was wrong before is still wrong as far as anybody knows.
    last = isList ? reviewRules(groups) : { ...last, silentRules: [], ruleCount: null };
    return last;
  }

  return { now, recent: async () => (monotonicMs() - askedAtMs >= RULES_EVERY_MS ? now() : last) };
}
