/** Combining marks on one letter that are shown: writing systems need up to four, floods have hundreds. */
export const MAX_COMBINING_MARKS = 4;

/** What is seen by nobody, or turns others around: everything but plain printable text is looked at. */
const SUSPECT =
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\u{e0000}-\u{e0fff}]|\u034f|[\u17b4\u17b5]|[\u180b-\u180f]|\p{M}{5}/u;

/** Names of those that people are most often fooled with; the others are shown by their number. */
const names: ReadonlyMap<number, string> = new Map([
  [0xad, 'SHY'],
  [0x61c, 'ALM'],
  [0x200b, 'ZWSP'],
  [0x200c, 'ZWNJ'],
  [0x200d, 'ZWJ'],
  [0x200e, 'LRM'],
  [0x200f, 'RLM'],
  [0x2028, 'LS'],
  [0x2029, 'PS'],
  [0x202a, 'LRE'],
  [0x202b, 'RLE'],
  [0x202c, 'PDF'],
  [0x202d, 'LRO'],
  [0x202e, 'RLO'],
  [0x2060, 'WJ'],
  [0x2066, 'LRI'],
  [0x2067, 'RLI'],
  [0x2068, 'FSI'],
  [0x2069, 'PDI'],
  [0xfeff, 'BOM'],
]);

const INVISIBLE =
  /^[\u00ad\u061c\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]$|^\u034f$|^[\u17b4\u17b5]$|^[\u180b-\u180f]$/u;
const COMBINING = /^\p{M}$/u;
/** Joiners belong inside emoji, and inside words of scripts whose letters join. */
const JOINS_EMOJI = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]$/u;
const JOINS_LETTERS = /^(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])[\p{L}\p{M}]$/u;
/** Nothing to look at: most texts. */
const PLAIN = /^[\u0020-\u007e]*$/;
/** A stretch that isolates stand around. */
const ISOLATED = /(\u2068[^\u2066-\u2069\u202a-\u202e]*\u2069)/g;
/** Letters that are written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Text from outside as it may be shown: control characters as their pictures (␀), whatever cannot be seen or turns text
 * around as a mark (‹RLO›), floods of combining marks cut (‹+40›). Ordinary text of any language stays as it is.
 * Only for showing: what is compared, sent or exported stays raw.
 */
export function visibleText(text: string): string {
  if (!SUSPECT.test(text)) return text;
  if (!text.includes('\u2068')) return visiblePart(text);
  // What is isolated already moves nothing around it: a text may pass here twice.
  return text
    .split(ISOLATED)
    .map((part, index) => {
      if (index % 2 === 0) return visiblePart(part);
      const inside = visiblePart(part.slice(1, -1));
      return RIGHT_TO_LEFT.test(inside) ? `\u2068${inside}\u2069` : visiblePart(part);
    })
    .join('');
}

/** The same for a text without isolates of ours. */
function visiblePart(text: string): string {
  const points = Array.from(text);
  let shown = '';
  let marks = 0;
  const endOfMarks = (): string => {
    const dropped = marks - MAX_COMBINING_MARKS;
    marks = 0;
    return dropped > 0 ? `‹+${dropped}›` : '';
  };
  points.forEach((point, index) => {
    if (COMBINING.test(point) && !INVISIBLE.test(point)) {
      marks += 1;
      if (marks <= MAX_COMBINING_MARKS) shown += point;
      return;
    }
    shown += endOfMarks() + visiblePoint(point, points[index - 1], points[index + 1]);
  });
  return shown + endOfMarks();
}

/**
 * The same where no element keeps its direction to itself: on canvases, in titles, in sentences. Text that runs from
 * right to left is wrapped in isolates, so that nothing around it moves.
 */
export function isolatedText(text: string): string {
  if (PLAIN.test(text)) return text;
  const shown = visibleText(text);
  const isOutside = RIGHT_TO_LEFT.test(shown.replace(ISOLATED, ''));
  return isOutside ? `\u2068${shown.replaceAll(/[\u2068\u2069]/g, '')}\u2069` : shown;
}

/** Whether there is anything in a text that its reader would not see. */
export function hasHiddenCharacters(text: string): boolean {
  return visibleText(text) !== text;
}

function visiblePoint(point: string, before: string | undefined, after: string | undefined): string {
  const code = point.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  const isControl = code >= 0x80 && code <= 0x9f;
  if (!isControl && !INVISIBLE.test(point)) return point;
  if (isJoining(code, before ?? '', after ?? '')) return point;
  return `‹${names.get(code) ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`}›`;
}

function isJoining(code: number, before: string, after: string): boolean {
  if (code === 0x200d && JOINS_EMOJI.test(before)) return true;
  return (code === 0x200c || code === 0x200d) && JOINS_LETTERS.test(before) && JOINS_LETTERS.test(after);
}
