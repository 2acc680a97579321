import { describe, expect, it } from 'vitest';
import { demoConfig } from '../../../../../electron/core/demo/demo-config.ts';
import { demoHistory } from '../../../../../electron/core/demo/demo-history.ts';
import { createFleet } from '../../../../../electron/core/demo/fleet.ts';
import { createObjectiveLedger } from '../../../../../electron/core/objectives/ledger.ts';

const NOW_MS = Date.parse('2026-09-22T14:13:36Z');

describe('the promises of the demo', () => {
  it('stand as the demo tells it: one missed, two at risk, the rest met', async () => {
    const fleet = createFleet(20_260_922, NOW_MS - 8 * 60_000);
    const history = demoHistory(fleet, NOW_MS - 90 * 86_400_000, NOW_MS);
    const ledger = createObjectiveLedger({
      objectives: demoConfig(() => 'http://127.0.0.1:1', NOW_MS).objectives,
      journal: {
        transitions: ({ service, fromMs, toMs }) =>
          Promise.resolve(
            history.transitions.filter(
              (one) => (service === null || one.service === service) && one.atMs >= fromMs && one.atMs < toMs,
            ),
          ),
        recordingSpans: (fromMs, toMs) =>
          Promise.resolve(history.spans.filter((span) => span.toMs > fromMs && span.fromMs < toMs)),
      },
    });
    const statuses = await ledger.compute(NOW_MS);
    const standingOf = Object.fromEntries(statuses.map(({ service, standing }) => [service, standing]));
    expect(standingOf).toEqual({
      ledger: 'missed',
      checkout: 'at_risk',
      payments: 'at_risk',
      ...Object.fromEntries(
        [
          'search',
          'auth',
          'gateway',
          'billing',
          'orders',
          'cart',
          'messaging',
          'notifications',
          'sessions',
        ].map((service) => [service, 'met']),
      ),
    });
    for (const { coverage } of statuses) expect(coverage).toBeGreaterThan(0.99);
  });
});
