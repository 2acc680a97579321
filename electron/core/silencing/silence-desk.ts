import type { silenceCommands } from '../../../shared/contract/silence-commands.ts';
import type { Alert } from '../../../shared/domain/alert.ts';
import type { AlertAction } from '../../../shared/domain/alert-action.ts';
import { type Failure, failure } from '../../../shared/domain/failure.ts';
import { compileMatchers, labelsOf, type Matcher } from '../../../shared/domain/matchers.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import {
  checkSigned,
  checkSilence,
  checkTimes,
  type SilenceFault,
} from '../../../shared/domain/silence-request.ts';
import { runLimited } from '../intake/policy/run-limited.ts';
import type { JournalReader } from '../journal/journal.ts';
import type { CommandHandlers } from '../sessions.ts';
import type { SeatEditing } from '../typed-desk.ts';
import { type AckWriterDeps, type AckWritten, acknowledge, unacknowledge } from './acknowledge.ts';
import { createSilenceReader } from './silence-reader.ts';
import { endSilence, renewSilence, writeSilence } from './write-silence.ts';

/** Writes within a minute on all seats together: more is no person. */
export const MAX_WRITES_PER_MINUTE = 120;
/** Alerts that are written at once. */
const WRITES_AT_ONCE = 8;
/** Alerts that a silence is noted with in the log. */
const MAX_NOTED_ALERTS = 200;

export interface SilenceDeskDeps extends AckWriterDeps {
  readonly editing: SeatEditing;
  readonly newId: () => string;
  /** Alerts of the feed. */
  readonly feed: () => readonly Alert[];
  readonly journal: Pick<JournalReader, 'actions' | 'rehearsal'>;
  readonly note: (action: AlertAction, alertIds: readonly string[]) => void;
  /** Shows every view what has changed. */
  readonly changed: () => void;
}

type SilenceHandlers = Pick<CommandHandlers, keyof typeof silenceCommands>;

