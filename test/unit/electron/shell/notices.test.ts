import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron/main';
import { describe, expect, it } from 'vitest';
import { createNotices, type NoticesDeps } from '../../../../electron/shell/notices.ts';
import { recordingLog } from './fakes.ts';

function noticesOn(platform: NodeJS.Platform = 'linux', isSupported = true) {
  const calls: string[] = [];
  const shown: FakeNotification[] = [];
  class FakeNotification extends EventEmitter {
    static isSupported = (): boolean => isSupported;
    readonly options: { readonly title: string; readonly body: string; readonly silent: boolean };
    constructor(options: FakeNotification['options']) {
      super();
      this.options = options;
      shown.push(this);
    }
    show = (): void => void calls.push('shown');
  }
  const window = {
    isDestroyed: () => false,
    isMinimized: () => true,
    restore: () => void calls.push('restore'),
    show: () => void calls.push('show'),
    focus: () => void calls.push('focus'),
    setOverlayIcon: (icon: unknown, words: string) => void calls.push(`overlay ${String(icon)} ${words}`),
  };
  const log = recordingLog();
  const notices = createNotices({
    app: { setBadgeCount: (count: number) => void calls.push(`badge ${count}`) },
    Notification: FakeNotification,
    nativeImage: { createFromDataURL: (url: string) => `image of ${url.slice(0, 14)}` },
    platform,
    window: () => window as unknown as BrowserWindow,
    follow: (link: string) => void calls.push(`follow ${link}`),
    log,
  } as unknown as NoticesDeps);
  return { notices, calls, shown, log };
}

const notice = {
  title: 'Critical: Checkout is failing',
  body: 'checkout in eu-west-1',
  hash: '#/alerts?alert=a%20b&at=2026-09-22T14:06:30Z',
};
const icon = 'data:image/png;base64,iVBORw0KGgo=';

describe('a notification', () => {
  it('is shown without a sound, and a click leads the window to its alert at its moment', () => {
    const { notices, calls, shown } = noticesOn();
    expect(notices.notify(notice)).toBe(true);
    expect(shown[0]?.options).toEqual({ title: notice.title, body: notice.body, silent: true });
    shown[0]?.emit('click');
    expect(calls).toEqual([
      'shown',
      'restore',
      'show',
      'focus',
      'follow vigil://alerts?alert=a%20b&at=2026-09-22T14:06:30Z',
    ]);
  });

  it.each([
    [{ ...notice, hash: 'https://evil.example/' }],
    [{ ...notice, hash: '#/nowhere/at/all' }],
    [{ ...notice, hash: `#/alerts?alert=${'x'.repeat(5_000)}` }],
    [{ ...notice, title: 'x'.repeat(10_000) }],
    [{ title: 1 }],
    [null],
  ])('is refused when it is malformed: %#', (payload) => {
    const { notices, shown, log } = noticesOn();
    expect(notices.notify(payload)).toBe(false);
    expect([shown.length, log.lines.length]).toEqual([0, 1]);
  });

  it('says that a system without any shows none', () => {
    expect(noticesOn('linux', false).notices.notify(notice)).toBe(false);
  });
});

describe('the badge', () => {
  it('is a count where the dock has one, and a shape on the task bar of Windows', () => {
    const linux = noticesOn('linux');
    linux.notices.setBadge({ count: 3, words: '3 alerts fire', icon });
    linux.notices.setBadge({ count: 0, words: '', icon: null });
    expect(linux.calls).toEqual(['badge 3', 'badge 0']);
    const windows = noticesOn('win32');
    windows.notices.setBadge({ count: 3, words: '3 alerts fire', icon });
    windows.notices.setBadge({ count: 0, words: '', icon: null });
    expect(windows.calls).toEqual(['overlay image of data:image/png 3 alerts fire', 'overlay null ']);
  });

  it.each([
    [{ count: -1, words: '', icon: null }],
    [{ count: 1, words: '', icon: 'https://evil.example/x.png' }],
    [{ count: 1, words: '', icon: `${icon}${'A'.repeat(60_000)}` }],
    ['3'],
  ])('is refused when it is malformed: %#', (badge) => {
    const { notices, calls, log } = noticesOn();
    notices.setBadge(badge);
    expect([calls, log.lines.length]).toEqual([[], 1]);
  });
});
