import { z } from 'zod';
import { isRecord } from '../../../../shared/domain/is-record.ts';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import { parseEnvelope } from '../prometheus/reply.ts';

/** One series of an instant vector: its labels, as far as they are texts. */
export interface VectorRow {
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/** Rows looked at of one answer; the rest tells nothing new. */
export const MAX_ROWS = 20_000;

const vectorData = z.object({ resultType: z.literal('vector'), result: z.array(z.unknown()) });
const stringList = z.array(z.unknown());

/** The series of an answer of `/api/v1/query`; the error is the rest of a sentence. */
export function vectorRows(body: string): Result<readonly VectorRow[], string> {
  const data = dataOf(body);
  if (!data.ok) return data;
  const vector = vectorData.safeParse(data.value);
  if (!vector.success) return err('brought no vector');
  return ok(vector.data.result.slice(0, MAX_ROWS).flatMap(rowOf));
}

/** The texts of an answer of `/api/v1/labels` or `/api/v1/label/…/values`. */
export function listedNames(body: string): Result<readonly string[], string> {
  const data = dataOf(body);
  if (!data.ok) return data;
  const list = stringList.safeParse(data.value ?? []);
  if (!list.success) return err('brought no list of names');
  return ok(list.data.filter((name) => typeof name === 'string'));
}

function dataOf(body: string): Result<unknown, string> {
  const envelope = parseEnvelope(body);
  if (!envelope.ok) return envelope;
  const { status, data, error } = envelope.value;
  return status === 'success' ? ok(data) : err(`was refused: ${error ?? 'no reason given'}`);
}

function rowOf(item: unknown): readonly VectorRow[] {
  if (!isRecord(item) || !isRecord(item['metric'])) return [];
  const labels = new Map<string, string>();
  for (const [name, value] of Object.entries(item['metric']))
    if (typeof value === 'string' && value !== '') labels.set(name, value);
  const pair: unknown = item['value'];
  // A native histogram has no single value; that the series is there is enough.
  return [{ labels, value: Array.isArray(pair) ? Number(pair[1]) : Number.NaN }];
}
