import { z } from 'zod';
import type { AlertReport } from '../../../../shared/domain/observation.ts';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { HttpProblem } from '../policy/http-words.ts';
import type { PrometheusClient } from './client.ts';
import { type AlertLabels, type DecodedAlerts, decodeAlerts } from './decode-alerts.ts';
import { parseEnvelope } from './reply.ts';

/** The list of a round, and the rules that cannot vouch for what is missing from it. */
export interface AlertAnswer extends DecodedAlerts {
  /** Alerts of these names are not over because the list lacks them: their rule has found nothing out yet. */
  readonly silentRules: readonly string[];
}

/** Asks one server for its alerts, round after round. */
export type AskAlerts = () => Promise<Result<AlertAnswer, HttpProblem>>;

const rulesSchema = z.object({
  groups: z.array(
    z.object({
      rules: z.array(z.object({ type: z.string(), name: z.string(), health: z.string().optional() })),
    }),
  ),
});

/**
 * Prometheus answers an empty list from its start until it first evaluated a rule, and knows nothing of alerts whose
 * rule fails. An alert that vanishes from the list is therefore only believed once its rule says that it is well.
 *
 * The rules are asked before the list they vouch for: what is evaluated between the two requests is then kept for a
 * round too long, never dropped too early. Servers without that endpoint are believed as they are.
 */
export function createAskAlerts(client: PrometheusClient, names: AlertLabels): AskAlerts {
  /** What the last list held that could be trusted to be whole; null before there was one. */
  let lastSeen: ReadonlySet<string> | null = null;

  const askList = async (): Promise<Result<DecodedAlerts, HttpProblem>> => {
    const reply = await client.ask('/api/v1/alerts');
    if (!reply.ok) return reply;
    const decoded = decodeAlerts(reply.value, names);
    return decoded.ok ? decoded : err({ scope: 'question', sentence: `${client.host} ${decoded.error}.` });
  };

  return async () => {
    let silentRules = lastSeen === null ? await askSilentRules(client) : [];
    let list = await askList();
    if (!list.ok) return list;
    if (lacksAny(list.value.alerts, lastSeen)) {
      silentRules = await askSilentRules(client);
      list = await askList();
      if (!list.ok) return list;
    }
    // While a rule is silent the next list is looked at as closely as this one.
    lastSeen = silentRules.length > 0 ? null : new Set(list.value.alerts.map(textOf));
    return ok({ ...list.value, silentRules });
  };
}

function lacksAny(alerts: readonly AlertReport[], seen: ReadonlySet<string> | null): boolean {
  if (seen === null || seen.size === 0) return false;
  const present = new Set(alerts.map(textOf));
  return [...seen].some((text) => !present.has(text));
}

function textOf(report: AlertReport): string {
  return JSON.stringify(report.labels);
}

async function askSilentRules(client: PrometheusClient): Promise<readonly string[]> {
  const reply = await client.ask('/api/v1/rules');
  return reply.ok ? decodeSilentRules(reply.value) : [];
}

/** Names of the alert rules that are not well: never evaluated, or failing. Empty for anything that is no rule list. */
export function decodeSilentRules(body: string): readonly string[] {
  const envelope = parseEnvelope(body);
  const rules = rulesSchema.safeParse(envelope.ok ? envelope.value.data : null);
  if (!rules.success) return [];
  const all = rules.data.groups.flatMap((group) => group.rules);
  const silent = all.filter(
    ({ type, health }) => type === 'alerting' && health !== undefined && health !== 'ok',
  );
  return [...new Set(silent.map(({ name }) => name))];
}
