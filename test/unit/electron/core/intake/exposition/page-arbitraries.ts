import fc from 'fast-check';
import type { ExpositionFormat } from '../../../../../../electron/core/intake/exposition/exposition-format.ts';
import { type ReadSample, seriesText } from './read-page.ts';

/** A page as an exporter means it. */
export interface MeantPage {
  readonly format: ExpositionFormat;
  readonly samples: readonly MeantSample[];
}

interface MeantSample {
  readonly name: string;
  readonly labels: readonly (readonly [string, string])[];
  readonly value: number;
  /** In the format's own unit, as text; empty for none. */
  readonly time: string;
  readonly hasExemplar: boolean;
}

const letters = 'abcdefghijklmnopqrstuvwxyz_ABCXYZ';
const plainName = fc
  .tuple(
    fc.constantFrom(...letters),
    fc.string({ unit: fc.constantFrom(...letters, ...'0123456789'), maxLength: 12 }),
  )
  .map(([first, rest]) => `m${first}${rest}`);
/** Everything a stranger may put between quotes, lone surrogates aside: those are no UTF-8. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '',
    '\\',
    '"',
    '\n',
    '}',
    '{',
    ' # ',
    'a,b="c"',
    '\\n',
    '# EOF',
    '__proto__',
    '\u0000',
    '\r',
  ),
);
const labelName = fc.oneof(plainName, fc.constantFrom('le', 'job', '__proto__x', 'constructor'));
const utf8Name = fc.oneof(
  fc.constantFrom('http.server.duration', 'température', 'a b', 'x"y', '1st'),
  plainName,
);

const value = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.constantFrom(
    0,
    -0,
    1e22,
    1e23,
    5e-324,
    1.7976931348623157e308,
    123456789012345,
    123456789012345.67,
    0.1,
    2.5e-7,
  ),
);

const sampleOf = (format: ExpositionFormat): fc.Arbitrary<MeantSample> =>
  fc.record({
    name: fc.oneof({ weight: 4, arbitrary: plainName }, { weight: 1, arbitrary: utf8Name }),
    labels: fc.uniqueArray(fc.tuple(fc.oneof({ weight: 4, arbitrary: labelName }, utf8Name), anyText), {
      maxLength: 4,
      selector: ([name]) => name,
    }),
    value,
    time:
      format === 'text'
        ? fc.oneof(fc.constant(''), fc.integer({ min: -1e13, max: 2e12 }).map(String))
        : fc.oneof(
            fc.constant(''),
            fc.integer({ min: 0, max: 2e12 }).map((ms) => (ms / 1_000).toFixed(3)),
          ),
    hasExemplar: format === 'openmetrics' ? fc.boolean() : fc.constant(false),
  });

/** Pages whose series all differ. */
export const meantPage: fc.Arbitrary<MeantPage> = fc
  .constantFrom<ExpositionFormat>('text', 'openmetrics')
  .chain((format) =>
    fc
      .uniqueArray(sampleOf(format), {
        maxLength: 12,
        selector: ({ name, labels }) => seriesText(name, labels),
      })
      .map((samples) => ({ format, samples })),
  );

const isPlain = (name: string, withColon: boolean): boolean =>
  (withColon ? /^[a-zA-Z_:][a-zA-Z0-9_:]*$/ : /^[a-zA-Z_][a-zA-Z0-9_]*$/).test(name);
const quoted = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;

/** How Go and others spell numbers; all of them are to be read. */
function numberText(number: number): string {
  if (Number.isNaN(number)) return 'NaN';
  if (!Number.isFinite(number)) return number > 0 ? '+Inf' : '-Inf';
  return Object.is(number, -0) ? '-0' : String(number);
}

/** Writes a page as the format prescribes. */
export function renderPage({ format, samples }: MeantPage): string {
  const lines = samples.map(({ name, labels, value, time, hasExemplar }) => {
    const pairs = labels.map(
      ([label, text]) => `${isPlain(label, false) ? label : quoted(label)}=${quoted(text)}`,
    );
    const head = isPlain(name, true)
      ? `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`}`
      : `{${[quoted(name), ...pairs].join(',')}}`;
    const exemplar = hasExemplar ? ' # {trace_id="K x"} 0.5 1.5' : '';
    return `${head} ${numberText(value)}${time === '' ? '' : ` ${time}`}${exemplar}\n`;
  });
  return lines.join('') + (format === 'openmetrics' ? '# EOF\n' : '');
}

/** What a reader should make of it. */
export function expectedSamples({ format, samples }: MeantPage): readonly ReadSample[] {
  return samples.map(({ name, labels, value, time }) => ({
    series: seriesText(name, labels),
    value,
    atMs: time === '' ? null : Number(time) * (format === 'text' ? 1 : 1_000),
  }));
}
