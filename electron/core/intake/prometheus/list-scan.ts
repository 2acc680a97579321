/** Takes the elements of the one long list of a reply, in the order they stand there. */
export interface ElementReader {
  /** A new text begins: positions in the one before mean nothing any more. */
  startText(): void;
  /**
   * Reads the element that begins at `at`, when it is complete and in the layout most servers write.
   * @returns where it ends; -1 to have its end looked for and get it as a `whole`, having changed nothing
   */
  quick(text: string, at: number): number;
  /** Takes one complete element of any layout; false when it is not JSON. */
  whole(element: string): boolean;
  /** The list begins, or begins anew because its key stood there twice: what came before does not count. */
  restart(): void;
}

/** Parses every element by itself: for lists of large or rare things. */
export function createItemReader(onItem: (item: unknown) => void, onRestart: () => void): ElementReader {
  return {
    startText: () => undefined,
    quick: () => -1,
    whole(element) {
      try {
        onItem(JSON.parse(element));
        return true;
      } catch {
        return false;
      }
    },
    restart: onRestart,
  };
}

/** What is left of a reply when its list has been taken out. */
export interface ScannedReply {
  /** The text around the list, with `[]` in its place: as valid as the reply itself. */
  readonly skeleton: string;
  /** `damaged`: an element is not JSON. `too_long`: an element, or what is around the list, exceeds its bound. */
  readonly failure: 'damaged' | 'too_long' | null;
}

/** Reads a reply as it arrives, in texts cut anywhere. */
export interface ListScan {
  feed(text: string): void;
  end(): ScannedReply;
}

/** Around its list a reply has warnings and the like; more than this is no Prometheus reply. */
const MAX_SKELETON_CHARS = 1_048_576;
/** One series of a range answer has at most 11,000 points, some 400,000 characters. */
const MAX_ELEMENT_CHARS = 4_194_304;
/** Keys longer than this are not the ones looked for. */
const MAX_KEY_CHARS = 64;

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BRACKET_OPEN = 91;
const BACKSLASH = 92;
const BRACKET_CLOSE = 93;
const BRACE_OPEN = 123;
const BRACE_CLOSE = 125;

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

/**
 * Finds the list at `data.<listKey>` in a JSON text of any layout and hands its elements on one by one, so that a
 * large reply is never parsed in one go. It accepts exactly what `JSON.parse` accepts: the elements are checked by
 * their reader, the commas between them here, and everything else by whoever parses the skeleton. As with
 * `JSON.parse`, the last of two equal keys counts.
 */
