import { describe, expect, it } from 'vitest';
import { runCampaign } from '../fuzz/campaign.ts';
import { fuzzTargets } from '../fuzz/targets.ts';

const SEED = 20_260_922;
/** `npm run fuzz` runs as long as one likes; this keeps every target alive. */
const INPUTS = 200;

describe('damaged bodies', () => {
  it.each(fuzzTargets.map((target) => [target.name, target] as const))(
    'are taken by %s',
    async (_, target) => {
      const { inputs, accepted, failures } = await runCampaign(target, SEED, (done) => done < INPUTS);
      expect(failures.map(({ words }) => words)).toStrictEqual([]);
      // A target nothing gets into tests nothing.
      expect(accepted).toBeGreaterThan(0);
      expect(accepted).toBeLessThan(inputs);
    },
  );
});
