/** Receives one series of a vector; the label text is the raw JSON between its braces, braces included. */
export type SeriesVisitor = (labelsText: string, seconds: number, valueText: string) => boolean;

/** How Prometheus, Thanos and Mimir begin, and VictoriaMetrics, which says first whether it is complete. */
const HEADS = ['', '"isPartial":false,', '"isPartial":true,'].map(
  (extra) => `{"status":"success",${extra}"data":{"resultType":"vector","result":[`,
);
const METRIC = '{"metric":';
const VALUE = '},"value":[';
const VALUE_END = '"]}';
const COMMA = 44;
const BRACKET_END = 93;

/**
 * Walks the text of an instant vector in the exact layout Prometheus and its relatives write, without
 * building an object per series. Anything else (spaces, other field order, histograms) is not an error:
 * the answer is null and the caller parses the ordinary way.
 *
 * `},"value":[` cannot occur inside a label value: there its first quote would be escaped, or would close
 * the value and be followed by a comma or brace.
 *
 * @param visit returns false to give up
 * @returns the envelope's text with an empty result list, for its warnings; null when the layout differs
 */
export function scanVector(body: string, visit: SeriesVisitor): string | null {
  const head = HEADS.find((candidate) => body.startsWith(candidate));
  if (head === undefined) return null;
  let at = head.length;
  while (body.charCodeAt(at) !== BRACKET_END) {
    if (!body.startsWith(METRIC, at)) return null;
    const labelsStart = at + METRIC.length;
    const labelsEnd = body.indexOf(VALUE, labelsStart);
    if (labelsEnd === -1) return null;
    const timeStart = labelsEnd + VALUE.length;
    const quote = body.indexOf('"', timeStart);
    if (quote === -1 || body.charCodeAt(quote - 1) !== COMMA) return null;
    const valueEnd = body.indexOf('"', quote + 1);
    if (valueEnd === -1 || !body.startsWith(VALUE_END, valueEnd)) return null;
    const seconds = Number(body.slice(timeStart, quote - 1));
    const valueText = body.slice(quote + 1, valueEnd);
    // An escape in the value would have to be undone first.
    if (!Number.isFinite(seconds) || valueText.includes('\\')) return null;
    const labelsText = body.slice(labelsStart, labelsEnd + 1);
    if (!visit(labelsText, seconds, valueText)) return null;
    at = valueEnd + VALUE_END.length;
    if (body.charCodeAt(at) === COMMA) {
      at += 1;
      if (body.charCodeAt(at) === BRACKET_END) return null;
    } else if (body.charCodeAt(at) !== BRACKET_END) return null;
  }
  return head + body.slice(at);
}
