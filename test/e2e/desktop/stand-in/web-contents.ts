import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { toAppUrl, toPageUrl } from './addresses.ts';
import { StandInEvent } from './app.ts';
import type { Cdp, CdpParams } from './cdp.ts';
import type { StandInIpcMain } from './ipc-main.ts';
import { DELIVER, HOST_BINDING, PRELOAD_WORLD, pageScripts } from './page-worlds.ts';
import type { StandInProtocol } from './protocol.ts';
import { packClone, unpackClone } from './wire.ts';

export interface Frame {
  readonly url: string;
  readonly parent: Frame | null;
}

export interface ContentsDeps {
  readonly cdp: Cdp;
  readonly ipcMain: StandInIpcMain;
  readonly protocol: StandInProtocol;
  readonly preloadPath: string | undefined;
  readonly size: { readonly width: number; readonly height: number };
}

type OpenHandler = (details: object) => { readonly action: string };
let nextId = 1;

/** Electron's `webContents`: one page of Chromium, driven over DevTools. */
export class StandInWebContents extends EventEmitter {
  readonly id = nextId++;
  readonly frames = new Map<string, Frame>();
  /** Resolves when the page exists and is ready to navigate. */
  readonly attached: Promise<void>;
  targetId = '';
  private readonly deps: ContentsDeps;
  private sessionId = '';
  private mainFrameId = '';
  private preloadContext: number | null = null;
  private contextFrames = new Map<number, string>();
  private destroyed = false;
  /** The address the main process asked for; other document requests come from the page. */
  private expectedUrl: string | null = null;
  private openHandler: OpenHandler | null = null;

  constructor(deps: ContentsDeps) {
    super();
    this.deps = deps;
    this.attached = this.attach();
  }

  get mainFrame(): Frame | null {
    return this.frames.get(this.mainFrameId) ?? null;
  }

  getURL = (): string => this.mainFrame?.url ?? '';
  isDestroyed = (): boolean => this.destroyed;
  setWindowOpenHandler = (handler: OpenHandler): void => void (this.openHandler = handler);

  /** Sends to the page; values that cannot be cloned throw here, as they do in Electron. */
  send(channel: string, ...args: unknown[]): void {
    this.deliver({ kind: 'send', channel, args: structuredClone(args) });
  }

  async loadURL(url: string): Promise<void> {
    await this.attached;
    this.expectedUrl = toPageUrl(url);
    const loaded = new Promise<void>((resolve) => this.once('did-finish-load', () => resolve()));
    const result = await this.command('Page.navigate', { url: this.expectedUrl });
    if (typeof result['errorText'] === 'string') throw new Error(`${result['errorText']} loading '${url}'`);
    // Without a loader it stayed in the same document, which does not load again.
    if (result['loaderId'] !== undefined) await loaded;
  }

  reload(): void {
    this.expectedUrl = toPageUrl(this.getURL());
    void this.command('Page.reload');
  }

  close(): void {
    void this.deps.cdp.send('Target.closeTarget', { targetId: this.targetId }).catch(() => undefined);
    this.markDestroyed();
  }

  markDestroyed(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.emit('destroyed');
  }

  private command(method: string, params: CdpParams = {}): Promise<CdpParams> {
    return this.deps.cdp.send(method, params, this.sessionId);
  }

  private listen(event: string, listener: (params: CdpParams) => void): void {
    this.deps.cdp.on(event, (params, sessionId) => {
      if (sessionId === this.sessionId && !this.destroyed) listener(params);
    });
  }

