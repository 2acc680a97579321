import { z } from 'zod';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import { type Silence, silenceStates } from '../../../../shared/domain/silence.ts';
import type { SilenceDraft } from '../source.ts';
import { parseJson, parseList } from './parse-list.ts';

/** Most silences kept of one Alertmanager; those in force come first. */
export const MAX_SILENCES = 5_000;
/** Most matchers kept of one silence. */
const MAX_MATCHERS = 100;

const time = z.iso.datetime({ offset: true });

/** Unknown fields are ignored: newer versions add annotations. */
const silenceSchema = z.object({
  id: z.string().min(1),
  status: z.object({ state: z.enum(silenceStates) }),
  matchers: z
    .array(
      z.object({
        name: z.string(),
        value: z.string(),
        isRegex: z.boolean(),
        /** Absent means true: it came with version 0.22. */
        isEqual: z.boolean().nullish(),
      }),
    )
    .max(MAX_MATCHERS),
  startsAt: time,
  endsAt: time,
  createdBy: z.string().nullish(),
  comment: z.string().nullish(),
});

/** What the list of silences came to. */
export interface DecodedSilences {
  readonly silences: readonly Silence[];
  readonly rejectedCount: number;
  readonly lastRejection: string | null;
}

/** Decodes the answer of `/api/v2/silences`; never throws. The error is the reason in words. */
export function decodeSilences(body: string): Result<DecodedSilences, string> {
  const list = parseList(body, 'silences');
  if (!list.ok) return err(list.error);
  const silences: Silence[] = [];
  let lastRejection: string | null = null;
  for (const item of list.value) {
    const parsed = silenceSchema.safeParse(item);
    if (parsed.success) silences.push(silenceOf(parsed.data));
    else
      lastRejection = `a silence was refused: ${parsed.error.issues[0]?.path.join('.') ?? ''} is not as expected`;
  }
  const rejectedCount = list.value.length - silences.length;
  if (silences.length > MAX_SILENCES) lastRejection = `more than ${MAX_SILENCES} silences at once`;
  const rank = { active: 0, pending: 1, expired: 2 } as const;
  const kept =
    silences.length <= MAX_SILENCES
      ? silences
      : silences.toSorted((a, b) => rank[a.state] - rank[b.state]).slice(0, MAX_SILENCES);
  return ok({ silences: kept, rejectedCount: rejectedCount + silences.length - kept.length, lastRejection });
}

/** Decodes the answer of `/api/v2/silence/{id}`; never throws. The error is the reason in words. */
export function decodeSilence(body: string): Result<Silence, string> {
  const value = parseJson(body);
  if (!value.ok) return value;
  const parsed = silenceSchema.safeParse(value.value);
  return parsed.success
    ? ok(silenceOf(parsed.data))
    : err('answered JSON that is not a silence; check the url');
}

const writtenSchema = z.object({ silenceID: z.string().min(1) });

/** Decodes the id in the answer to a written silence; never throws. The error is the reason in words. */
export function decodeWritten(body: string): Result<string, string> {
  const value = parseJson(body);
  if (!value.ok) return value;
  const parsed = writtenSchema.safeParse(value.value);
  return parsed.success ? ok(parsed.data.silenceID) : err('did not say under which id it keeps the silence');
}

/** A silence in the words of the API v2; with an id it is to replace the one that stands there. */
export function wireSilence({
  id,
  matchers,
  startsAtMs,
  endsAtMs,
  createdBy,
  comment,
}: SilenceDraft & Partial<Pick<Silence, 'id'>>): string {
  return JSON.stringify({
    ...(id === undefined ? {} : { id }),
    matchers: matchers.map(({ name, operator, value }) => ({
      name,
      value,
      isRegex: operator === '=~' || operator === '!~',
      isEqual: operator === '=' || operator === '=~',
    })),
    startsAt: new Date(startsAtMs).toISOString(),
    endsAt: new Date(endsAtMs).toISOString(),
    createdBy,
    comment,
  });
}

function silenceOf(silence: z.infer<typeof silenceSchema>): Silence {
  return {
    id: silence.id,
    state: silence.status.state,
    matchers: silence.matchers.map(({ name, value, isRegex, isEqual }) => ({
      name,
      operator: isEqual === false ? (isRegex ? '!~' : '!=') : isRegex ? '=~' : '=',
      value,
    })),
    startsAtMs: Date.parse(silence.startsAt),
    endsAtMs: Date.parse(silence.endsAt),
    createdBy: silence.createdBy ?? '',
    comment: silence.comment ?? '',
  };
}
