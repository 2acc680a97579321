import { afterEach, expect, it } from 'vitest';
import { LivePicture } from '../../../../electron/core/live-picture.ts';
import { silentLog } from '../../../../electron/core/log.ts';
import { restoreLastPicture } from '../../../../electron/core/restore.ts';
import { ruleAlertId } from '../../../../electron/core/rules/rule-alert.ts';
import { encodeFrame } from '../../../../shared/contract/frame-codec.ts';
import type { Alert } from '../../../../shared/domain/alert.ts';
import { testConfig } from '../../../builders/core.ts';
import { storyFrame } from '../../../builders/story.ts';
import { storyAlerts } from '../../../builders/story-alerts.ts';
import { bench, handClock, T0 } from './journal/journal-harness.ts';

const journals = bench();
afterEach(() => journals.clean());

const MINUTE_MS = 60_000;
const alert: Alert = {
  ...storyAlerts[0]!,
  id: 'rule:slow:cell checkout eu-west-1',
  name: 'slow',
  kind: 'rule',
  state: 'firing',
  startsAtMs: T0 - 10 * MINUTE_MS,
  resolvedAtMs: null,
  lastSeenAtMs: T0 - MINUTE_MS,
  sourceIds: ['vigil'],
};

it('closes in the log what a rule raised that was removed while Vigil was off, even without a snapshot of it', async () => {
  expect(ruleAlertId({ id: 'slow' } as never, { key: 'cell checkout eu-west-1' })).toBe(alert.id);
  const journal = await journals.open();
  journal.appendAlertEvents([alert], T0 - MINUTE_MS);
  expect(await journal.alertHistory(T0, T0, 10)).toMatchObject([{ resolvedAtMs: null }]);

  const picture = new LivePicture(testConfig(), false, T0);
  await restoreLastPicture(journal, picture, { clock: handClock(T0), log: silentLog });
  journal.appendAlertEvents(picture.beat(T0).alerts, T0);

  expect(await journal.alertHistory(T0 + 1, T0 + MINUTE_MS, 10)).toEqual([]);
  expect(await journal.alertHistory(T0 - MINUTE_MS, T0, 10)).toMatchObject([
    {
      id: alert.id,
      startsAtMs: alert.startsAtMs,
      resolvedAtMs: T0,
      lapsed: true,
      summary: expect.stringContaining('Closed: slow is no longer a rule of this Vigil.'),
    },
  ]);
  expect(await journal.alertVersions(alert.id, 0, T0)).toHaveLength(2);
});

/** A Vigil that asks the source of the story's alerts. */
const config = testConfig({
  sources: [{ id: 'prometheus-eu', type: 'prometheus', url: 'http://127.0.0.1:9/eu' }],
});
const told = (id: string, overrides: Partial<Alert> = {}): Alert => ({
  ...alert,
  id,
  name: id,
  kind: 'reported',
  labels: { alertname: id },
  sourceIds: ['prometheus-eu'],
  ...overrides,
});

async function restored(snapshot: readonly Alert[] | null, log: readonly Alert[]): Promise<readonly Alert[]> {
  const journal = await journals.open();
  if (snapshot !== null) {
    const atMs = T0 - 5_000;
    journal.saveSnapshot({ frame: encodeFrame(storyFrame({ alerts: [...snapshot] }, atMs)), asOfMs: atMs });
  }
  for (const one of log) journal.appendAlertEvents([one], one.resolvedAtMs ?? T0 - MINUTE_MS);
  const picture = new LivePicture(config, false, T0);
  await restoreLastPicture(journal, picture, { clock: handClock(T0), log: silentLog });
  return picture.alerts.all();
}

it('brings back what the log says is open, although no snapshot has it', async () => {
  const [back, ...others] = await restored(null, [told('Pushed')]);
  expect(back).toMatchObject({
    id: 'Pushed',
    state: 'firing',
    unconfirmed: true,
    lastSeenAtMs: T0 - MINUTE_MS,
  });
  expect(others).toEqual([]);
});

it('takes the word of the log for what ended, or began, after the last snapshot', async () => {
  const over = told('Over', { state: 'resolved', resolvedAtMs: T0 - 2_000 });
  const again = told('Again', { startsAtMs: T0 - 1_000 });
  const before = { ...again, startsAtMs: T0 - 10 * MINUTE_MS };
  const all = await restored(
    [told('Both'), told('Over'), before],
    [
      told('Both'),
      told('Over'),
      over,
      before,
      { ...before, state: 'resolved', resolvedAtMs: T0 - 3_000 },
      again,
    ],
  );
  expect(all.map(({ id, state, unconfirmed }) => [id, state, unconfirmed]).toSorted()).toEqual([
    ['Again', 'firing', true],
    ['Both', 'firing', true],
  ]);
});
