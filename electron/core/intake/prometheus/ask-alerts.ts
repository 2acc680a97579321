import type { AlertReport } from '../../../../shared/domain/observation.ts';
import { ok, type Result } from '../../../../shared/domain/result.ts';
import type { HttpProblem } from '../policy/http-words.ts';
import { aboutQuestion } from './ask.ts';
import type { PrometheusClient, ReadReply } from './client.ts';
import { type AlertLabels, createAlertDecoder, type DecodedAlerts } from './decode-alerts.ts';
import { isServerProblem } from './reply.ts';
import type { RuleReview, RuleWatch } from './rule-watch.ts';

/** The list of a round, and what the rules behind it say about themselves. */
export interface AlertAnswer extends DecodedAlerts, Pick<ReadReply, 'head' | 'bytes'> {
  readonly rules: RuleReview;
}

/** Asks one server for its alerts, round after round; null when it has no alert list at all. */
export type AskAlerts = () => Promise<Result<AlertAnswer | null, HttpProblem>>;

/**
 * Prometheus answers an empty list from its start until it first evaluated a rule, and knows nothing of alerts whose
 * rule fails. An alert that vanishes from the list is therefore only believed once its rule says that it is well.
 *
 * The rules are asked before the list they vouch for: what is evaluated between the two requests is then kept for a
 * round too long, never dropped too early. Servers without that endpoint are believed as they are.
 *
 * @param namesOf which labels name what, right now
 * @param mayHaveNoList true for servers that answer an empty list where another program evaluates the rules: an
 *   empty list without any rule is no list then
 */
export function createAskAlerts(
  client: PrometheusClient,
  namesOf: () => AlertLabels,
  rules: RuleWatch,
  mayHaveNoList: () => boolean,
): AskAlerts {
  /** What the last list held that could be trusted to be whole; null before there was one. */
  let lastSeen: ReadonlySet<string> | null = null;

  const askList = async (): Promise<Result<Omit<AlertAnswer, 'rules'> | null, HttpProblem>> => {
    const decoder = createAlertDecoder(namesOf());
    const reply = await client.read('/api/v1/alerts', undefined, 'alerts', decoder);
    if (!reply.ok) {
      return isServerProblem(reply.error) && reply.error.status === 404 ? ok(null) : reply;
    }
    const { envelope, head, bytes } = reply.value;
    const decoded = decoder.finish(envelope);
    return decoded.ok ? ok({ ...decoded.value, head, bytes }) : aboutQuestion(client, decoded.error);
  };

  return async () => {
    let review = lastSeen === null ? await rules.now() : await rules.recent();
    let list = await askList();
    if (!list.ok) return list;
    if (list.value === null) return ok(null);
    if (lacksAny(list.value.alerts, lastSeen)) {
      review = await rules.now();
      list = await askList();
      if (!list.ok) return list;
      if (list.value === null) return ok(null);
    }
    const { alerts, rejectedCount } = list.value;
    if (mayHaveNoList() && alerts.length + rejectedCount === 0 && (review.ruleCount ?? 0) === 0)
      return ok(null);
    // While a rule is silent the next list is looked at as closely as this one.
    lastSeen = review.silentRules.length > 0 ? null : new Set(alerts.map(textOf));
    return ok({ ...list.value, alerts: alerts.map((alert) => sinceFiring(alert, review)), rules: review });
  };
}

/**
 * Prometheus tells since when the condition of an alert holds, in whichever state. An alert that fires began when its
 * rule had waited for long enough, which is also what its Alertmanagers are told.
 */
function sinceFiring(alert: AlertReport, { holdMs }: RuleReview): AlertReport {
  const heldMs = alert.state === 'firing' ? holdMs.get(alert.name) : undefined;
  return heldMs === undefined ? alert : { ...alert, startsAtMs: alert.startsAtMs + heldMs };
}

function lacksAny(alerts: readonly AlertReport[], seen: ReadonlySet<string> | null): boolean {
  if (seen === null || seen.size === 0) return false;
  const present = new Set(alerts.map(textOf));
  return [...seen].some((text) => !present.has(text));
}

function textOf(report: AlertReport): string {
  return JSON.stringify(report.labels);
}
