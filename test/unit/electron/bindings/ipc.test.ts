import { EventEmitter } from 'node:events';
import type { IpcMain, IpcMainInvokeEvent, WebFrameMain } from 'electron/main';
import { describe, expect, it } from 'vitest';
import { bindIpc, isTrustedFrame } from '../../../../electron/bindings/ipc.ts';
import { MAX_FRAMES_IN_FLIGHT } from '../../../../electron/bindings/ipc-seat.ts';
import type { Hub, Outlet } from '../../../../shared/contract/client.ts';
import { ipcChannels } from '../../../../shared/contract/ipc-bridge.ts';
import { FakeContents, fakeFrame, recordingLog } from '../shell/fakes.ts';

const ourFrame = fakeFrame('app://vigil/#/overview');

class FakeIpcMain extends EventEmitter {
  readonly handlers = new Map<string, Parameters<IpcMain['handle']>[1]>();
  handle(channel: string, handler: Parameters<IpcMain['handle']>[1]): void {
    this.handlers.set(channel, handler);
  }
  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }
}

/** A hub that records its sessions and lets tests send frames through their outlets. */
class FakeHub implements Hub {
  readonly sessions: { readonly outlet: Outlet; readonly requests: unknown[]; closed: boolean }[] = [];
  connect(outlet: Outlet) {
    const session = { outlet, requests: [] as unknown[], closed: false };
    this.sessions.push(session);
    if (!outlet.isBusy()) outlet.send(new Uint8Array([0]));
    return {
      request: async (name: unknown, payload: unknown) => {
        session.requests.push([name, payload]);
        return { ok: true as const, value: name };
      },
      close: () => {
        session.closed = true;
      },
    };
  }
}

function bound() {
  const ipcMain = new FakeIpcMain();
  const hub = new FakeHub();
  const log = recordingLog();
  const shown: unknown[] = [];
  const shell = {
    notify: (notice: unknown) => shown.push(notice) > 0,
    setBadge: (badge: unknown) => void shown.push(badge),
  };
  const binding = bindIpc({ ipcMain: ipcMain as unknown as IpcMain, hub, shell, log });
  const contents = new FakeContents(7);
  binding.admit(contents.asWebContents());
  const eventOf = (from: FakeContents, frame: WebFrameMain | null) =>
    ({ sender: from.asWebContents(), senderFrame: frame }) as IpcMainInvokeEvent;
  return {
    ipcMain,
    hub,
    log,
    shown,
    binding,
    notify: (notice: unknown, frame: WebFrameMain | null = ourFrame) =>
      ipcMain.handlers.get(ipcChannels.notify)?.(eventOf(contents, frame), notice) as unknown,
    contents,
    ask: (name: string, page = 'one', from = contents, frame: WebFrameMain | null = ourFrame) =>
      ipcMain.handlers.get(ipcChannels.request)?.(eventOf(from, frame), page, name, {}) as Promise<unknown>,
    tell: (channel: string, page: unknown = 'one', from = contents, frame: WebFrameMain | null = ourFrame) =>
      ipcMain.emit(channel, eventOf(from, frame), page),
  };
}

const strangers: readonly [string, WebFrameMain | null][] = [
  ['a frame that is gone', null],
  ['a frame inside our page', fakeFrame('app://vigil/', ourFrame)],
  ['another host of the scheme', fakeFrame('app://other/')],
  ['a port', fakeFrame('app://vigil:80/')],
  ['a user name', fakeFrame('app://user@vigil/')],
  ['a web page', fakeFrame('https://vigil/')],
  ['a file', fakeFrame('file:///vigil/')],
  ['a data page', fakeFrame('data:text/html,app://vigil/')],
  ['a blank page', fakeFrame('about:blank')],
  ['an empty address', fakeFrame('')],
];

describe('the sender check', () => {
  it('trusts the main frame of our page', () => expect(isTrustedFrame(ourFrame)).toBe(true));

  it.each(strangers)('does not trust %s', (_what, frame) => expect(isTrustedFrame(frame)).toBe(false));

  it.each(strangers)('refuses every channel to %s, and says so', async (_what, frame) => {
    const { ask, tell, hub, log, contents } = bound();
    expect(await ask('hello', 'one', contents, frame)).toMatchObject({
      ok: false,
      error: { kind: 'unauthorized', retryable: false },
    });
    for (const channel of [ipcChannels.subscribe, ipcChannels.unsubscribe, ipcChannels.ack])
      tell(channel, 'one', contents, frame);
    expect(hub.sessions).toEqual([]);
    expect(log.lines).toHaveLength(4);
  });

  it.each(strangers)('shows nothing for %s', async (_what, frame) => {
    const { notify, tell, shown, contents } = bound();
    expect(notify({ title: 'x' }, frame)).toBe(false);
    tell(ipcChannels.badge, { count: 1 }, contents, frame);
    expect(shown).toEqual([]);
  });

  it('hands what our page wants shown to the shell', () => {
    const { notify, tell, shown } = bound();
    expect(notify({ title: 'x' })).toBe(true);
    tell(ipcChannels.badge, { count: 1 });
    expect(shown).toEqual([{ title: 'x' }, { count: 1 }]);
  });

  it('refuses our page in a window it does not know', async () => {
    const { ask, hub } = bound();
    expect(await ask('hello', 'one', new FakeContents(8))).toMatchObject({ ok: false });
    expect(hub.sessions).toEqual([]);
  });

  it.each([null, 7, {}, 'x'.repeat(65)])('refuses the page id %j', (page) => {
    const { tell, hub } = bound();
    tell(ipcChannels.subscribe, page);
    expect(hub.sessions).toEqual([]);
  });
});