export function createListScan(listKey: string, reader: ElementReader): ListScan {
  let place: 'around' | 'first' | 'next' | 'after' | 'inside' = 'around';
  let failure: ScannedReply['failure'] = null;
  // Around the list.
  let skeleton = '';
  let depth = 0;
  let inString = false;
  let escaped = false;
  let key = '';
  let expectsKey = false;
  let rootKey = '';
  let inData = false;
  let dataKey = '';
  // Inside an element whose end is not known yet.
  let parts: string[] = [];
  let partsChars = 0;
  let elementDepth = 0;
  let elementKind: 'container' | 'string' | 'literal' = 'literal';

  function endKey(): void {
    if (depth === 1 && expectsKey) {
      rootKey = unescaped(key);
      if (rootKey === 'data') reader.restart();
    } else if (depth === 2 && inData && expectsKey) {
      dataKey = unescaped(key);
      if (dataKey === listKey) reader.restart();
    }
  }

  /** @returns where the list begins, or the end of the text */
  function around(text: string, from: number): number {
    let at = from;
    let keyFrom = from;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (inString) {
        if (escaped) escaped = false;
        else if (code === BACKSLASH) escaped = true;
        else if (code === QUOTE) {
          inString = false;
          key = (key + text.slice(keyFrom, at)).slice(0, MAX_KEY_CHARS);
          endKey();
        }
      } else if (code === QUOTE) {
        inString = true;
        key = '';
        keyFrom = at + 1;
      } else if (code === COLON) expectsKey = false;
      else if (code === COMMA) expectsKey = true;
      else if (code === BRACE_OPEN) {
        depth += 1;
        if (depth === 2) inData = rootKey === 'data' && !expectsKey;
        expectsKey = true;
      } else if (code === BRACKET_OPEN) {
        if (depth === 2 && inData && dataKey === listKey && !expectsKey) {
          place = 'first';
          at += 1;
          break;
        }
        depth += 1;
        // In a list nothing is a key; the comma rule is undone by the absence of a colon.
        expectsKey = depth > 2 && expectsKey;
      } else if (code === BRACE_CLOSE || code === BRACKET_CLOSE) {
        depth -= 1;
        if (depth < 2) inData = false;
        expectsKey = false;
      }
    }
    if (inString) key = (key + text.slice(keyFrom, at)).slice(0, MAX_KEY_CHARS);
    skeleton += text.slice(from, at);
    if (skeleton.length > MAX_SKELETON_CHARS) failure = 'too_long';
    return at;
  }

  function list(text: string, from: number): number {
    let at = from;
    while (isSpace(text.charCodeAt(at))) at += 1;
    if (at === text.length) return at;
    const code = text.charCodeAt(at);
    if (code === BRACKET_CLOSE && place !== 'next') {
      place = 'around';
      expectsKey = false;
      skeleton += ']';
      return at + 1;
    }
    if (place === 'after') {
      if (code === COMMA) place = 'next';
      else failure = 'damaged';
      return at + 1;
    }
    for (let end = reader.quick(text, at); end !== -1; end = reader.quick(text, at)) {
      // Most elements follow each other without a space between them.
      const follows = text.charCodeAt(end) === COMMA && text.charCodeAt(end + 1) === BRACE_OPEN;
      place = follows ? 'next' : 'after';
      if (!follows) return end;
      at = end + 1;
    }
    const begins = text.charCodeAt(at);
    place = 'inside';
    elementDepth = 0;
    inString = begins === QUOTE;
    escaped = false;
    if (inString) elementKind = 'string';
    else elementKind = begins === BRACE_OPEN || begins === BRACKET_OPEN ? 'container' : 'literal';
    return inside(text, inString ? at + 1 : at, at);
  }

  /** Looks for the end of an element that began earlier. */
  function inside(text: string, from: number, partFrom: number = from): number {
    const end = elementEnd(text, from);
    const part = text.slice(partFrom, end === -1 ? text.length : end);
    partsChars += part.length;
    if (partsChars > MAX_ELEMENT_CHARS) failure = 'too_long';
    else if (end === -1) parts.push(part);
    else {
      const element = parts.length === 0 ? part : parts.join('') + part;
      parts = [];
      partsChars = 0;
      place = 'after';
      if (!reader.whole(element)) failure = 'damaged';
    }
    return end === -1 ? text.length : end;
  }

  function elementEnd(text: string, from: number): number {
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (inString) {
        if (escaped) escaped = false;
        else if (code === BACKSLASH) escaped = true;
        else if (code === QUOTE) {
          inString = false;
          if (elementKind === 'string') return at + 1;
        }
      } else if (elementKind === 'literal') {
        if (code === COMMA || code === BRACKET_CLOSE || isSpace(code)) return at;
      } else if (code === QUOTE) inString = true;
      else if (code === BRACE_OPEN || code === BRACKET_OPEN) elementDepth += 1;
      else if (code === BRACE_CLOSE || code === BRACKET_CLOSE) {
        elementDepth -= 1;
        if (elementDepth === 0) return at + 1;
      }
    }
    return -1;
  }

  return {
    feed(text) {
      reader.startText();
      let at = 0;
      while (at < text.length && failure === null) {
        if (place === 'around') at = around(text, at);
        else at = place === 'inside' ? inside(text, at) : list(text, at);
      }
    },
    end: () => ({ skeleton, failure }),
  };
}

function unescaped(key: string): string {
  if (!key.includes('\\')) return key;
  try {
    return String(JSON.parse(`"${key}"`));
  } catch {
    return key;
  }
}
