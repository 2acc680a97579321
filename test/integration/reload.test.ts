/** The configuration is followed, edited and put into effect while Vigil runs (H1, H2, H3, B2). */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Daemon } from '../fixtures/daemons/daemon.ts';
import { startNodeExporter } from '../fixtures/daemons/node-exporter.ts';
import { type PrometheusDaemon, startPrometheus } from '../fixtures/daemons/prometheus.ts';
import { startHttpServer, textAnswer } from '../fixtures/http-server.ts';
import { freePort } from '../fixtures/machine.ts';
import { type InProcessVigil, launchInProcess, valueOf } from '../fixtures/vigil-in-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

let node: Daemon;
let prometheus: PrometheusDaemon;
let vigil: InProcessVigil;

beforeAll(async () => {
  node = await startNodeExporter();
  prometheus = await startPrometheus({
    scrapeConfigs: [
      {
        job_name: 'machine',
        static_configs: [{ targets: [`127.0.0.1:${node.port}`], labels: { region: 'eu-west-1' } }],
      },
    ],
  });
});
afterAll(async () => {
  await prometheus?.stop();
  await node?.stop();
});
afterEach(() => vigil?.close());

const source = (id: string, more = ''): string => `  # ${id} watches the machine
  - id: ${id}   # a name
    type: prometheus
    url: ${prometheus.url}
    every: 500ms
${more}`;
const signals = `signals:
  availability:
    - { query: up, labels: { service: job } }
`;
const config = (sources: string, rest = ''): string => `name: Reload\nsources:\n${sources}${signals}${rest}`;

const isState = (state: string) => () => vigil.stateOf('machine', 'eu-west-1') === state;
const notices = () => vigil.picture()?.sections.notices.map(({ text }) => text) ?? [];
const status = (id: string) => vigil.picture()?.sections.sources.find((one) => one.id === id);
const shownOfMachine = () => vigil.shown.filter((line) => line.startsWith('machine/eu-west-1'));

describe('a configuration that changes while Vigil runs', () => {
  it('puts limits and names into effect without touching a source', async () => {
    vigil = await launchInProcess(config(source('prom')));
    await waitFor('the machine to be up', isState('ok'));
    const sinceMs = status('prom')?.sinceMs;
    vigil.writeConfig(
      config(
        source('prom'),
        'limits: { availability: { degraded: 2 } }\nservices: [{ id: machine, name: The machine }]\n',
      ),
    );
    await waitFor('the limit to count', isState('degraded'));
    expect(vigil.picture()?.sections.catalogue.services).toContainEqual(
      expect.objectContaining({ id: 'machine', name: 'The machine' }),
    );
    expect(status('prom')?.sinceMs).toBe(sinceMs);
    expect(shownOfMachine().slice(-2)).toEqual(['machine/eu-west-1: ok', 'machine/eu-west-1: degraded']);
  });

  it('keeps the last good one while the file is bad, and says where', async () => {
    vigil = await launchInProcess(config(source('prom')));
    await waitFor('the machine to be up', isState('ok'));
    vigil.writeConfig(config(source('prom', '    evry: 5s\n')));
    await waitFor('the notice', () => notices().some((text) => text.includes("unknown key 'evry'")));
    expect(notices().join()).toMatch(/vigil\.yaml:8:5 .*did you mean 'every'\?.* last good configuration/s);
    expect(vigil.stateOf('machine', 'eu-west-1')).toBe('ok');
    const read = valueOf(await vigil.ask('readSources', {}));
    expect(read.errors).toMatchObject([{ line: 8, column: 5 }]);
    vigil.writeConfig(config(source('prom')));
    await waitFor('the notice to go', () => notices().every((text) => !text.includes('evry')));
    expect(shownOfMachine().at(-1)).toBe('machine/eu-west-1: ok');
  });

  it('changes a source without a grey moment, and forgets what it no longer reports', async () => {
    vigil = await launchInProcess(config(source('prom')));
    await waitFor('the machine to be up', isState('ok'));
    const before = shownOfMachine().length;
    vigil.writeConfig(
      config(source('prom'))
        .replace('query: up', 'query: up, unit: ratio')
        .replace('every: 500ms', 'every: 300ms')
        .replace('service: job', 'service: instance'),
    );
    const renamed = `127.0.0.1:${node.port}`;
    await waitFor('the new name', () => vigil.stateOf(renamed, 'eu-west-1') === 'ok');
    await waitFor('the old name to go', () => vigil.stateOf('machine', 'eu-west-1') === null);
    expect(shownOfMachine().slice(before)).toEqual([]);
  });

  it('starts and ends sources, and closes what only an ended one knew', async () => {
    vigil = await launchInProcess(config(source('prom')));
    await waitFor('the machine to be up', isState('ok'));
    vigil.writeConfig(config(source('prom') + source('second')));
    await waitFor('the second to be live', () => status('second')?.state === 'live');
    vigil.writeConfig(config(source('second')));
    await waitFor('the first to go', () => status('prom') === undefined);
    expect(vigil.stateOf('machine', 'eu-west-1')).toBe('ok');
    expect(vigil.picture()?.sections.catalogue.sources).toEqual(['second']);
    vigil.writeConfig('name: Empty\n');
    await waitFor('everything to go', () => vigil.picture()?.sections.catalogue.cells.length === 0);
    expect((await vigil.vigil.status()).moment.mode).toBe('live');
  });
});

