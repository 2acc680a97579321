import type { SocketServer, Stream } from '../../fixtures/socket-server.ts';
import { streamSource } from '../../fixtures/stream-source.ts';

const REGIONS = ['eu-west-1', 'us-east-1', 'ap-southeast-1'] as const;
const SERVICES = ['checkout', 'search'] as const;

/** What the e2e estate's socket.io server streams: two services in three regions, and the pairs between them. */
export const steadyStreams: readonly Stream[] = [
  {
    event: 'measurements',
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
    sources: [streamSource({ url: stream.url })],
  };
}
