import type { Clock } from '../clock.ts';
import type { VigilConfig } from '../config/schema.ts';
import { demoConfig, prometheusSourceIds } from './demo-config.ts';
import { EDGE } from './demo-places.ts';
import { startEdgeServer } from './edge-server.ts';
import { createFleet, type Fleet } from './fleet.ts';
import { type DemoServer, startPrometheusServer } from './prometheus-server.ts';

/** The story has been running this long when somebody opens the demo: the first outage is on screen at once. */
const HEAD_START_MS = 8 * 60_000;
const DEFAULT_SEED = 20_260_922;

export interface Demo {
  readonly config: VigilConfig;
  /** The world behind it; `demoHistory` tells its past. */
  readonly fleet: Fleet;
  stop(): Promise<void>;
}

/** Where a story begins that somebody opens now. */
export function freshStoryMs(nowMs: number): number {
  return Math.floor((nowMs - HEAD_START_MS) / 1_000) * 1_000;
}

/**
 * Starts the demo fleet: Prometheus-like servers and a socket.io server on free loopback ports, to be connected
 * to like any others. Rejects when loopback cannot be listened on; nothing is left running then.
 */
export async function startDemo({
  clock,
  seed = DEFAULT_SEED,
  liveFromMs = freshStoryMs(clock.nowMs()),
}: {
  clock: Clock;
  seed?: number;
  /** Where the story's first cycle began. */
  liveFromMs?: number;
}): Promise<Demo> {
  const fleet = createFleet(seed, liveFromMs);
  const servers = new Map<string, DemoServer>();
  const stop = async (): Promise<void> => {
    await Promise.all([...servers.values()].map((server) => server.stop()));
    servers.clear();
  };
  try {
    for (const id of prometheusSourceIds) servers.set(id, await startPrometheusServer(fleet, id, clock));
    servers.set(EDGE, await startEdgeServer(fleet, clock));
  } catch (cause) {
    await stop();
    throw cause;
  }
  return { config: demoConfig((id) => servers.get(id)!.url, clock.nowMs()), fleet, stop };
}
