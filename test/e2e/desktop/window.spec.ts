import { PROTOCOL_VERSION } from '../../../shared/contract/version.ts';
import { expect, expectPainted, test } from './desktop-test.ts';

test('opens one window on app://, and shows it when it has painted', async ({ desktop }) => {
  const { app, page } = desktop;
  await expectPainted(page);
  const windows = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => ({
      url: window.webContents.getURL().replace(/#.*$/, ''),
      visible: window.isVisible(),
    })),
  );
  expect(windows).toEqual([{ url: 'app://vigil/', visible: true }]);
  await expect(page).toHaveTitle(/Vigil/);
});

test('is alive: says LIVE and its picture moves', async ({ desktop: { page } }) => {
  await expect(page.getByText('LIVE', { exact: true }).first()).toBeVisible();
  const clock = page.locator('header time').first();
  const first = await clock.innerText();
  await expect(clock).not.toHaveText(first);
});

test('binary frames arrive over IPC, numbered without a gap', async ({ desktop: { page } }) => {
  const frames = await page.evaluate(
    () =>
      new Promise<{ kind: string; bytes: number; magic: number; seq: number }[]>((resolve) => {
        const seen: { kind: string; bytes: number; magic: number; seq: number }[] = [];
        const stop = window.vigil?.subscribe((frame) => {
          const head = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
          const [magic, seq] = [head.getUint32(0, true) >>> 8, head.getUint32(12, true)];
          seen.push({ kind: frame.constructor.name, bytes: frame.byteLength, magic, seq });
          if (seen.length < 4) return;
          stop?.();
          resolve(seen);
        });
      }),
  );
  for (const frame of frames) {
    // 'VGF', and never less than the header.
    expect(frame).toMatchObject({ kind: 'Uint8Array', magic: 0x564746 });
    expect(frame.bytes).toBeGreaterThanOrEqual(56);
  }
  const first = frames[0]?.seq ?? -1;
  expect(frames.map(({ seq }) => seq - first)).toEqual([0, 1, 2, 3]);
});

test('answers commands, and refuses malformed ones with a sentence', async ({ desktop: { app, page } }) => {
  const ask = (name: string, payload: unknown) =>
    page.evaluate(([command, body]) => window.vigil?.request(command as string, body), [
      name,
      payload,
    ] as const);
  const version = await app.evaluate((electron) => electron.app.getVersion());
  expect(await ask('hello', { protocol: PROTOCOL_VERSION, client: 'desktop' })).toMatchObject({
    ok: true,
    value: { appVersion: version, capabilities: expect.arrayContaining(['desktop']) },
  });
  expect(await ask('hello', { protocol: 'one' })).toMatchObject({
    ok: false,
    error: { kind: 'bad_request' },
  });
  expect(await ask('format c:', {})).toMatchObject({ ok: false, error: { kind: 'bad_request' } });
});

test('is live again after a reload', async ({ desktop: { page } }) => {
  await page.reload();
  await expectPainted(page);
  await expect(page.getByText('LIVE', { exact: true }).first()).toBeVisible();
});

test('shows every view without a complaint', async ({ desktop: { page } }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  for (const view of ['overview', 'map', 'alerts', 'services', 'sla', 'sources']) {
    await page.evaluate((name) => {
      location.hash = `#/${name}`;
    }, view);
    await expectPainted(page);
  }
  expect(complaints).toEqual([]);
  await page.evaluate(() => {
    location.hash = '#/overview';
  });
});

test('notices and the badge go through the shell, and a click leads the window where they say', async ({
  desktop: { app, page },
}) => {
  // Real notifications of the system cannot be clicked by a test: the class is replaced by one that notes them.
  await app.evaluate(({ app, Notification }) => {
    const noted = { titles: [] as string[], counts: [] as number[], click: (): void => undefined };
    Reflect.set(globalThis, 'noted', noted);
    Notification.prototype.show = function (this: Electron.Notification) {
      noted.titles.push(this.title);
      noted.click = () => void this.emit('click');
    };
    app.setBadgeCount = (count = 0) => {
      noted.counts.push(count);
      return true;
    };
  });
  const noted = () =>
    app.evaluate(() => Reflect.get(globalThis, 'noted') as { titles: string[]; counts: number[] });
  await page.evaluate(() => {
    location.hash = '#/alerts';
  });
  await page.getByRole('button', { name: /^Sound and notices/ }).click();
  await page.getByRole('checkbox', { name: 'Show notices of the system' }).check();
  await page.getByRole('button', { name: 'Show one now' }).click();
  await expect.poll(async () => (await noted()).titles).toContain('A notice from Vigil');
  await page.getByRole('checkbox', { name: 'Show notices of the system' }).uncheck();
  await page.keyboard.press('Escape');

  await page.evaluate(() => window.vigil?.setBadge({ count: 7, words: '7 alerts fire', icon: null }));
  await expect.poll(async () => (await noted()).counts).toContain(7);
  const refused = await page.evaluate(() =>
    window.vigil?.notify({ title: 'x', body: '', hash: 'https://evil.example/' }),
  );
  expect(refused).toBe(false);

  await page.evaluate(() =>
    window.vigil?.notify({ title: 'Critical: x', body: '', hash: '#/services?words=x' }),
  );
  await app.evaluate(() => (Reflect.get(globalThis, 'noted') as { click(): void }).click());
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('#/services?words=x');
  await page.evaluate(() => {
    location.hash = '#/overview';
  });
});
