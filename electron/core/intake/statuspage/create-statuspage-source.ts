import { type Annotation, sameAnnotation } from '../../../../shared/domain/annotation.ts';
import type { SeriesKey } from '../../../../shared/domain/observation.ts';
import type { StatuspageSourceConfig } from '../../config/source-schemas/statuspage.ts';
import { createHttpConnection } from '../policy/http-connection.ts';
import { maskedAddress } from '../policy/masked-address.ts';
import { createPayloadPeek } from '../policy/payload-peek.ts';
import { createPolledSource } from '../policy/polled-source.ts';
import { createSeriesKeys } from '../policy/series-keys.ts';
import { createStatusTracker } from '../policy/status-tracker.ts';
import type { Source } from '../source.ts';
import type { SourceContext } from '../source-context.ts';
import { createPageClient } from './page-client.ts';
import { pageObservations } from './page-observations.ts';
import { createPageReader, type Reading } from './page-reader.ts';
import type { PageIncident, PageReport } from './page-report.ts';

/** A status is old when this many rounds did not renew it; copies in caches are commonly a minute old. */
const STALE_ROUNDS = 3;
const CACHE_MS = 60_000;

/** A copy older than this is worth a word. */
const OLD_COPY_MS = 5 * 60_000;

/** Several caches hand out copies of different age; a copy older than what was read is not read for this long. */
const PREFER_NEWER_MS = 5 * 60_000;
/** Times of answers have whole seconds. */
const TICK_MS = 2_000;

/**
 * The public status page of a third party, asked every `config.every`.
 *
 * What the page says becomes the signal `reported_status`, its open incidents become alerts, its past ones and its
 * maintenances become annotations. A feed says nothing about how things stand while no incident is open in it, so
 * nothing is claimed then.
 */
export function createStatuspageSource(
  config: StatuspageSourceConfig,
  { secrets, mask, configDirectory, deps }: SourceContext,
): Source {
  const { clock, emit } = deps;
  const sourceId = config.id;
  const http = createHttpConnection(config, secrets, clock, { configDirectory });
  const tracker = createStatusTracker(
    {
      id: sourceId,
      type: 'statuspage',
      address: http.address,
      staleAfterMs: config.staleAfter ?? STALE_ROUNDS * config.every + CACHE_MS,
      everyMs: config.every,
    },
    deps,
  );
  const peek = createPayloadPeek(mask);
  const client = createPageClient(http, clock, config.timeout, config.every);
  const reader = createPageReader(config, http.baseUrl, client, ({ url, text, bytes, receivedAtMs }) =>
    peek.keep(maskedAddress(url.href), text, receivedAtMs, bytes),
  );
  const keys = createSeriesKeys();
  let reported: ReadonlySet<SeriesKey> = new Set();
  /** Open at the last reading: what a summary no longer lists is over. */
  let open: ReadonlyMap<string, PageIncident> = new Map();
  let told: ReadonlyMap<string, Annotation> = new Map();
  let holdUntilMs = 0;
  /** What was read last: when the page said it, and when we took it. */
  let newest = { checkedAtMs: Number.NEGATIVE_INFINITY, takenAtMs: 0 };

  async function round(isStopped: () => boolean): Promise<void> {
    // Asked to be left alone: a status page must not be made slower by those who read it.
    if (clock.monotonicMs() < holdUntilMs) return;
    tracker.attempted();
    const reading = await reader.read();
    if (isStopped()) return;
    if (!reading.ok) {
      holdUntilMs = clock.monotonicMs() + reading.error.holdMs;
      return tracker.failed(reading.error.sentence);
    }
    const { checkedAtMs } = reading.value;
    const takenAtMs = clock.monotonicMs();
    // What ended since that copy was made would be open again, and what began since would be over.
    if (checkedAtMs < newest.checkedAtMs - TICK_MS && takenAtMs - newest.takenAtMs < PREFER_NEWER_MS)
      return tracker.succeeded();
    newest = { checkedAtMs, takenAtMs };
    take(reading.value);
  }

  function take({ report: read, receivedAtMs, checkedAtMs }: Reading): void {
    const report = withEnded(read, receivedAtMs);
    const { samples, alerts, annotations, warnings, missing } = pageObservations(
      report,
      config,
      keys,
      checkedAtMs,
    );
    if (report.rejectedCount > 0 && report.lastRejection !== null)
      tracker.rejected(report.rejectedCount, `${report.lastRejection}.`);
    const ageMs = receivedAtMs - checkedAtMs;
    const old = `The answer is a copy ${Math.round(ageMs / 60_000)} min old, or the clock of ${http.host} is behind.`;
    tracker.warnings([...http.warnings, ...warnings, ...(ageMs > OLD_COPY_MS ? [old] : [])]);
    tracker.samples(samples.length, samples.length === 0 ? null : ageMs);
    tracker.seriesCount(samples.length);
    tracker.missingSeries(missing.length);
    // Live first: a list that came before its source was live would confirm nothing.
    tracker.succeeded();
    if (samples.length > 0) emit({ kind: 'samples', sourceId, receivedAtMs, samples });
    const found = new Set(samples.map(({ key }) => key));
    const absent = [...reported].filter((key) => !found.has(key));
    reported = found;
    if (absent.length > 0) emit({ kind: 'absent', sourceId, receivedAtMs, keys: absent });
    emit({ kind: 'alert_list', sourceId, receivedAtMs, alerts });
    tell(annotations, receivedAtMs);
  }

  /** Adds the incidents that were open and that the summary has stopped listing: they ended since the last look. */
  function withEnded(report: PageReport, nowMs: number): PageReport {
    const listed = new Set(report.incidents.map(({ id }) => id));
    const ended = report.kind === 'feed' ? [] : [...open.values()].filter(({ id }) => !listed.has(id));
    open = new Map(
      report.incidents.filter(({ endsAtMs }) => endsAtMs === null).map((incident) => [incident.id, incident]),
    );
    return {
      ...report,
      incidents: [...report.incidents, ...ended.map((incident) => ({ ...incident, endsAtMs: nowMs }))],
    };
  }

  /** Hands on what is new or different; the same list comes again with every reading. */
  function tell(annotations: readonly Annotation[], receivedAtMs: number): void {
    const changed = annotations.filter((annotation) => {
      const before = told.get(annotation.id);
      return before === undefined || !sameAnnotation(before, annotation);
    });
    told = new Map(annotations.map((annotation) => [annotation.id, annotation]));
    if (changed.length > 0) emit({ kind: 'annotations', sourceId, receivedAtMs, annotations: changed });
  }

  return createPolledSource({
    id: sourceId,
    everyMs: config.every,
    deps,
    tracker,
    peek,
    connection: http,
    firstWarnings: http.warnings,
    round,
  });
}
