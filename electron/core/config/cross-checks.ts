import type { Finding } from './explain-issue.ts';
import { checkHealth } from './health-checks.ts';
import { isMetadataAddress } from './metadata-hosts.ts';
import { checkRules } from './rules-checks.ts';
import type { VigilConfig } from './schema.ts';
import { didYouMean } from './suggest.ts';
import { checkWebhooks } from './webhooks-checks.ts';

const finding = (path: readonly PropertyKey[], message: string): Finding => ({ path, message, atKey: false });

/** What no single value can show: names used twice, references that lead nowhere, halves without the other. */
export function crossCheck(config: VigilConfig): readonly Finding[] {
  return [
    ...duplicates(
      config.sources.map(({ id }) => id),
      (index) => ['sources', index, 'id'],
      'source',
    ),
    ...duplicates(
      config.services.map(({ id }) => id),
      (index) => ['services', index, 'id'],
      'service',
    ),
    ...duplicates(
      config.regions.map(({ id }) => id),
      (index) => ['regions', index, 'id'],
      'region',
    ),
    ...checkAddresses(config),
    ...checkSignalSources(config),
    ...checkObjectives(config),
    ...checkCoordinates(config),
    ...checkRetention(config),
    ...checkHealth(config),
    ...checkRules(config),
    ...checkWebhooks(config),
  ];
}

/** Finer history never outlives coarser history. */
function checkRetention({ retention: { raw, minutes, maxAge } }: VigilConfig): readonly Finding[] {
  const longer = (key: 'raw' | 'minutes', than: string): Finding =>
    finding(['retention', key], `expected a duration that is not longer than ${than}`);
  return [
    ...(raw !== undefined && minutes !== undefined && raw > minutes ? [longer('raw', 'minutes')] : []),
    ...(raw !== undefined && raw > maxAge ? [longer('raw', 'maxAge')] : []),
    ...(minutes !== undefined && minutes > maxAge ? [longer('minutes', 'maxAge')] : []),
  ];
}

function duplicates(
  ids: readonly string[],
  pathOf: (index: number) => readonly PropertyKey[],
  noun: string,
): readonly Finding[] {
  const firstAt = new Map<string, number>();
  return ids.flatMap((id, index) => {
    const first = firstAt.get(id);
    if (first === undefined) {
      firstAt.set(id, index);
      return [];
    }
    return [
      finding(
        pathOf(index),
        `expected each ${noun} id once, but '${id}' is also number ${first + 1} of the list`,
      ),
    ];
  });
}

function checkAddresses({ sources }: VigilConfig): readonly Finding[] {
  return sources.flatMap((source, index) => {
    if (source.type === 'webhook') return [];
    const addresses = [
      { path: ['sources', index, 'url'], url: source.url },
      ...(source.proxy === undefined
        ? []
        : [{ path: ['sources', index, 'proxy', 'url'], url: source.proxy.url }]),
    ];
    return addresses.flatMap(({ path, url }) =>
      isMetadataAddress(url)
        ? [finding(path, 'expected a server to monitor, but this is where a cloud hands out credentials')]
        : [],
    );
  });
}

function checkSignalSources({ signals, sources }: VigilConfig): readonly Finding[] {
  const types = new Map(sources.map((source) => [source.id, source.type]));
  const groups = sources.flatMap((source) =>
    source.type === 'prometheus' && source.group !== undefined ? [source.group] : [],
  );
  const asked = [...types].filter(([, type]) => type === 'prometheus').map(([id]) => id);
  return Object.entries(signals).flatMap(([signal, queries]) =>
    queries.flatMap((query, index) =>
      (query.sources ?? []).flatMap((id, position) => {
        const path = ['signals', signal, index, 'sources', position];
        if (groups.includes(id)) return [];
        const type = types.get(id);
        if (type === undefined)
          return [
            finding(
              path,
              `expected the id of a source, but there is no source '${id}'${didYouMean(id, [...asked, ...groups])}`,
            ),
          ];
        if (type !== 'prometheus')
          return [finding(path, `expected a prometheus source, but '${id}' is of type ${type}`)];
        return [];
      }),
    ),
  );
}

function checkObjectives({ objectives }: VigilConfig): readonly Finding[] {
  const promised = new Map<string, number>();
  const named = new Map<string, number>();
  return objectives.flatMap((objective, index) => {
    const name = objective.id ?? objective.service;
    const first = promised.get(`${objective.service}\n${objective.window}`) ?? named.get(name);
    promised.set(`${objective.service}\n${objective.window}`, first ?? index);
    named.set(name, first ?? index);
    if (first === undefined) return [];
    return [
      finding(
        ['objectives', index, objective.id === undefined ? 'service' : 'id'],
        `expected one objective for each service and window, but number ${first + 1} of the list already promises this one` +
          ' (for a second window give it an id of its own)',
      ),
    ];
  });
}

function checkCoordinates({ regions }: VigilConfig): readonly Finding[] {
  return regions.flatMap((region, index) =>
    (region.latitude === undefined) === (region.longitude === undefined)
      ? []
      : [finding(['regions', index], 'expected latitude and longitude together')],
  );
}
