/** Vigil's matchers against a real Alertmanager, which filters the same alerts by the same texts. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { parseMatchers } from '../../shared/domain/matcher-text.ts';
import { matchesAll } from '../../shared/domain/matchers.ts';
import { startAlertmanager } from '../fixtures/daemons/alertmanager.ts';
import type { Daemon } from '../fixtures/daemons/daemon.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const alerts: readonly Readonly<Record<string, string>>[] = [
  { alertname: 'A', service: 'checkout', region: 'eu-west-1', severity: 'critical' },
  { alertname: 'B', service: 'checkout', region: 'us-east-1' },
  { alertname: 'C', service: 'ledger', note: 'two words, a comma' },
  { alertname: 'D', note: 'say "no" \\ never' },
  { alertname: 'E', service: 'Straße', note: 'line\nbreak' },
  { alertname: 'F', service: 'a.b', severity: 'warning' },
];

/** Texts both sides accept. */
const texts = [
  'service="checkout"',
  'service=checkout',
  'service!="checkout"',
  'region=""',
  'region!=""',
  'region=~""',
  'region=~".+"',
  'region!~".+"',
  'region=~"eu|us-east-1"',
  'region=~"eu-.*"',
  'region=~"west"',
  'region!~"eu-west-[0-9]"',
  'severity=~"critical|"',
  'severity!~"crit.*"',
  'service=~"(?i)CHECKOUT"',
  'service=~"Stra.e"',
  'service=~"\\\\pL+"',
  'service=~"a\\\\.b"',
  'service=~"a.b"',
  'note="two words, a comma"',
  'note="say \\"no\\" \\\\ never"',
  'note=~"line.break"',
  'note=~"(?s)line.break"',
  'note="line\\nbreak"',
  'note=~"[[:lower:]]+ .*"',
  'alertname=~"[A-C]{1}"',
  'alertname=~"^A$"',
  'nothing=~"a*"',
];

/** Texts both sides refuse. */
const refused = ['service=~"("', 'service=~"a**"', 'service', '="a"', 'service=~"(?=a)"', 'service=~"\\\\1"'];

let manager: Daemon;

const names = async (
  text: string,
): Promise<{ readonly status: number; readonly names: readonly string[] }> => {
  const query = text === '' ? '' : `?filter=${encodeURIComponent(text)}`;
  const reply = await fetch(`${manager.url}/api/v2/alerts${query}`);
  if (!reply.ok) return { status: reply.status, names: [] };
  const found = z.array(z.object({ labels: z.record(z.string(), z.string()) })).parse(await reply.json());
  return { status: reply.status, names: found.map(({ labels }) => labels['alertname'] ?? '').toSorted() };
};

beforeAll(async () => {
  manager = await startAlertmanager();
  await fetch(`${manager.url}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(alerts.map((labels) => ({ labels }))),
  });
  await waitFor('the alerts to be there', async () => (await names('')).names.length === alerts.length);
});
afterAll(() => manager?.stop());

it('finds the alerts that Alertmanager finds', async () => {
  for (const text of texts) {
    const parsed = parseMatchers(text);
    expect(parsed, text).toMatchObject({ ok: true });
    if (!parsed.ok) continue;
    const ours = alerts
      .filter((labels) => matchesAll(parsed.value, labels))
      .map(({ alertname }) => alertname);
    expect({ text, names: ours }).toEqual({ text, names: (await names(text)).names });
  }
});

it('refuses what Alertmanager refuses', async () => {
  for (const text of refused) {
    expect((await names(text)).status, text).toBe(400);
    expect(parseMatchers(text), text).toMatchObject({ ok: false });
  }
});
