import type { CommandReply } from '../../../shared/contract/commands.ts';
import { MAX_PREVIEW_FIRINGS, type RulePreview } from '../../../shared/contract/rule-commands.ts';
import { hourOf } from '../../../shared/domain/baseline.ts';
import { failure } from '../../../shared/domain/failure.ts';
import { err, ok } from '../../../shared/domain/result.ts';
import type { RuleReading } from '../../../shared/domain/rules/look.ts';
import { type RecordedSeries, replay } from '../../../shared/domain/rules/replay.ts';
import type { Rule } from '../../../shared/domain/rules/rule.ts';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import type { BaselineDesk } from '../baselines/baseline-desk.ts';
import type { Board } from '../board/board.ts';
import { parseRule } from '../config/parse-rule.ts';
import type { JournalReader } from '../journal/journal.ts';
import type { CommandHandlers } from '../sessions.ts';
import { compileRule } from './compile-rule.ts';
import { previewSentence } from './preview-words.ts';
import { placesOf, type RulePlace } from './rule-places.ts';

/** How far back a rule is tried. */
export const PREVIEW_MS = 7 * 86_400_000;
/** Most places a rule is tried in: each is a week of samples. */
export const MAX_PREVIEW_PLACES = 100;
/** The least and the greatest value of every minute decide as all samples would. */
const POINTS_PER_SERIES = 2 * (PREVIEW_MS / 60_000);
/** Minutes follow each other by up to two of them; what is further apart was not measured between. */
const MINUTES_STALE_AFTER_MS = 150_000;

export interface PreviewDeps {
  readonly board: () => Pick<Board, 'names' | 'sources'>;
  readonly journal: Pick<JournalReader, 'history' | 'recordingSpans' | 'stats'>;
  readonly baselines: Pick<BaselineDesk, 'baselineBand'>;
  readonly nowMs: () => number;
}

/** Answers what a rule would have done; one question at a time, since each reads much of the log. */
export function createPreviewDesk(deps: PreviewDeps): Pick<CommandHandlers, 'previewRule'> {
  let isBusy = false;
  return {
    async previewRule({ yaml }) {
      const parsed = parseRule(yaml);
      if (!parsed.ok) {
        const problems = parsed.error.map(({ line, column, path, message }) => ({
          line,
          column,
          path,
          message,
        }));
        return ok({ problems, preview: null });
      }
      if (isBusy)
        return err(
          failure('unsupported', 'Another rule is being tried just now. Ask again in a moment.', true),
        );
      isBusy = true;
      try {
        return ok({ problems: [], preview: await previewOf(compileRule(parsed.value), deps) });
      } finally {
        isBusy = false;
      }
    },
  };
}

async function previewOf(rule: Rule, deps: PreviewDeps): Promise<RulePreview> {
  const { journal, board, nowMs } = deps;
  const toMs = nowMs();
  const range = { fromMs: toMs - PREVIEW_MS, toMs };
  const all = placesOf(rule, board()).filter(({ rows }) => rows.length > 0);
  const places = all.slice(0, MAX_PREVIEW_PLACES);
  const spans =
    rule.condition.kind === 'absent' ? await recordedIn(journal, range) : [{ fromMs: range.fromMs, toMs }];
  const firings: RulePreview['firings'] = [];
  let seriesCount = 0;
  let measuredMs = 0;
  for (const place of places) {
    const series = await recorded(rule, place, range, deps);
    seriesCount += series.length;
    measuredMs = Math.max(measuredMs, ...series.map(measuredFor));
    const { service, region, toRegion } = place;
    for (const firing of replay(rule, series, spans)) firings.push({ service, region, toRegion, ...firing });
  }
  firings.sort((a, b) => b.fromMs - a.fromMs);
  const totalMs = firings.reduce((sum, { fromMs, toMs: endMs }) => sum + ((endMs ?? toMs) - fromMs), 0);
  const { oldestMs } = await journal.stats();
  const outcome = {
    ...range,
    count: firings.length,
    totalMs,
    firings: firings.slice(0, MAX_PREVIEW_FIRINGS),
    placeCount: places.length,
    leftOutCount: all.length - places.length,
  };
  return { ...outcome, sentence: previewSentence(rule, outcome, { seriesCount, measuredMs, oldestMs }) };
}

async function recordedIn(
  journal: Pick<JournalReader, 'recordingSpans'>,
  { fromMs, toMs }: TimeRange,
): Promise<readonly TimeRange[]> {
  const spans = await journal.recordingSpans(fromMs, toMs);
  return spans.map((span) => ({ fromMs: Math.max(fromMs, span.fromMs), toMs: Math.min(toMs, span.toMs) }));
}

async function recorded(
  { condition }: Rule,
  { service, region, toRegion }: RulePlace,
  range: TimeRange,
  { journal, baselines, board }: PreviewDeps,
): Promise<readonly RecordedSeries[]> {
  if (condition.kind === 'own') return [];
  const question = { ...range, service: service ?? '', region, signals: [condition.signal], knownByMs: null };
  const history = await journal.history({ ...question, maxPointsPerSeries: POINTS_PER_SERIES });
  const band = condition.kind === 'deviation' ? await baselines.baselineBand(question) : null;
  const staleAfterMs = new Map(
    board()
      .sources()
      .map((source) => [source.id, source.staleAfterMs]),
  );
  return history
    .filter(({ series }) => series.toRegion === toRegion)
    .map(({ series, atMs, value }) => ({
      atMs,
      value,
      staleAfterMs: Math.max(staleAfterMs.get(series.sourceId) ?? 0, MINUTES_STALE_AFTER_MS),
      usualAt: usualAt(
        band?.ok === true
          ? band.value.series.find((one) => one.sourceId === series.sourceId && one.toRegion === toRegion)
          : undefined,
      ),
    }));
}

/** For how long a series was measured: between readings that follow each other closely enough. */
function measuredFor({ atMs, staleAfterMs }: RecordedSeries): number {
  let sum = 0;
  for (let i = 1; i < atMs.length; i++) {
    const apartMs = atMs[i]! - atMs[i - 1]!;
    if (apartMs <= staleAfterMs) sum += apartMs;
  }
  return sum;
}

type Band = CommandReply<'baselineBand'>['series'][number];

function usualAt(band: Band | undefined): (atMs: number) => RuleReading['usual'] {
  const hours = new Map<number, RuleReading['usual']>();
  for (const [index, hourMs] of (band?.hourMs ?? []).entries())
    hours.set(hourMs, { low: band!.low[index]!, high: band!.high[index]! });
  return (atMs) => hours.get(hourOf(atMs)) ?? null;
}