  private async attach(): Promise<void> {
    const { cdp, size, preloadPath } = this.deps;
    const { targetId } = await cdp.send('Target.createTarget', { url: 'about:blank', ...size });
    this.targetId = String(targetId);
    this.mainFrameId = this.targetId;
    const attached = await cdp.send('Target.attachToTarget', { targetId, flatten: true });
    this.sessionId = String(attached['sessionId']);
    this.listen('Page.frameNavigated', ({ frame }) => this.onFrameNavigated(frame as CdpParams));
    this.listen('Page.frameDetached', ({ frameId }) => void this.frames.delete(String(frameId)));
    this.listen('Page.loadEventFired', () => {
      this.emit('did-finish-load');
      this.emit('ready-to-show');
    });
    this.listen('Runtime.executionContextCreated', ({ context }) => this.onContext(context as CdpParams));
    this.listen('Runtime.bindingCalled', (params) => void this.onMessage(params));
    this.listen('Fetch.requestPaused', (params) => void this.onRequest(params));
    this.listen('Inspector.targetCrashed', () => this.emit('render-process-gone', {}, { reason: 'crashed' }));
    await this.command('Page.enable');
    await this.command('Runtime.enable');
    if (preloadPath !== undefined) {
      const scripts = pageScripts(readFileSync(preloadPath, 'utf8'));
      await this.command('Runtime.addBinding', { name: HOST_BINDING, executionContextName: PRELOAD_WORLD });
      await this.command('Page.addScriptToEvaluateOnNewDocument', { source: scripts.main });
      await this.command('Page.addScriptToEvaluateOnNewDocument', {
        source: scripts.isolated,
        worldName: PRELOAD_WORLD,
      });
    }
    await this.command('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  }

  private onFrameNavigated(frame: CdpParams): void {
    const parentId = frame['parentId'];
    const parent = typeof parentId === 'string' ? (this.frames.get(parentId) ?? null) : null;
    if (parentId === undefined) this.frames.clear();
    this.frames.set(String(frame['id']), { url: toAppUrl(String(frame['url'])), parent });
    if (parentId === undefined) this.emit('did-navigate', new StandInEvent(), this.getURL(), 200, 'OK');
  }

  private onContext(context: CdpParams): void {
    const { frameId } = context['auxData'] as { frameId?: string };
    if (frameId === undefined) return;
    this.contextFrames.set(Number(context['id']), frameId);
    if (context['name'] === PRELOAD_WORLD && frameId === this.mainFrameId)
      this.preloadContext = Number(context['id']);
  }

  private deliver(message: object): void {
    if (this.preloadContext === null || this.destroyed) return;
    void this.command('Runtime.callFunctionOn', {
      functionDeclaration: `(text) => globalThis.${DELIVER}(text)`,
      arguments: [{ value: packClone(message) }],
      executionContextId: this.preloadContext,
      // The document may have gone in the meantime; its messages go with it.
    }).catch(() => undefined);
  }

  private async onMessage(params: CdpParams): Promise<void> {
    if (params['name'] !== HOST_BINDING) return;
    const frameId = this.contextFrames.get(Number(params['executionContextId'])) ?? '';
    const event = { sender: this, senderFrame: this.frames.get(frameId) ?? null };
    const message = unpackClone(String(params['payload'])) as {
      kind: string;
      id: number;
      channel: string;
      args: unknown[];
      url: string;
    };
    if (message.kind === 'open') return this.onWindowOpen(message.url);
    if (message.kind === 'send') {
      this.deps.ipcMain.emit(message.channel, event, ...message.args);
      return;
    }
    try {
      const value = await this.deps.ipcMain.invoke(message.channel, event, message.args);
      this.deliver({ kind: 'answer', id: message.id, ok: true, value });
    } catch (error) {
      this.deliver({ kind: 'answer', id: message.id, ok: false, message: String(error) });
    }
  }

  private onWindowOpen(pageUrl: string): void {
    const url = toAppUrl(pageUrl);
    const details = { url, frameName: '', features: '', disposition: 'foreground-tab' };
    const { action } = this.openHandler?.(details) ?? { action: 'allow' };
    if (action !== 'deny') this.emit('stand-in-window-allowed', url);
  }

  private async onRequest(params: CdpParams): Promise<void> {
    const { requestId, resourceType, frameId } = params;
    const { url, method, headers } = params['request'] as {
      url: string;
      method: string;
      headers: Record<string, string>;
    };
    const refuse = (errorReason: string) => this.command('Fetch.failRequest', { requestId, errorReason });
    try {
      if (resourceType === 'Document' && url !== this.expectedUrl && this.isRefused(url, String(frameId)))
        return void (await refuse('Aborted'));
      if (frameId === this.mainFrameId && resourceType === 'Document') this.expectedUrl = null;
      const request = new Request(toAppUrl(url), { method, headers });
      const answer = request.url.startsWith('app:') ? await this.deps.protocol.answer(request) : null;
      if (answer === null) return void (await refuse('AccessDenied'));
      await this.command('Fetch.fulfillRequest', {
        requestId,
        responseCode: answer.status,
        responseHeaders: [...answer.headers].map(([name, value]) => ({ name, value })),
        body: Buffer.from(await answer.arrayBuffer()).toString('base64'),
      });
    } catch {
      await refuse('Failed').catch(() => undefined);
    }
  }

  /** Asks the listeners Electron would ask before a page leaves for another document. */
  private isRefused(url: string, frameId: string): boolean {
    const isMainFrame = frameId === this.mainFrameId;
    const event = Object.assign(new StandInEvent(), {
      url: toAppUrl(url),
      isMainFrame,
      isSameDocument: false,
    });
    this.emit('will-frame-navigate', event);
    if (isMainFrame && !event.defaultPrevented) this.emit('will-navigate', event);
    return event.defaultPrevented;
  }
}
