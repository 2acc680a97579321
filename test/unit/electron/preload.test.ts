import { afterEach, expect, it, vi } from 'vitest';
import { ipcChannels, type VigilBridge } from '../../../shared/contract/ipc-bridge.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.doUnmock('electron/renderer');
  vi.resetModules();
});

/** The preload in a window, with what it sends and a way to hand it a frame. */
async function preloaded() {
  const sent: string[] = [];
  let exposed: VigilBridge | null = null;
  let deliver: (event: object, frame: Uint8Array) => void = () => undefined;
  vi.doMock('electron/renderer', () => ({
    contextBridge: {
      exposeInMainWorld: (_name: string, bridge: VigilBridge) => {
        exposed = bridge;
      },
    },
    ipcRenderer: {
      invoke: async (channel: string) => void sent.push(channel),
      send: (channel: string) => void sent.push(channel),
      on: (_channel: string, listener: typeof deliver) => {
        deliver = listener;
      },
    },
  }));
  vi.resetModules();
  await import('../../../electron/preload.ts');
  const bridge = exposed as VigilBridge | null;
  if (bridge === null) throw new Error('The preload exposes its bridge.');
  return { sent, bridge, frame: () => deliver({}, new Uint8Array(1)) };
}

it('acknowledges a frame in a hidden window as well, seldomer and once: alerts must reach whoever looks elsewhere', async () => {
  vi.useFakeTimers();
  const painted: (() => void)[] = [];
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => painted.push(callback));
  const { sent, frame } = await preloaded();
  frame();
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(sent).toEqual([ipcChannels.ack]);
  // It is shown again, and paints what was acknowledged long ago.
  for (const paint of painted) paint();
  expect(sent).toEqual([ipcChannels.ack]);
  frame();
  painted.at(-1)?.();
  vi.advanceTimersByTime(10_000);
  expect(sent).toEqual([ipcChannels.ack, ipcChannels.ack]);
});

it('hands notices and badges to the shell', async () => {
  const { sent, bridge } = await preloaded();
  await bridge.notify({ title: 'x', body: '', hash: '#/alerts' });
  bridge.setBadge({ count: 1, words: '', icon: null });
  expect(sent).toEqual([ipcChannels.notify, ipcChannels.badge]);
});
