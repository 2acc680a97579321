import type { SourceConfig, VigilConfig } from './schema.ts';

const MASK = '***';

/**
 * The configuration as it may be printed, logged or sent anywhere: passwords in addresses, parameters of
 * addresses, header values and subscription payloads are masked. References to secrets stay: they name an
 * environment variable or a file, not what it holds.
 */
export function printableConfig(config: VigilConfig): VigilConfig {
  return {
    ...config,
    sources: config.sources.map(printableSource),
    services: config.services.map((service) =>
      service.runbook === undefined ? service : { ...service, runbook: printableAddress(service.runbook) },
    ),
  };
}

function printableSource(source: SourceConfig): SourceConfig {
  const headers =
    source.headers === undefined
      ? {}
      : { headers: Object.fromEntries(Object.keys(source.headers).map((name) => [name, MASK])) };
  const url = printableAddress(source.url);
  if (source.type !== 'socketio' || source.subscribe === undefined) return { ...source, url, ...headers };
  const { event, payload } = source.subscribe;
  return {
    ...source,
    url,
    ...headers,
    subscribe: payload === undefined ? { event } : { event, payload: MASK },
  };
}

/** An address without its user, password, the values of its parameters and its fragment. */
export function printableAddress(address: string): string {
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
