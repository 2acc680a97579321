import { AxeBuilder } from '@axe-core/playwright';
import {
  allViews,
  contentOf,
  deskViews,
  expect,
  openView,
  test,
  unspeakable,
} from '../support/browser-test.ts';

for (const view of allViews) {
  test(`${view} shows content in words, without ever saying NaN`, async ({ page, demo }) => {
    await openView(page, demo, view);
    expect(await contentOf(page, view).innerText()).not.toMatch(unspeakable);
  });
}

test('every view is reached from the navigation, and the back button returns', async ({ page, demo }) => {
  await openView(page, demo, 'overview');
  const nav = page.getByRole('navigation', { name: 'Views' });
  for (const view of deskViews) {
    await nav.locator(`a[href="#/${view}"]`).click();
    await expect(page).toHaveURL(new RegExp(`#/${view}$`));
    await expect(nav.locator(`a[href="#/${view}"]`)).toHaveAttribute('aria-current', 'page');
    await expect(page.locator('main')).not.toBeEmpty();
  }
  await page.goBack();
  await expect(page).toHaveURL(/#\/sla$/);
});

for (const theme of ['dark', 'light'] as const) {
  for (const view of allViews) {
    test(`axe finds nothing serious on ${view} in the ${theme} theme`, async ({ page, demo }) => {
      await openView(page, demo, 'overview');
      const toggle = page.getByRole('button', { name: `Switch to the ${theme} theme` });
      if ((await toggle.count()) > 0) await toggle.click();
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      await openView(page, demo, view);
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
        .analyze();
      const serious = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(
          ({ id, help, nodes }) =>
            `${id} (${help}): ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
        );
      expect(serious).toEqual([]);
    });
  }
}

for (const width of [900, 320] as const) {
  for (const view of deskViews) {
    test(`${view} fits ${width} px without scrolling sideways`, async ({ page, demo }) => {
      await page.setViewportSize({ width, height: 800 });
      await openView(page, demo, view);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
    });
  }
}

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });
  for (const view of allViews) {
    test(`nothing loops on ${view}`, async ({ page, demo }) => {
      await openView(page, demo, view);
      const loops = await page.evaluate(() =>
        document
          .getAnimations()
          .filter(
            (animation) => animation.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY,
          )
          .map((animation) => (animation instanceof CSSAnimation ? animation.animationName : 'animation')),
      );
      expect(loops).toEqual([]);
    });
  }
});
