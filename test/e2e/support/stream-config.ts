import type { SocketServer, Stream } from '../../fixtures/socket-server.ts';

const REGIONS = ['eu-west-1', 'us-east-1', 'ap-southeast-1'] as const;
const SERVICES = ['checkout', 'search'] as const;

/** What the e2e estate's socket.io server streams: two services in three regions, and the pairs between them. */
export const steadyStreams: readonly Stream[] = [
  {
    event: 'measured',
    everyMs: 250,
    payload: () => ({
      items: SERVICES.flatMap((svc, row) =>
        REGIONS.map((pop, column) => ({ svc, pop, ms: 40 + 10 * row + 7 * column, ts: Date.now() })),
      ),
    }),
  },
  {
    event: 'pairs',
    everyMs: 500,
    payload: () => ({
      items: REGIONS.flatMap((a) => REGIONS.filter((b) => a !== b).map((b) => ({ a, b, rtt: 90 }))),
    }),
  },
];

/** The vigil.yaml for one such server. */
export function streamConfig(stream: SocketServer): Readonly<Record<string, unknown>> {
  return {
    name: 'Stream estate',
    wall: { dwell: '3s', scenes: ['map', 'matrix', 'alerts'] },
    objectives: [{ service: 'checkout', target: 99.9 }],
    sources: [
      {
        id: 'edge',
        type: 'socketio',
        url: stream.url,
        staleAfter: '5s',
        events: {
          measured: {
            to: 'sample',
            each: '$.items',
            map: {
              service: '$.svc',
              region: '$.pop',
              signal: 'latency_p95',
              value: '$.ms',
              unit: 'ms',
              at: '$.ts',
            },
          },
          pairs: {
            to: 'sample',
            each: '$.items',
            map: { from: '$.a', to: '$.b', signal: 'link_rtt', value: '$.rtt', unit: 'ms' },
          },
          alarm: {
            to: 'alert',
            map: {
              name: '$.name',
              state: '$.state',
              severity: '$.severity',
              summary: '$.text',
              service: '$.svc',
              region: '$.pop',
            },
          },
        },
      },
    ],
  };
}
