import type { WebSocketSourceConfig } from '../../config/source-schemas/websocket.ts';
import { withoutStacks } from '../../without-stacks.ts';
import { type CompiledPath, compilePath, kindWords } from '../mapping/json-path.ts';
import type { StreamEvents } from '../stream/create-stream-source.ts';

/** A message with more lines than this is cut: one sender must not be able to stall the wall. */
export const MAX_LINES_PER_MESSAGE = 10_000;

/** Reads the text of a message: one JSON value, or one a line. A line never goes on in the next message. */
export type MessageReader = (text: string) => void;

/** @param events whose `arrived` is called for every line, so that a long message is worked off in slices */
export function createMessageReader(
  { format, event }: Pick<WebSocketSourceConfig, 'format' | 'event'>,
  { arrived, message, refused }: Pick<StreamEvents, 'arrived' | 'message' | 'refused'>,
): MessageReader {
  const eventPath = compilePath(event);
  const read = (text: string): void => {
    const parsed = parsedJson(text);
    if (!parsed.ok)
      return refused(1, `A ${format === 'json' ? 'message' : 'line'} is not JSON (${parsed.words}).`);
    const name = eventName(eventPath, parsed.value);
    if (name === null) {
      const got = kindWords(eventPath.read(parsed.value));
      return refused(1, `A message does not say which event it is: ${eventPath.text} holds ${got}.`);
    }
    message(name, parsed.value);
  };
  if (format === 'json') return (text) => arrived(() => read(text));
  return (text) => {
    const lines = text.split('\n', MAX_LINES_PER_MESSAGE + 1);
    if (lines.length > MAX_LINES_PER_MESSAGE) {
      lines.length = MAX_LINES_PER_MESSAGE;
      refused(1, `A message has more than ${MAX_LINES_PER_MESSAGE} lines; the rest was not read.`);
    }
    for (const line of lines) if (line.trim() !== '') arrived(() => read(line));
  };
}

function eventName(path: CompiledPath, payload: unknown): string | null {
  const name = path.read(payload);
  if (typeof name === 'string') return name;
  return typeof name === 'number' ? String(name) : null;
}

function parsedJson(
  text: string,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly words: string } {
  if (text.trim() === '') return { ok: false, words: 'it is empty' };
  try {
    return { ok: true, value: withoutStacks(() => JSON.parse(text) as unknown) };
  } catch {
    return {
      ok: false,
      words: text.startsWith('<') ? 'it looks like HTML or XML' : `${text.length} characters`,
    };
  }
}
