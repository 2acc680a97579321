import { gzipSync } from 'node:zlib';
import type { SourceState } from '../../shared/domain/source.ts';
import type { Certificate, WireMode } from './fault-proxy.ts';

/** The kinds of sources that are asked over the network. */
export const asked = ['prometheus', 'exposition', 'alertmanager', 'statuspage'] as const;
export const streams = ['socketio', 'websocket'] as const;
export const kinds = [...asked, ...streams] as const;
export type Kind = (typeof kinds)[number];

/** What else can be put behind the wire instead of the healthy server. */
export const variants = ['clockAhead', 'clockBehind', 'partial', 'disorder', 'garbage'] as const;
export type Variant = (typeof variants)[number];

/** One way a source can fail. */
export interface Fault {
  readonly id: string;
  readonly kinds: readonly Kind[];
  /** Why the others do not know it; empty when all do. */
  readonly exempt: string;
  /** What the wire does, or which other server answers. */
  readonly cause:
    | WireMode
    | { readonly kind: 'variant'; readonly variant: Variant }
    | { readonly kind: 'dns' }
    | { readonly kind: 'certificate'; readonly name: 'expired' | 'selfSigned' | 'wrongHost' };
  /** States that tell the truth while it lasts. */
  readonly states: readonly SourceState[];
  /** Kinds whose cell stays green, because what arrives is fresh and true. */
  readonly green: readonly Kind[];
  /** How long the truth may take where patience is right, milliseconds; two rounds when absent. */
  readonly patienceMs?: number;
}

const http = (
  status: string,
  headers: Readonly<Record<string, string>> = {},
  body: string | Buffer = '',
): Buffer =>
  Buffer.concat([
    Buffer.from(
      `HTTP/1.1 ${status}\r\n${Object.entries({
        'Content-Length': String(body.length),
        Connection: 'close',
        ...headers,
      })
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('')}\r\n`,
      'latin1',
    ),
    Buffer.from(body),
  ]);
const answer = (...parts: Parameters<typeof http>): WireMode => ({
  kind: 'answer',
  bytes: http(...parts),
  ending: 'end',
});
const html = { 'Content-Type': 'text/html' };
const json = { 'Content-Type': 'application/json' };
const gzip = { ...json, 'Content-Encoding': 'gzip' };
/** Zeros that fill 64 MB when unpacked: a cap on the wire would not notice. */
const bomb = gzipSync(Buffer.alloc(64 * 1_048_576));

const everywhere = { kinds, exempt: '' } as const;
const down = { states: ['unreachable'], green: [] } as const;
/** A server that is slow but alive is heard out for this long; so is silence on an open connection. */
const PATIENCE_MS = 10_000;
const certificate = (name: 'expired' | 'selfSigned' | 'wrongHost') =>
  ({ ...everywhere, ...down, cause: { kind: 'certificate', name } }) as const;
const all = (cause: WireMode): Omit<Fault, 'id'> => ({ ...everywhere, ...down, cause });
const variant = (
  name: Variant,
  only: readonly Kind[],
  exempt: string,
  rest: Pick<Fault, 'states' | 'green'>,
) => ({ kinds: only, exempt, cause: { kind: 'variant', variant: name }, ...rest }) as const;

const table: Readonly<Record<string, Omit<Fault, 'id'>>> = {
  refused: all({ kind: 'refuse' }),
  'name not found': { ...everywhere, ...down, cause: { kind: 'dns' } },
  reset: all({ kind: 'reset' }),
  blackhole: all({ kind: 'blackhole' }),
  'certificate expired': certificate('expired'),
  'certificate self-signed': certificate('selfSigned'),
  'certificate for another host': certificate('wrongHost'),
  '401': all(answer('401 Unauthorized')),
  '403': all(answer('403 Forbidden')),
  '404 text': all(answer('404 Not Found', { 'Content-Type': 'text/plain' }, '404 page not found\n')),
  '422': all(
    answer(
      '422 Unprocessable Entity',
      json,
      '{"status":"error","errorType":"execution","error":"too many samples"}',
    ),
  ),
  '429': all(answer('429 Too Many Requests', { 'Retry-After': '2' })),
  '500': all(answer('500 Internal Server Error')),
  '502 page': all(answer('502 Bad Gateway', html, '<html>bad gateway</html>')),
  '503 not ready': {
    ...everywhere,
    cause: answer('503 Service Unavailable', {}, 'Service Unavailable'),
    states: ['starting', 'unreachable'],
    green: [],
  },
  'slow headers': all({ kind: 'answer', bytes: Buffer.from('HTTP/1.1 200 OK\r\nX-Slow: '), ending: 'drip' }),
  'slow body': {
    ...all({
      kind: 'answer',
      bytes: Buffer.from(
        'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{',
      ),
      ending: 'drip',
    }),
    patienceMs: PATIENCE_MS,
  },
  truncated: all({
    kind: 'answer',
    bytes: Buffer.from(
      'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"status":"success","data":{"resultType":"vector","result":[{"metric":{',
    ),
    ending: 'cut',
  }),
  'damaged gzip': all(answer('200 OK', gzip, 'this was never compressed')),
  'gzip bomb': all(answer('200 OK', gzip, bomb)),
  'wrong type': all(answer('200 OK', json, '{"hello":{"__proto__":{"polluted":true}}}')),
  'login page': all(answer('200 OK', html, '<!doctype html><title>Sign in</title>')),
  empty: all(answer('200 OK')),
  'partial with warnings': variant('partial', ['prometheus'], 'only the Prometheus API knows warnings', {
    states: ['live'],
    green: kinds,
  }),
  'clock an hour ahead': variant(
    'clockAhead',
    ['prometheus', 'exposition', ...streams],
    'carries no times of measurement',
    // A stream's sample from the future is refused; an answer to a question asked now is as young as the answer.
    { states: ['live'], green: ['prometheus', 'exposition'] },
  ),
  'clock an hour behind': variant(
    'clockBehind',
    ['prometheus', 'exposition', ...streams],
    'carries no times of measurement',
    { states: ['live'], green: [] },
  ),
  'repeated and reordered messages': variant('disorder', streams, 'answers come one at a time', {
    states: ['live'],
    green: kinds,
  }),
  'malformed messages': variant('garbage', streams, 'see wrong type', { states: ['live'], green: [] }),
};

export const faults: readonly Fault[] = Object.entries(table).map(([id, fault]) => ({ id, ...fault }));

/** The wire of a fault; `certificates` and `ports` are what this run made. */
export function wireOf(
  { cause }: Fault,
  kind: Kind,
  healthyPort: number,
  made: {
    readonly certificates: Readonly<Record<'expired' | 'selfSigned' | 'wrongHost', Certificate>>;
    readonly ports: (kind: Kind, variant: Variant) => number;
  },
): WireMode {
  if (cause.kind === 'variant') return { kind: 'pass', port: made.ports(kind, cause.variant) };
  // The wire itself is whole; open connections are cut, as when a machine moves.
  if (cause.kind === 'dns') return { kind: 'pass', port: healthyPort };
  if (cause.kind === 'certificate')
    return { kind: 'pass', port: healthyPort, certificate: made.certificates[cause.name] };
  return cause;
}
