import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CAPSULE_KEPT_FOR_MS, withCapsuleSeats } from '../../../../../electron/core/capsule/capsule-seats.ts';
import { type OpenCapsule, startCapsule } from '../../../../../electron/core/capsule/start-capsule.ts';
import { MAX_UPLOADS, UPLOAD_KEPT_MS } from '../../../../../electron/core/capsule/upload-shelf.ts';
import { silentLog } from '../../../../../electron/core/log.ts';
import type { Vigil } from '../../../../../electron/core/vigil.ts';
import type { Session } from '../../../../../shared/contract/client.ts';
import type { CommandName, CommandReply, CommandRequest } from '../../../../../shared/contract/commands.ts';
import { decodeFrame } from '../../../../../shared/contract/frame-codec.ts';
import { applyFrame, type Picture } from '../../../../../shared/contract/picture.ts';
import { PROTOCOL_VERSION } from '../../../../../shared/contract/version.ts';
import { MAX_CAPSULE_BYTES } from '../../../../../shared/domain/capsule.ts';
import type { Failure } from '../../../../../shared/domain/failure.ts';
import type { Result } from '../../../../../shared/domain/result.ts';
import { manualClock } from '../../../../builders/core.ts';
import { testHub } from '../../../../builders/hub.ts';
import { logThatFellSilent, sampleLog, sampleWindow as window } from '../../../../builders/random-log.ts';
import { exported, filledJournal } from '../../../../fixtures/journal/capsule-harness.ts';
import { temporaryFolder } from '../../../../fixtures/machine.ts';
import { waitFor } from '../../../../fixtures/wait-for.ts';

const workerUrl = new URL('../../../../../electron/core/journal/worker.ts', import.meta.url);
/** Starting a thread takes seconds where many want the processor. */
const STARTS_A_WORKER = { timeout: 60_000 };
const journal = filledJournal(sampleLog());
const { path } = exported(journal, window);

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function opened(file: string = path): Promise<OpenCapsule> {
  const capsule = await startCapsule({
    path: file,
    workerUrl,
    clock: manualClock(),
    log: silentLog,
    appVersion: '9.9.9',
    capabilities: ['served'],
  });
  if (!capsule.ok) throw new Error(capsule.error);
  open.push(capsule.value.vigil);
  return capsule.value;
}

/** A view of a hub: what it is shown, and what it may ask. */
function viewOf(hub: Pick<Vigil, 'connect'>): {
  picture(): Picture | null;
  ask<Name extends CommandName>(
    name: Name,
    request: CommandRequest<Name>,
  ): Promise<Result<CommandReply<Name>, Failure>>;
  session: Session;
} {
  let picture: Picture | null = null;
  const session = hub.connect({
    isBusy: () => false,
    send(bytes) {
      const frame = decodeFrame(bytes);
      const applied = frame.ok ? applyFrame(picture, frame.value) : frame;
      if (!applied.ok) throw new Error('a frame that does not fit');
      picture = applied.value;
    },
  });
  return {
    picture: () => picture,
    ask: (name, request) => session.request(name, request) as never,
    session,
  };
}

