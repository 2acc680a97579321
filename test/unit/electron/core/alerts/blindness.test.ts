/** PRODUCT B2: Vigil's own loss of network turns nothing down and charges no SLA time. */
import { describe, expect, it } from 'vitest';
import { LivePicture } from '../../../../../electron/core/live-picture.ts';
import { computeObjectiveStatus } from '../../../../../shared/domain/objective-ledger.ts';
import type { StateTransition } from '../../../../../shared/domain/state-log.ts';
import { alertReport, STORY_MS, sample, sourceStatus, testConfig } from '../../../../builders/core.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const WATCHED_MS = 10 * MINUTE_MS;
const BLIND_MS = 30 * MINUTE_MS;
const REGION = 'eu-west-1';

/** Ten minutes in which both sources answer, then half an hour in which none does, then they are back. */
function outage() {
  const picture = new LivePicture(testConfig(), false, STORY_MS);
  const transitions: StateTransition[] = [];
  const findings = new Set<string>();
  const beat = (nowMs: number): void => {
    transitions.push(...picture.beat(nowMs).transitions);
    for (const alert of picture.alerts.all())
      if (alert.kind !== 'reported' && alert.state === 'firing') findings.add(alert.id);
  };
  const backMs = STORY_MS + WATCHED_MS + BLIND_MS;
  for (let nowMs = STORY_MS; nowMs < backMs + MINUTE_MS; nowMs += SECOND_MS) {
    const sees = nowMs < STORY_MS + WATCHED_MS || nowMs >= backMs;
    for (const id of ['a', 'b'])
      picture.setSource(
        sees
          ? sourceStatus(id, { sinceMs: nowMs >= backMs ? backMs : STORY_MS })
          : sourceStatus(id, { state: 'unreachable', sinceMs: STORY_MS + WATCHED_MS }),
      );
    if (sees) {
      const samples = ['checkout', 'cart'].map((service) => sample(service, REGION, 'error_ratio', 0, nowMs));
      picture.observe({ kind: 'samples', sourceId: 'a', receivedAtMs: nowMs, samples });
      // One alert is open when the lights go out: that it cannot be confirmed is no reason to blame anybody.
      const alerts = [alertReport({ severity: 'warning', service: 'cart' })];
      picture.observe({ kind: 'alert_list', sourceId: 'a', receivedAtMs: nowMs, alerts });
    }
    beat(nowMs);
  }
  return { picture, transitions, findings, endMs: backMs + MINUTE_MS };
}

describe('when nothing answers', () => {
  const { transitions, findings, endMs } = outage();

  it('one finding says so, and no service or source is blamed', () => {
    expect([...findings]).toEqual(['vigil:blind']);
  });

  it('no cell turns down', () => {
    expect(transitions.filter(({ state }) => state === 'down')).toEqual([]);
    expect(new Set(transitions.map(({ state }) => state))).toContain('unreachable');
  });

  it.each(['checkout', 'cart'])('no SLA time of %s is charged: it counts as unobserved', (service) => {
    const windowMs = endMs - STORY_MS;
    const status = computeObjectiveStatus(
      { id: 'o', service, targetPpm: 999_000, windowMs },
      transitions,
      [{ fromMs: STORY_MS, toMs: endMs }],
      endMs,
    );
    expect(status.badMs).toBe(0);
    expect(status.budgetLeftMs).toBe(status.budgetMs);
    expect(status.unobservedMs).toBeGreaterThan(BLIND_MS - MINUTE_MS);
    expect(status.unobservedMs).toBeLessThan(BLIND_MS + MINUTE_MS);
  });
});
