import { z } from 'zod/mini';
import { type Confirmation, defaultConfirmation } from './hysteresis.ts';
import { type Direction, type SignalLimits, signalDefinition } from './signal.ts';

/** Limits of a signal as configured for a service, a region, a service in a region, or (both null) in general. */
export const limitRuleSchema = z.object({
  service: z.nullable(z.string()),
  region: z.nullable(z.string()),
  signal: z.string(),
  degraded: z.optional(z.number()),
  down: z.optional(z.number()),
  /** Measurements in a row beyond a limit before it counts, and within it before it is over. */
  openAfter: z.optional(z.number()),
  closeAfter: z.optional(z.number()),
});
export type LimitRule = z.infer<typeof limitRuleSchema>;

/** What one signal is judged by in one place. */
export interface SignalRule {
  readonly direction: Direction;
  /** Absent: it is not judged. */
  readonly limits: SignalLimits | undefined;
  readonly confirm: Confirmation;
}

/** Rules by whom they are for. */
export type LimitIndex = ReadonlyMap<string, LimitRule>;

export function indexLimits(rules: readonly LimitRule[]): LimitIndex {
  return new Map(rules.map((rule) => [ruleKey(rule.service, rule.region, rule.signal), rule]));
}

/**
 * What a signal of a service in a region is judged by. The most specific rule wins: the service in the region, then the
 * service, the region, the general one, what is built in. The rule that names a limit decides both limits, so that a
 * stricter warning never meets a failing limit that was meant for somebody else; a rule that says nothing at all takes
 * the limits away. Each count is decided for itself.
 */
export function signalRuleOf(index: LimitIndex, service: string, region: string, signal: string): SignalRule {
  const builtIn = signalDefinition(signal);
  let limits: SignalLimits | undefined;
  let { openAfter, closeAfter }: Pick<LimitRule, 'openAfter' | 'closeAfter'> = {};
  const places = [
    [service, region] as const,
    [service, null] as const,
    [null, region] as const,
    [null, null] as const,
  ];
  for (const [ofService, ofRegion] of places) {
    const rule = index.get(ruleKey(ofService, ofRegion, signal));
    if (rule === undefined) continue;
    openAfter ??= rule.openAfter;
    closeAfter ??= rule.closeAfter;
    const hasCount = rule.openAfter !== undefined || rule.closeAfter !== undefined;
    const hasLimit = rule.degraded !== undefined || rule.down !== undefined;
    if (hasLimit || !hasCount) limits ??= { degraded: rule.degraded, down: rule.down };
  }
  const usual = builtIn.confirm ?? defaultConfirmation;
  return {
    direction: builtIn.direction,
    limits: limits ?? builtIn.limits,
    confirm: { bad: openAfter ?? usual.bad, good: closeAfter ?? usual.good },
  };
}

function ruleKey(service: string | null, region: string | null, signal: string): string {
  return `${service ?? ''}\u0000${region ?? ''}\u0000${signal}`;
}
