import { pipeline, type Readable, type Transform } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
  type ZlibOptions,
} from 'node:zlib';

/** What we ask for. `deflate` is left out: servers disagree on what it means. */
export const ACCEPTED_ENCODINGS = 'gzip, br';

/** One is usual; more is a way to hide a bomb in a bomb. */
const MAX_LAYERS = 2;

const options: ZlibOptions = { chunkSize: 65_536 };

const decoders: ReadonlyMap<string, () => Transform> = new Map([
  ['gzip', () => createGunzip(options)],
  ['x-gzip', () => createGunzip(options)],
  ['deflate', () => createInflate(options)],
  ['br', () => createBrotliDecompress({ chunkSize: 65_536 })],
  ['zstd', () => createZstdDecompress({ chunkSize: 65_536 })],
]);

/** An answer came, and it is one we do not take; `message` is the end of a sentence that begins with the host. */
export class UnreadableBody extends Error {
  override readonly name = 'UnreadableBody';
}

/** The decoders that undo a `Content-Encoding`, outermost first. */
function layersOf(contentEncoding: string): readonly Transform[] {
  const names = contentEncoding
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length > MAX_LAYERS)
    throw new UnreadableBody(`compressed its answer ${names.length} times over.`);
  return names.toReversed().map((name) => {
    const make = decoders.get(name);
    if (make === undefined) {
      throw new UnreadableBody('compressed its answer in a way that was not asked for.');
    }
    return make();
  });
}

/**
 * Reads a body to its end (it breaks when its request is aborted), decompressed while it streams, and counts what comes out: a few kilobytes on
 * the wire can hold gigabytes. A compressed stream that ends early is an error, never a shorter text.
 * @param take gets the pieces instead of the returned text
 * @throws UnreadableBody, or whatever broke the connection
 */
export async function readBody(
  body: Readable,
  contentEncoding: string,
  maxBytes: number,
  take: ((piece: Uint8Array) => void | Promise<void>) | undefined,
): Promise<{ readonly body: string; readonly bytes: number }> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of decoded(body, contentEncoding)) {
    const piece: unknown = chunk;
    if (!(piece instanceof Uint8Array)) throw new UnreadableBody('sent something that is not bytes.');
    bytes += piece.byteLength;
    if (bytes > maxBytes) {
      throw new UnreadableBody(`sent more than ${Math.round(maxBytes / 1_048_576)} MB; narrow the query.`);
    }
    if (take === undefined) chunks.push(piece);
    else await take(piece);
  }
  return { body: Buffer.concat(chunks).toString('utf8'), bytes };
}

/** The last stream of the chain; what breaks one of them breaks it, and leaving it early ends them all. */
function decoded(body: Readable, contentEncoding: string): Readable {
  try {
    return layersOf(contentEncoding).reduce<Readable>(
      (from, layer) => pipeline(from, layer, () => undefined),
      body,
    );
  } catch (error) {
    body.once('error', () => undefined).destroy();
    throw error;
  }
}
