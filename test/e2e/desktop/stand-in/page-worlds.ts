import { packClone, unpackClone } from './wire.ts';

/** Name of the isolated world preloads run in. */
export const PRELOAD_WORLD = 'stand-in preload';
/** Function the isolated world calls to reach the main process. */
export const HOST_BINDING = '__standInHost';
/** Function the main process calls in the isolated world. */
export const DELIVER = '__standInDeliver';

/** One end of the bridge between the two worlds of a page, as Electron's contextBridge has it. */
interface BridgeEnd {
  expose(key: string, api: unknown): void;
}

/**
 * Carries values between two worlds that share no objects: functions become proxies, promises stay promises,
 * everything else is cloned by the engine when an event's detail crosses. Runs in the page, so it stands alone.
 */
function bridgeEnd(own: string, other: string): BridgeEnd {
  const functions = new Map<number, (...args: unknown[]) => unknown>();
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  let nextId = 1;
  type Message = { kind: string; [key: string]: unknown };
  const tell = (message: Message): void =>
    void window.dispatchEvent(new CustomEvent(other, { detail: message }));

  const encode = (value: unknown): unknown => {
    if (typeof value === 'function') {
      const id = nextId++;
      functions.set(id, value as (...args: unknown[]) => unknown);
      return { type: 'function', id };
    }
    if (value instanceof Promise) {
      const id = nextId++;
      value.then(
        (settled) => tell({ kind: 'settled', id, ok: true, value: encode(settled) }),
        (error: unknown) => tell({ kind: 'settled', id, ok: false, message: String(error) }),
      );
      return { type: 'promise', id };
    }
    if (Array.isArray(value)) return { type: 'array', items: value.map(encode) };
    if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype)
      return { type: 'object', entries: Object.entries(value).map(([key, one]) => [key, encode(one)]) };
    return { type: 'value', value };
  };

  const decode = (coded: unknown): unknown => {
    const { type, ...rest } = coded as { type: string; [key: string]: unknown };
    if (type === 'function') return (...args: unknown[]) => call(rest['id'] as number, args);
    if (type === 'promise')
      return new Promise((resolve, reject) => waiting.set(rest['id'] as number, { resolve, reject }));
    if (type === 'array') return Object.freeze((rest['items'] as unknown[]).map(decode));
    if (type === 'object')
      return Object.freeze(
        Object.fromEntries((rest['entries'] as [string, unknown][]).map(([key, one]) => [key, decode(one)])),
      );
    return rest['value'];
  };

  // Dispatching an event is synchronous, so the answer has arrived when `tell` returns.
  let answer: Message | null = null;
  const call = (id: number, args: unknown[]): unknown => {
    answer = null;
    tell({ kind: 'call', id, args: args.map(encode) });
    const nothing: Message = { kind: 'answer', ok: false, message: 'The other world is gone.' };
    const { ok, value, message } = answer ?? nothing;
    if (ok === true) return decode(value);
    throw new Error(String(message));
  };

  window.addEventListener(own, (event) => {
    const message = (event as CustomEvent<Message>).detail;
    switch (message.kind) {
      case 'expose':
        Object.defineProperty(window, message['key'] as string, {
          value: decode(message['api']),
          enumerable: true,
        });
        return;
      case 'call':
        try {
          const args = (message['args'] as unknown[]).map(decode);
          tell({
            kind: 'answer',
            ok: true,
            value: encode(functions.get(message['id'] as number)?.(...args)),
          });
        } catch (error) {
          tell({ kind: 'answer', ok: false, message: String(error) });
        }
        return;
      case 'answer':
        answer = message;
        return;
      case 'settled': {
        const one = waiting.get(message['id'] as number);
        waiting.delete(message['id'] as number);
        if (message['ok'] === true) one?.resolve(decode(message['value']));
        else one?.reject(new Error(String(message['message'])));
      }
    }
  });
  return { expose: (key, api) => tell({ kind: 'expose', key, api: encode(api) }) };
}

/**
 * Turns attempts to open a window into a message, and yields null as Electron does after a denial. Chromium itself
 * would open the window first; closing it while a debugger still holds it back stops the page that opened it.
 */
