import { failure } from '../../../shared/domain/failure.ts';
import { rehearsalFromMs } from '../../../shared/domain/rehearsal.ts';
import { err, ok } from '../../../shared/domain/result.ts';
import { checkMatchers } from '../../../shared/domain/silence-request.ts';
import type { JournalReader } from '../journal/journal.ts';
import type { CommandHandlers } from '../sessions.ts';

/** Answers what only reads: also on seats that only look, and of a capsule. */
export function createSilenceReader(
  journal: Pick<JournalReader, 'actions' | 'rehearsal'>,
  nowMs: () => number,
): Pick<CommandHandlers, 'rehearseSilence' | 'alertActions'> {
  return {
    async rehearseSilence({ matchers }) {
      const checked = checkMatchers(matchers);
      if (!checked.ok) return err(failure('bad_request', checked.error.sentence));
      const toMs = nowMs();
      const rehearsal = await journal.rehearsal({ matchers, fromMs: rehearsalFromMs(toMs), toMs });
      return rehearsal === null
        ? err(failure('internal', 'The log cannot be read at present.', true))
        : ok(rehearsal);
    },
    async alertActions({ alertId, limit }) {
      const rows = await journal.actions({ alertId, fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, limit });
      return ok({ actions: rows.map(({ action }) => action) });
    },
  };
}
