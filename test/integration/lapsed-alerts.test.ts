/** A real Alertmanager gives up what nobody repeats, and Vigil tells that apart from what somebody called over. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAlertmanagerPair } from '../fixtures/daemons/alertmanager.ts';
import type { Daemon } from '../fixtures/daemons/daemon.ts';
import { startVigil, type VigilProcess } from '../fixtures/vigil-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

/** How long the Alertmanager waits to be told again. */
const WAIT_MS = 8_000;

let managers: readonly [Daemon, Daemon];
let vigil: VigilProcess;

beforeAll(async () => {
  managers = await startAlertmanagerPair([]);
  vigil = await startVigil({
    config: {
      sources: managers.map(({ url }, index) => ({
        id: `am-${index}`,
        type: 'alertmanager',
        url,
        every: '500ms',
        group: 'am',
      })),
    },
  });
});
afterAll(async () => {
  await vigil?.stop();
  await Promise.all((managers ?? []).map((manager) => manager.stop()));
});

async function post(alertname: string, endsInMs: number): Promise<void> {
  for (const { url } of managers) {
    const answer = await fetch(`${url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([
        {
          labels: { alertname, severity: 'critical' },
          endsAt: new Date(Date.now() + endsInMs).toISOString(),
        },
      ]),
    });
    expect(answer.status).toBe(200);
  }
}

const named = async (name: string) => (await vigil.alerts()).alerts.find((alert) => alert.name === name);

describe('the end of an alert at a real Alertmanager', () => {
  it('is a lapse when nobody repeated it, and an end when somebody said so', async () => {
    await post('Forgotten', WAIT_MS);
    await post('Mended', WAIT_MS);
    // An Alertmanager that has only just started is not believed when something is missing: both must have been seen.
    await waitFor('both to fire', async () => {
      const both = [await named('Forgotten'), await named('Mended')];
      return both.every((alert) => alert?.state === 'firing' && alert.sourceIds.length === 2);
    });
    await post('Mended', -1_000);
    const mended = await waitFor(
      'the end',
      async () => {
        const alert = await named('Mended');
        return alert?.state === 'resolved' && alert;
      },
      200_000,
    );
    expect(mended.summary).not.toContain('Lapsed');
    const forgotten = await waitFor(
      'the lapse',
      async () => {
        const alert = await named('Forgotten');
        return alert?.state === 'resolved' && alert;
      },
      200_000,
    );
    expect(forgotten.summary).toContain(
      'Lapsed: nobody repeated it to am-0 and am-1 any more. It may go on.',
    );
  });
});
