import type { Page } from '@playwright/test';
import { initialSeatSettings } from '../../../shared/domain/attention/seat-settings.ts';
import { auditThemes, seriousFindings, sidewaysPx } from '../support/audit.ts';
import { expect } from '../support/browser-test.ts';
import { openStory, test } from '../support/harness.ts';

/** What the page did with sounds and notices, as the init script below notes it. */
interface Noted {
  readonly notes: { title: string; body: string; click(): void }[];
  readonly tones: number[];
  answer: NotificationPermission;
}
declare global {
  interface Window {
    noted?: Noted;
  }
}

/** Left two hours before the story, with sounds on. */
const seat = {
  lastHere: Date.parse('2026-09-22T12:10:00Z'),
  settings: JSON.stringify({ ...initialSeatSettings, sound: true }),
};

/**
 * A seat that somebody left. Notices are noted instead of shown, and a person's answer to the browser's question is
 * given for them; sounds are real, and their tones counted.
 */
async function takeSeat(page: Page, given: typeof seat): Promise<void> {
  await page.addInitScript(({ lastHere, settings }) => {
    if (localStorage.getItem('vigil.last-here') === null) {
      localStorage.setItem('vigil.last-here', String(lastHere));
      localStorage.setItem('vigil.attention', settings);
    }
    const noted: Noted = { notes: [], tones: [], answer: 'denied' };
    window.noted = noted;
    class NotedNotification extends EventTarget {
      static permission: NotificationPermission = 'default';
      static async requestPermission(): Promise<NotificationPermission> {
        NotedNotification.permission = noted.answer;
        return noted.answer;
      }
      constructor(title: string, { body = '' }: NotificationOptions = {}) {
        super();
        noted.notes.push({ title, body, click: () => this.dispatchEvent(new Event('click')) });
      }
      close(): void {}
    }
    Object.defineProperty(window, 'Notification', { value: NotedNotification });
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      noted.tones.push(this.frequency.value);
      start.call(this, when);
    };
  }, given);
}

const tones = (page: Page): Promise<number> => page.evaluate(() => window.noted?.tones.length ?? 0);

