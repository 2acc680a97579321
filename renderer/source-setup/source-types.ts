import type { SourceType } from '../../shared/domain/source.ts';

/** What a person is asked about a type of source, beyond its id. */
export interface SourceTypeGuide {
  readonly type: SourceType;
  readonly word: string;
  /** What it is good for, in a line. */
  readonly about: string;
  readonly addressHint: string;
  /** Example in the empty address field; null when it has no address. */
  readonly addressExample: string | null;
  /** Keys the form offers. */
  readonly asks: readonly FormKey[];
  readonly logins: readonly LoginKind[];
  /** How often it is asked when nothing is written. */
  readonly everyDefault: string | null;
  /** What must be written in the text itself, as a start. */
  readonly startText: string;
}

export type LoginKind = 'none' | 'bearer' | 'basic' | 'token';

/** Fields of the form that are one text each. */
export type FormKey =
  | 'id'
  | 'url'
  | 'every'
  | 'timeout'
  | 'staleAfter'
  | 'region'
  | 'service'
  | 'group'
  | 'tenant'
  | 'namespace'
  | 'path'
  | 'expectEvery'
  | 'ca'
  | 'cert'
  | 'key'
  | 'proxy';

const eventsStart = `# What each kind of message means. Paths lead into the message; text without $ is a constant.
events:
  sample:
    to: sample
    map: { service: $.service, region: $.region, signal: latency_p95, value: $.ms, unit: ms, at: $.at }
`;

const httpLogins: readonly LoginKind[] = ['none', 'bearer', 'basic'];

/** The types in the order they are offered: the most common first. */
export const sourceTypeGuides: readonly SourceTypeGuide[] = [
  {
    type: 'prometheus',
    word: 'Prometheus',
    about: 'Prometheus, Thanos, Mimir, VictoriaMetrics',
    addressHint: 'where its API answers',
    addressExample: 'https://prometheus.example:9090',
    asks: [
      'url',
      'every',
      'region',
      'group',
      'timeout',
      'staleAfter',
      'tenant',
      'ca',
      'cert',
      'key',
      'proxy',
    ],
    logins: httpLogins,
    everyDefault: '5s',
    startText: '',
  },
  {
    type: 'exposition',
    word: 'Metrics page',
    about: 'a /metrics page, read directly',
    addressHint: 'the page itself',
    addressExample: 'http://host.example:9100/metrics',
    asks: ['url', 'every', 'region', 'service', 'timeout', 'staleAfter', 'ca', 'cert', 'key', 'proxy'],
    logins: httpLogins,
    everyDefault: '5s',
    startText: '',
  },
  {
    type: 'alertmanager',
    word: 'Alertmanager',
    about: 'alerts, silences and inhibitions',
    addressHint: 'one peer; give each its own source and one group',
    addressExample: 'https://alertmanager.example:9093',
    asks: ['url', 'every', 'group', 'timeout', 'staleAfter', 'ca', 'cert', 'key', 'proxy'],
    logins: httpLogins,
    everyDefault: '5s',
    startText: '',
  },
  {
    type: 'socketio',
    word: 'socket.io',
    about: 'a stream of events',
    addressHint: 'the server, without /socket.io',
    addressExample: 'https://stream.example',
    asks: ['url', 'namespace', 'path', 'staleAfter', 'ca', 'cert', 'key', 'proxy'],
    logins: ['none', 'token', 'bearer', 'basic'],
    everyDefault: null,
    startText: eventsStart,
  },
  {
    type: 'websocket',
    word: 'WebSocket',
    about: 'JSON messages or lines',
    addressHint: 'ws:// or wss://',
    addressExample: 'wss://stream.example/feed',
    asks: ['url', 'staleAfter', 'ca', 'cert', 'key', 'proxy'],
    logins: httpLogins,
    everyDefault: null,
    startText: eventsStart,
  },
  {
    type: 'statuspage',
    word: 'Status page',
    about: 'the public page of a third party',
    addressHint: 'the page, its summary.json or its feed',
    addressExample: 'https://status.example',
    asks: ['url', 'every', 'service', 'region', 'timeout', 'staleAfter', 'ca', 'proxy'],
    logins: ['none'],
    everyDefault: '60s',
    startText: '',
  },
  {
    type: 'webhook',
    word: 'Webhook',
    about: 'alerts and deploys that others post',
    addressHint: '',
    addressExample: null,
    asks: ['expectEvery'],
    logins: ['token'],
    everyDefault: null,
    startText: '',
  },
];

export function guideOf(type: SourceType): SourceTypeGuide {
  const guide = sourceTypeGuides.find((one) => one.type === type);
  if (guide === undefined) throw new Error(`Every type of source has a guide; ${type} has none.`);
  return guide;
}
