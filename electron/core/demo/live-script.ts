import type { AlertPlan, Effect, Incident } from './incident.ts';

const MINUTE_MS = 60_000;
/** The demo tells its story once in this time, with calm at its ends. */
export const CYCLE_MS = 20 * MINUTE_MS;

/** Everything that happens in one cycle; incidents never reach into the next one. Pure. */
export function liveIncidents(cycle: number, startMs: number): readonly Incident[] {
  const at = (minutes: number): number => startMs + minutes * MINUTE_MS;
  const script = createScript(at);
  const main = cycle % 2 === 0 ? script.payments() : cycle % 4 === 1 ? script.storefront() : script.sydney();
  const incidents = [main, script.search(), script.slowRoute(), script.disagreement(), script.lateExports()];
  if (cycle % 3 === 0) incidents.push(script.mumbai());
  return incidents;
}

type Cell = readonly [service: string, region: string];

function createScript(at: (minutes: number) => number) {
  const shape = (from: number, to: number, rampSeconds: number) => ({
    fromMs: at(from),
    toMs: at(to),
    rampMs: rampSeconds * 1_000,
  });
  const errors = ([service, region]: Cell, peak: number, from: number, to: number): Effect => ({
    kind: 'errors',
    service,
    region,
    peak,
    ...shape(from, to, 40),
  });
  const slow = ([service, region]: Cell, peak: number, from: number, to: number): Effect => ({
    kind: 'latency',
    service,
    region,
    peak,
    ...shape(from, to, 60),
  });
  const alert = (
    kind: 'failing' | 'slow' | 'flapping',
    [service, region]: Cell,
    severity: AlertPlan['severity'],
    from: number,
    to: number,
  ): AlertPlan => ({
    name: { failing: 'RequestsFailing', slow: 'RequestsSlow', flapping: 'KeepsCrossingLimit' }[kind],
    severity,
    pendingMs: 30_000,
    fromMs: at(from),
    toMs: at(to),
    subject: { kind, service, region },
  });

  return {
    /** The ledger fails in Dublin, takes checkout with it, slows payments, and London catches what spills over. */
    payments(): Incident {
      const ledger: Cell = ['ledger', 'eu-west-1'];
      const checkout: Cell = ['checkout', 'eu-west-1'];
      const spill: Cell = ['checkout', 'eu-west-2'];
      return {
        effects: [
          errors(ledger, 0.246, 5.5, 12),
          errors(checkout, 0.382, 5.83, 12.3),
          slow(checkout, 2.71, 5.83, 12.3),
          { kind: 'traffic', service: 'checkout', region: 'eu-west-1', peak: 0.31, ...shape(5.83, 12.3, 90) },
          slow(['payments', 'eu-west-1'], 1.84, 6.2, 13),
          slow(['payments', 'eu-west-2'], 0.95, 7, 12.8),
          errors(spill, 0.0461, 7.4, 12.5),
        ],
        alerts: [
          alert('failing', ledger, 'critical', 5.8, 11.9),
          alert('failing', checkout, 'critical', 6.1, 12.2),
          alert('slow', ['payments', 'eu-west-1'], 'warning', 6.6, 12.8),
          alert('slow', ['payments', 'eu-west-2'], 'warning', 8, 12.5),
          alert('failing', spill, 'warning', 8, 12.3),
        ],
      };
    },

    /** The catalog fails in Virginia; reviews and pricing slow down with it. */
    storefront(): Incident {
      const catalog: Cell = ['catalog', 'us-east-1'];
      return {
        effects: [
          errors(catalog, 0.19, 6, 11),
          slow(['reviews', 'us-east-1'], 1.42, 6.4, 11.6),
          slow(['pricing', 'ca-central-1'], 0.96, 7, 11.4),
        ],
        alerts: [
          alert('failing', catalog, 'critical', 6.4, 10.9),
          alert('slow', ['reviews', 'us-east-1'], 'warning', 7, 11.4),
        ],
      };
    },

    /** Media fails in Sydney; webhooks there and profiles in Tokyo slow down. */
    sydney(): Incident {
      const media: Cell = ['media', 'ap-southeast-2'];
      return {
        effects: [
          errors(media, 0.31, 6, 10.5),
          slow(['webhooks', 'ap-southeast-2'], 1.22, 6.5, 11.2),
          slow(['profile', 'ap-northeast-1'], 0.97, 7, 11),
        ],
        alerts: [
          alert('failing', media, 'critical', 6.3, 10.4),
          alert('slow', ['webhooks', 'ap-southeast-2'], 'warning', 7.1, 11),
        ],
      };
    },

    /** Search crosses its limit in Singapore again and again. */
    search(): Incident {
      const cell: Cell = ['search', 'ap-southeast-1'];
      const flap: Effect = { ...slow(cell, 0.642, 1, 12), flapMs: 70_000 } as Effect;
      return { effects: [flap], alerts: [alert('flapping', cell, 'warning', 3.5, 12)] };
    },

    /** The way from Dublin to Singapore takes a detour; the way back does not. */
    slowRoute(): Incident {
      const link = { from: 'eu-west-1', to: 'ap-southeast-1' };
      return {
        effects: [{ kind: 'link', ...link, peak: 0.318, ...shape(5, 16, 60) }],
        alerts: [
          {
            name: 'RouteSlow',
            severity: 'warning',
            pendingMs: 60_000,
            fromMs: at(5.5),
            toMs: at(15.8),
            subject: { kind: 'slow_link', ...link },
          },
        ],
      };
    },

    /** Auth looks fine from inside in Tokyo, while outside probes cannot log in; recommendations go quiet. */
    disagreement(): Incident {
      return {
        effects: [
          { kind: 'probe_fails', service: 'auth', region: 'ap-northeast-1', fromMs: at(8), toMs: at(13) },
          { kind: 'missing', service: 'recommendations', region: 'af-south-1', fromMs: at(3), toMs: at(10) },
        ],
        alerts: [],
      };
    },

    lateExports(): Incident {
      const cell: Cell = ['exports', 'eu-central-1'];
      return { effects: [slow(cell, 1.24, 13, 18)], alerts: [alert('slow', cell, 'warning', 13.6, 17.7)] };
    },

    /** Everything that watches Mumbai stops answering. */
    mumbai(): Incident {
      return {
        effects: [{ kind: 'blind', region: 'ap-south-1', fromMs: at(9.5), toMs: at(13.5) }],
        alerts: [],
      };
    },
  };
}
