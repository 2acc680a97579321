import { readFileSync } from 'node:fs';

/** The body a real Alertmanager of this version gave. */
export function recorded(name: 'alerts' | 'silences' | 'status', version = '0.25.0'): string {
  const file = new URL(
    `../../../../../fixtures/recorded/alertmanager/${version}-${name}.json`,
    import.meta.url,
  );
  return readFileSync(file, 'utf8');
}

/** The recorded alerts as a server since 0.28 writes them: mute intervals are named. */
export function newerAlerts(): string {
  const alerts = JSON.parse(recorded('alerts')) as { readonly status: object; readonly labels: object }[];
  return JSON.stringify(
    alerts.map((alert) => ({
      ...alert,
      unheardOf: { since: 'tomorrow' },
      status: { ...alert.status, mutedBy: 'muted' in alert.labels ? ['weekends'] : [] },
    })),
  );
}

/** The recorded silences as the newest servers write them, with annotations. */
export function newerSilences(): string {
  const silences = JSON.parse(recorded('silences')) as Record<string, unknown>[];
  return JSON.stringify(silences.map((silence) => ({ ...silence, annotations: { ticket: 'OPS-7' } })));
}
