import { TextDecoder } from 'node:util';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';

/** How far into a document its XML declaration may reach. */
const DECLARATION_BYTES = 200;

/**
 * The text of an answer in the encoding it says it has: byte order mark, then header, then XML declaration, else
 * UTF-8. Error: the reason in words, to stand behind the host.
 */
export function decodeText(bytes: Uint8Array, contentType: string): Result<string, string> {
  const label = markedEncoding(bytes) ?? headerCharset(contentType) ?? declaredEncoding(bytes) ?? 'utf-8';
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(label);
  } catch {
    return err(`sent text in the encoding "${label.slice(0, 40)}", which is not known here`);
  }
  return ok(decoder.decode(bytes));
}

function markedEncoding(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : null;
}

function headerCharset(contentType: string): string | null {
  return /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1] ?? null;
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, DECLARATION_BYTES)).toString('latin1');
  return /^\s*<\?xml\b[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/i.exec(start)?.[1] ?? null;
}