/** Answers the commands that quieten alerts and say who has them in hand. */
export function createSilenceDesk(deps: SilenceDeskDeps): SilenceHandlers {
  const { editing, clock, newId, note, book, members, journal, spreader } = deps;
  const writtenAtMs: number[] = [];

  const mayWrite = (): Result<null, Failure> => {
    if (!editing.allowed) return err(failure('unauthorized', editing.whyNot));
    const nowMs = clock.nowMs();
    while (writtenAtMs.length > 0 && nowMs - (writtenAtMs[0] ?? nowMs) >= 60_000) writtenAtMs.shift();
    if (writtenAtMs.length >= MAX_WRITES_PER_MINUTE)
      return err(failure('unsupported', 'That is too much within a minute. Wait a little.', true));
    writtenAtMs.push(nowMs);
    return ok(null);
  };
  const action = (parts: Pick<AlertAction, 'kind' | 'by' | 'why'> & Partial<AlertAction>): AlertAction => ({
    id: newId(),
    atMs: clock.nowMs(),
    untilMs: null,
    silences: [],
    ...parts,
  });
  /** Does it for every alert; `did` writes down what became of one. */
  const forEach = async (
    alertIds: readonly string[],
    act: (alertId: string) => Promise<Result<AckWritten, string>>,
    did: (alertId: string, written: AckWritten) => void,
  ) => {
    const done: string[] = [];
    const refused: { alertId: string; sentence: string }[] = [];
    const notes = new Set<string>();
    const jobs = [...new Set(alertIds)].map((alertId) => async () => {
      const result = await act(alertId);
      if (!result.ok) return void refused.push({ alertId, sentence: result.error });
      done.push(alertId);
      for (const words of result.value.notes) notes.add(words);
      did(alertId, result.value);
    });
    await runLimited(jobs, WRITES_AT_ONCE, () => false);
    deps.changed();
    return ok({ done, refused, notes: [...notes] });
  };
  const matching = (matchers: readonly Matcher[]): string[] => {
    const compiled = compileMatchers(matchers);
    if (!compiled.ok) return [];
    return deps
      .feed()
      .filter(
        (alert) =>
          alert.kind === 'reported' && alert.state === 'firing' && compiled.value(labelsOf(alert.labels)),
      )
      .slice(0, MAX_NOTED_ALERTS)
      .map(({ id }) => id);
  };
  const standing = (id: string) => {
    const found = book.findSilence(id);
    if (found === null) return null;
    const holders = members()
      .filter(({ sourceId }) => found.sourceIds.includes(sourceId))
      .toSorted((a, b) => Number(b.isLive) - Number(a.isLive));
    return { ...found, holders };
  };

  /** The same silence at peers that are parted from those that hold it under this id. */
  const twins = (id: string) =>
    spreader.twinsOf(id).flatMap((one) => {
      const found = one === id ? null : standing(one);
      return found === null || found.silence.state === 'expired' ? [] : [found];
    });

  return {
    async acknowledge({ alertIds, untilMs, ...words }) {
      const allowed = mayWrite();
      if (!allowed.ok) return allowed;
      const signed = checkSigned(words, false);
      if (!signed.ok) return badRequest(signed.error);
      const times = untilMs === null ? ok(null) : checkTimes(clock.nowMs(), untilMs, clock.nowMs());
      if (!times.ok) return badRequest(times.error);
      const { by, why } = signed.value;
      return forEach(
        alertIds,
        (alertId) => acknowledge(alertId, { by, why, untilMs }, deps),
        (alertId, { silences }) => {
          const startsAtMs = book.localOf(alertId)?.startsAtMs;
          note(
            action({
              kind: 'acknowledged',
              by,
              why,
              untilMs,
              silences: [...silences],
              ...(startsAtMs === undefined ? {} : { startsAtMs }),
            }),
            [alertId],
          );
        },
      );
    },
    async unacknowledge({ alertIds, ...words }) {
      const allowed = mayWrite();
      if (!allowed.ok) return allowed;
      const signed = checkSigned(words, false);
      if (!signed.ok) return badRequest(signed.error);
      return forEach(
        alertIds,
        (alertId) => unacknowledge(alertId, deps),
        (alertId, { silences }) =>
          note(action({ kind: 'unacknowledged', ...signed.value, silences: [...silences] }), [alertId]),
      );
    },
    async createSilence(request) {
      const allowed = mayWrite();
      if (!allowed.ok) return allowed;
      const checked = checkSilence(request, clock.nowMs());
      if (!checked.ok) return badRequest(checked.error);
      const { matchers, startsAtMs, endsAtMs, by, why } = checked.value;
      const draft = { matchers: [...matchers], startsAtMs, endsAtMs, createdBy: by, comment: why };
      const written = await writeSilence(draft, members(), clock, spreader);
      if (!written.ok) return err(failure('unsupported', written.error, true));
      const { silences, notes } = written.value;
      note(
        action({ kind: 'silenced', by, why, untilMs: endsAtMs, silences, matchers: [...matchers] }),
        matching(matchers),
      );
      deps.changed();
      return ok({ silences, notes });
    },
    async extendSilence({ id, endsAtMs, ...words }) {
      const allowed = mayWrite();
      if (!allowed.ok) return allowed;
      const signed = checkSigned(words, false);
      if (!signed.ok) return badRequest(signed.error);
      const found = standing(id);
      if (found === null || found.silence.state === 'expired') return err(failure('not_found', GONE));
      const { silence, holders } = found;
      const times = checkTimes(silence.startsAtMs, endsAtMs, clock.nowMs());
      if (!times.ok) return badRequest(times.error);
      const { by, why } = signed.value;
      const { matchers, comment } = silence;
      const renewal = { endsAtMs, comment: why === '' ? comment : why };
      const written = await renewSilence(id, renewal, holders, clock);
      if (!written.ok) return err(failure('unsupported', written.error, true));
      for (const twin of twins(id)) {
        const too = await renewSilence(twin.silence.id, renewal, twin.holders, clock);
        if (!too.ok) written.value.notes.push(too.error);
        else written.value.silences.push(...too.value.silences);
      }
      const { silences, notes } = written.value;
      const about = matching(matchers);
      note(action({ kind: 'silence_extended', by, why, untilMs: endsAtMs, silences, matchers }), about);
      deps.changed();
      return ok({ silences, notes });
    },
    async expireSilence({ id, ...words }) {
      const allowed = mayWrite();
      if (!allowed.ok) return allowed;
      const signed = checkSigned(words, false);
      if (!signed.ok) return badRequest(signed.error);
      const found = standing(id);
      if (found === null) return err(failure('not_found', GONE));
      const ended = await endSilence(id, found.holders, clock);
      if (!ended.ok) return err(failure('unsupported', ended.error, true));
      for (const twin of twins(id)) {
        const too = await endSilence(twin.silence.id, twin.holders, clock);
        if (!too.ok) ended.value.notes.push(too.error);
      }
      const { matchers } = found.silence;
      const silences = [{ id, sourceIds: ended.value.sourceIds }];
      note(action({ kind: 'silence_ended', ...signed.value, silences, matchers }), matching(matchers));
      deps.changed();
      return ok({ notes: ended.value.notes });
    },
    ...createSilenceReader(journal, () => clock.nowMs()),
  };
}

const GONE = 'This silence is not there any more.';

function badRequest({ sentence }: SilenceFault): Result<never, Failure> {
  return err(failure('bad_request', sentence));
}
