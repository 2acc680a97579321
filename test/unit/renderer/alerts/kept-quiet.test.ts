/** What is silenced, inhibited or a heartbeat is counted nowhere as firing. */
import { describe, expect, it } from 'vitest';
import { byService, groupAlerts as groupFeed } from '../../../../renderer/features/alerts/feed-grouping.ts';
import { groupAlerts } from '../../../../renderer/features/overview/alert-groups.ts';
import { wallAlerts } from '../../../../renderer/features/wall/wall-alerts.ts';
import { compareAlerts, isQuieted, isTrouble } from '../../../../shared/domain/alert.ts';
import { emptyCatalogue } from '../../../../shared/domain/catalogue.ts';
import { keptAlerts, onlyKeptAlerts } from '../../../builders/kept-alerts.ts';
import { STORY_MS } from '../../../builders/story-estate.ts';

const keptTitles = [...onlyKeptAlerts.map(({ title }) => title), 'Watchdog'];

describe('alerts that are kept quiet', () => {
  it('are no trouble, and a heartbeat is not even quieted', () => {
    expect(
      keptAlerts
        .filter(isQuieted)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(onlyKeptAlerts.map(({ id }) => id).toSorted());
    expect(keptAlerts.filter(isTrouble)).toHaveLength(keptAlerts.length - keptTitles.length);
  });

  it('stand neither beside the matrix nor on the wall', () => {
    const rail = groupAlerts(keptAlerts, []).map(({ title }) => title);
    const room = { alerts: 100, alertsWithRest: 100 };
    const wall = wallAlerts(keptAlerts, emptyCatalogue, STORY_MS, room, null).shown;
    expect(rail).toContain('Watchdog of prometheus-us has fallen silent');
    for (const title of keptTitles) {
      expect(rail).not.toContain(title);
      expect(wall.map((alert) => alert.title)).not.toContain(title);
    }
  });

  it('come after what is loud, however severe they are', () => {
    const order = keptAlerts.toSorted(compareAlerts).filter(({ state }) => state === 'firing');
    const firstKept = order.findIndex((alert) => !isTrouble(alert));
    expect(order.slice(firstKept).every((alert) => !isTrouble(alert))).toBe(true);
  });

  it('leave a critical finding without a service at the top of the feed', () => {
    const groups = groupFeed(keptAlerts.filter(isTrouble), byService);
    expect(groups[0]?.alerts[0]?.title).toBe('Watchdog of prometheus-us has fallen silent');
  });
});
