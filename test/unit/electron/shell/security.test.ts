import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Session } from 'electron/main';
import { describe, expect, it } from 'vitest';
import { isPermissionAllowed, lockContents, lockSession } from '../../../../electron/shell/security.ts';
import { FakeContents, fakeEvent, recordingLog } from './fakes.ts';

/** Every permission name Electron's own declarations know, so that a new one is tested the day it appears. */
function permissionNames(): readonly string[] {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const declarations = readFileSync(join(folder, 'electron.d.ts'), 'utf8');
  const signatures = declarations.match(/setPermission(?:Check|Request)Handler\(handler:[^\n]*/g) ?? [];
  const union = signatures.join(' ').match(/permission: ((?:'[\w-]+' ?\|? ?)+)/g) ?? [];
  return [...new Set(union.join(' ').match(/'[\w-]+'/g) ?? [])].map((name) => name.slice(1, -1));
}

const allowed = ['fullscreen', 'clipboard-sanitized-write'];

type LockedSession = Parameters<typeof lockSession>[0];

/** A session after the lockdown, with the handlers it was given and what it had to say. */
function lockedSession() {
  const handlers: Partial<Record<string, (...args: never[]) => unknown>> = {};
  const events = new EventEmitter();
  const log = recordingLog();
  const session = Object.assign(events, {
    setPermissionRequestHandler: (handler: unknown) => void (handlers['request'] = handler as () => unknown),
    setPermissionCheckHandler: (handler: unknown) => void (handlers['check'] = handler as () => unknown),
    setDevicePermissionHandler: (handler: unknown) => void (handlers['device'] = handler as () => unknown),
  });
  lockSession(session as unknown as LockedSession, log);
  return { handlers, events, log };
}

describe('permissions', () => {
  it('are read from Electron’s declarations', () => {
    expect(permissionNames().length).toBeGreaterThan(40);
    expect(permissionNames()).toEqual(expect.arrayContaining([...allowed, 'local-network-access', 'usb']));
  });

  it.each(permissionNames())('%s is granted to our page only when it is on the list', (name) => {
    expect(isPermissionAllowed(name, 'app://vigil/')).toBe(allowed.includes(name));
    expect(isPermissionAllowed(name, 'https://example.com/')).toBe(false);
  });

  it('are refused under names that do not exist yet', () => {
    expect(isPermissionAllowed('mind-reading', 'app://vigil/')).toBe(false);
    expect(isPermissionAllowed('fullscreen', '')).toBe(false);
  });

  it('go through all three handlers of the session', () => {
    const { handlers } = lockedSession();
    type Request = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>;
    const granted: boolean[] = [];
    const ask = handlers['request'] as unknown as Request;
    const details = { requestingUrl: 'app://vigil/', isMainFrame: true };
    ask(new FakeContents().asWebContents(), 'media', (yes) => granted.push(yes), details);
    ask(new FakeContents().asWebContents(), 'fullscreen', (yes) => granted.push(yes), details);
    expect(granted).toEqual([false, true]);
    type Check = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;
    const check = handlers['check'] as unknown as Check;
    expect(check(null, 'usb', 'app://vigil', { isMainFrame: true })).toBe(false);
    expect(check(null, 'fullscreen', 'app://vigil', { isMainFrame: true })).toBe(true);
    expect((handlers['device'] as () => boolean)()).toBe(false);
  });
});

const stays = [
  'app://vigil/',
  'app://vigil/#/alerts',
  'app://vigil/index.html?x=1#/map',
  'APP://vigil/',
  'app://vigil',
];
const leaves = [
  'https://example.com/',
  'http://example.com/',
  'http://127.0.0.1:8460/',
  'https://vigil/',
  'http://vigil/',
  'app://other/',
  'app://vigil.example.com/',
  'app://vigil:80/',
  'app://user@vigil/',
  'app://user:word@vigil/',
  'app:vigil',
  'app:/vigil/',
  'app:///vigil/',
  'apps://vigil/',
  'app+x://vigil/',
  'file:///etc/passwd',
  'file://vigil/',
  'data:text/html,<h1>hello</h1>',
  'blob:app://vigil/1234',
  'javascript:alert(1)',
  'about:blank',
  'about:srcdoc',
  'chrome://gpu',
  'devtools://devtools/bundled/inspector.html',
  'view-source:app://vigil/',
  'filesystem:app://vigil/temporary/x',
  'ftp://example.com/',
  'ws://example.com/',
  'mailto:someone@example.com',
  'smb://server/share',
  '//vigil/',
  '',
  'not an address',
];

function locked() {
  const contents = new FakeContents();
  const opened: string[] = [];
  const log = recordingLog();
  lockContents(contents.asWebContents(), { openExternal: (url) => void opened.push(url), log });
  return { contents, opened, log };
}

describe('downloads', () => {
  const saved = (url: string): { readonly prevented: boolean; readonly lines: readonly string[] } => {
    const { events, log } = lockedSession();
    const event = fakeEvent({});
    events.emit('will-download', event, { getURL: () => url });
    return { prevented: event.defaultPrevented, lines: log.lines };
  };

  it.each(['blob:app://vigil/0b9b3a5e-5d0c-4f6e-9c57-7d2f3a1b2c3d', 'blob:app://vigil/x'])(
    'lets a file that our page made be saved: %j',
    (url) => {
      expect(saved(url)).toEqual({ prevented: false, lines: [] });
    },
  );

  it.each([
    ...stays,
    ...leaves.filter((url) => url !== 'blob:app://vigil/1234'),
    'blob:https://example.com/x',
    'blob:app://other/x',
    'blob:app://user@vigil/x',
    'blob:null/x',
    'blob:blob:app://vigil/x',
    'BLOB:app://vigil/x',
    'blob:',
    ' blob:app://vigil/x',
  ])('refuses %j', (url) => {
    expect(saved(url)).toEqual({ prevented: true, lines: ['A download was refused.'] });
  });
});

describe('navigation', () => {
  describe.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s', (name) => {
    it.each(stays)('may go to %j', (url) => {
      const event = fakeEvent({ url });
      locked().contents.emit(name, event);
      expect(event.defaultPrevented).toBe(false);
    });

    it.each(leaves)('may not go to %j', (url) => {
      const event = fakeEvent({ url });
      locked().contents.emit(name, event);
      expect(event.defaultPrevented).toBe(true);
    });
  });

  it('says so in the log without the address', () => {
    const { contents, log } = locked();
    contents.emit('will-navigate', fakeEvent({ url: 'https://example.com/?token=hush' }));
    expect(log.lines).toEqual(['A navigation away from Vigil was refused.']);
  });
});

describe('new windows and webviews', () => {
  it.each([...stays, ...leaves])('window.open of %j opens no window here', (url) => {
    const { contents, opened } = locked();
    const details = {
      url,
      frameName: '',
      features: '',
      disposition: 'new-window',
      referrer: { url: '', policy: 'default' },
    };
    expect(contents.openHandler?.(details as Electron.HandlerDetails)).toEqual({ action: 'deny' });
    expect(opened).toEqual([url]);
  });

  it('no webview is attached', () => {
    const event = fakeEvent({});
    locked().contents.emit('will-attach-webview', event);
    expect(event.defaultPrevented).toBe(true);
  });
});
