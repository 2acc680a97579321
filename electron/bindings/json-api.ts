import { type Failure, failure } from '../../shared/domain/failure.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { parseTime, TIME_WORDS } from '../core/config/parse-time.ts';
import type { PastReadingName } from '../core/readings.ts';
import type { Vigil } from '../core/vigil.ts';

/** What each address answers for the present. */
const present: Readonly<Record<PastReadingName, (vigil: Vigil) => unknown>> = {
  status: (vigil) => vigil.status(),
  health: (vigil) => vigil.health(),
  links: (vigil) => vigil.links(),
  alerts: (vigil) => vigil.alerts(),
  objectives: (vigil) => vigil.objectives(),
  annotations: (vigil) => vigil.annotations(null, null),
};

/**
 * Answers `/api/v1/…`: the present, or with `?at=` the picture of a past moment as it was known then. Health tells what is
 * usual where it is asked to, `?usual`: that is read from the log.
 */
export async function answerApi(vigil: Vigil, url: URL): Promise<Result<unknown, Failure>> {
  const name = nameOf(url.pathname);
  if (name === null) return err(failure('not_found', `The API has no ${url.pathname}.`));
  if (name === 'annotations' && !url.searchParams.has('at')) {
    const [from, to] = [timeOf(url, 'from'), timeOf(url, 'to')];
    if (!from.ok || !to.ok) return from.ok ? to : from;
    return vigil.annotations(from.value, to.value);
  }
  const at = timeOf(url, 'at');
  if (!at.ok) return at;
  if (name === 'health' && url.searchParams.has('usual')) return vigil.healthWithUsual(at.value);
  return at.value === null ? ok(await present[name](vigil)) : vigil.asOf(name, at.value);
}

function nameOf(path: string): PastReadingName | null {
  const name = path.startsWith('/api/v1/') ? path.slice('/api/v1/'.length) : '';
  return Object.hasOwn(present, name) ? (name as PastReadingName) : null;
}

/** A time of the address: epoch milliseconds or RFC 3339; null where it is left out. */
export function timeOf(url: URL, name: string): Result<number | null, Failure> {
  const text = url.searchParams.get(name);
  if (text === null) return ok(null);
  const atMs = parseTime(text);
  return atMs === null ? err(failure('bad_request', `${name} is a time: ${TIME_WORDS}.`)) : ok(atMs);
}
