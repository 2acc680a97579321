/** Acknowledging by key and the silence form, on a real Alertmanager with amtool as witness; PRODUCT D1, D3, D4, D6. */
import { startAlertmanager } from '../../fixtures/daemons/alertmanager.ts';
import { amtoolSilence, amtoolSilences, postAlerts } from '../../fixtures/daemons/amtool.ts';
import type { Daemon } from '../../fixtures/daemons/daemon.ts';
import { startVigil, type VigilProcess } from '../../fixtures/vigil-process.ts';
import { auditThemes } from '../support/audit.ts';
import { expect, openView, test } from '../support/browser-test.ts';

const place = { service: 'payments', region: 'eu-west-1', severity: 'warning' };
const alerts = [
  { alertname: 'CheckoutErrors', service: 'checkout', region: 'eu-west-2', severity: 'warning' },
  { alertname: 'PaymentsSlow', ...place },
  { alertname: 'PaymentsSlow', ...place, region: 'eu-west-2' },
  { alertname: 'LedgerDown', service: 'ledger', region: 'eu-west-1', severity: 'critical' },
];

let manager: Daemon;
let vigil: VigilProcess;

test.beforeAll(async () => {
  manager = await startAlertmanager();
  await postAlerts([manager], alerts);
  const sources = [{ id: 'alertmanager-a', type: 'alertmanager', url: manager.url, every: '500ms' }];
  vigil = await startVigil({ config: { timeZones: ['UTC', 'Europe/Berlin'], sources } });
});
test.afterAll(async () => {
  await vigil?.stop();
  await manager?.stop();
});

test('an alert is taken in hand by one key, and silenced with a form that says what it hides', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1600, height: 1000 });
  await openView(page, vigil, 'alerts');
  const details = page.getByRole('complementary', { name: 'Chosen alert' });
  const alert = (name: string) => page.locator('[data-alert]').filter({ hasText: name }).first();

  await test.step('A asks for the name once, and the Alertmanager holds it', async () => {
    await alert('LedgerDown').focus();
    await page.keyboard.press('a');
    await page.getByRole('dialog', { name: 'Your name' }).getByLabel('Your name').fill('Nadia Berg');
    await page.keyboard.press('Enter');
    await expect(page.getByText('1 alert in your hand until resolved.')).toBeVisible();
    await expect(details).toContainText('Nadia Berguntil resolved');
    await expect(details).toContainText('kept by alertmanager-a');
    const held = await amtoolSilences(manager);
    expect(held).toMatchObject([{ createdBy: 'Nadia Berg', status: { state: 'active' } }]);
    expect(held[0]?.matchers.map(({ value }) => value)).toContain('LedgerDown');
    // In hand it goes on to fire, and is not counted as silenced.
    await expect(page.getByRole('heading', { name: '3 alerts need somebody, 1 is in hand' })).toBeVisible();
    await expect(page.getByRole('tab', { name: 'Silenced' })).toHaveText(/0$/);
  });

  await test.step('A again gives it back, without asking', async () => {
    await alert('LedgerDown').focus();
    await page.keyboard.press('a');
    await expect(details).not.toContainText('kept by');
    expect(await amtoolSilences(manager)).toEqual([]);
  });

  const form = page.getByRole('complementary', { name: 'Silence' });
  const preview = form.getByRole('region', { name: 'Alerts that match' });
  const value = form.getByLabel('Value of condition 1', { exact: true });
  await test.step('S opens the form, which counts what matches while it is written', async () => {
    await alert('PaymentsSlow').focus();
    await page.keyboard.press('s');
    await expect(preview).toContainText('1of 4 firing alerts that can be silenced matches now');
    await form.getByLabel('Remove the condition alertname = PaymentsSlow').click();
    await form.getByLabel(/^Remove the condition region = /).click();
    await expect(preview).toContainText('2of 4 firing alerts that can be silenced match now');
    await value.fill('pay(');
    await form.getByLabel('Operator of condition 1').selectOption('=~');
    await expect(preview).toContainText('–of 4');
    await value.fill('payments|checkout');
    await expect(preview).toContainText('3of 4 firing alerts that can be silenced match now');
    await expect(preview).toContainText('0 critical');
    const rehearsal = form.getByRole('region', { name: '30-day rehearsal' });
    await expect(rehearsal).toContainText('It would have hidden 3 alerts.');
    await expect(
      form.getByText(/^Ends (\d\d? \w{3} )?\d\d:\d\d UTC, (\d\d? \w{3} )?\d\d:\d\d Berlin\.$/),
    ).toBeVisible();
    await expect(form.getByText('written to alertmanager-a')).toBeVisible();
    await auditThemes(page, ['aside']);
  });

  await test.step('it is written, with who and why, and can be undone', async () => {
    await page.keyboard.press('Escape');
    await expect(form).toBeHidden();
    await alert('CheckoutErrors').focus();
    await page.keyboard.press('s');
    await form.getByRole('button', { name: '1 h', exact: true }).click();
    await form.getByRole('button', { name: 'Silence 1 alert for 1 h' }).click();
    await expect(form.getByText('Say why: colleagues see it, also after you have left.')).toBeVisible();
    expect(await amtoolSilences(manager)).toEqual([]);
    await form.getByLabel('Why').fill('key rotation');
    await page.keyboard.press('Enter');
    await expect(form.getByText('The silence is in force.')).toBeVisible();
    const written = { createdBy: 'Nadia Berg', comment: 'key rotation', status: { state: 'active' } };
    expect(await amtoolSilences(manager)).toMatchObject([written]);
    await form.getByRole('button', { name: /^Undo, \d+ s$/ }).click();
    await expect(form.getByText('Undone: it is as it was before.')).toBeVisible();
    expect(await amtoolSilences(manager)).toEqual([]);
    await form.getByRole('button', { name: 'Done' }).click();
  });

  await test.step('a silence made elsewhere is extended and ended from the list', async () => {
    await amtoolSilence(manager, ['service=payments'], 'mira', 'disk swap', '10m');
    await page.getByRole('tab', { name: 'Silenced' }).click();
    const list = page.getByRole('region', { name: 'Silences' });
    const entry = list.getByRole('listitem').filter({ hasText: 'service=payments' });
    await expect(entry).toContainText('mira: disk swap');
    await expect(entry).toContainText('hides 2 alerts, alertmanager-a');
    await entry.getByRole('button', { name: 'Extend 1 h' }).click();
    await expect(entry).toContainText('ends in 1 h');
    await entry.getByRole('button', { name: 'End now' }).click();
    await expect(entry).toContainText('ended');
    expect(await amtoolSilences(manager)).toEqual([]);
  });
});
