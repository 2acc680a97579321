import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import {
  withEntry,
  withoutEntry,
  withPaused,
  writtenSources,
} from '../../../electron/core/config/edit-config.ts';
import { parseConfig } from '../../../electron/core/config/parse-config.ts';
import { parseSource } from '../../../electron/core/config/parse-source.ts';
import type { SourceConfig, VigilConfig } from '../../../electron/core/config/schema.ts';
import { storyConfigText } from '../../builders/story-desk.ts';
import { byteMutator } from '../mutate.ts';
import type { Random } from '../random.ts';
import { type FuzzTarget, must } from '../target.ts';

const documented = readFileSync(new URL('../../../docs/example/vigil.yaml', import.meta.url), 'utf8');
const flow = `# everything on one line
sources: [{ id: one, type: prometheus, url: "http://127.0.0.1:9090" }, { id: two, type: alertmanager, url: "http://127.0.0.1:9093", paused: true }]
`;
const texts = [documented, storyConfigText, flow];
const configs = texts.map((text) => Buffer.from(text));
const sources = texts.flatMap((text) => writtenSources(text).map(({ yaml }) => Buffer.from(yaml)));

function parsed(text: string): VigilConfig | null {
  const config = parseConfig(text, 'vigil.yaml');
  if (config.ok) return config.value;
  must(config.error.length > 0 && config.error.length <= 51, 'refused without a reason, or with too many');
  for (const { line, column, message } of config.error)
    must(line >= 1 && column >= 1 && message !== '', 'an error has no place or no words');
  return null;
}

/** What an edit made of a text either is refused, or means what was meant and nothing else. */
function mustBeEdited(edited: string, meant: readonly SourceConfig[], rest: VigilConfig, what: string): void {
  const config = parsed(edited);
  if (config === null) return;
  must(isDeepStrictEqual(config.sources, meant), `${what}: the sources are others than those meant`);
  must(
    isDeepStrictEqual({ ...config, sources: [] }, { ...rest, sources: [] }),
    `${what}: something else changed`,
  );
}

function editAll(text: string, config: VigilConfig, random: Random): void {
  if (config.sources.length === 0) return;
  const { id } = random.pick(config.sources);
  const others = config.sources.filter((source) => source.id !== id);
  const without = withoutEntry(text, 'sources', id);
  if (without.ok) mustBeEdited(without.value, others, config, 'removed');
  for (const paused of [true, false]) {
    const changed = withPaused(text, id, paused);
    const meant = config.sources.map((source) => (source.id === id ? { ...source, paused } : source));
    if (changed.ok) mustBeEdited(changed.value, meant, config, paused ? 'paused' : 'resumed');
  }
}

function addAndReplace(
  text: string,
  config: VigilConfig,
  yaml: string,
  source: SourceConfig,
  random: Random,
): void {
  const isTaken = config.sources.some(({ id }) => id === source.id);
  const added = isTaken ? null : withEntry(text, 'sources', yaml, null);
  if (added?.ok === true) mustBeEdited(added.value, [...config.sources, source], config, 'added');
  if (config.sources.length === 0) return;
  const replaces = random.pick(config.sources).id;
  if (isTaken && replaces !== source.id) return;
  const changed = withEntry(text, 'sources', yaml, replaces);
  const meant = config.sources.map((one) => (one.id === replaces ? source : one));
  if (changed.ok) mustBeEdited(changed.value, meant, config, 'replaced');
}

/** The user's own text, read by a general YAML parser at about 0.5 MB/s on a busy machine, and several times per edit. */
const maxMsPer64kB = 1_000;

export const configTargets: readonly FuzzTarget[] = [
  {
    name: 'config',
    kind: 'other',
    maxMsPer64kB,
    mutate: byteMutator(configs),
    open: () => ({
      take(input, random) {
        const text = input.toString('utf8');
        const config = parsed(text);
        for (const { yaml } of writtenSources(text)) parseSource(yaml);
        if (config === null) {
          withEntry(text, 'sources', sources[0]!.toString(), null);
          withoutEntry(text, 'sources', 'gateway');
          withPaused(text, 'gateway', true);
          return false;
        }
        editAll(text, config, random);
        return true;
      },
    }),
  },
  {
    name: 'config-source',
    kind: 'other',
    maxMsPer64kB,
    mutate: byteMutator(sources),
    open: () => ({
      take(input, random) {
        const yaml = input.toString('utf8');
        const source = parseSource(yaml);
        if (!source.ok) {
          must(source.error.length > 0, 'refused without a reason');
          return false;
        }
        const text = random.pick(texts);
        const config = parsed(text);
        must(config !== null, 'a good configuration is refused');
        if (config !== null) addAndReplace(text, config, yaml, source.value, random);
        return true;
      },
    }),
  },
];
