import { allThemes, auditThemes, findingsIn, sidewaysPx, switchTheme } from '../support/audit.ts';
import {
  allViews,
  contentOf,
  deskViews,
  expect,
  openView,
  test,
  unspeakable,
} from '../support/browser-test.ts';

test('every view is said in words, for all to read, in every theme and at every width', async ({
  page,
  demo,
}) => {
  test.slow();
  // One page for all: what axe is made of takes longer to load than to run.
  for (const view of deskViews)
    await test.step(view, async () => {
      await page.setViewportSize({ width: 1440, height: 900 });
      await openView(page, demo, view);
      expect.soft(await contentOf(page, view).innerText()).not.toMatch(unspeakable);
      await auditThemes(page);
      for (const width of [900, 320])
        await test.step(`${width} px`, async () => {
          await page.setViewportSize({ width, height: 800 });
          await expect.poll(() => sidewaysPx(page)).toEqual([0, 0]);
        });
    });
});

test('the wall is said in words, for all to read, in every theme', async ({ page, demo }) => {
  for (const theme of allThemes)
    await test.step(theme, async () => {
      await openView(page, demo, 'overview');
      await switchTheme(page, theme);
      await openView(page, demo, 'wall');
      expect(await contentOf(page, 'wall').innerText()).not.toMatch(unspeakable);
      expect(await findingsIn(theme, page)).toEqual([]);
    });
});

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

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });
  test('nothing loops on any view', async ({ page, demo }) => {
    for (const view of allViews)
      await test.step(view, async () => {
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
  });
});
