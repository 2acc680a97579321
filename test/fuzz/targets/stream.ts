import type { EventMapping } from '../../../electron/core/config/mapping-schema.ts';
import { configSchema } from '../../../electron/core/config/schema.ts';
import {
  type CompiledMapping,
  compileMapping,
} from '../../../electron/core/intake/mapping/compile-mapping.ts';
import { createSeriesKeys } from '../../../electron/core/intake/policy/series-keys.ts';
import { createLastPayloads } from '../../../electron/core/intake/stream/last-payloads.ts';
import { createMessageReader } from '../../../electron/core/intake/websocket/read-message.ts';
import { byteMutator, jsonMutator } from '../mutate.ts';
import { type Decoder, type FuzzTarget, must, mustBeTime, NOW_MS } from '../target.ts';
import { mustBeReports } from './alertmanager.ts';
import { mustBeAnnotations } from './webhook.ts';

const MAX_AHEAD_MS = 300_000;

/** The mappings of a stream, written as in vigil.yaml. */
const config = configSchema.parse({
  sources: [
    {
      id: 'stream',
      type: 'socketio',
      url: 'http://127.0.0.1:9',
      events: {
        sample: {
          to: 'sample',
          map: {
            service: '$.svc',
            region: '$.geo.pop',
            signal: '$.signal',
            value: '$.v',
            unit: 'ms',
            at: '$.ts',
          },
        },
        links: {
          to: 'sample',
          each: '$.items',
          map: { from: '$.a', to: '$.b', signal: 'link_rtt', value: '$.v[0]' },
        },
        alerts: {
          to: 'alert',
          each: '$.items',
          map: {
            name: '$.name',
            title: '$.title',
            state: '$.state',
            severity: '$.severity',
            summary: '$.summary',
            service: '$.service',
            region: '$.region',
            startsAt: '$.startsAt',
            labels: '$.labels',
          },
        },
        change: {
          to: 'annotation',
          map: {
            title: '$.title',
            kind: '$.kind',
            text: '$.text',
            service: '$.service',
            at: '$.at',
            end: '$.end',
            id: '$.id',
            url: '$.url',
          },
        },
      },
    },
  ],
});
const [source] = config.sources;
const events: Readonly<Record<string, EventMapping>> = source?.type === 'socketio' ? source.events : {};

const item = {
  name: 'DiskFull',
  title: 'Disk is full',
  state: 'firing',
  severity: 'critical',
  summary: '98 %',
  service: 'checkout',
  region: 'eu',
  startsAt: '2026-09-22T13:59:00Z',
  labels: { host: 'a', disk: '/dev/sda' },
};
const messages: Readonly<Record<string, readonly object[]>> = {
  sample: [
    {
      type: 'sample',
      svc: 'checkout',
      geo: { pop: 'eu' },
      signal: 'latency_p95',
      v: 84.5,
      ts: NOW_MS / 1_000,
    },
    {
      type: 'sample',
      svc: 'ledger',
      geo: { pop: 'us' },
      signal: 'error_ratio',
      v: 0,
      ts: '2026-09-22T13:59:00Z',
    },
  ],
  links: [
    {
      type: 'links',
      items: [
        { a: 'eu', b: 'us', v: [0.084] },
        { a: 'us', b: 'eu', v: [0.085, 1] },
      ],
    },
  ],
  alerts: [{ type: 'alerts', items: [item, { ...item, name: 'Slow', state: 'resolved', startsAt: NOW_MS }] }],
  change: [
    {
      type: 'change',
      title: 'ledger 7',
      kind: 'release',
      text: 'x',
      service: 'ledger',
      at: NOW_MS / 1_000,
      end: NOW_MS,
      id: 17,
      url: 'https://x.example/',
    },
  ],
};
const bytesOf = (list: readonly object[]): readonly Buffer[] =>
  list.map((message) => Buffer.from(JSON.stringify(message)));

