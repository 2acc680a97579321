import { MAX_BASELINE_SIGNALS } from '../../../shared/contract/baseline-commands.ts';
import type { CommandReply } from '../../../shared/contract/commands.ts';
import { seriesKeyAt } from '../../../shared/domain/catalogue.ts';
import { type SeriesKey, seriesKeyText } from '../../../shared/domain/observation.ts';
import type { RuleReading } from '../../../shared/domain/rules/look.ts';
import type { BaselineDesk } from '../baselines/baseline-desk.ts';
import type { Board } from '../board/board.ts';
import type { Clock } from '../clock.ts';
import type { JournalReader } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import type { LoopLag } from '../publish/loop-lag.ts';
import type { RuleBook, UsualOfRow } from './rule-book.ts';

/** What Vigil measures of itself is looked up this often, and what is usual as often: the desk keeps its answers. */
const FACTS_EVERY_MS = 10_000;
/** The lag that counts is that of the slowest in a hundred. */
const LAG_QUANTILE = 0.99;

export interface RuleFactsDeps {
  readonly rules: RuleBook;
  readonly board: Board;
  readonly baselines: Pick<BaselineDesk, 'baselines'>;
  readonly journal: Pick<JournalReader, 'stats'>;
  readonly loopLag: Pick<LoopLag, 'read'>;
  readonly clock: Clock;
  readonly memoryBytes: () => number;
  readonly log: Log;
}

/** Brings the rules what is not on the board, for as long as a rule needs it. Returns the stop. */
export function startRuleFacts(deps: RuleFactsDeps): () => void {
  const { rules, board, baselines, journal, loopLag, clock, memoryBytes, log } = deps;
  let isStopped = false;
  let cancel = (): void => undefined;

  const noteOwn = async (): Promise<void> => {
    if (!rules.needsOwnMeasures) return;
    const { queuedWrites } = await journal.stats();
    const atMs = clock.nowMs();
    const lag = loopLag.read().quantiles.find(({ quantile }) => quantile === LAG_QUANTILE);
    if (lag !== undefined) rules.noteOwn('loop_lag', { value: lag.seconds, atMs });
    rules.noteOwn('journal_backlog', { value: queuedWrites, atMs });
    rules.noteOwn('memory', { value: memoryBytes(), atMs });
  };

  const noteUsual = async (): Promise<void> => {
    const signals = rules.signalsWithUsual.slice(0, MAX_BASELINE_SIGNALS);
    if (signals.length === 0) return;
    const found = await baselines.baselines({ atMs: clock.nowMs(), knownByMs: null, service: null, signals });
    if (found.ok) rules.noteUsual(usualOfRows(board, found.value.series));
  };

  const turn = async (): Promise<void> => {
    try {
      await noteOwn();
      await noteUsual();
    } catch (thrown) {
      log.warn('What the rules need to know could not be looked up', { error: String(thrown) });
    }
    if (!isStopped) cancel = clock.setTimeout(() => void turn(), FACTS_EVERY_MS);
  };
  void turn();
  return () => {
    isStopped = true;
    cancel();
  };
}

type FoundSeries = CommandReply<'baselines'>['series'][number];

/** What is usual, by row of the board; rows that got other numbers meanwhile are looked up anew. */
export function usualOfRows(
  board: Pick<Board, 'names' | 'generation'>,
  series: readonly FoundSeries[],
): UsualOfRow {
  const bySeries = new Map<string, RuleReading['usual']>();
  for (const { baseline, ...one } of series)
    if (baseline.kind === 'known')
      bySeries.set(`${one.sourceId}\n${seriesKeyText(keyOf(one))}`, {
        low: baseline.low,
        high: baseline.high,
      });
  let { generation } = board;
  let byRow = new Map<number, RuleReading['usual']>();
  return (row) => {
    if (generation !== board.generation) [generation, byRow] = [board.generation, new Map()];
    let usual = byRow.get(row);
    if (usual === undefined) {
      const { names } = board;
      const sourceId = names.sources[names.series[row]!.source]!;
      usual = bySeries.get(`${sourceId}\n${seriesKeyText(seriesKeyAt(names, row))}`) ?? null;
      byRow.set(row, usual);
    }
    return usual;
  };
}

function keyOf({
  service,
  region,
  toRegion,
  signal,
  unit,
}: Omit<FoundSeries, 'baseline' | 'sourceId'>): SeriesKey {
  const subject =
    toRegion === null
      ? { kind: 'cell' as const, service, region }
      : { kind: 'link' as const, from: region, to: toRegion };
  return { subject, signal, unit };
}
