import { MAX_BAND_MS } from '../../../shared/contract/baseline-commands.ts';
import type { CommandReply, CommandRequest } from '../../../shared/contract/commands.ts';
import { hourOf } from '../../../shared/domain/baseline.ts';
import { type Failure, failure } from '../../../shared/domain/failure.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { JournalReader } from '../journal/journal.ts';

/** Series the worker is asked about at once, some tens of milliseconds: what else waits for it waits no longer. */
const SERIES_PER_PIECE = 200;
/** Answers kept, those of the questions views ask most: many of them ask the same. */
const MAX_KEPT = 16;
/** Learning goes on, and history may be brought in: an answer of today is asked for anew after this long. */
const KEPT_MS = 600_000;

/** Answers what is usual, from the log. */
export interface BaselineDesk {
  baselines(request: CommandRequest<'baselines'>): Promise<Result<CommandReply<'baselines'>, Failure>>;
  baselineBand(
    request: CommandRequest<'baselineBand'>,
  ): Promise<Result<CommandReply<'baselineBand'>, Failure>>;
}

/** A desk over a log. Nothing is held of a series but what was just asked for. */
export function createBaselineDesk(
  journal: Pick<JournalReader, 'baselines' | 'baselineBand'>,
  nowMs: () => number,
): BaselineDesk {
  const kept = new Map<
    string,
    { readonly atMs: number; readonly reply: Promise<CommandReply<'baselines'>> }
  >();

  const ask = async (question: CommandRequest<'baselines'>): Promise<CommandReply<'baselines'>> => {
    const series: CommandReply<'baselines'>['series'] = [];
    let afterId: number | null = 0;
    while (afterId !== null) {
      const piece = await journal.baselines({ ...question, afterId, limit: SERIES_PER_PIECE });
      for (const { series: one, baseline } of piece.found) series.push({ ...one, baseline });
      afterId = piece.nextAfterId;
    }
    return { hourMs: question.atMs, series };
  };

  return {
    async baselines(request) {
      if (!Number.isFinite(request.atMs)) return err(failure('bad_request', 'This is not a moment.'));
      const question = {
        atMs: hourOf(request.atMs),
        knownByMs: request.knownByMs === null ? null : hourOf(request.knownByMs),
        service: request.service,
        signals: request.signals.toSorted(),
      };
      const name = JSON.stringify(question);
      const known = kept.get(name);
      kept.delete(name);
      const isYoung = known !== undefined && Math.abs(nowMs() - known.atMs) < KEPT_MS;
      const entry = isYoung ? known : { atMs: nowMs(), reply: ask(question) };
      kept.set(name, entry);
      for (const oldest of kept.keys()) if (kept.size > MAX_KEPT) kept.delete(oldest);
      try {
        return ok(await entry.reply);
      } catch (error) {
        if (kept.get(name) === entry) kept.delete(name);
        throw error;
      }
    },
    async baselineBand(request) {
      const { fromMs, toMs } = request;
      if (!(toMs > fromMs) || toMs - fromMs > MAX_BAND_MS)
        return err(
          failure(
            'bad_request',
            'What is usual is told of at most 35 days, and the range must end after it starts.',
          ),
        );
      const knownByMs = request.knownByMs === null ? null : hourOf(request.knownByMs);
      const found = await journal.baselineBand({ ...request, knownByMs });
      return ok({ series: found.flatMap(bandOf) });
    },
  };
}

type Band = CommandReply<'baselineBand'>['series'][number];

function bandOf({
  series,
  hours,
}: Awaited<ReturnType<JournalReader['baselineBand']>>[number]): readonly Band[] {
  const last = hours.at(-1);
  if (last === undefined) return [];
  const known = hours.flatMap(({ hourMs, baseline }) =>
    baseline.kind === 'known' ? [{ hourMs, ...baseline }] : [],
  );
  return [
    {
      ...series,
      hourMs: known.map(({ hourMs }) => hourMs),
      low: known.map(({ low }) => low),
      median: known.map(({ median }) => median),
      high: known.map(({ high }) => high),
      latest: last.baseline,
    },
  ];
}
