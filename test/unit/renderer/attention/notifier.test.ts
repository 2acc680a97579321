import { describe, expect, it } from 'vitest';
import { createPageNotifier, createShellNotifier } from '../../../../renderer/attention/notifier.ts';

const notice = { title: 'Critical: x', body: 'y', hash: '#/alerts?alert=x', tag: 'alert x' };

function pageOn(
  permission: NotificationPermission,
  answer: NotificationPermission = permission,
  breaks = false,
) {
  const shown: FakeNotification[] = [];
  class FakeNotification extends EventTarget {
    static permission = permission;
    static async requestPermission() {
      FakeNotification.permission = answer;
      return answer;
    }
    closed = false;
    readonly title: string;
    constructor(title: string) {
      super();
      if (breaks) throw new TypeError('Illegal constructor');
      this.title = title;
      shown.push(this);
    }
    close() {
      this.closed = true;
    }
  }
  const opened: string[] = [];
  const make = (isSecure = true, api = FakeNotification as unknown as typeof Notification | undefined) =>
    createPageNotifier({ api, isSecure, icon: 'icon.svg', onOpen: (hash) => opened.push(hash) });
  return { make, shown, opened, api: FakeNotification };
}

describe('notices in a browser', () => {
  it('are asked for once, shown, and lead where they say', async () => {
    const { make, shown, opened } = pageOn('default', 'granted');
    const notifier = make();
    expect([notifier.state.get(), notifier.show(notice)]).toEqual(['ask', false]);
    await notifier.ask();
    expect([notifier.state.get(), notifier.show(notice)]).toEqual(['granted', true]);
    shown[0]?.dispatchEvent(new Event('click'));
    expect([shown[0]?.closed, opened]).toEqual([true, [notice.hash]]);
  });

  it('say why there are none', async () => {
    const refused = pageOn('default', 'denied').make();
    await refused.ask();
    expect(refused.state.get()).toBe('denied');
    expect(pageOn('granted').make(false).state.get()).toBe('insecure');
    const absent = createPageNotifier({ api: undefined, isSecure: true, icon: '', onOpen: () => undefined });
    expect(absent.state.get()).toBe('missing');
    const phone = pageOn('granted', 'granted', true).make();
    expect([phone.show(notice), phone.state.get()]).toEqual([false, 'missing']);
  });

  it('notice that the permission was taken away', () => {
    const { make, api } = pageOn('granted');
    const notifier = make();
    expect(notifier.show(notice)).toBe(true);
    api.permission = 'denied';
    expect([notifier.show(notice), notifier.state.get()]).toEqual([false, 'denied']);
  });
});

describe('notices of the shell', () => {
  it('need no permission, and say where the system shows none', async () => {
    const sent: unknown[] = [];
    const notifier = createShellNotifier(async (given) => {
      sent.push(given);
      return false;
    });
    expect(notifier.state.get()).toBe('granted');
    notifier.show(notice);
    await Promise.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toEqual([{ title: notice.title, body: notice.body, hash: notice.hash }]);
    expect(notifier.state.get()).toBe('missing');
  });
});