describe('edits from the app', () => {
  it('adds, changes, pauses and removes a source, and keeps every comment', async () => {
    vigil = await launchInProcess(`# our NOC\n${config(source('prom'))}# the end\n`);
    await waitFor('the machine to be up', isState('ok'));
    const file = () => readFileSync(vigil.configFile, 'utf8');
    const revision = async () => valueOf(await vigil.ask('readSources', {})).revision;

    const added = {
      yaml: source('second')
        .replace(/^ {2}#.*\n {2}- /, '')
        .replaceAll(/^ {4}/gm, ''),
      replaces: null,
    };
    expect(valueOf(await vigil.ask('checkSource', added))).toEqual({ errors: [] });
    const trial = valueOf(await vigil.ask('testSource', { yaml: added.yaml })).trial;
    expect(trial).toMatchObject({
      ok: true,
      services: ['machine'],
      regions: ['eu-west-1'],
      signals: ['availability'],
    });
    expect(status('second')).toBeUndefined();
    expect(valueOf(await vigil.ask('saveSource', { ...added, revision: await revision() }))).toEqual({
      errors: [],
    });
    await waitFor('the second to be live', () => status('second')?.state === 'live');

    expect(valueOf(await vigil.ask('pauseSource', { id: 'prom', paused: true }))).toEqual({});
    await waitFor('the pause', () => status('prom')?.state === 'paused');
    expect(vigil.stateOf('machine', 'eu-west-1')).toBe('ok');
    valueOf(await vigil.ask('pauseSource', { id: 'second', paused: true }));
    await waitFor('nobody to be asked', isState('no_data'));
    expect(vigil.picture()?.sections.moment.mode).toBe('live');
    valueOf(await vigil.ask('pauseSource', { id: 'prom', paused: false }));
    await waitFor('the first to be asked again', isState('ok'));

    valueOf(await vigil.ask('removeSource', { id: 'second', revision: await revision() }));
    await waitFor('the second to go', () => status('second') === undefined);
    expect(file()).toBe(`# our NOC\n${config(source('prom'))}# the end\n`);
  });

  it('refuses what is wrong with its place, and an edit of a text that is not the newest', async () => {
    vigil = await launchInProcess(config(source('prom')));
    const bad = valueOf(await vigil.ask('checkSource', { yaml: 'id: x\ntype: prometeus\n', replaces: null }));
    expect(bad.errors).toMatchObject([
      { line: 2, column: 7, message: expect.stringContaining("did you mean 'prometheus'") },
    ]);
    const taken = valueOf(
      await vigil.ask('checkSource', {
        yaml: `type: prometheus\nid: prom\nurl: ${prometheus.url}`,
        replaces: null,
      }),
    );
    expect(taken.errors).toMatchObject([{ line: 2, message: expect.stringContaining('id of its own') }]);
    const { revision } = valueOf(await vigil.ask('readSources', {}));
    vigil.writeConfig(config(source('prom'), '# by hand\n'));
    const late = await vigil.ask('removeSource', { id: 'prom', revision });
    expect(late).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('Somebody changed the file') },
    });
    expect(readFileSync(vigil.configFile, 'utf8')).toContain('# by hand');
  });

  it('tells what is wrong with a source that is tried', async () => {
    vigil = await launchInProcess(config(source('prom')));
    const trial = async (yaml: string) => valueOf(await vigil.ask('testSource', { yaml })).trial;
    expect(await trial(`id: x\ntype: prometheus\nurl: http://127.0.0.1:${await freePort()}\n`)).toMatchObject(
      {
        ok: false,
        sentence: expect.stringContaining('Connection refused'),
      },
    );
    expect(
      await trial(`id: x\ntype: prometheus\nurl: http://127.0.0.1:${node.port}/metrics\n`),
    ).toMatchObject({ ok: false, sentence: expect.stringMatching(/web page|404/) });
  });
});

