import type { Sample, SeriesKey } from '../../../../shared/domain/observation.ts';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { ExpositionSourceConfig } from '../../config/source-schemas/exposition.ts';
import { createHttpConnection } from '../policy/http-connection.ts';
import { statusWords } from '../policy/http-words.ts';
import { createPayloadPeek } from '../policy/payload-peek.ts';
import { createPolledSource } from '../policy/polled-source.ts';
import { createSeriesKeys, MAX_CACHED_KEYS } from '../policy/series-keys.ts';
import { createStatusTracker } from '../policy/status-tracker.ts';
import { createTurns } from '../policy/turns.ts';
import type { Source } from '../source.ts';
import type { SourceContext } from '../source-context.ts';
import { ACCEPT, formatOfContentType } from './exposition-format.ts';
import { issueWords, type PageSummary } from './page.ts';
import { PageBeginning } from './page-beginning.ts';
import { PageReader } from './page-reader.ts';
import { readSignals } from './read-signals.ts';
import { configuredReadings } from './reading.ts';
import { recognisedReadings } from './recognised-readings.ts';
import { MIN_RATE_SPAN_MS, ScrapeMemory } from './scrape-memory.ts';

/** Bytes read before looking at the clock: less than a millisecond's work even on a page never seen before. */
const SLICE_BYTES = 16_384;

/** Counters are compared over at most this many intervals, and never less than MIN_RATE_SPAN_MS. */
const MAX_INTERVALS = 3;

/** Values count as stale after this many intervals, and never sooner than the time below. */
const STALE_INTERVALS = 3;
const MIN_STALE_MS = 15_000;

/** Complaints that only an audit finds are looked into again this often, lest they outlive their cause. */
const AUDIT_AGAIN_MS = 5 * 60_000;

/** Issues of a page named in the warnings; the rest is counted. */
const MAX_ISSUES_NAMED = 3;

/**
 * A `/metrics` page scraped every `config.every`, with no Prometheus in between.
 *
 * It reads leniently: a line that breaks the format is reported as a warning and skipped, the others count. Whether
 * something is gone is only concluded from pages without such lines. Rates and quantiles come from the difference of
 * two scrapes, so the first one gives none. An answer that is no page at all is a failed scrape.
 */
