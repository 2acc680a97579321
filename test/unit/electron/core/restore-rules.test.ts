import { afterEach, expect, it } from 'vitest';
import { LivePicture } from '../../../../electron/core/live-picture.ts';
import { silentLog } from '../../../../electron/core/log.ts';
import { restoreLastPicture } from '../../../../electron/core/restore.ts';
import { ruleAlertId } from '../../../../electron/core/rules/rule-alert.ts';
import type { Alert } from '../../../../shared/domain/alert.ts';
import { testConfig } from '../../../builders/core.ts';
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