describe('a trial', () => {
  it('knows the places the configuration gives, and names those nobody knows', async () => {
    const place =
      'regions: [{ id: eu-west-1, latitude: 53.3, longitude: -6.3 }, { id: cellar, latitude: 1, longitude: 2 }]\n';
    const page = await startHttpServer(textAnswer(200, 'load{region="cellar"} 1\nload{region="attic"} 2\n'));
    vigil = await launchInProcess(config(source('prom'), place));
    const yaml = `id: page\ntype: exposition\nurl: ${page.url}\nread: { load: { gauge: load, as: none } }\n`;
    const { trial } = valueOf(await vigil.ask('testSource', { yaml }));
    await page.stop();
    expect(trial).toMatchObject({ ok: true, regions: ['attic', 'cellar'], placelessRegions: ['attic'] });
    expect(trial?.sentence).toContain('2 series of 1 service in 2 regions');
  });
});

describe('the first source of all', () => {
  it('takes Vigil from the demo fleet to the real estate without losing a view', async () => {
    vigil = await launchInProcess(null);
    expect(vigil.picture()?.sections.catalogue.demo).toBe(true);
    const read = valueOf(await vigil.ask('readSources', {}));
    expect(read).toMatchObject({ editable: true, sources: [], path: vigil.configFile });
    const yaml = `id: prom\ntype: prometheus\nurl: ${prometheus.url}\nevery: 500ms\n`;
    expect(valueOf(await vigil.ask('saveSource', { yaml, replaces: null, revision: read.revision }))).toEqual(
      { errors: [] },
    );
    await waitFor(
      'the real estate',
      () => vigil.picture()?.sections.catalogue.demo === false && status('prom')?.state === 'live',
    );
    // Its processor may be busy: what counts is that it is measured.
    await waitFor('its machine', () =>
      ['ok', 'degraded'].includes(vigil.stateOf('machine', 'eu-west-1') ?? ''),
    );
    expect(readFileSync(vigil.configFile, 'utf8')).toContain(prometheus.url);
  });

  it('may also be written by hand while the demo runs', async () => {
    vigil = await launchInProcess(null);
    mkdirSync(dirname(vigil.configFile), { recursive: true });
    writeFileSync(vigil.configFile, config(source('prom')));
    vigil.reload();
    await waitFor('the real estate', () => vigil.picture()?.sections.catalogue.demo === false);
    await waitFor('its machine', isState('ok'));
  });
});
