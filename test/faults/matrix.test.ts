/**
 * Every way a source can fail, for every kind of source, at the start, in steady state and while it recovers, all at
 * once in one Vigil: the state word is right in time, nothing is green that is not measured, every source comes back
 * by itself, and those that are well notice nothing.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { SourceStatus } from '../../shared/domain/source.ts';
import { createCertificates, loopbackNames } from '../fixtures/certificates.ts';
import { type InProcessVigil, launchInProcess } from '../fixtures/vigil-in-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';
import { type Certificate, type FaultProxy, startFaultProxy, type WireMode } from './fault-proxy.ts';
import { type Fault, faults, type Kind, kinds, wireOf } from './faults.ts';
import { takeOverNames } from './names.ts';
import { GAUGE, JOB, STREAM, startUpstreams, THIRD_PARTY, type Upstreams } from './upstreams.ts';

const EVERY_MS = 2_000;
const TIMEOUT_MS = 1_000;
/** Two rounds of a source that is asked; a stream is questioned every few seconds instead. */
const NAMED_WITHIN_MS = 2 * (EVERY_MS + TIMEOUT_MS);
const STREAM_NAMED_WITHIN_MS = 10_000;
/** What the source says of itself travels at most this late. */
const PUBLISHED_WITHIN_MS = 1_500;
const STALE_AFTER_MS = 4_000;
const RECOVERED_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 100;

const phases = ['start', 'steady', 'recovery'] as const;
type Phase = (typeof phases)[number];

/** One wire with its source. */
interface Line {
  readonly id: string;
  readonly kind: Kind;
  /** Null for a witness that is never broken. */
  readonly fault: Fault | null;
  readonly proxy: FaultProxy;
  readonly healthy: WireMode;
  readonly broken: WireMode;
}

const names = takeOverNames();
let upstreams: Upstreams;
let vigil: InProcessVigil;
const lines: Line[] = [];
const certificates = createCertificates();
const authority = certificates.authority('matrix-ca');
const pem = ({ cert, key }: Certificate): Certificate => ({
  cert: readFileSync(cert, 'utf8'),
  key: readFileSync(key, 'utf8'),
});
const good = pem(authority.issue('good', { names: loopbackNames }));
const bad = {
  expired: pem(authority.issue('expired', { names: loopbackNames, days: -1 })),
  selfSigned: pem(certificates.selfSigned('stranger', loopbackNames)),
  wrongHost: pem(authority.issue('elsewhere', { names: ['DNS:elsewhere.example'] })),
};

async function makeLine(kind: Kind, fault: Fault | null): Promise<Line> {
  const port = upstreams.portOf(kind);
  const isSecure = fault?.cause.kind === 'certificate';
  const healthy: WireMode = { kind: 'pass', port, ...(isSecure ? { certificate: good } : {}) };
  const broken =
    fault === null ? healthy : wireOf(fault, kind, port, { certificates: bad, ports: upstreams.variantPort });
  const number = fault === null ? 'witness' : `f${faults.indexOf(fault)}`;
  const id = `${kind}-${number}`;
  if (fault?.cause.kind === 'dns') names.lose(id);
  return { id, kind, fault, proxy: await startFaultProxy(broken), healthy, broken };
}

/** The entry of a line in vigil.yaml. Its region is its id, so that every cell belongs to one line. */
function entry({ id, kind, fault, proxy }: Line): object {
  const isSecure = fault?.cause.kind === 'certificate';
  const host = fault?.cause.kind === 'dns' ? names.nameOf(id) : '127.0.0.1';
  const address = (scheme: string): string => `${scheme}${isSecure ? 's' : ''}://${host}:${proxy.port}`;
  const common = {
    id,
    type: kind,
    maxReplyMegabytes: 1,
    ...(isSecure ? { tls: { ca: authority.cert } } : {}),
  };
  const polled = {
    ...common,
    every: `${EVERY_MS}ms`,
    timeout: `${TIMEOUT_MS}ms`,
    staleAfter: `${STALE_AFTER_MS}ms`,
  };
  const map = { service: STREAM, region: id, signal: 'latency_p95', value: '$.value', at: '$.at' };
  const stream = { ...common, staleAfter: `${STALE_AFTER_MS}ms` };
  switch (kind) {
    case 'prometheus':
      return { ...polled, url: address('http'), region: id, alerts: false, backfill: '0s' };
    case 'exposition':
      return {
        ...polled,
        url: `${address('http')}/metrics`,
        region: id,
        service: JOB,
        read: { load_1m: { gauge: GAUGE, as: 'none' } },
      };
    case 'alertmanager':
      return { ...polled, url: address('http') };
    case 'statuspage':
      return { ...polled, url: `${address('http')}/api/v2/summary.json`, region: id };
    case 'socketio':
      return { ...stream, url: address('http'), events: { sample: { to: 'sample', map } } };
    case 'websocket':
      return { ...stream, url: address('ws'), event: 'sample', events: { sample: { to: 'sample', map } } };
  }
}