export function createExpositionSource(
  config: ExpositionSourceConfig,
  { secrets, mask, configDirectory, deps }: SourceContext,
): Source {
  const { clock, emit } = deps;
  const sourceId = config.id;
  const http = createHttpConnection(config, secrets, clock, { configDirectory });
  const tracker = createStatusTracker(
    {
      id: sourceId,
      type: 'exposition',
      address: http.address,
      staleAfterMs: config.staleAfter ?? Math.max(MIN_STALE_MS, STALE_INTERVALS * config.every),
      everyMs: config.every,
    },
    deps,
  );
  const peek = createPayloadPeek(mask);
  const keys = createSeriesKeys();
  const readings = config.read === undefined ? recognisedReadings() : configuredReadings(config.read);
  const service = config.service ?? config.id;
  const memory = new ScrapeMemory(readings, keys, {
    serviceLabel: config.labels.service,
    regionLabel: config.labels.region,
    defaultService: service,
    defaultRegion: config.region,
  });
  const reader = new PageReader(memory, deps.random);
  let presentBefore: ReadonlySet<SeriesKey> = new Set();
  /** What the last audit of the whole page found: only pages with new lines are audited. */
  let auditWords: readonly string[] = [];
  let auditedAtMs = 0;

  /** Reads the page while it arrives; the error is a sentence. */
  async function scrape(): Promise<Result<PageSummary, string>> {
    const turns = createTurns();
    const beginning = new PageBeginning();
    let hasBegun = false;
    let refusal: string | null = null;
    const begin = (contentType: string): void => {
      hasBegun = true;
      const format = formatOfContentType(contentType);
      if (!format.ok) {
        refusal = `${http.host} ${format.error}.`;
        return;
      }
      memory.begin(clock.nowMs(), clock.monotonicMs());
      const isDue = auditWords.length > 0 && clock.monotonicMs() - auditedAtMs >= AUDIT_AGAIN_MS;
      reader.begin(format.value, isDue);
    };
    const reply = await http.request({
      url: http.baseUrl,
      accept: ACCEPT,
      headersTimeoutMs: config.timeout,
      onBytes: async (piece, contentType) => {
        if (!hasBegun) begin(contentType);
        beginning.take(piece);
        if (refusal !== null) return;
        for (let from = 0; from < piece.length; from += SLICE_BYTES) {
          reader.push(piece.subarray(from, from + SLICE_BYTES));
          if (turns.isSpent()) await turns.next();
        }
      },
    });
    if (!reply.ok) return err(reply.error.sentence);
    const { status, body, contentType, bytes } = reply.value;
    if (status < 200 || status >= 300) {
      peek.keep('page', body, clock.nowMs(), bytes);
      return err(statusWords(status, http.host));
    }
    peek.keep('page', beginning.text(), clock.nowMs(), bytes);
    if (!hasBegun) begin(contentType);
    if (refusal !== null) return err(refusal);
    const summary = reader.end();
    if (summary.samples > 0) return ok(summary);
    const [issue] = summary.issues;
    return err(
      issue === undefined
        ? `${http.host} answered with a page that holds no samples.`
        : `${http.host} did not answer with metrics: ${issueWords(issue)}.`,
    );
  }

  async function round(isStopped: () => boolean): Promise<void> {
    if (keys.size > MAX_CACHED_KEYS) {
      // Cells are told apart by their key objects: both begin anew together.
      reader.forget();
      keys.trim();
      presentBefore = new Set();
    }
    tracker.attempted();
    const page = await scrape();
    if (isStopped()) return;
    if (!page.ok) return tracker.failed(page.error);
    const maxSpanMs = Math.max(MIN_RATE_SPAN_MS, MAX_INTERVALS * config.every);
    const signals = await readSignals(memory, keys, maxSpanMs, createTurns());
    if (isStopped()) return;
    const receivedAtMs = clock.nowMs();
    const samples: Sample[] = [...signals.samples];
    const present = new Set(signals.present);
    const hasAvailability = [...present].some(({ signal }) => signal === 'availability');
    if (config.read === undefined && !hasAvailability) {
      const key = keys.get('cell', service, config.region, 'availability', 'ratio');
      samples.push({ key, value: 1, sampledAtMs: memory.receivedAtMs });
      present.add(key);
    }
    const oldestMs = samples.reduce((oldest, sample) => Math.min(oldest, sample.sampledAtMs), Infinity);
    tracker.samples(samples.length, samples.length === 0 ? null : receivedAtMs - oldestMs);
    if (signals.lastRejection !== null) tracker.rejected(signals.rejectedCount, `${signals.lastRejection}.`);
    const absent = page.value.isComplete ? [...presentBefore].filter((key) => !present.has(key)) : [];
    // From a page with broken lines nothing can be said to be gone: what was there is expected on.
    presentBefore = page.value.isComplete ? present : new Set([...presentBefore, ...present]);
    tracker.seriesCount(present.size);
    tracker.missingSeries(absent.length);
    tracker.warnings([
      ...http.warnings,
      ...readings.problems,
      ...pageWarnings(page.value),
      ...(signals.used.length > 0 || config.read === undefined ? [] : [NOTHING_FOUND]),
      ...(config.read === undefined ? [recognisedWords(signals.used.map(({ signal }) => signal))] : []),
    ]);
    if (samples.length > 0) emit({ kind: 'samples', sourceId, receivedAtMs, samples });
    if (absent.length > 0) emit({ kind: 'absent', sourceId, receivedAtMs, keys: absent });
    tracker.succeeded();
  }

  function pageWarnings(page: PageSummary): readonly string[] {
    const named = page.issues
      .slice(0, MAX_ISSUES_NAMED)
      .map((issue) => `The page breaks its format: ${issueWords(issue)}.`);
    if (page.wasAudited) {
      auditWords = named;
      auditedAtMs = clock.monotonicMs();
    }
    const times =
      memory.unbelievableTimes === 0
        ? []
        : [
            `${memory.unbelievableTimes} samples have times that cannot be right; the time of the scrape is used.`,
          ];
    return [...new Set([...named, ...auditWords]), ...times];
  }

  return createPolledSource({
    id: sourceId,
    everyMs: config.every,
    deps,
    tracker,
    peek,
    connection: http,
    firstWarnings: [...http.warnings, ...readings.problems],
    round,
  });
}

const NOTHING_FOUND = 'None of the metrics that read names is on the page.';

function recognisedWords(signals: readonly string[]): string {
  const found = [...new Set(signals)];
  return found.length === 0
    ? 'No metric was recognised: only whether the page answers is shown. Name metrics under read.'
    : `Recognised without read: ${found.join(', ')}.`;
}
