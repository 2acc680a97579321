import { afterEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/machine.ts';
import { runVigilToEnd, startVigil, type VigilProcess } from '../fixtures/vigil-process.ts';

const config = {
  name: 'Acme',
  sources: [{ id: 'page', type: 'exposition', url: 'http://127.0.0.1:9/metrics' }],
};
let first: VigilProcess | null = null;
afterEach(() => first?.stop());

describe('a second Vigil on one data folder', () => {
  it.each([
    ['a configuration', config],
    ['the demo fleet', 'demo'],
  ] as const)('is refused with a sentence and ends with 1: %s', async (_name, started) => {
    const dataDir = temporaryFolder('data');
    first = await startVigil({ config: started, dataDir });
    const end = await runVigilToEnd(started, { dataDir });
    expect(end.code).toBe(1);
    expect(end.stderr).toMatch(
      /^Another Vigil is already using the journal in .+: stop it, or start this one/m,
    );
    expect(end.stderr).toContain('another --data-dir.');
    expect(end.stdout).not.toContain('is listening');
    expect((await first.get('/healthz')).status).toBe(200);
  });

  it('starts as soon as the first was killed', async () => {
    const dataDir = temporaryFolder('data');
    const killed = await startVigil({ config, dataDir });
    await killed.kill();
    first = await startVigil({ config, dataDir });
    expect(first.output()).not.toContain('Another Vigil');
  });
});
