/** The README's example as it is written there, command by command; only ports, folders and the pace are this test's own. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isMeasured } from '../../shared/domain/health-state.ts';
import { type Child, startChild } from '../fixtures/child.ts';
import { freePort, temporaryFolder } from '../fixtures/machine.ts';
import {
  alertsSchema,
  cellOf,
  healthSchema,
  linksSchema,
  objectivesSchema,
  statusSchema,
} from '../fixtures/vigil-api.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const readme = readFileSync(join(repository, 'README.md'), 'utf8');
const PORTS = ['9095', '9100', '9115', '9300'] as const;
const LISTENING = /^Vigil is listening on (http:\S+)$/m;
const SETTLED_MS = 50_000;
/** Debian's blackbox exporter brings the configuration the example uses. */
const isDebian = existsSync('/etc/prometheus/blackbox.yml');

/** The first fenced block of a language that contains some words. */
function block(language: string, words: string): string {
  const found = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)].find(
    ([, kind, text]) => kind === language && text?.includes(words),
  );
  if (found?.[2] === undefined) throw new Error(`README.md has no ${language} block with “${words}”.`);
  return found[2];
}

/** The commands of a shell block, without comments, one string each. */
function commandsOf(text: string): readonly string[] {
  return text
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.replace(/\s*&$/, ''));
}

it('shows the configuration that lies in docs/example', () => {
  const file = readFileSync(join(repository, 'docs/example/vigil.yaml'), 'utf8');
  expect(file.replace(/^#.*\n/, '')).toBe(block('yaml', 'name: Example'));
});

describe.skipIf(!isDebian)('the commands of the README', () => {
  // Inside the repository: the example's server finds socket.io as it does from docs/example.
  mkdirSync(join(repository, 'test-results'), { recursive: true });
  const folder = mkdtempSync(join(repository, 'test-results/example-'));
  const children: Child[] = [];
  let address = '';

  beforeAll(async () => {
    const places = new Map<string, string>([
      ['docs/example/', `${folder}/`],
      ['/tmp/vigil-example', temporaryFolder('example')],
      ['/tmp/vigil-data', temporaryFolder('example-data')],
      ['--port 8460', '--port 0'],
      ['_interval: 5s', '_interval: 1s'],
      ['every: 5s', 'every: 1s'],
    ]);
    for (const port of PORTS) places.set(port, String(await freePort()));
    const mine = (text: string): string =>
      [...places].reduce((done, [theirs, own]) => done.replaceAll(theirs, own), text);
    cpSync(join(repository, 'docs/example'), folder, { recursive: true });
    for (const name of readdirSync(folder)) {
      const file = join(folder, name);
      writeFileSync(file, mine(readFileSync(file, 'utf8')));
    }
    const commands = commandsOf(block('sh', 'docs/example/prometheus.yml'));
    expect(commands[0]).toMatch(/^sudo apt-get install /);
    for (const command of commands.slice(1)) {
      const [program = '', ...args] = mine(command).split(' ');
      children.push(startChild(program, args, { FORCE_COLOR: '0' }));
    }
    const vigil = children.at(-1);
    const found = await waitFor('Vigil to listen', () => LISTENING.exec(vigil?.stdout() ?? ''), SETTLED_MS);
    address = found[1] ?? '';
  });
  afterAll(async () => {
    await Promise.all(children.toReversed().map((child) => child.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  const read = async (name: string): Promise<unknown> =>
    (await fetch(new URL(`/api/v1/${name}`, address))).json();

  it('bring up two live sources, every service measured, routes and promises', async () => {
    const health = await waitFor(
      'the example to be complete',
      async () => {
        const now = healthSchema.parse(await read('health'));
        // This machine may really be as busy as the example says.
        const odd = now.services
          .filter(({ id, state }) => (id === 'host' ? !isMeasured(state) : state !== 'ok'))
          .map(({ id, state }) => `${id} ${state}`);
        if (now.services.length < 5 || odd.length > 0)
          throw new Error(`${now.services.length} services; ${odd.join()}`);
        const [host, prometheus] = ['host', 'prometheus'].map((id) => cellOf(now, id, 'eu-central-1'));
        const shop = cellOf(now, 'shop', 'us-east-1');
        return (
          [
            host?.reading('saturation'),
            prometheus?.reading('availability'),
            shop?.reading('latency_p95'),
          ].every((reading) => reading !== undefined) && now
        );
      },
      SETTLED_MS,
    );
    expect(health.services.map(({ id }) => id).toSorted()).toEqual([
      'blackbox',
      'host',
      'node-exporter',
      'prometheus',
      'shop',
    ]);
    expect(cellOf(health, 'prometheus', 'eu-central-1')?.reading('availability')?.value).toBe(1);
    expect(cellOf(health, 'shop', 'us-east-1')?.reading('latency_p95')).toMatchObject({
      sourceId: 'edge',
      unit: 'seconds',
    });
    const { sources, moment } = statusSchema.parse(await read('status'));
    expect(moment).toEqual({ mode: 'live' });
    expect(sources.map(({ id, state, rejectedCount }) => [id, state, rejectedCount]).toSorted()).toEqual([
      ['edge', 'live', 0],
      ['prometheus', 'live', 0],
    ]);
    expect(linksSchema.parse(await read('links')).links).toHaveLength(2);
    expect(objectivesSchema.parse(await read('objectives')).objectives).toHaveLength(2);
    alertsSchema.parse(await read('alerts'));
  });
});
