import {
  withEntry,
  withGuesses,
  withoutEntry,
  withPaused,
  writtenSources,
} from '../../electron/core/config/edit-config.ts';
import { parseConfig } from '../../electron/core/config/parse-config.ts';
import { parseSource } from '../../electron/core/config/parse-source.ts';
import type { CommandReply } from '../../shared/contract/commands.ts';
import type { SourceTrial } from '../../shared/contract/source-commands.ts';
import type { Guess } from '../../shared/domain/guess.ts';
import type { Payload } from '../../shared/domain/payload.ts';
import { sourceTypes } from '../../shared/domain/source.ts';
import type { Answers } from './memory-hub.ts';
import { STORY_MS } from './story-estate.ts';

export interface MemoryDeskOptions {
  readonly editable?: boolean;
  readonly errors?: CommandReply<'readSources'>['errors'];
  /** What a trial of any source comes to. */
  readonly trial?: SourceTrial;
  readonly payloads?: Payload[];
  readonly guesses?: Guess[];
}

/** A configuration file in memory behind the commands about sources: real validation and real edits, nothing on disk. */
export function createMemoryDesk(
  initialText: string,
  options: MemoryDeskOptions = {},
): { readonly answers: Answers; readonly text: () => string } {
  let text = initialText;
  let revision = 1;
  const editable = options.editable ?? true;
  const edit = (changed: ReturnType<typeof withEntry>): CommandReply<'saveSource'> => {
    if (!changed.ok) return { errors: [{ line: 1, column: 1, path: '', message: changed.error }] };
    const parsed = parseConfig(changed.value, 'vigil.yaml');
    if (!parsed.ok) return { errors: [...parsed.error] };
    text = changed.value;
    revision += 1;
    return { errors: [] };
  };
  const faultsOf = (yaml: string): CommandReply<'checkSource'>['errors'] => {
    const parsed = parseSource(yaml);
    return parsed.ok ? [] : [...parsed.error];
  };
  const answers: Answers = {
    readSources: () => ({
      editable,
      whyNot: editable
        ? null
        : 'This Vigil is served to browsers: its configuration is changed on the machine it runs on.',
      path: editable ? '/etc/vigil/vigil.yaml' : null,
      revision: String(revision),
      sources: writtenSources(text).flatMap((source) => {
        const type = sourceTypes.find((known) => known === source.type);
        return type === undefined ? [] : [{ ...source, type }];
      }),
      errors: options.errors ?? [],
    }),
    checkSource: ({ yaml }) => ({ errors: faultsOf(yaml) }),
    testSource: ({ yaml }) => {
      const errors = faultsOf(yaml);
      return { errors, trial: errors.length > 0 ? null : (options.trial ?? silentTrial) };
    },
    saveSource: ({ yaml, replaces }) => {
      const errors = faultsOf(yaml);
      return errors.length > 0 ? { errors } : edit(withEntry(text, 'sources', yaml, replaces));
    },
    removeSource: ({ id }) => {
      edit(withoutEntry(text, 'sources', id));
      return {};
    },
    pauseSource: ({ id, paused }) => {
      edit(withPaused(text, id, paused));
      return {};
    },
    peekSource: () => ({ payloads: options.payloads ?? [] }),
    discoverSource: () => ({ guesses: options.guesses ?? [] }),
    acceptGuesses: ({ id, guesses }) => edit(withGuesses(text, id, guesses)),
  };
  return { answers, text: () => text };
}

/** Nobody answered. */
export const silentTrial: SourceTrial = {
  ok: false,
  sentence: 'prometheus.example refused the connection. Is Prometheus running there?',
  software: null,
  answeredAfterMs: null,
  seriesCount: 0,
  alertCount: 0,
  services: [],
  regions: [],
  placelessRegions: [],
  signals: [],
  warnings: [],
  guesses: [],
  payloads: [],
};

export function buildGuess(varying: Pick<Guess, 'id' | 'signal'> & Partial<Guess>): Guess {
  return {
    family: 'blackbox probes',
    query: `avg by (service, region) (${varying.signal})`,
    unit: null,
    labels: { service: 'service', region: 'region' },
    why: 'probe_success and probe_duration_seconds are there, with the labels service and region.',
    seriesCount: 42,
    services: ['checkout', 'ledger'],
    regions: ['eu-west-1', 'us-east-1'],
    active: true,
    ...varying,
  };
}

export function buildPayload(varying: Pick<Payload, 'name'> & Partial<Payload>): Payload {
  const text = varying.text ?? '{"status":"success","data":{"resultType":"vector","result":[]}}';
  return { receivedAtMs: STORY_MS - 700, bytes: text.length, truncated: false, ...varying, text };
}
