import { expect, expectPainted, test } from './desktop-test.ts';

test('a vigil:// link opens what it names, and leads the window that is open already', async ({
  driver,
  userData,
}) => {
  const { app, page } = await driver.open(userData, '--demo', 'vigil://service/checkout?region=eu-west-1');
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('#/services/checkout');
  await expectPainted(page);
  const document = await page.evaluate(() => performance.timeOrigin);

  const second = await driver.runToEnd(userData, '--demo', 'vigil://alerts?severity=critical');
  expect(second.exitCode).toBe(0);
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('#/alerts?severity=critical');
  await expect(page.getByRole('button', { name: /^critical/ })).toHaveAttribute('aria-pressed', 'true');
  // The page stayed: nothing was loaded anew.
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(document);

  const third = await driver.runToEnd(userData, '--demo', 'vigil://nowhere/at/all');
  expect(third.exitCode).toBe(0);
  expect(await page.evaluate(() => location.hash)).toContain('#/alerts?severity=critical');
  await app.close();
});
