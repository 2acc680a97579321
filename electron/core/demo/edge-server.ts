import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import type { Clock } from '../clock.ts';
import { type DemoAlert, demoAlerts } from './demo-alerts.ts';
import { EDGE } from './demo-places.ts';
import type { Fleet, FleetMoment } from './fleet.ts';
import type { ChangePlan } from './incident.ts';
import type { DemoServer } from './prometheus-server.ts';

const TICK_MS = 1_000;
/** The tail moves slowly; it is sent every so many ticks. */
export const TAIL_EVERY_TICKS = 5;
/** Alerts that still stand are told again, for those who came late, every so many ticks. */
const RETELL_EVERY_TICKS = 15;
const BACKLOG_MS = 15 * 60_000;
const BACKLOG_STEP_MS = 30_000;

/** What people did is told this far back to whoever comes late. */
const CHANGES_BACKLOG_MS = 86_400_000;

export interface EdgeAlert {
  readonly name: string;
  readonly state: 'pending' | 'firing' | 'resolved';
  readonly severity: string;
  readonly summary: string;
  readonly service: string | null;
  readonly region: string | null;
  readonly startsAt: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** A real socket.io server on loopback that streams what the edge of the demo fleet measures, once a second. */
export async function startEdgeServer(fleet: Fleet, clock: Clock): Promise<DemoServer> {
  const http = createServer();
  const io = new Server(http, { serveClient: false, perMessageDeflate: false });
  let standing: ReadonlyMap<string, EdgeAlert> = new Map();
  let toldUntilMs = clock.nowMs();
  let ticks = 0;
  let stopped = false;
  let cancel: () => void = () => undefined;

  function tick(): void {
    if (stopped) return;
    const nowMs = clock.nowMs();
    if (io.engine.clientsCount > 0) {
      const moment = fleet.at(nowMs);
      io.emit('links', { items: linkItems(fleet, moment) });
      io.emit('latency', { items: latencyItems(fleet, moment, 'latency_p50') });
      if (ticks % TAIL_EVERY_TICKS === 0)
        io.emit('latency', { items: latencyItems(fleet, moment, 'latency_p99') });
    }
    const alerts = edgeAlerts(demoAlerts(fleet, nowMs));
    const changes = ticks % RETELL_EVERY_TICKS === 0 ? [...alerts.values()] : changed(standing, alerts);
    const items = [...changes, ...ended(standing, alerts)];
    if (items.length > 0) io.emit('alerts', { items });
    standing = alerts;
    const news = changeItems(fleet, toldUntilMs, nowMs);
    if (news.length > 0) io.emit('changes', { items: news });
    toldUntilMs = nowMs;
    ticks += 1;
    cancel = clock.setTimeout(tick, TICK_MS - (clock.nowMs() % TICK_MS));
  }

  io.on('connection', (socket) => {
    // What happened before somebody listened, oldest first, as streams that keep a backlog do.
    const nowMs = clock.nowMs();
    for (let agoMs = BACKLOG_MS; agoMs > 0; agoMs -= BACKLOG_STEP_MS) {
      const moment = fleet.at(nowMs - agoMs);
      socket.emit('links', { items: linkItems(fleet, moment) });
      for (const signal of ['latency_p50', 'latency_p99'] as const)
        socket.emit('latency', { items: latencyItems(fleet, moment, signal) });
    }
    socket.emit('alerts', { items: [...edgeAlerts(demoAlerts(fleet, clock.nowMs())).values()] });
    socket.emit('changes', { items: changeItems(fleet, nowMs - CHANGES_BACKLOG_MS, nowMs) });
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(0, '127.0.0.1', resolve);
  });
  tick();
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      stopped = true;
      cancel();
      await io.close();
      http.closeAllConnections();
    },
  };
}

function linkItems(fleet: Fleet, moment: FleetMoment): readonly unknown[] {
  return fleet.links.flatMap(({ from, to }, index) => {
    const seconds = moment.link(index);
    return seconds === null ? [] : [{ from, to, ms: milliseconds(seconds), at: moment.atMs }];
  });
}

function latencyItems(
  fleet: Fleet,
  moment: FleetMoment,
  signal: 'latency_p50' | 'latency_p99',
): readonly unknown[] {
  return fleet.cells.flatMap(({ service, region }, index) => {
    const values = moment.isBlind(region.id) ? null : moment.cell(index);
    if (values === null) return [];
    const ms = milliseconds(signal === 'latency_p50' ? values.p50Seconds : values.p99Seconds);
    return [{ svc: service.id, pop: region.id, signal, ms, at: moment.atMs }];
  });
}

export function milliseconds(seconds: number): number {
  return Math.round(seconds * 10_000) / 10;
}

/** What the stream says of the alerts of a moment, by their labels. */
export function edgeAlerts(alerts: readonly DemoAlert[]): ReadonlyMap<string, EdgeAlert> {
  const mine = alerts.filter(({ sourceId }) => sourceId === EDGE);
  return new Map(mine.map((alert) => [JSON.stringify(alert.labels), edgeAlert(alert)]));
}

function edgeAlert(alert: DemoAlert): EdgeAlert {
  const { state, severity, summary, service, region, startsAtMs, labels } = alert;
  const { alertname = 'unnamed', ...further } = labels;
  return {
    name: alertname,
    state,
    severity,
    summary,
    service,
    region,
    startsAt: startsAtMs,
    labels: further,
  };
}

/** What people did or declared after one moment and until another, as it is known at the latter. */
function changeItems(fleet: Fleet, afterMs: number, untilMs: number): readonly unknown[] {
  const isNew = (atMs: number): boolean => atMs > afterMs && atMs <= untilMs;
  return fleet
    .changesIn(afterMs, untilMs)
    .filter(({ atMs, endMs }) => isNew(atMs) || (endMs !== null && isNew(endMs)))
    .map((change) => changeItem(change, untilMs));
}

/** A change as the stream tells it at a moment: its end is not known before it has come. */
export function changeItem(
  { id, kind, title, text, service, region, atMs, endMs }: ChangePlan,
  nowMs: number,
): unknown {
  const url = kind === 'deploy' ? `https://releases.example/${service}` : null;
  const end = endMs !== null && endMs <= nowMs ? endMs : null;
  return { id, kind, title, text, service, region, at: atMs, end, url };
}

function changed(
  before: ReadonlyMap<string, EdgeAlert>,
  after: ReadonlyMap<string, EdgeAlert>,
): readonly EdgeAlert[] {
  return [...after].flatMap(([key, alert]) => {
    const known = before.get(key);
    return known?.state === alert.state && known.summary === alert.summary ? [] : [alert];
  });
}

/** What stood before and does not any more. */
export function ended(
  before: ReadonlyMap<string, EdgeAlert>,
  after: ReadonlyMap<string, EdgeAlert>,
): readonly EdgeAlert[] {
  return [...before].flatMap(([key, alert]) =>
    after.has(key) ? [] : [{ ...alert, state: 'resolved' as const }],
  );
}
