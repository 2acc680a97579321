/*
 * Child process of the catch-up benchmark: a server that answers instant and range queries as Prometheus does, for
 * `services` × `regions` series whatever is asked. It keeps its range answers: who asks the same again waits for
 * nothing but the bytes. Run with: node range-sender.ts <services> <regions>
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the bench tells: how far this world's clock is from the machine's, and from when on there is history. */
export interface SenderWorld {
  readonly shiftMs: number;
  readonly historyFromMs: number;
}

const [services, regions] = process.argv.slice(2).map(Number) as [number, number];
const labels = Array.from({ length: services * regions }, (_, index) =>
  JSON.stringify({
    service: `service-${index % services}`,
    region: `region-${Math.floor(index / services)}`,
  }),
);
let world: SenderWorld = { shiftMs: 0, historyFromMs: 0 };
const kept = new Map<string, Buffer>();

/** A latency to the microsecond: between 50 and 150 ms, another one every second. */
function valueText(series: number, seconds: number): string {
  return (0.05 + ((series * 7919 + seconds * 104_729) % 100_000) / 1_000_000).toFixed(6);
}

function answered(type: string, rows: readonly string[]): string {
  return `{"status":"success","data":{"resultType":"${type}","result":[${rows.join(',')}]}}`;
}

function vector(form: URLSearchParams): string {
  const nowSeconds = Math.floor((Date.now() + world.shiftMs) / 1_000);
  const asksTimes = form.get('query')?.includes('timestamp(') === true;
  return answered(
    'vector',
    labels.map((metric, series) => {
      const value = asksTimes ? String(nowSeconds) : valueText(series, nowSeconds);
      return `{"metric":${metric},"value":[${nowSeconds},"${value}"]}`;
    }),
  );
}

function matrix(form: URLSearchParams): Buffer {
  const key = form.toString();
  const known = kept.get(key);
  if (known !== undefined) return known;
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(form.get(name))) as [
    number,
    number,
    number,
  ];
  // The first start asks for what was before the sleep: there was nothing.
  if (end * 1_000 <= world.historyFromMs) return Buffer.from(answered('matrix', []));
  const rows = labels.map((metric, series) => {
    const points: string[] = [];
    for (let seconds = start; seconds <= end; seconds += step)
      points.push(`[${seconds},"${valueText(series, seconds)}"]`);
    return `{"metric":${metric},"values":[${points.join(',')}]}`;
  });
  const body = Buffer.from(answered('matrix', rows));
  kept.set(key, body);
  return body;
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
}

const server = createServer(async (request, response) => {
  const path = request.url ?? '';
  const form = await formOf(request);
  response.setHeader('content-type', 'application/json');
  if (path.endsWith('/query_range')) {
    const body = matrix(form);
    if (kept.has(form.toString())) process.send?.('range');
    response.end(body);
  } else if (path.endsWith('/query')) response.end(vector(form));
  else response.end('{"status":"success","data":{"version":"2.42.0","goVersion":"x"}}');
});
process.on('message', (told) => {
  world = told as SenderWorld;
});
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