const services: Readonly<Record<Kind, string | null>> = {
  prometheus: JOB,
  exposition: JOB,
  alertmanager: null,
  statuspage: THIRD_PARTY,
  socketio: STREAM,
  websocket: STREAM,
};

const statusOf = ({ id }: Line): SourceStatus | undefined =>
  vigil.picture()?.sections.sources.find((status) => status.id === id);
const isGreen = ({ id, kind }: Line): boolean => {
  const service = services[kind];
  return service !== null && vigil.stateOf(service, id) === 'ok';
};
const isWell = (line: Line): boolean =>
  statusOf(line)?.state === 'live' && (services[line.kind] === null || isGreen(line));
const namedWithinMs = ({ kind, fault }: Line): number =>
  fault?.patienceMs ??
  (kind === 'socketio' || kind === 'websocket' ? STREAM_NAMED_WITHIN_MS : NAMED_WITHIN_MS);
const name = (line: Line, phase: Phase): string => `${line.kind}, ${line.fault?.id ?? 'witness'}, ${phase}`;

/** How a line stands, for a person who reads a failure. */
function words(line: Line): string {
  const { state, lastError, lastRejection } = statusOf(line) ?? {};
  const cell = vigil.stateOf(services[line.kind] ?? '', line.id);
  return `${line.kind} ${line.fault?.id ?? 'witness'}: ${state}, cell ${cell} (${lastError ?? lastRejection})`;
}

/** What went wrong, in words; empty at the end. */
const wrongStates: string[] = [];
const falseGreens = new Set<string>();
const notRecovered: string[] = [];
const disturbed = new Set<string>();
const recoverySeconds: number[] = [];
let cells = 0;

/** The lines of a fault are broken: looks at them until the truth must have come out, and a while longer. */
async function watchBroken(broken: readonly Line[], phase: Phase, sinceMs: number): Promise<void> {
  // On a machine that is busy with other things everything comes late: by how much is measured, and allowed for.
  let heldUpMs = 0;
  let lookedAtMs = performance.now();
  const limitMs = STREAM_NAMED_WITHIN_MS + PUBLISHED_WITHIN_MS;
  for (;;) {
    const passedMs = performance.now() - sinceMs;
    for (const line of lines) {
      if (line.fault === null) {
        if (phase !== 'start' && !isWell(line)) disturbed.add(name(line, phase));
        continue;
      }
      const dueMs = Math.max(
        namedWithinMs(line),
        line.fault.states.includes('live') ? STALE_AFTER_MS + 3_000 : 0,
      );
      if (passedMs > dueMs + PUBLISHED_WITHIN_MS && !line.fault.green.includes(line.kind) && isGreen(line))
        falseGreens.add(name(line, phase));
    }
    if (passedMs > limitMs) break;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    heldUpMs = Math.max(heldUpMs, performance.now() - lookedAtMs - LOOK_EVERY_MS);
    lookedAtMs = performance.now();
  }
  for (const line of broken) {
    cells += 1;
    const status = statusOf(line);
    const { states, green } = line.fault!;
    const nowMs = Date.now();
    const namedAfterMs = (status?.sinceMs ?? nowMs) - (nowMs - (performance.now() - sinceMs));
    if (status === undefined || !states.includes(status.state))
      wrongStates.push(`${name(line, phase)}: ${status?.state} (${status?.lastError})`);
    else if (status.state !== 'live' && namedAfterMs > namedWithinMs(line) + heldUpMs)
      wrongStates.push(`${name(line, phase)}: ${status.state} only after ${Math.round(namedAfterMs)} ms`);
    else if (status.state !== 'live' && (status.lastError ?? '').length < 10)
      wrongStates.push(`${name(line, phase)}: no words`);
    if (green.includes(line.kind) && !isWell(line))
      wrongStates.push(`${name(line, phase)}: not green though well`);
  }
}

/** The wires are whole again: every source must come back by itself. */
async function watchRecovery(broken: readonly Line[], phase: Phase, sinceMs: number): Promise<void> {
  const waiting = new Set(broken);
  while (waiting.size > 0 && performance.now() - sinceMs < RECOVERED_WITHIN_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    for (const line of waiting) {
      if (!isWell(line)) continue;
      waiting.delete(line);
      recoverySeconds.push((performance.now() - sinceMs) / 1_000);
    }
  }
  for (const line of waiting) {
    const { state, lastError } = statusOf(line) ?? {};
    notRecovered.push(
      `${name(line, phase)}: ${state}, ${vigil.stateOf(services[line.kind] ?? '', line.id)} (${lastError})`,
    );
  }
}