test('a seat is told of alerts by sound, notices, the face of its tab and a digest', async ({
  page,
  context,
  harness,
  complaints,
}) => {
  // Chromium says so of every page that is ready to play before somebody has clicked.
  complaints.forgive(/AudioContext was not allowed to start/);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await takeSeat(page, seat);
  await openStory(page, harness, 'alerts', 'handover');
  const icon = page.locator('link[rel="icon"]');

  await test.step('the tab wears the count and the shape of the worst', async () => {
    await expect(page).toHaveTitle(/^\(12\) Vigil – Watchdog of prometheus-us has fallen silent$/);
    await expect(icon).toHaveAttribute('href', /^data:image\/png;base64,/);
  });

  await test.step('the block of sounds is told, and ends with a click', async () => {
    const blocked = page.getByRole('button', { name: 'Sound is blocked until you click here' });
    await expect(blocked).toBeVisible();
    expect(await tones(page)).toBe(0);
    await blocked.click();
    await expect(blocked).toHaveCount(0);
  });

  await test.step('what happened since somebody left stands in a line', async () => {
    await expect(page.getByText('Since you left at 12:10: 11 alerts began and still fire')).toBeVisible();
    await expect(page.getByText(/^A silence ends in\s1[01]\smin/)).toBeVisible();
    await expect(page.getByText(/SearchIndexBehind, region=~ap-\.\* by jonas/)).toBeVisible();
  });

  const settings = page.getByRole('dialog', { name: 'Sound and notices' });
  await test.step('every sound can be heard from the settings', async () => {
    await page.getByRole('button', { name: 'Sound and notices' }).click();
    await expect(settings.getByText('On: sounds can be heard')).toBeVisible();
    await settings.getByRole('button', { name: 'Info', exact: true }).click();
    await expect.poll(() => tones(page)).toBe(1);
  });

  await test.step('notices are asked for by a click alone, and a refusal is told', async () => {
    const notices = settings.getByRole('checkbox', { name: 'Show notices of the system' });
    await expect(notices).not.toBeChecked();
    expect(await page.evaluate(() => Notification.permission)).toBe('default');
    await notices.click();
    await expect(settings.getByText('The browser was told to show none')).toBeVisible();
    await expect(notices).not.toBeChecked();
  });

  await test.step('quiet hours are written as clocks of 24 hours, and kept', async () => {
    const warning = settings.getByRole('group', { name: 'Warning' });
    await warning.getByRole('checkbox', { name: 'Quiet' }).check();
    await warning.getByRole('textbox', { name: 'from' }).fill('21:30');
    await warning.getByRole('textbox', { name: 'to' }).fill('25:00');
    await expect(warning.getByRole('textbox', { name: 'to' })).toHaveAttribute('aria-invalid', 'true');
    await warning.getByRole('textbox', { name: 'to' }).fill('6:15');
    const kept = await page.evaluate(() => JSON.parse(localStorage.getItem('vigil.attention') ?? '{}'));
    expect(kept.severities.warning.quiet).toEqual({ fromMinute: 21 * 60 + 30, toMinute: 6 * 60 + 15 });
  });

  await test.step('the settings look right in every theme and in a narrow window', async () => {
    await auditThemes(page, ['dialog']);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => settings.evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)).toBe(0);
    await page.setViewportSize({ width: 1_440, height: 900 });
    await settings.getByRole('button', { name: 'Close' }).click();
  });

  const digest = page.getByRole('dialog', { name: 'Since you left' });
  await test.step('the digest opens from the palette, with who has what in hand', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('since you left');
    await page.getByRole('option', { name: 'Since you left' }).click();
    await expect(digest.getByRole('heading', { name: 'In hand 1' })).toBeVisible();
    await expect(digest.getByText('in hand: mira since 14:06, promoting the replica')).toBeVisible();
    expect(await seriousFindings(page, ['dialog'])).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => sidewaysPx(page)).toEqual([0, 0]);
    await page.setViewportSize({ width: 1_440, height: 900 });
  });

  await test.step('the handover is copied, and stands alone on paper', async () => {
    await digest.getByRole('button', { name: 'Copy handover' }).click();
    await expect(digest.getByText('Copied')).toBeVisible();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toMatch(/^Handover, Acme NOC\n/);
    expect(text).toContain('CRITICAL Ledger cannot write to its database: ledger in eu-west-1');
    await page.emulateMedia({ media: 'print' });
    await expect(digest.getByText('Ledger cannot write to its database')).toBeVisible();
    await expect(page.locator('main')).toBeHidden();
    await page.emulateMedia({ media: null });
  });

  await test.step('what is over leads to its moment', async () => {
    await digest.getByRole('link', { name: 'Orders is slow' }).click();
    await expect(page).toHaveURL(/#\/alerts\?alert=OrdersSlow&at=2026-09-22T12:16:21Z/);
    await expect(digest).toHaveCount(0);
    await page.keyboard.press('l');
  });
});

test('an alert that begins is shown once as a notice that leads to it at its moment; calm resets the tab', async ({
  page,
  harness,
}) => {
  await takeSeat(page, { ...seat, settings: JSON.stringify(initialSeatSettings) });
  await openStory(page, harness, 'alerts', 'arrives');
  await page.evaluate(() => {
    if (window.noted !== undefined) window.noted.answer = 'granted';
  });
  await page.getByRole('button', { name: 'Sound and notices are off' }).click();
  await page.getByRole('checkbox', { name: 'Show notices of the system' }).click();
  await page.getByRole('button', { name: 'Show one now' }).click();
  await page.keyboard.press('Escape');
  const notes = () => page.evaluate(() => window.noted?.notes.map(({ title }) => title));
  await page.evaluate(() => dispatchEvent(new Event('alert-arrives')));
  await expect.poll(notes).toEqual(['A notice from Vigil', 'Critical: Cart is failing']);
  await expect(page).toHaveTitle(/^\(11\) Vigil – Cart is failing/);

  // A few seconds later its moment is past.
  const clock = page.locator('header time').first();
  const begun = await clock.innerText();
  await expect.poll(async () => seconds(await clock.innerText()) - seconds(begun)).toBeGreaterThan(3);
  await page.evaluate(() => window.noted?.notes[1]?.click());
  await expect(page).toHaveURL(/#\/alerts\?alert=CartFailing&at=2026-09-22T14:13:\d\dZ/);
  await expect(page.getByText(/^PAST 14:13:/)).toBeVisible();
  expect(await notes()).toHaveLength(2);

  await openStory(page, harness, 'overview', 'calm');
  await expect(page).toHaveTitle('Vigil');
  await expect(page.locator('link[rel="icon"]')).toHaveAttribute('href', /icon\.svg$/);
});

function seconds(clock: string): number {
  const [hours = 0, minutes = 0, rest = 0] = clock.split(':').map(Number);
  return hours * 3_600 + minutes * 60 + rest;
}
