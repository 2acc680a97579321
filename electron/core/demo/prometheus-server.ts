import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../clock.ts';
import { type DemoAlert, demoAlerts } from './demo-alerts.ts';
import { demoRegions } from './demo-places.ts';
import type { Fleet, FleetMoment } from './fleet.ts';
import { RULE_HOLD_MS } from './incident.ts';
import { createQueryEngine, type QueryEngine } from './query-engine.ts';

/** No form of ours is larger. */
const MAX_FORM_BYTES = 64 * 1024;

export interface DemoServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Its alert rules, as far as Vigil reads them. */
const rules = ['RequestsFailing', 'RequestsSlow'].map((name) => ({
  type: 'alerting',
  name,
  duration: RULE_HOLD_MS / 1_000,
  health: 'ok',
}));

interface Context {
  readonly fleet: Fleet;
  readonly sourceId: string;
  readonly clock: Clock;
  readonly engine: QueryEngine;
}

/**
 * A small server on loopback that speaks the part of Prometheus' HTTP API that Vigil uses, over the demo fleet.
 * While the fleet says that its only region is blind it takes requests and never answers, as a lost network does.
 */
export async function startPrometheusServer(
  fleet: Fleet,
  sourceId: string,
  clock: Clock,
): Promise<DemoServer> {
  const context: Context = { fleet, sourceId, clock, engine: createQueryEngine(fleet, sourceId) };
  const server = createServer((request, response) => {
    if (isLost(fleet.at(clock.nowMs()), sourceId)) return;
    readParameters(request).then(
      (parameters) => answer(context, request, parameters, response),
      () => reply(response, 400, failureBody('the request cannot be read')),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readParameters(request: IncomingMessage): Promise<URLSearchParams> {
  const { searchParams } = new URL(request.url ?? '/', 'http://demo.invalid');
  if (request.method !== 'POST') return searchParams;
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > MAX_FORM_BYTES) throw new Error('The form is too large.');
  }
  return new URLSearchParams(body);
}

function answer(
  { fleet, sourceId, clock, engine }: Context,
  request: IncomingMessage,
  parameters: URLSearchParams,
  response: ServerResponse,
): void {
  const { pathname } = new URL(request.url ?? '/', 'http://demo.invalid');
  const nowMs = clock.nowMs();
  const query = parameters.get('query') ?? '';
  switch (pathname) {
    case '/api/v1/query': {
      const atMs = timeOf(parameters.get('time')) ?? nowMs;
      const found = engine.instant(query, atMs);
      if (!found.ok) return reply(response, 400, failureBody(found.error));
      return reply(response, 200, successBody({ resultType: 'vector', result: found.value }));
    }
    case '/api/v1/query_range': {
      const fromMs = timeOf(parameters.get('start'));
      const toMs = timeOf(parameters.get('end'));
      const stepMs = stepOf(parameters.get('step'));
      if (fromMs === null || toMs === null || stepMs === null)
        return reply(response, 400, failureBody('expected start, end and step'));
      const found = engine.range(query, fromMs, toMs, stepMs);
      if (!found.ok) return reply(response, 400, failureBody(found.error));
      return reply(response, 200, successBody({ resultType: 'matrix', result: found.value }));
    }
    case '/api/v1/alerts':
      return reply(response, 200, successBody({ alerts: alertsOf(demoAlerts(fleet, nowMs), sourceId) }));
    case '/api/v1/rules':
      return reply(response, 200, successBody({ groups: [{ name: 'fleet', interval: 1, rules }] }));
    case '/-/healthy':
      response.writeHead(200, { 'content-type': 'text/plain' }).end('Prometheus Server is Healthy.\n');
      return;
    default:
      response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found\n');
  }
}

/** Whether a server is out of reach: nothing that watches its regions answers. */
export function isLost(moment: FleetMoment, sourceId: string): boolean {
  const regions = demoRegions.filter((region) => region.sourceId === sourceId);
  return regions.length > 0 && regions.every(({ id }) => moment.isBlind(id));
}

interface PrometheusAlert {
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
  readonly state: 'pending' | 'firing';
  readonly activeAt: string;
  readonly value: string;
}

/** Those of the alerts of a moment that a server tells, as Prometheus' HTTP API has them. */
export function alertsOf(alerts: readonly DemoAlert[], sourceId: string): readonly PrometheusAlert[] {
  return alerts
    .filter((alert) => alert.sourceId === sourceId)
    .map(({ labels, title, summary, runbookUrl, state, activeAtMs, value }) => ({
      labels: { ...labels },
      annotations: { title, summary, runbook_url: runbookUrl },
      state,
      activeAt: new Date(activeAtMs).toISOString(),
      value: value.toExponential(),
    }));
}

/** Epoch seconds or RFC 3339, as Prometheus takes both; null when it is neither. */
function timeOf(text: string | null): number | null {
  if (text === null || text === '') return null;
  const ms = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : Date.parse(text);
  return Number.isFinite(ms) ? ms : null;
}

function stepOf(text: string | null): number | null {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text ?? '');
  if (match === null) return null;
  return Number(match[1]) * { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }[(match[2] ?? 's') as 's'];
}

function successBody(data: unknown): string {
  return JSON.stringify({ status: 'success', data });
}

function failureBody(error: string): string {
  return JSON.stringify({ status: 'error', errorType: 'bad_data', error });
}

function reply(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}
