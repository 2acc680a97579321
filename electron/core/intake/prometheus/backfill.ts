import type { Observation } from '../../../../shared/domain/observation.ts';
import { ok, type Result } from '../../../../shared/domain/result.ts';
import type { Clock } from '../../clock.ts';
import type { HttpProblem } from '../policy/http-words.ts';
import type { SeriesKeys } from '../policy/series-keys.ts';
import { createTurns } from '../policy/turns.ts';
import { aboutQuestion } from './ask.ts';
import type { PrometheusClient } from './client.ts';
import { createMatrixDecoder, type DecodedMatrix, historySlices } from './decode-matrix.ts';
import { type HistoryPart, planHistory, type Span } from './history-plan.ts';
import { createLabelCache, type LabelCache } from './label-cache.ts';
import type { PreparedQuery } from './queries.ts';

/** History is handed on in slices, so that live values pass between them. */
const SAMPLES_PER_SLICE = 5_000;
/** Samples of one run: 8 hours of 4,000 series at half a minute. */
const MAX_SAMPLES_PER_RUN = 4_000_000;
/** Holes waiting to be filled; older ones make room. */
const MAX_HOLES = 20;

/** Fills holes in the recorded past by range queries, beside the polling, one request at a time. */
export interface Backfill {
  /** Asks for a stretch of the past of these queries, as soon as the server answers. */
  request(span: Span, queries: readonly PreparedQuery[]): void;
  /** The server answers again: what was left unfinished goes on. */
  resume(): void;
  /** What could not be had, one sentence each. */
  warnings(): readonly string[];
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
}

/** One range query of one query. */
interface Job {
  readonly query: PreparedQuery;
  readonly part: HistoryPart;
}

export interface BackfillOptions {
  readonly sourceId: string;
  readonly client: PrometheusClient;
  readonly keys: SeriesKeys;
  readonly clock: Clock;
  readonly emit: (observation: Observation) => void;
  readonly historyRoom: () => Promise<boolean>;
  readonly isStopped: () => boolean;
  /** Something new stands in `warnings`. */
  readonly onWarnings: () => void;
}

export function createBackfill(options: BackfillOptions): Backfill {
  const { sourceId, client, keys, clock, emit, historyRoom, isStopped } = options;
  /** What each hole still lacks, the newest part first. */
  let holes: (readonly Job[])[] = [];
  let warnings: readonly string[] = [];
  let underWay: Promise<void> | null = null;

  async function emitSlices(matrix: DecodedMatrix): Promise<number> {
    const turns = createTurns();
    let count = 0;
    for (const samples of historySlices(matrix, SAMPLES_PER_SLICE)) {
      if (turns.isSpent()) await turns.next();
      // Several sources may fill holes at once.
      await historyRoom();
      if (isStopped()) return count;
      emit({ kind: 'backfill', sourceId, receivedAtMs: clock.nowMs(), samples });
      count += samples.length;
    }
    return count;
  }

  /**
   * @returns the jobs that are left because the server is gone or nothing can be written; none when the hole is filled as
   *   far as it can be
   */
  async function fillHole(jobs: readonly Job[], told: string[]): Promise<readonly Job[]> {
    // Not the caches of the live replies: both may be read at the same time.
    const caches = new Map<PreparedQuery, LabelCache>();
    const given = new Set<PreparedQuery>();
    let samples = 0;
    for (const [index, { query, part }] of jobs.entries()) {
      if (isStopped()) return [];
      if (given.has(query)) continue;
      if (!(await historyRoom())) return jobs.slice(index);
      if (isStopped()) return [];
      const cache = caches.get(query) ?? createLabelCache(query.mapping, keys);
      caches.set(query, cache);
      const answer = await askHistory(client, query, part, createMatrixDecoder(query.mapping, cache));
      if (isStopped()) return [];
      if (!answer.ok && answer.error.scope === 'source') return jobs.slice(index);
      if (!answer.ok) {
        given.add(query);
        told.push(`History of ${query.name} is missing: ${answer.error.sentence}`);
        continue;
      }
      if (answer.value.truncated) told.push(`History of ${query.name} was cut: it has too many points.`);
      samples += await emitSlices(answer.value);
      if (samples >= MAX_SAMPLES_PER_RUN) {
        const from = new Date(part.fromMs).toISOString();
        told.push(`History from before ${from} was left out: it has too many points.`);
        return [];
      }
    }
    return [];
  }

  async function run(): Promise<void> {
    const told: string[] = [];
    for (let jobs = holes.pop(); jobs !== undefined; jobs = holes.pop()) {
      const left = await fillHole(jobs, told);
      if (isStopped()) return;
      if (left.length === 0) continue;
      // The rest waits until the server, or the journal, is back.
      holes.push(left);
      break;
    }
    warnings = [...new Set(told)];
    options.onWarnings();
  }

  function resume(): void {
    if (holes.length === 0 || isStopped()) return;
    underWay ??= run().finally(() => {
      underWay = null;
    });
  }

  return {
    request(span, queries) {
      const jobs = queries
        .flatMap((query) =>
          planHistory(span, query.cache.presentCount()).map((part): Job => ({ query, part })),
        )
        .toSorted((a, b) => b.part.toMs - a.part.toMs);
      if (jobs.length === 0) return;
      // The newest stands last and is filled first.
      holes = [...holes, jobs].slice(-MAX_HOLES);
      resume();
    },
    resume,
    warnings: () => warnings,
    async settled() {
      await underWay;
    },
  };
}

async function askHistory(
  client: PrometheusClient,
  query: PreparedQuery,
  { fromMs, toMs, stepMs }: HistoryPart,
  decoder: ReturnType<typeof createMatrixDecoder>,
): Promise<Result<DecodedMatrix, HttpProblem>> {
  const parameters = {
    query: query.promql,
    start: String(fromMs / 1_000),
    end: String(toMs / 1_000),
    step: String(stepMs / 1_000),
  };
  const reply = await client.read('/api/v1/query_range', parameters, 'result', decoder);
  if (!reply.ok) return reply;
  const decoded = decoder.finish(reply.value.envelope);
  return decoded.ok ? ok(decoded.value) : aboutQuestion(client, decoded.error);
}
