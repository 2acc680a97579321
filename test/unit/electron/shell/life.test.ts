import { EventEmitter } from 'node:events';
import type { App, PowerMonitor } from 'electron/main';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../electron/core/clock.ts';
import { flushOnQuit, QUIT_FLUSH_LIMIT_MS } from '../../../../electron/shell/quit-flush.ts';
import { bringToFront, holdSingleInstance } from '../../../../electron/shell/single-instance.ts';
import { unpackedUrl } from '../../../../electron/shell/worker-url.ts';
import { fakeEvent, recordingLog } from './fakes.ts';

function quitting() {
  const app = Object.assign(new EventEmitter(), { quits: 0, quit: () => void (app.quits += 1) });
  const powerMonitor = new EventEmitter();
  const timers: { readonly delayMs: number; readonly run: () => void; cancelled: boolean }[] = [];
  const clock: Clock = {
    nowMs: () => 0,
    monotonicMs: () => 0,
    setTimeout(run, delayMs) {
      const timer = { run, delayMs, cancelled: false };
      timers.push(timer);
      return () => void (timer.cancelled = true);
    },
  };
  const log = recordingLog();
  const closing: { readonly finish: () => void; readonly fail: (error: Error) => void }[] = [];
  flushOnQuit({
    app: app as unknown as Pick<App, 'on' | 'quit'>,
    powerMonitor: powerMonitor as unknown as PowerMonitor,
    clock,
    log,
    close: () => new Promise<void>((finish, fail) => void closing.push({ finish, fail })),
  });
  const ask = () => {
    const event = fakeEvent({});
    app.emit('before-quit', event);
    return event.defaultPrevented;
  };
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { app, powerMonitor, timers, log, closing, ask, settled };
}

describe('quitting', () => {
  it('waits for the core, once, and then goes through', async () => {
    const { app, closing, ask, settled, timers } = quitting();
    expect([ask(), ask(), ask()]).toEqual([true, true, true]);
    expect([closing.length, app.quits]).toEqual([1, 0]);
    closing[0]?.finish();
    await settled();
    expect([app.quits, ask(), timers[0]?.cancelled]).toEqual([1, false, true]);
  });

  it('does not wait for ever', async () => {
    const { app, closing, ask, timers, log, settled } = quitting();
    ask();
    expect(timers[0]?.delayMs).toBe(QUIT_FLUSH_LIMIT_MS);
    timers[0]?.run();
    expect([app.quits, ask(), log.lines.length]).toEqual([1, false, 1]);
    closing[0]?.finish();
    await settled();
    expect(app.quits).toBe(1);
  });

  it('goes through when the core cannot be closed, and says so', async () => {
    const { app, closing, ask, log, settled } = quitting();
    ask();
    closing[0]?.fail(new Error('disk full'));
    await settled();
    expect([app.quits, log.lines.length]).toEqual([1, 1]);
  });

  it('starts when the system shuts down', () => {
    const { powerMonitor, closing } = quitting();
    powerMonitor.emit('shutdown');
    expect(closing).toHaveLength(1);
  });
});

describe('a second start', () => {
  const windowOf = (minimized: boolean, destroyed = false) => {
    const calls: string[] = [];
    const note = (call: string) => () => void calls.push(call);
    return {
      calls,
      isDestroyed: () => destroyed,
      isMinimized: () => minimized,
      restore: note('restore'),
      show: note('show'),
      focus: note('focus'),
    };
  };

  it.each([
    [true, ['restore', 'show', 'focus']],
    [false, ['show', 'focus']],
  ])('brings the window to the front (minimised: %s)', (minimized, calls) => {
    const window = windowOf(minimized);
    bringToFront(window);
    expect(window.calls).toEqual(calls);
  });

  it('leaves a window alone that is gone', () => {
    const window = windowOf(true, true);
    bringToFront(window);
    bringToFront(null);
    expect(window.calls).toEqual([]);
  });

  it.each([true, false])('learns from the lock whether it is the first (%s)', (first) => {
    const app = Object.assign(new EventEmitter(), { requestSingleInstanceLock: () => first });
    let seconds = 0;
    expect(holdSingleInstance(app as unknown as App, () => void (seconds += 1))).toBe(first);
    app.emit('second-instance', {}, ['--config', 'evil.yaml'], '/', {});
    expect(seconds).toBe(first ? 1 : 0);
  });
});

it('a worker is started from beside the archive', () => {
  const packed = new URL('file:///opt/Vigil/resources/app.asar/dist/journal-worker.mjs');
  expect(unpackedUrl(packed).pathname).toBe('/opt/Vigil/resources/app.asar.unpacked/dist/journal-worker.mjs');
  const built = new URL('file:///src/vigil/dist/journal-worker.mjs');
  expect(unpackedUrl(built).href).toBe(built.href);
});
