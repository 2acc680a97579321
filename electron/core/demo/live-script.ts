import { type AlertPlan, type ChangePlan, type Effect, type Incident, RULE_HOLD_MS } from './incident.ts';

const MINUTE_MS = 60_000;
/** The demo tells its story once in this time, with calm at its ends. */
export const CYCLE_MS = 20 * MINUTE_MS;

/** Everything that happens in one cycle; incidents never reach into the next one. Pure. */
export function liveIncidents(cycle: number, startMs: number): readonly Incident[] {
  const at = (minutes: number): number => startMs + minutes * MINUTE_MS;
  const script = createScript(at, cycle);
  const main = cycle % 2 === 0 ? script.payments() : cycle % 4 === 1 ? script.storefront() : script.sydney();
  const incidents = [main, script.search(), script.slowRoute(), script.disagreement(), script.lateExports()];
  if (cycle % 3 === 0) incidents.push(script.mumbai());
  return incidents;
}

/** Times in minutes of the cycle. */
interface BadRelease {
  readonly version: number;
  readonly released: number;
  readonly declared: number;
  readonly rolledBack: number;
  readonly over: number;
  readonly title: string;
}

/** Nobody begins at zero. */
const FIRST_MINOR = 40;

type Cell = readonly [service: string, region: string];

function createScript(at: (minutes: number) => number, cycle: number) {
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
    pendingMs: RULE_HOLD_MS,
    fromMs: at(from),
    toMs: at(to),
    subject: { kind, service, region },
  });

  const change = (
    name: string,
    kind: ChangePlan['kind'],
    [service, region]: readonly [service: string | null, region: string],
    title: string,
    text: string,
    from: number,
    to: number | null = null,
  ): ChangePlan => ({
    id: `story-${cycle}-${name}`,
    kind,
    title,
    text,
    service,
    region,
    atMs: at(from),
    endMs: to === null ? null : at(to),
  });
  /** A release, what it breaks, and the way back. */
  const badRelease = (
    cell: Cell,
    { version, released, declared, rolledBack, over, title }: BadRelease,
  ): readonly ChangePlan[] => {
    const name = `${cell[0]} ${version}.${FIRST_MINOR + cycle}.0`;
    return [
      change(
        'release',
        'deploy',
        cell,
        `${name} released`,
        'Here first, everywhere else tomorrow.',
        released,
      ),
      change('trouble', 'incident', [null, cell[1]], title, `Began shortly after ${name}.`, declared, over),
      change('rollback', 'deploy', cell, `${name} rolled back`, '', rolledBack),
    ];
  };

  return {
    /** The ledger fails in Dublin, takes checkout with it, slows payments and billing, and London catches what spills over. */
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
          // Nothing but the ledger: its trouble folds under that one whole.
          slow(['billing', 'eu-west-1'], 1.21, 6.4, 12.2),
          errors(spill, 0.0461, 7.4, 12.5),
        ],
        alerts: [
          alert('failing', ledger, 'critical', 5.8, 11.9),
          alert('failing', checkout, 'critical', 6.1, 12.2),
          alert('slow', ['payments', 'eu-west-1'], 'warning', 6.6, 12.8),
          alert('slow', ['payments', 'eu-west-2'], 'warning', 8, 12.5),
          alert('slow', ['billing', 'eu-west-1'], 'warning', 7, 12),
          alert('failing', spill, 'warning', 8, 12.3),
        ],
        changes: badRelease(ledger, {
          version: 3,
          released: 4.7,
          declared: 7,
          rolledBack: 11.2,
          over: 12.5,
          title: 'Payments fail in Dublin',
        }),
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
        changes: badRelease(catalog, {
          version: 8,
          released: 5.3,
          declared: 7.5,
          rolledBack: 10.4,
          over: 11.2,
          title: 'The catalog fails in Virginia',
        }),
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
        changes: badRelease(media, {
          version: 5,
          released: 5.2,
          declared: 7.4,
          rolledBack: 10,
          over: 10.8,
          title: 'Media fails in Sydney',
        }),
      };
    },

    /** Search crosses its limit in Singapore again and again. */
    search(): Incident {
      const cell: Cell = ['search', 'ap-southeast-1'];
      const flap: Effect = { ...slow(cell, 0.642, 1, 12), flapMs: 70_000 } as Effect;
      return {
        effects: [flap],
        alerts: [alert('flapping', cell, 'warning', 3.5, 12)],
        changes: [change('index', 'deploy', cell, 'search index rebuilt', 'In Singapore only.', 0.7)],
      };
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
        changes: [
          change(
            'cable',
            'incident',
            [null, link.from],
            'Carrier repairs a cable between Dublin and Singapore',
            'Traffic takes another way meanwhile.',
            5,
            16,
          ),
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
        changes: [],
      };
    },

    lateExports(): Incident {
      const cell: Cell = ['exports', 'eu-central-1'];
      return {
        effects: [slow(cell, 1.24, 13, 18)],
        alerts: [alert('slow', cell, 'warning', 13.6, 17.7)],
        changes: [],
      };
    },

    /** Everything that watches Mumbai stops answering. */
    mumbai(): Incident {
      return {
        effects: [{ kind: 'blind', region: 'ap-south-1', fromMs: at(9.5), toMs: at(13.5) }],
        alerts: [],
        changes: [],
      };
    },
  };
}
