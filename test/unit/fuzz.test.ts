import { describe, expect, it } from 'vitest';
import { runCampaign } from '../fuzz/campaign.ts';
import { fuzzTargets } from '../fuzz/targets.ts';

const SEED = 20_260_922;
/** `npm run fuzz` runs as long as one likes; this keeps every target alive. */
const INPUTS = 160;
/** Of targets that read YAML. */
const FEW_INPUTS = 48;

describe('damaged bodies', () => {
  it.each(fuzzTargets.map((target) => [target.name, target] as const))(
    'are taken by %s',
    async (_, target) => {
      const inputs = target.maxMsPer64kB === undefined ? INPUTS : FEW_INPUTS;
      const { accepted, failures } = await runCampaign(target, SEED, (done) => done < inputs);
      expect(failures.map(({ words }) => words)).toStrictEqual([]);
      // A target nothing gets into tests nothing.
      expect(accepted).toBeGreaterThan(0);
    },
    30_000,
  );
});