describe('a capsule that is open', STARTS_A_WORKER, () => {
  it('shows the end of its window, and says that it is one', async () => {
    const { vigil, facts } = await opened();
    const view = viewOf(vigil);
    expect(view.picture()?.sections.moment).toMatchObject({
      mode: 'past',
      atMs: window.toMs,
      knowledge: 'then',
    });
    expect(view.picture()?.sections.catalogue.series.length).toBeGreaterThan(1);
    expect(await view.ask('hello', { protocol: PROTOCOL_VERSION, client: 'test' })).toMatchObject({
      value: { appVersion: '9.9.9', nowMs: window.toMs, capabilities: ['served', 'capsule'] },
    });
    expect(await view.ask('capsuleInfo', {})).toEqual({
      ok: true,
      value: { capsule: { fileName: 'a.vigil-capsule', facts }, canClose: false },
    });
    expect(await vigil.status()).toMatchObject({ atMs: window.toMs, capsule: facts, notices: [] });
  });

  it('was recorded to its end, however long ago that is', async () => {
    const silent = filledJournal(logThatFellSilent());
    const { endMs } = silent;
    const late = exported(silent, { fromMs: endMs - 60_000, toMs: endMs });
    silent.close();
    const { vigil } = await opened(late.path);
    // The hour after it would otherwise look like a gap that had begun already.
    expect(viewOf(vigil).picture()?.sections.moment).toMatchObject({ mode: 'past', atMs: endMs, gap: null });
  });

  it('shows moments of its window, and says in words that it has no others', async () => {
    const { vigil } = await opened();
    const view = viewOf(vigil);
    const at = (atMs: number) => view.ask('moment', { atMs, knowledge: 'then', have: null });
    expect(await at(window.fromMs)).toMatchObject({ ok: true });
    for (const atMs of [window.fromMs - 1_000, window.toMs + 1_000]) {
      expect(await at(atMs)).toMatchObject({
        ok: false,
        error: {
          message:
            'This capsule shows 2026-09-22 14:11:00 to 2026-09-22 14:19:00 UTC, and nothing before or after.',
        },
      });
      expect(await vigil.asOf('health', atMs)).toMatchObject({ ok: false });
    }
    expect(await vigil.asOf('health', window.toMs)).toEqual({ ok: true, value: vigil.health() });
  });

  it('shows nothing of the time around it, though it knows some of it', async () => {
    const { vigil } = await opened();
    const view = viewOf(vigil);
    const fromMs = window.fromMs - 600_000;
    const strip = await view.ask('timeline', { fromMs, toMs: window.toMs, bins: 18 });
    if (!strip.ok) throw new Error(strip.error.message);
    expect(strip.value.worst.slice(0, 10).every((state) => state === null)).toBe(true);
    expect(strip.value.worst.slice(10).some((state) => state !== null)).toBe(true);
    expect(strip.value.oldestMs).toBe(window.fromMs);
    const history = await view.ask('history', {
      fromMs,
      toMs: window.toMs + 60_000,
      knownByMs: null,
      service: 'checkout',
      region: null,
      signals: ['error_ratio'],
      maxPoints: 2_000,
    });
    if (!history.ok) throw new Error(history.error.message);
    const stamps = history.value.series.flatMap(({ atMs }) => atMs);
    expect(stamps.length).toBeGreaterThan(10);
    expect(Math.min(...stamps)).toBeGreaterThanOrEqual(window.fromMs);
    expect(Math.max(...stamps)).toBeLessThanOrEqual(window.toMs);
  });

  it('lets nothing be changed, tried or written from it', async () => {
    const { vigil } = await opened();
    const view = viewOf(vigil);
    const yaml = '{ id: x, type: prometheus, url: "http://127.0.0.1:9" }';
    expect(await view.ask('testSource', { yaml })).toMatchObject({ error: { kind: 'unauthorized' } });
    expect(await view.ask('saveSource', { yaml, replaces: null, revision: '' })).toMatchObject({
      error: { kind: 'unauthorized' },
    });
    expect(await view.ask('buildCapsule', window)).toMatchObject({ error: { kind: 'unsupported' } });
    expect(await view.ask('closeCapsule', {})).toMatchObject({ error: { kind: 'unsupported' } });
    expect(await vigil.capsule(window)).toMatchObject({ ok: false });
    expect(await view.ask('readSources', {})).toMatchObject({
      value: { editable: false, sources: [{ id: 'a' }, { id: 'b' }] },
    });
  });

  it('is not opened when it is damaged', async () => {
    const start = (file: string) =>
      startCapsule({
        path: file,
        workerUrl,
        clock: manualClock(),
        log: silentLog,
        appVersion: '1',
        capabilities: [],
      });
    expect(await start(join(dirname(path), 'gone'))).toEqual({ ok: false, error: 'There is no file gone.' });
  });
});

