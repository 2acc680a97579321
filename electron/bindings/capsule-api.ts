import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type Failure, failure } from '../../shared/domain/failure.ts';
import type { Vigil } from '../core/vigil.ts';
import { timeOf } from './json-api.ts';

/** Where a capsule of a running Vigil is fetched: `?from=&to=`. */
export const CAPSULE_PATH = '/api/v1/capsule';

/** Writes a capsule and sends it as a file. @returns why there is none; null when it was sent */
export async function answerCapsule(
  vigil: Pick<Vigil, 'capsule'>,
  url: URL,
  response: ServerResponse,
): Promise<Failure | null> {
  const [from, to] = [timeOf(url, 'from'), timeOf(url, 'to')];
  if (!from.ok || !to.ok) return from.ok ? (to.ok ? null : to.error) : from.error;
  if (from.value === null || to.value === null)
    return failure('bad_request', 'A capsule needs from and to: epoch milliseconds, or RFC 3339.');
  const capsule = await vigil.capsule({ fromMs: from.value, toMs: to.value });
  if (!capsule.ok) return capsule.error;
  const { path, name, bytes, release } = capsule.value;
  try {
    response.writeHead(200, {
      'Content-Type': 'application/vnd.sqlite3',
      'Content-Length': bytes,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    });
    await pipeline(createReadStream(path), response);
  } catch {
    // Whoever asked has gone, or has a file that is cut off and says so.
    response.destroy();
  } finally {
    release();
  }
  return null;
}