function guardWindows(attempt: string): void {
  const ask = (url: string): void => {
    const detail = URL.canParse(url, location.href) ? new URL(url, location.href).href : url;
    window.dispatchEvent(new CustomEvent(attempt, { detail }));
  };
  window.open = (url = 'about:blank') => {
    ask(String(url));
    return null;
  };
  window.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null || event.defaultPrevented) return;
    if (['', '_self', '_top', '_parent'].includes(link.target)) return;
    event.preventDefault();
    ask(link.href);
  });
}

/** The `electron/renderer` a sandboxed preload sees, and nothing else it could require. Runs in the isolated world. */
function runPreload(
  bridge: BridgeEnd,
  names: { hostBinding: string; deliver: string; attempt: string },
  codec: { pack: (value: unknown) => string; unpack: (text: string) => unknown },
  preload: (require: (name: string) => unknown, module: object, exports: object) => void,
): void {
  const channels = new Map<string, Set<(event: object, ...args: unknown[]) => void>>();
  const invokes = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  let nextId = 1;
  const world = globalThis as unknown as Record<string, (text: string) => void>;
  const host = (message: object): void => world[names.hostBinding]!(codec.pack(message));

  window.addEventListener(names.attempt, (event) =>
    host({ kind: 'open', url: (event as CustomEvent<string>).detail }),
  );
  world[names.deliver] = (text) => {
    const message = codec.unpack(text) as { kind: string; [key: string]: unknown };
    if (message.kind === 'send') {
      for (const listener of channels.get(message['channel'] as string) ?? [])
        listener({}, ...(message['args'] as unknown[]));
      return;
    }
    const one = invokes.get(message['id'] as number);
    invokes.delete(message['id'] as number);
    if (message['ok'] === true) one?.resolve(message['value']);
    else one?.reject(new Error(String(message['message'])));
  };

  const ipcRenderer = {
    send: (channel: string, ...args: unknown[]) => host({ kind: 'send', channel, args }),
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = nextId++;
        invokes.set(id, { resolve, reject });
        host({ kind: 'invoke', id, channel, args });
      }),
    on(channel: string, listener: (event: object, ...args: unknown[]) => void) {
      const set = channels.get(channel) ?? new Set();
      channels.set(channel, set.add(listener));
      return ipcRenderer;
    },
    removeListener(channel: string, listener: (event: object, ...args: unknown[]) => void) {
      channels.get(channel)?.delete(listener);
      return ipcRenderer;
    },
  };
  const contextBridge = {
    exposeInMainWorld: (key: string, api: unknown) => bridge.expose(key, api),
  };
  const module = { exports: {} };
  preload(
    (name) => {
      if (name === 'electron/renderer' || name === 'electron') return { contextBridge, ipcRenderer };
      throw new Error(`module not found: ${name}`);
    },
    module,
    module.exports,
  );
}

/** The two scripts of a new document: for the page's own world, and for the preload's. Main frames only, as in Electron. */
export function pageScripts(preloadSource: string): { readonly main: string; readonly isolated: string } {
  // Unguessable, so that a page cannot take part in what only its preload should say.
  const mainEvent = crypto.randomUUID();
  const isolatedEvent = crypto.randomUUID();
  const attempt = crypto.randomUUID();
  const topFrame = (body: string): string => `if (window === window.top) { ${body} }`;
  return {
    main: topFrame(
      `(${bridgeEnd})(${JSON.stringify(mainEvent)}, ${JSON.stringify(isolatedEvent)});
      (${guardWindows})(${JSON.stringify(attempt)});`,
    ),
    isolated: topFrame(`(${runPreload})(
      (${bridgeEnd})(${JSON.stringify(isolatedEvent)}, ${JSON.stringify(mainEvent)}),
      ${JSON.stringify({ hostBinding: HOST_BINDING, deliver: DELIVER, attempt })},
      { pack: ${packClone}, unpack: ${unpackClone} },
      (require, module, exports) => { ${preloadSource}
      },
    );`),
  };
}
