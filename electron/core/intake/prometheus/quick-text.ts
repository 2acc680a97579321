/** The layout Prometheus, Thanos, Mimir and VictoriaMetrics all write a series in, before its value or values. */
const METRIC = '{"metric":{';
const METRIC_CHARS = METRIC.length - 1;
/** Labels longer than this are looked at in the ordinary way: their text would only fill the cache. */
const MAX_LABELS_CHARS = 8_192;

const DOT = 46;
const ZERO = 48;
const NINE = 57;

/** Finds the labels of one series after the other in texts that follow on each other. */
export interface LabelFinder {
  startText(): void;
  /** Where the labels that begin at `from` end, behind their brace; -1 when that cannot be told here. */
  labelsEnd(text: string, from: number): number;
}

/** Where the labels of the series at `at` begin; -1 when it is laid out otherwise. */
export function labelsStart(text: string, at: number): number {
  return text.startsWith(METRIC, at) ? at + METRIC_CHARS : -1;
}

/**
 * `},"value":[` cannot occur inside a label value: there its first quote would be escaped, or would close the value
 * and be followed by a comma or brace. Where it next occurs is remembered, so that a text is searched once however
 * many of its series are laid out otherwise.
 *
 * @param valueKey `value` or `values`
 */
export function createLabelFinder(valueKey: 'value' | 'values'): LabelFinder {
  const behindLabels = `},"${valueKey}":[`;
  let next = -1;
  return {
    startText() {
      next = -1;
    },
    labelsEnd(text, from) {
      if (next < from) {
        next = text.indexOf(behindLabels, from);
        if (next === -1) next = Number.POSITIVE_INFINITY;
      }
      return next - from < MAX_LABELS_CHARS ? next + 1 : -1;
    },
  };
}

/**
 * Epoch milliseconds of a JSON number of seconds as servers write it: digits, and up to three more behind a point.
 * NaN for everything else, valid or not.
 */
export function millisecondsAt(text: string, from: number, to: number): number {
  const first = text.charCodeAt(from);
  if (first <= ZERO || first > NINE || to - from > 16) return Number.NaN;
  let whole = first - ZERO;
  let at = from + 1;
  for (; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) break;
    whole = whole * 10 + (code - ZERO);
  }
  if (at === to) return whole * 1_000;
  const decimals = to - at - 1;
  if (text.charCodeAt(at) !== DOT || decimals < 1 || decimals > 3) return Number.NaN;
  let part = 0;
  for (at += 1; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) return Number.NaN;
    part = part * 10 + (code - ZERO);
  }
  return whole * 1_000 + part * 10 ** (3 - decimals);
}

/** Prometheus writes NaN, +Inf and -Inf; empty text is nothing, though `Number` would call it 0. */
export function numberOf(text: string): number {
  if (text === '+Inf') return Number.POSITIVE_INFINITY;
  if (text === '-Inf') return Number.NEGATIVE_INFINITY;
  const first = text.charCodeAt(0);
  const plausible = (first >= ZERO && first <= NINE) || first === 45 || first === 43 || first === DOT;
  return plausible ? Number(text) : Number.NaN;
}

/**
 * The number in a JSON string whose quotes stand around it; undefined where that takes a closer look: escapes and
 * control characters, which `Number` forgives and JSON does not, and whatever is no number.
 */
export function plainNumber(text: string): number | undefined {
  const value = numberOf(text);
  if (Number.isNaN(value) && text !== 'NaN') return undefined;
  return text.charCodeAt(text.length - 1) > 32 ? value : undefined;
}

/** The last moment a Date can hold; what lies beyond it cannot be shown or stored as a time. */
const LAST_MS = 8.64e15;

/** Whether epoch milliseconds are a time at all, however early or late. */
export function isTime(atMs: number): boolean {
  return Math.abs(atMs) <= LAST_MS;
}

/** Reads an element of unknown layout the ordinary way. False when it is no JSON. */
export function takeParsed(element: string, take: (item: unknown) => void): boolean {
  try {
    take(JSON.parse(element));
    return true;
  } catch {
    return false;
  }
}