/** Reads what is JSON of an input; null when nothing is. */
function parsed(input: Buffer): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(input.toString('utf8')) as unknown };
  } catch {
    return null;
  }
}

function itemCount(mapping: EventMapping, value: unknown): number {
  if (mapping.each === undefined) return 1;
  const items =
    typeof value === 'object' && value !== null && Object.hasOwn(value, 'items')
      ? (value as { readonly items: unknown }).items
      : null;
  return Array.isArray(items) ? items.length : 1;
}

function mustBeDecoded(compiled: CompiledMapping, mapping: EventMapping, value: unknown): boolean {
  const { samples, alerts, annotations, rejectedCount, lastRejection } = compiled.decode(value, NOW_MS);
  const accepted = samples.length + alerts.length + annotations.length;
  must(accepted + rejectedCount === itemCount(mapping, value), 'accepted and refused are not all there was');
  must(
    (rejectedCount === 0) === (lastRejection === null),
    'a refusal without a reason, or the other way round',
  );
  for (const sample of samples) {
    must(Number.isFinite(sample.value), `a sample is ${sample.value}`);
    must(
      sample.sampledAtMs > 0 && sample.sampledAtMs <= NOW_MS + MAX_AHEAD_MS,
      `a sample of ${sample.sampledAtMs}`,
    );
  }
  for (const { startsAtMs } of alerts) mustBeTime(startsAtMs, 'the start of an alert');
  mustBeReports(alerts.filter(({ startsAtMs }) => startsAtMs <= NOW_MS));
  mustBeAnnotations(annotations);
  return accepted > 0;
}

const mappingTargets = Object.entries(events).map(
  ([name, mapping]): FuzzTarget => ({
    name: `mapping-${name}`,
    kind: 'json',
    mutate: jsonMutator(bytesOf(messages[name] ?? [])),
    open() {
      const keys = createSeriesKeys();
      const compiled = compileMapping('stream', name, mapping, keys);
      must(compiled.problem === null, compiled.problem ?? '');
      return {
        take(input) {
          keys.trim();
          const message = parsed(input);
          return message !== null && mustBeDecoded(compiled, mapping, message.value);
        },
      };
    },
  }),
);

/** Messages as they come from a socket: text, cut into lines, parsed, told apart by their event, decoded. */
function openSocket(format: 'json' | 'json-lines'): Decoder {
  const keys = createSeriesKeys();
  const compiled = new Map(
    Object.entries(events).map(([name, mapping]) => [name, compileMapping('stream', name, mapping, keys)]),
  );
  const payloads = createLastPayloads((text) => text);
  let accepted = false;
  const read = createMessageReader(
    { format, event: '$.type' },
    {
      arrived: (work) => work(),
      message(name, value) {
        payloads.keep(name, value, NOW_MS);
        const mapping = Object.hasOwn(events, name) ? events[name] : undefined;
        const one = compiled.get(name);
        if (mapping !== undefined && one !== undefined && mustBeDecoded(one, mapping, value)) accepted = true;
      },
      refused: (count, words) => must(count > 0 && words.length < 500, 'a refusal says too much'),
    },
  );
  return {
    take(input, random) {
      keys.trim();
      accepted = false;
      read(input.toString('utf8'));
      if (random.chance(0.01)) payloads.payloads();
      return accepted;
    },
  };
}

const all = bytesOf(Object.values(messages).flat());
const lines = [
  Buffer.from(`${all.join('\n')}\n`),
  Buffer.from(`${all.toReversed().join('\r\n')}\r\n`),
  ...all,
];

export const streamTargets: readonly FuzzTarget[] = [
  ...mappingTargets,
  { name: 'socket-messages', kind: 'json', mutate: jsonMutator(all), open: () => openSocket('json') },
  { name: 'socket-lines', kind: 'json', mutate: byteMutator(lines), open: () => openSocket('json-lines') },
];
