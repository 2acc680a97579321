import { createHash } from 'node:crypto';
import type { annotationCommands } from '../../shared/contract/annotation-commands.ts';
import { MAX_ANNOTATION_ROWS } from '../../shared/contract/commands.ts';
import type { Annotation } from '../../shared/domain/annotation.ts';
import { failure } from '../../shared/domain/failure.ts';
import { err, ok } from '../../shared/domain/result.ts';
import { annotationOfMark, checkMark, type KnownNames } from '../../shared/domain/typed-mark.ts';
import type { Clock } from './clock.ts';
import type { JournalReader } from './journal/journal.ts';
import type { CommandHandlers } from './sessions.ts';

/** Whether people on this seat may change anything of Vigil; a sentence says why not. */
export type SeatEditing = { readonly allowed: true } | { readonly allowed: false; readonly whyNot: string };

/** Marks typed within a minute on all seats together: more is no person. */
export const MAX_MARKS_PER_MINUTE = 60;

export interface TypedDeskDeps {
  readonly editing: SeatEditing;
  readonly names: () => KnownNames;
  readonly journal: Pick<JournalReader, 'annotations'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly newId: () => string;
  /** Puts it into the picture and the log, and tells every view. */
  readonly take: (annotation: Annotation, nowMs: number) => void;
}

/** Answers the commands about annotations that people write by hand. */
export function createTypedDesk(deps: TypedDeskDeps): Pick<CommandHandlers, keyof typeof annotationCommands> {
  const { editing, names, journal, clock, newId, take } = deps;
  const writtenAtMs: number[] = [];

  const isFlood = (nowMs: number): boolean => {
    while (writtenAtMs.length > 0 && nowMs - (writtenAtMs[0] ?? nowMs) >= 60_000) writtenAtMs.shift();
    return writtenAtMs.length >= MAX_MARKS_PER_MINUTE;
  };

  return {
    annotate({ mark, seatKey }) {
      if (!editing.allowed) return err(failure('unauthorized', editing.whyNot));
      const nowMs = clock.nowMs();
      const checked = checkMark(mark, names(), nowMs);
      if (!checked.ok) return err(failure('bad_request', checked.error.sentence));
      if (isFlood(nowMs))
        return err(
          failure(
            'unsupported',
            `More than ${MAX_MARKS_PER_MINUTE} marks within a minute. Wait a little.`,
            true,
          ),
        );
      writtenAtMs.push(nowMs);
      const seat = seatOf(seatKey);
      const annotation = annotationOfMark(checked.value, { id: newId(), seat, atMs: nowMs });
      take(annotation, nowMs);
      return ok({ annotation });
    },
    async retractAnnotation({ id, atMs, seatKey }) {
      if (!editing.allowed) return err(failure('unauthorized', editing.whyNot));
      const found = await journal.annotations(atMs, atMs, MAX_ANNOTATION_ROWS);
      const annotation = found.find((one) => one.id === id);
      if (annotation === undefined) return err(failure('not_found', 'This mark is not in the log any more.'));
      if (annotation.typed === undefined)
        return err(failure('unauthorized', 'A source told this; only what was typed can be taken back.'));
      if (annotation.typed.seat !== seatOf(seatKey))
        return err(
          failure('unauthorized', `Only ${annotation.typed.by} can take this back, where it was typed.`),
        );
      const nowMs = clock.nowMs();
      take({ ...annotation, retractedAtMs: nowMs }, nowMs);
      return ok({});
    },
  };
}

/** Annotations travel to every view: the key itself must not. */
function seatOf(seatKey: string): string {
  return createHash('sha256').update(seatKey).digest('hex').slice(0, 32);
}
