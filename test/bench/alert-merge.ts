import { AlertBook } from '../../electron/core/alerts/alert-book.ts';
import { decodeAlerts, reportsOf } from '../../electron/core/intake/alertmanager/decode-alerts.ts';
import { createRenewals } from '../../electron/core/intake/alertmanager/renewals.ts';
import { STORY_MS, sourceStatus } from '../builders/core.ts';
import type { BenchLine } from './bench-line.ts';
import { median } from './median.ts';

const ALERTS = 5_000;
const ROUNDS = 30;
const WARM_UP_ROUNDS = 8;
const labelNames = { service: ['service', 'job'], region: ['region'] };

/** The list of one peer: every alert, repeated every twelfth round, with starts that differ by a second. */
function body(peer: number, round: number): string {
  const stamp = (atMs: number): string => new Date(atMs).toISOString();
  const updatedMs = STORY_MS + Math.floor(round / 12) * 60_000;
  return JSON.stringify(
    Array.from({ length: ALERTS }, (_, index) => ({
      annotations: {
        description: `${index % 100} % of requests of instance host-${index} fail`,
        summary: `Requests fail on host-${index}`,
        runbook_url: 'https://runbooks.example/requests',
      },
      endsAt: stamp(updatedMs + 240_000),
      fingerprint: index.toString(16).padStart(16, '0'),
      receivers: [{ name: 'operations' }],
      startsAt: stamp(STORY_MS - 600_000 + peer * 1_000),
      status: { inhibitedBy: [], mutedBy: [], silencedBy: [], state: 'active' },
      updatedAt: stamp(updatedMs),
      generatorURL: 'http://prometheus.example/graph?g0.expr=x',
      labels: {
        alertname: `RequestsFail${index % 40}`,
        instance: `host-${index}`,
        cluster: `c${index % 12}`,
        region: `region-${index % 20}`,
        service: `service-${index % 500}`,
        severity: index % 5 === 0 ? 'critical' : 'warning',
        prometheus: 'monitoring/k8s',
      },
    })),
  );
}

/** Two Alertmanagers with the same 5,000 alerts, decoded and merged into one feed, against `JSON.parse` of both. */
export async function benchAlertMerge(): Promise<readonly BenchLine[]> {
  const peers = ['am-a', 'am-b'] as const;
  const book = new AlertBook();
  const renewals = peers.map(() => createRenewals());
  const statuses = new Map(
    peers.map((id) => [
      id,
      sourceStatus(id, { type: 'alertmanager', group: 'am', sinceMs: STORY_MS - 60_000 }),
    ]),
  );
  const parse: number[] = [];
  const decode: number[] = [];
  const merge: number[] = [];
  let firstMergeMs = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const nowMs = STORY_MS + round * 5_000;
    const bodies = peers.map((_, peer) => body(peer, round));
    const t0 = performance.now();
    for (const text of bodies) JSON.parse(text);
    const t1 = performance.now();
    const lists = bodies.map((text, peer) => {
      const decoded = decodeAlerts(text);
      if (!decoded.ok) throw new Error(decoded.error);
      const { alerts } = decoded.value;
      return reportsOf(alerts, new Map(), labelNames, nowMs, renewals[peer]!.listed(alerts, nowMs));
    });
    const t2 = performance.now();
    for (const [peer, list] of lists.entries()) book.applyList(peers[peer]!, list, nowMs);
    book.review(statuses, nowMs);
    const rows = book.all().length;
    const t3 = performance.now();
    if (rows !== ALERTS) throw new Error(`${rows} rows instead of ${ALERTS}.`);
    if (round === 0) firstMergeMs = t3 - t2;
    if (round < WARM_UP_ROUNDS) continue;
    parse.push(t1 - t0);
    decode.push(t2 - t1);
    merge.push(t3 - t2);
  }
  const limitMs = median(parse);
  const line = (name: string, value: number): BenchLine => ({
    name,
    value,
    unit: 'ms',
    limit: `JSON.parse of both ${limitMs.toFixed(1)} ms`,
    ratio: value / limitMs,
  });
  return [
    line('two replies of 5,000 alerts: merge, dedupe and sort', median(merge)),
    line('two replies of 5,000 alerts: decode, merge, dedupe and sort', median(decode) + median(merge)),
    { name: 'the very first merge of them', value: firstMergeMs, unit: 'ms' },
  ];
}
