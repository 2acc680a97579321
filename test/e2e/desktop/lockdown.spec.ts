import { expect, expectPainted, test } from './desktop-test.ts';

test.beforeEach(async ({ desktop: { app, page } }) => {
  await expectPainted(page);
  // Nobody is here to answer questions: they are noted and answered with the careful button.
  await app.evaluate(({ dialog }) => {
    const noted: string[] = [];
    Reflect.set(globalThis, 'questions', noted);
    Reflect.set(dialog, 'showMessageBox', async (options: { message: string }) => {
      noted.push(options.message);
      return { response: 0, checkboxChecked: false };
    });
  });
});

test('the page gets four functions and nothing of Node or Electron', async ({ desktop: { page } }) => {
  const surface = await page.evaluate(() => ({
    bridge: Object.entries(window.vigil ?? {}).map(([name, value]) => `${name}: ${typeof value}`),
    frozen: Object.isFrozen(window.vigil),
    leaked: [
      'require',
      'module',
      'process',
      'Buffer',
      'global',
      'electron',
      'ipcRenderer',
      '__dirname',
    ].filter((name) => name in window),
  }));
  const bridge = ['request', 'subscribe', 'notify', 'setBadge'].map((name) => `${name}: function`);
  expect(surface).toEqual({ bridge, frozen: true, leaked: [] });
});

test('a planted inline script, eval and markup from text are blocked', async ({ desktop: { page } }) => {
  const outcome = await page.evaluate(async () => {
    const violated: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective));
    // In a task of its own: what DevTools evaluates directly is exempt from the policy.
    const attempt = (act: () => void): Promise<string> =>
      new Promise((resolve) => {
        setTimeout(() => {
          try {
            act();
            resolve('done');
          } catch (error) {
            resolve(error instanceof Error ? error.name : 'refused');
          }
        });
      });
    const markup = await attempt(() => {
      document.createElement('div').innerHTML = '<b>hello</b>';
    });
    const handler = await attempt(() => {
      document.body.setAttribute('onclick', 'window.planted = true');
      document.body.click();
    });
    const script = await attempt(() => {
      const element = document.createElement('script');
      element.append('window.planted = true');
      document.head.append(element);
    });
    const evaluated = await attempt(() => {
      const run: unknown = Reflect.get(window, 'eval');
      if (typeof run === 'function') run('window.planted = true');
    });
    // Violations are reported in a task of their own.
    await attempt(() => undefined);
    return { markup, handler, script, evaluated, planted: 'planted' in window, violated };
  });
  expect(outcome).toMatchObject({ markup: 'TypeError', evaluated: 'EvalError', planted: false });
  expect(outcome.violated).toEqual(expect.arrayContaining(['require-trusted-types-for']));
});

test('files come with the policy, and nothing outside the build comes at all', async ({
  desktop: { page },
}) => {
  const answers = await page.evaluate(async () => {
    const ask = async (path: string, init?: RequestInit) => {
      const answer = await fetch(path, init);
      return { status: answer.status, policy: answer.headers.get('content-security-policy') ?? '' };
    };
    return {
      page: await ask('/index.html'),
      main: await ask('/..%2fmain.mjs'),
      hidden: await ask('/.vite/license.md'),
      posted: await ask('/index.html', { method: 'POST' }),
    };
  });
  expect(answers.page.policy).toContain("script-src 'self'");
  expect(answers.page.policy).not.toContain('unsafe');
  const { page: served, main, hidden, posted } = answers;
  expect([served, main, hidden, posted].map(({ status }) => status)).toEqual([200, 404, 404, 405]);
});

test('the network is out of reach for the page', async ({ desktop: { page } }) => {
  const outcome = await page.evaluate(() =>
    fetch('https://example.com/').then(
      () => 'reached',
      () => 'refused',
    ),
  );
  expect(outcome).toBe('refused');
});

test('the page cannot leave', async ({ desktop: { app, page } }) => {
  const marker = await page.evaluate(() => {
    const value = crypto.randomUUID();
    Reflect.set(window, 'marker', value);
    return value;
  });
  for (const target of ['https://example.com/', 'http://127.0.0.1:9/', 'file:///etc/passwd']) {
    await page.evaluate((url) => {
      location.href = url;
    }, target);
    // The same document still answers, and the main process still sees its own page.
    await expect.poll(() => page.evaluate(() => Reflect.get(window, 'marker'))).toBe(marker);
    const url = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
    );
    expect(url).toMatch(/^app:\/\/vigil\//);
  }
});

test('window.open opens no window, and a link asks with its host', async ({ desktop: { app, page } }) => {
  const questions = () => app.evaluate(() => Reflect.get(globalThis, 'questions') as string[]);
  expect(await page.evaluate(() => window.open('https://runbooks.example/checkout') === null)).toBe(true);
  await expect.poll(questions).toEqual(['Open runbooks.example in your browser?']);
  await page.evaluate(() => {
    const link = document.createElement('a');
    Object.assign(link, { href: 'https://wiki.example/x', target: '_blank', rel: 'noopener' });
    document.body.append(link);
    link.click();
    link.remove();
  });
  await expect.poll(questions).toHaveLength(2);
  expect(await page.evaluate(() => window.open('file:///etc/passwd') === null)).toBe(true);
  const count = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect({ windows: app.windows().length, count, questions: (await questions()).length }).toEqual({
    windows: 1,
    count: 1,
    questions: 2,
  });
});
