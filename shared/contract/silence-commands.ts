import { z } from 'zod/mini';
import { alertActionSchema } from '../domain/alert-action.ts';
import { rehearsalSchema } from '../domain/rehearsal.ts';
import { matcherSchema } from '../domain/silence.ts';
import { MAX_MATCHER_CHARS, MAX_SILENCE_MATCHERS } from '../domain/silence-request.ts';

/** Most alerts of one acknowledgement. */
export const MAX_ACK_ALERTS = 500;
/** Most actions of one answer. */
export const MAX_ACTION_ROWS = 500;

const text = z.string().check(z.maxLength(1_000));
const id = z.string().check(z.maxLength(256));
const alertIds = z.array(id).check(z.minLength(1), z.maxLength(MAX_ACK_ALERTS));
const matchers = z
  .array(
    z.extend(matcherSchema, {
      name: z.string().check(z.maxLength(256)),
      value: z.string().check(z.maxLength(MAX_MATCHER_CHARS)),
    }),
  )
  .check(z.maxLength(MAX_SILENCE_MATCHERS));

/** A silence that was written: by which Alertmanagers it is held, as far as they have shown it. */
const writtenSilence = z.object({ id: z.string(), sourceIds: z.array(z.string()) });
/** Sentences about what did not work though the rest did: a peer that does not show the silence yet. */
const notes = z.array(z.string());

/** What became of each alert of the request. */
const alertOutcomes = z.object({
  done: z.array(z.string()),
  refused: z.array(z.object({ alertId: z.string(), sentence: z.string() })),
  notes,
});

/** Commands that quieten alerts and say who has them in hand. Those that write need the capability `acknowledge`. */
export const silenceCommands = {
  /**
   * Takes alerts in hand: a short silence where an Alertmanager reports them, which Vigil extends while they fire;
   * where none does, only this Vigil and its seats know. `untilMs` null: until each of them resolves.
   */
  acknowledge: {
    request: z.object({ alertIds, by: text, why: text, untilMs: z.nullable(z.number()) }),
    reply: alertOutcomes,
  },
  /** Gives alerts back to nobody. */
  unacknowledge: { request: z.object({ alertIds, by: text, why: text }), reply: alertOutcomes },
  /** Writes a silence to every cluster of Alertmanagers once. */
  createSilence: {
    request: z.object({ matchers, startsAtMs: z.number(), endsAtMs: z.number(), by: text, why: text }),
    reply: z.object({ silences: z.array(writtenSilence), notes }),
  },
  /** Another end; empty words keep those that stand. The id may be another one afterwards. */
  extendSilence: {
    request: z.object({ id, endsAtMs: z.number(), by: text, why: text }),
    reply: z.object({ silences: z.array(writtenSilence), notes }),
  },
  expireSilence: { request: z.object({ id, by: text, why: text }), reply: z.object({ notes }) },
  /** Tries a silence on the last 30 days of the log. */
  rehearseSilence: { request: z.object({ matchers }), reply: rehearsalSchema },
  /** What was done about an alert, newest first. */
  alertActions: {
    request: z.object({
      alertId: id,
      limit: z.number().check(z.int(), z.minimum(1), z.maximum(MAX_ACTION_ROWS)),
    }),
    reply: z.object({ actions: z.array(alertActionSchema) }),
  },
} as const;
