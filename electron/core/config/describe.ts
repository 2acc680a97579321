import type { z } from 'zod';
import { type configSchema, durationText, type SourceConfig, type VigilConfig } from './schema.ts';

const MASK = '***';

/** A configuration as people write it: durations are text. */
export type WrittenConfig = z.input<typeof configSchema>;

/**
 * The configuration in effect, defaults included, as it may be printed, logged or sent anywhere: passwords in
 * addresses, parameters of addresses, header values and subscription payloads are masked. References to secrets
 * stay: they name an environment variable or a file, not what it holds. Written out as YAML it is valid again.
 */
export function printableConfig(config: VigilConfig): WrittenConfig {
  return {
    ...config,
    sources: config.sources.map(printableSource),
    services: config.services.map((service) =>
      service.runbook === undefined ? service : { ...service, runbook: printableAddress(service.runbook) },
    ),
    objectives: config.objectives.map((objective) => ({
      ...objective,
      window: durationText(objective.window),
    })),
    wall: { ...config.wall, dwell: durationText(config.wall.dwell) },
    retention: { ...config.retention, maxAge: durationText(config.retention.maxAge) },
  };
}

type WrittenSource = NonNullable<WrittenConfig['sources']>[number];

function printableSource(source: SourceConfig): WrittenSource {
  const shared = {
    url: printableAddress(source.url),
    ...(source.headers === undefined
      ? {}
      : { headers: Object.fromEntries(Object.keys(source.headers).map((name) => [name, MASK])) }),
    ...(source.staleAfter === undefined ? {} : { staleAfter: durationText(source.staleAfter) }),
  };
  if (source.type === 'prometheus') {
    const { staleAfter: _, ...rest } = source;
    return { ...rest, ...shared, every: durationText(source.every), timeout: durationText(source.timeout) };
  }
  const { staleAfter: _, subscribe, ...rest } = source;
  if (subscribe === undefined) return { ...rest, ...shared };
  const { event, payload } = subscribe;
  return { ...rest, ...shared, subscribe: payload === undefined ? { event } : { event, payload: MASK } };
}

/** An address without its user, password, the values of its parameters and its fragment. */
function printableAddress(address: string): string {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return MASK;
  }
  if (url.username !== '') url.username = MASK;
  if (url.password !== '') url.password = MASK;
  for (const name of new Set(url.searchParams.keys())) url.searchParams.set(name, MASK);
  if (url.hash !== '') url.hash = MASK;
  return url.href;
}