describe('seats', STARTS_A_WORKER, () => {
  const bytes = new Uint8Array(readFileSync(path));

  function estate() {
    const hub = testHub();
    const clock = manualClock();
    const directory = join(temporaryFolder('seats'), 'opened');
    let next = 0;
    const vigil = withCapsuleSeats(
      {
        connect: (outlet: Parameters<Vigil['connect']>[0]) => hub.connect(outlet),
        close: async () => undefined,
      } as Vigil,
      {
        directory,
        workerUrl,
        clock,
        newId: () => `id-${next++}`,
        log: silentLog,
        appVersion: '9.9.9',
        capabilities: [],
      },
    );
    open.push(vigil);
    return { hub, clock, directory, vigil };
  }

  async function send(view: ReturnType<typeof viewOf>, file: Uint8Array): Promise<string> {
    let id: string | null = null;
    for (let at = 0; at < file.length; at += 100_000) {
      const sent: Result<CommandReply<'sendCapsule'>, Failure> = await view.ask('sendCapsule', {
        id,
        bytes: file.slice(at, at + 100_000),
      });
      if (!sent.ok) throw new Error(sent.error.message);
      ({ id } = sent.value);
      expect(sent.value.receivedBytes).toBe(Math.min(file.length, at + 100_000));
    }
    return id ?? '';
  }

  it('go over to a capsule and come back, alone', async () => {
    const { hub, vigil, directory } = estate();
    const view = viewOf(vigil);
    const other = viewOf(vigil);
    const id = await send(view, bytes);
    expect(await view.ask('openCapsule', { id, fileName: 'outage.vigil-capsule' })).toMatchObject({
      ok: true,
      value: { fileName: 'outage.vigil-capsule', facts: window },
    });
    expect(view.picture()?.sections.moment).toMatchObject({ mode: 'past', atMs: window.toMs });
    expect(other.picture()?.sections.moment.mode).not.toBe('past');
    expect(await view.ask('capsuleInfo', {})).toMatchObject({
      value: { capsule: { fileName: 'outage.vigil-capsule' }, canClose: true },
    });
    expect(await other.ask('capsuleInfo', {})).toMatchObject({ value: { capsule: null } });
    // The present goes on elsewhere, and says nothing here.
    hub.put('checkout', 'eu', 0.5);
    hub.clock.advance(1_000);
    expect(view.picture()?.sections.moment.mode).toBe('past');

    expect(await view.ask('closeCapsule', {})).toEqual({ ok: true, value: {} });
    expect(view.picture()?.sections.moment.mode).not.toBe('past');
    expect(view.picture()?.sections.catalogue).toEqual(other.picture()?.sections.catalogue);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('stay where they are when the file is none, and call it by its name', async () => {
    const { vigil, directory } = estate();
    const view = viewOf(vigil);
    const before = view.picture()?.epoch;
    const id = await send(view, bytes.slice(0, bytes.length - 4_096));
    const refused = await view.ask('openCapsule', { id, fileName: 'cut.vigil-capsule' });
    expect(refused).toMatchObject({
      error: { message: expect.stringMatching(/^cut\.vigil-capsule is damaged: it is cut off/) },
    });
    expect(view.picture()?.epoch).toBe(before);
    expect(readdirSync(directory)).toEqual([]);
    expect(await view.ask('openCapsule', { id, fileName: 'x' })).toMatchObject({
      error: { kind: 'not_found' },
    });
  });

  it('go back to their capsule on another line, whether the broken one was noticed or not', async () => {
    const { vigil, directory, clock } = estate();
    const first = viewOf(vigil);
    const order = { id: await send(first, bytes), fileName: 'a' };
    await first.ask('openCapsule', order);
    first.session.close();
    clock.advance(CAPSULE_KEPT_FOR_MS - 1);
    const second = viewOf(vigil);
    expect(second.picture()?.sections.moment.mode).not.toBe('past');
    expect(await second.ask('openCapsule', order)).toMatchObject({ ok: true, value: { facts: window } });
    expect(second.picture()?.sections.moment).toMatchObject({ mode: 'past', atMs: window.toMs });

    // This one only seems to stand.
    const third = viewOf(vigil);
    expect(await third.ask('openCapsule', order)).toMatchObject({ ok: true });
    expect(third.picture()?.sections.moment.mode).toBe('past');
    expect(second.picture()?.sections.moment.mode).not.toBe('past');
    second.session.close();
    clock.advance(CAPSULE_KEPT_FOR_MS + 1);
    expect(await third.ask('moment', { atMs: window.toMs, knowledge: 'then', have: null })).toMatchObject({
      ok: true,
    });
    // Asked twice, it stays where it is.
    expect(await third.ask('openCapsule', order)).toMatchObject({ ok: true });
    expect(await third.ask('closeCapsule', {})).toMatchObject({ ok: true });
    expect(readdirSync(directory)).toEqual([]);
  });

  it('leave nothing behind when they close, and hold only so much', async () => {
    const { vigil, directory, clock } = estate();
    const view = viewOf(vigil);
    const id = await send(view, bytes);
    await view.ask('openCapsule', { id, fileName: 'a' });
    view.session.close();
    clock.advance(CAPSULE_KEPT_FOR_MS + 1);
    await waitFor('the file to be gone', () => readdirSync(directory).length === 0);
    // It waited long enough for the view to come back.
    expect(await viewOf(vigil).ask('openCapsule', { id, fileName: 'a' })).toMatchObject({
      error: { kind: 'not_found' },
    });

    const crowd = viewOf(vigil);
    for (let i = 0; i < MAX_UPLOADS; i++) await send(crowd, bytes.slice(0, 10));
    expect(await crowd.ask('sendCapsule', { id: null, bytes: bytes.slice(0, 10) })).toMatchObject({
      error: { message: expect.stringContaining('Close one of them') },
    });
    clock.advance(UPLOAD_KEPT_MS + 1);
    expect(readdirSync(directory)).toEqual([]);
    const large = await crowd.ask('sendCapsule', { id: null, bytes: new Uint8Array(200 * 1024) });
    expect(large).toMatchObject({ error: { kind: 'bad_request' } });
    expect(MAX_CAPSULE_BYTES).toBe(64 * 1024 * 1024);
  });
});
