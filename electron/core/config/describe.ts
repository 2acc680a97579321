import { stringify } from 'yaml';
import type { z } from 'zod';
import { isRecord } from '../../../shared/domain/is-record.ts';
import { formatRfc3339 } from '../../../shared/format/rfc3339.ts';
import { durationText } from './fields.ts';
import type { configSchema, SourceConfig, VigilConfig } from './schema.ts';

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
    maintenance: config.maintenance.map(({ from, to, ...rest }) => ({
      ...rest,
      ...(from === undefined ? {} : { from: formatRfc3339(from) ?? '' }),
      ...(to === undefined ? {} : { to: formatRfc3339(to) ?? '' }),
    })),
    objectives: config.objectives.map((objective) => ({
      ...objective,
      window: durationText(objective.window),
    })),
    watchdogs: config.watchdogs.map((watchdog) => ({ ...watchdog, within: durationText(watchdog.within) })),
    rules: config.rules.map(printableRule),
    webhooks: config.webhooks.map(printableWebhook),
    wall: { ...config.wall, dwell: durationText(config.wall.dwell) },
    retention: printableRetention(config.retention),
  };
}

function printableRule({ absentFor, for: wait, runbook, ...rest }: VigilConfig['rules'][number]) {
  return {
    ...rest,
    for: durationText(wait),
    ...(absentFor === undefined ? {} : { absentFor: durationText(absentFor) }),
    ...(runbook === undefined ? {} : { runbook: printableAddress(runbook) }),
  };
}

function printableRetention({ raw, minutes, maxAge, ...rest }: VigilConfig['retention']) {
  return {
    ...(raw === undefined ? {} : { raw: durationText(raw) }),
    ...(minutes === undefined ? {} : { minutes: durationText(minutes) }),
    maxAge: durationText(maxAge),
    ...rest,
  };
}

/** `printableConfig` as YAML. */
export function printedConfig(config: VigilConfig): string {
  return stringify(printableConfig(config));
}

type WrittenSource = NonNullable<WrittenConfig['sources']>[number];

/** One source of `printableConfig` as YAML, a line a value. */
export function printedSource(source: WrittenSource): string {
  return stringify(source, { lineWidth: 0 });
}

/** One rule as YAML, as it is in effect. */
export function printedRule(rule: VigilConfig['rules'][number]): string {
  return stringify(printableRule(rule), { lineWidth: 0 });
}

/** Keys of sources that hold durations. */
const durationKeys: ReadonlySet<string> = new Set([
  'every',
  'timeout',
  'staleAfter',
  'backfill',
  'expectEvery',
  'repeatEvery',
]);
/** Keys of sources whose content may be anything, secrets included. */
const opaqueKeys: ReadonlySet<string> = new Set(['subscribe', 'resync', 'parameters']);

function printableWebhook(webhook: VigilConfig['webhooks'][number]) {
  const written = Object.entries(webhook).map(([key, value]) => [key, printableField(key, value)]);
  return Object.fromEntries(written) as NonNullable<WrittenConfig['webhooks']>[number];
}

function printableSource(source: SourceConfig): WrittenSource {
  const written = Object.entries(source).map(([key, value]) => [key, printableField(key, value)]);
  return Object.fromEntries(written) as WrittenSource;
}

function printableField(key: string, value: unknown): unknown {
  if (value === undefined) return value;
  if (durationKeys.has(key) && typeof value === 'number') return durationText(value);
  if (key === 'url' && typeof value === 'string') return printableAddress(value);
  if (key === 'proxy' && isRecord(value)) return { ...value, url: printableAddress(String(value['url'])) };
  if (key === 'headers' && isRecord(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, content]) => [name, typeof content === 'string' ? MASK : content]),
    );
  return opaqueKeys.has(key) ? masked(value) : value;
}

/** The same shape with every text replaced, so that it is valid again; names of events stay. */
function masked(value: unknown): unknown {
  if (typeof value === 'string') return MASK;
  if (Array.isArray(value)) return value.map(masked);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, content]) => [name, name === 'event' ? content : masked(content)]),
  );
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