describe('a seat', () => {
  it('passes requests on and answers with the hub’s result', async () => {
    const { ask, hub } = bound();
    expect(await ask('hello')).toEqual({ ok: true, value: 'hello' });
    expect(hub.sessions[0]?.requests).toEqual([['hello', {}]]);
  });

  it('receives no frame before it subscribes, and asks for a full one then', async () => {
    const { ask, tell, hub, contents } = bound();
    await ask('hello');
    const session = hub.sessions[0];
    expect(session?.outlet.isBusy()).toBe(true);
    session?.outlet.send(new Uint8Array([1]));
    expect(contents.sent).toEqual([]);
    tell(ipcChannels.subscribe);
    expect(session?.outlet.isBusy()).toBe(false);
    expect(session?.requests.at(-1)).toMatchObject(['resync', {}]);
    session?.outlet.send(new Uint8Array([2]));
    expect(contents.sent).toEqual([{ channel: ipcChannels.frame, args: [new Uint8Array([2])] }]);
  });

  it('gets its full frame at once when subscribing is the first thing it does', () => {
    const { tell, hub, contents } = bound();
    tell(ipcChannels.subscribe);
    expect(contents.sent).toHaveLength(1);
    expect(hub.sessions[0]?.requests).toEqual([]);
  });

  it('is busy while frames are not acknowledged', () => {
    const { tell, hub } = bound();
    tell(ipcChannels.subscribe);
    const outlet = hub.sessions[0]?.outlet;
    for (let sent = 1; sent < MAX_FRAMES_IN_FLIGHT; sent++) {
      expect(outlet?.isBusy()).toBe(false);
      outlet?.send(new Uint8Array([sent]));
    }
    expect(outlet?.isBusy()).toBe(true);
    tell(ipcChannels.ack);
    expect(outlet?.isBusy()).toBe(false);
  });

  it('does not gain room by acknowledging what was never sent', () => {
    const { tell, hub } = bound();
    tell(ipcChannels.subscribe);
    for (let times = 0; times < 5; times++) tell(ipcChannels.ack);
    const outlet = hub.sessions[0]?.outlet;
    for (let sent = 0; sent < MAX_FRAMES_IN_FLIGHT; sent++) outlet?.send(new Uint8Array([sent]));
    expect(outlet?.isBusy()).toBe(true);
  });

  it('sends the bytes of a view and not the buffer around it', () => {
    const { tell, hub, contents } = bound();
    tell(ipcChannels.subscribe);
    hub.sessions[0]?.outlet.send(new Uint8Array(new ArrayBuffer(1_000), 8, 4));
    const frame = contents.sent.at(-1)?.args[0] as Uint8Array;
    expect([frame.byteLength, frame.buffer.byteLength]).toEqual([4, 4]);
  });

  it('stops and starts frames with the subscription', () => {
    const { tell, hub, contents } = bound();
    tell(ipcChannels.subscribe);
    tell(ipcChannels.unsubscribe);
    hub.sessions[0]?.outlet.send(new Uint8Array([9]));
    expect(contents.sent).toHaveLength(1);
    tell(ipcChannels.subscribe);
    expect(hub.sessions[0]?.requests.at(-1)).toMatchObject(['resync', {}]);
  });

  it('is replaced after a reload', () => {
    const { tell, hub } = bound();
    tell(ipcChannels.subscribe, 'one');
    tell(ipcChannels.subscribe, 'two');
    expect(hub.sessions.map((session) => session.closed)).toEqual([true, false]);
  });

  it.each(['destroyed', 'render-process-gone'])('ends when its window is %s', (event) => {
    const { tell, hub, contents } = bound();
    tell(ipcChannels.subscribe);
    if (event === 'destroyed') contents.destroy();
    else contents.emit(event, {}, { reason: 'crashed' });
    expect(hub.sessions[0]?.closed).toBe(true);
    hub.sessions[0]?.outlet.send(new Uint8Array([1]));
    expect(contents.sent).toHaveLength(1);
  });

  it('is gone, with every listener, when the binding closes', () => {
    const { tell, hub, binding, ipcMain } = bound();
    tell(ipcChannels.subscribe);
    binding.close();
    expect(hub.sessions[0]?.closed).toBe(true);
    expect([...ipcMain.handlers.keys(), ...ipcMain.eventNames()]).toEqual([]);
  });
});
