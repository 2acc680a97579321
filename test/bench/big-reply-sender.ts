/* A server in a process of its own that answers every instant query with one large vector. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Of one part of a backfill. */
const POINTS = 240;
const bytes = Number(process.argv[2]) * 1_048_576;

/** Series enough for the size, with the labels of a real estate; values change with every round. */
function vectorOf(round: number): { readonly body: string; readonly series: number } {
  const rows: string[] = [];
  let chars = 0;
  for (let index = 0; chars < bytes; index += 1) {
    const metric = {
      __name__: 'probe_duration_seconds',
      instance: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}:9115`,
      job: 'blackbox',
      service: `service-${index % 500}`,
      region: `region-${Math.floor(index / 500)}`,
    };
    const value = (0.05 + ((index * 7919 + round * 104_729) % 1_000) / 10_000).toFixed(6);
    const row = JSON.stringify({ metric, value: [Math.floor(Date.now() / 1_000), value] });
    rows.push(row);
    chars += row.length + 1;
  }
  const body = `{"status":"success","data":{"resultType":"vector","result":[${rows.join(',')}]}}`;
  return { body, series: rows.length };
}

/** A range answer of that size: 240 points per series, half a minute apart. */
function matrix(): { readonly body: string; readonly samples: number } {
  const rows: string[] = [];
  let chars = 0;
  const endSeconds = Math.floor(Date.now() / 30_000) * 30;
  for (let index = 0; chars < bytes; index += 1) {
    const metric = { service: `service-${index % 500}`, region: `region-${Math.floor(index / 500)}` };
    const values = Array.from({ length: POINTS }, (_, point) => [
      endSeconds - (POINTS - point) * 30,
      (0.05 + ((index * 7919 + point * 104_729) % 1_000) / 10_000).toFixed(6),
    ]);
    const row = JSON.stringify({ metric, values });
    rows.push(row);
    chars += row.length + 1;
  }
  const body = `{"status":"success","data":{"resultType":"matrix","result":[${rows.join(',')}]}}`;
  return { body, samples: rows.length * POINTS };
}

const history = matrix();
const historyBytes = Buffer.from(history.body);
const vectors = [vectorOf(0), vectorOf(1)].map(({ body, series }) => ({ bytes: Buffer.from(body), series }));
function answerTo(path: string): Buffer | string {
  if (path.endsWith('/api/v1/query')) return vectors[round % vectors.length]!.bytes;
  if (path.endsWith('/api/v1/query_range')) return historyBytes;
  return '{"status":"success","data":{"version":"2.42.0","goVersion":"x"}}';
}

let round = 0;
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { 'content-type': 'application/json' });
  round += 1;
  response.end(answerTo(request.url ?? ''));
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ url: `http://127.0.0.1:${port}`, series: vectors[0]!.series, points: history.samples });
});
