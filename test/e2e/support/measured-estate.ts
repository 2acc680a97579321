import { type Estate, startEstate } from '../../fixtures/estate.ts';
import { waitFor } from '../../fixtures/wait-for.ts';

/** An estate that has measured everything once: what is recognised behind a Prometheus depends on what it holds. */
export async function startMeasuredEstate(): Promise<Estate> {
  const estate = await startEstate();
  for (const [metric, count] of [
    ['probe_success', 2],
    ['node_load1', 1],
  ] as const)
    await waitFor(
      `${count} series of ${metric}`,
      async () => (await estate.prometheus.query(metric)).length >= count,
    );
  return estate;
}