async function become(which: readonly Line[], mode: 'healthy' | 'broken'): Promise<void> {
  for (const { fault, id } of which)
    if (fault?.cause.kind === 'dns') names[mode === 'broken' ? 'lose' : 'find'](id);
  await Promise.all(which.map((line) => line.proxy.become(line[mode])));
}

beforeAll(async () => {
  upstreams = await startUpstreams();
  for (const kind of kinds) {
    lines.push(await makeLine(kind, null));
    for (const fault of faults) if (fault.kinds.includes(kind)) lines.push(await makeLine(kind, fault));
  }
});
afterAll(async () => {
  names.giveBack();
  await vigil?.close();
  await Promise.all(lines.map(({ proxy }) => proxy.stop()));
  await upstreams?.stop();
});

it('tells the truth about every fault of every source in every phase', { timeout: 300_000 }, async () => {
  const broken = lines.filter(({ fault }) => fault !== null);
  vigil = await launchInProcess(
    stringify({
      name: 'Fault matrix',
      sources: lines.map(entry),
      signals: { availability: { query: 'up', labels: { service: 'job' } } },
      limits: { latency_p95: { degraded: 10 } },
    }),
  );
  // Sources are asked from here on: opening the journal is not part of their time.
  let sinceMs = performance.now();
  await watchBroken(broken, 'start', sinceMs);
  sinceMs = performance.now();
  await become(broken, 'healthy');
  await watchRecovery(broken, 'start', sinceMs);
  await waitFor('the witnesses', () => {
    const unwell = lines.filter((line) => line.fault === null && !isWell(line));
    if (unwell.length > 0) throw new Error(unwell.map(words).join('; '));
    return true;
  });

  for (const phase of ['steady', 'recovery'] as const) {
    await become(broken, 'broken');
    await watchBroken(broken, phase, performance.now());
    if (phase === 'recovery') {
      // Well for a moment, and broken again before anybody can rely on it.
      await become(broken, 'healthy');
      await waitFor('the first to come back', () =>
        broken.some((line) => statusOf(line)?.state === 'live' && line.fault?.cause.kind === 'refuse'),
      );
      await become(broken, 'broken');
      await watchBroken([], phase, performance.now());
    }
    sinceMs = performance.now();
    await become(broken, 'healthy');
    await watchRecovery(broken, phase, sinceMs);
  }

  const slowest = Math.max(...recoverySeconds);
  const exempt = faults.reduce((sum, fault) => sum + kinds.length - fault.kinds.length, 0);
  process.stdout.write(
    `fault matrix: ${faults.length} faults × ${kinds.length} sources × ${phases.length} phases: ${cells} cells (${exempt * phases.length} exempt), ` +
      `${cells - wrongStates.length} told right in time, ${falseGreens.size} false greens, ${notRecovered.length} not recovered (slowest ${slowest.toFixed(1)} s), ${disturbed.size} others disturbed\n`,
  );
  expect({ wrongStates, falseGreens: [...falseGreens], notRecovered, disturbed: [...disturbed] }).toEqual({
    wrongStates: [],
    falseGreens: [],
    notRecovered: [],
    disturbed: [],
  });
  expect(cells).toBe(broken.length * phases.length);
});

it('says once that it is blind when everything dies at the same moment, and blames no service', {
  timeout: 120_000,
}, async () => {
  const blamed = vigil.shown.filter((line) => line.endsWith(': down'));
  const feed = () => vigil.picture()?.sections.alerts.filter(({ state }) => state === 'firing') ?? [];
  // A source is well at once when it answers; the finding about it ends with the next beat.
  await waitFor('all to be well, and nobody named', () => {
    const told = feed().flatMap(({ kind, title }) => (kind === 'unreachable' ? [title] : []));
    const left = [...lines.filter((line) => !isWell(line)).map(words), ...told];
    if (left.length > 0) throw new Error(left.join('; '));
    return true;
  });
  const named: string[] = [];
  await upstreams.kill();
  await waitFor('every source to be called unreachable', () => {
    named.push(...feed().flatMap(({ kind, title }) => (kind === 'unreachable' ? [title] : [])));
    return vigil.picture()?.sections.sources.every(({ state }) => state === 'unreachable');
  });
  const findings = () => feed().flatMap(({ kind, title }) => (kind === 'reported' ? [] : [title]));
  await waitFor('the one finding', () => findings().length === 1 && /blind/i.test(findings()[0] ?? ''));
  // All of them fell silent within moments: nobody was named alone meanwhile.
  expect(named.filter((title) => !/blind/i.test(title))).toEqual([]);
  expect(vigil.picture()?.sections.moment.mode).toBe('cached');
  expect(lines.filter(isGreen).map(words)).toEqual([]);
  const sinceMs = performance.now();
  await upstreams.start();
  await watchRecovery(lines, 'steady', sinceMs);
  expect(notRecovered).toEqual([]);
  expect(vigil.shown.filter((line) => line.endsWith(': down'))).toEqual(blamed);
});
