import { allViews, expect, openView, test } from '../support/browser-test.ts';

test('the page is served with a strict policy', async ({ request, demo }) => {
  const headers = (await request.get(demo.url)).headers();
  const policy = headers['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toMatch(/unsafe-(?:inline|eval)/);
  expect(headers['x-content-type-options']).toBe('nosniff');
});

test('a planted inline script is blocked', async ({ page, demo, complaints }) => {
  complaints.forgive(/CSP|Content Security Policy|Trusted/i);
  await openView(page, demo, 'overview');
  await page.evaluate(() => {
    try {
      const script = document.createElement('script');
      script.textContent = 'window.planted = true';
      document.head.append(script);
    } catch {
      // Trusted Types may refuse the text already.
    }
  });
  expect(await page.evaluate(() => 'planted' in window)).toBe(false);
});

test('no view asks anybody but Vigil for anything', async ({ page, demo }) => {
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(demo.url)) foreign.push(request.url());
  });
  page.on('websocket', (socket) => {
    if (!socket.url().startsWith(demo.url.replace('http', 'ws'))) foreign.push(socket.url());
  });
  for (const view of allViews) await openView(page, demo, view);
  expect(foreign).toEqual([]);
});
