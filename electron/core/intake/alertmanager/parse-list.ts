import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import { notJsonWords } from '../prometheus/reply.ts';

/** Parses a body that must be a JSON list; never throws. The error is the reason in words. */
export function parseList(body: string, noun: string): Result<readonly unknown[], string> {
  const value = parseJson(body);
  if (!value.ok) return value;
  return Array.isArray(value.value)
    ? ok(value.value)
    : err(`answered JSON that is not a list of ${noun}; check the url`);
}

/** Parses any JSON; never throws. */
export function parseJson(body: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(body));
  } catch {
    return err(notJsonWords(body));
  }
}
