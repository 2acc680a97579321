/**
 * An independent judge for the text format: `promtool check metrics` and our reader, read strictly, accept and refuse
 * the same pages. Where they differ on purpose, the reason is written down here.
 */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { PageReader } from '../../electron/core/intake/exposition/page-reader.ts';
import { systemBinary } from '../fixtures/machine.ts';

const promtool = systemBinary('promtool');

/** It is started for each page, of one line: other threads, and clearing up behind them, take longer than the reading. */
const oneSmallPage = { GOMAXPROCS: '1', GOGC: 'off' };

/** Exit code 3 is lint: the page was read, and its names or help texts are not liked. */
function promtoolAccepts(page: string | Buffer): boolean {
  const { status, error } = spawnSync(promtool, ['check', 'metrics'], {
    input: page,
    encoding: 'utf8',
    env: { ...process.env, ...oneSmallPage },
  });
  if (error !== undefined) throw error;
  return status === 0 || status === 3;
}

function weAccept(page: string | Buffer): boolean {
  const reader = new PageReader(
    { series: () => -1, sample: () => undefined, duplicate: () => undefined, forget: () => undefined },
    () => 0.5,
  );
  reader.begin('text');
  reader.push(Buffer.from(page));
  return reader.end().errorCount === 0;
}

/** Judged alike. */
const corpus: readonly (string | Buffer)[] = [
  '',
  '\n',
  '\n\n  \n\t\n',
  'a 1\n',
  'a 1',
  'a\n',
  'a \n',
  'a 1 \n',
  'a 1\t\n',
  'a\t1\n',
  'a   1\n',
  '  a 1\n',
  '\ta 1\n',
  'a 1\r\n',
  'a 1 2\n',
  'a 1  2\n',
  'a 1 2 \n',
  'a 1 2 3\n',
  'a 1 -2\n',
  'a 1 +2\n',
  'a 1 2.5\n',
  'a 1 1e3\n',
  'a 1 x\n',
  'a 1 9223372036854775807\n',
  'a 1 99999999999999999999\n',
  'a{} 1\n',
  'a{ } 1\n',
  'a {} 1\n',
  'a{}1\n',
  'a{b="c"}1\n',
  'a{b="c"} 1\n',
  'a { b = "c" } 1\n',
  'a{b="c",} 1\n',
  'a{b="c" , d="e"} 1\n',
  'a{b="c",,d="e"} 1\n',
  'a{,b="c"} 1\n',
  'a{b="c" d="e"} 1\n',
  'a{b="c"d="e"} 1\n',
  'a{b="c"} \n',
  'a{b="c"}\n',
  'a{b="c" 1\n',
  'a{b="c\n"} 1\n',
  'a{b="c} 1\n',
  'a{b=c} 1\n',
  "a{b='c'} 1\n",
  'a{b=} 1\n',
  'a{b} 1\n',
  'a{="c"} 1\n',
  'a{1b="c"} 1\n',
  'a{b.c="d"} 1\n',
  'a{b:c="d"} 1\n',
  'a{b="c",b="d"} 1\n',
  'a{b="c",b="c"} 1\n',
  'a{__name__="c"} 1\n',
  'a{__x="c"} 1\n',
  'a{b="\\n\\\\\\""} 1\n',
  'a{b="\\t"} 1\n',
  'a{b="\\"} 1\n',
  'a{b="\\x41"} 1\n',
  'a{b=""} 1\n',
  'a{b="é☃"} 1\n',
  Buffer.from([97, 123, 98, 61, 34, 0xff, 34, 125, 32, 49, 10]),
  'a{b="}"} 1\n',
  'a{b="{,#"} 1\n',
  '1a 1\n',
  'a-b 1\n',
  'a.b 1\n',
  'é 1\n',
  ':a 1\n',
  '_ 1\n',
  'a:b 1\n',
  'a+1\n',
  'a-1\n',
  '{b="c"} 1\n',
  '} 1\n',
  '"a" 1\n',
  ...[
    '1 1.5 -1 +1 .5 5. -.5 1e3 1E3 1e+3 1e-3 1e400 -1e400 1e-400 1e 1e+ . - + NaN nan NAN +NaN -NaN Inf inf +Inf -Inf',
    'INF Infinity +infinity infinit 0x10 0x1p-2 0X1P3 1_000 0b1 0o7 1,5 1.5.5 --1 ++1 1f ١ 00001 00.5 1e0000001',
    '123456789012345678901234567890 0.1234567890123456789012345678901234567890 1e22 1e23 4.9e-324 1.7976931348623157e308',
  ]
    .join(' ')
    .split(' ')
    .map((number) => `a ${number}\n`),
  '# a comment\na 1\n',
  '#\na 1\n',
  '#a 1\n',
  '   # HELP a text\na 1\n',
  '# HELP\na 1\n',
  '# HELP a\na 1\n',
  '# HELP a \na 1\n',
  '# HELP a text\n# HELP a text\na 1\n',
  '# HELP a te\\nxt\\\\\na 1\n',
  '# HELP a te\\xt\na 1\n',
  '# HELP a "quoted" \\" text\na 1\n',
  '# HELP 1a text\n',
  '# HELP a-b text\n',
  '#HELP a text\na 1\n',
  '#\tHELP\ta\ttext\na 1\n',
  '# TYPE a counter\na 1\n',
  '# TYPE a gauge\na 1\n',
  '# TYPE a untyped\na 1\n',
  '# TYPE a histogram\na_bucket{le="+Inf"} 1\na_sum 1\na_count 1\n',
  '# TYPE a summary\na{quantile="0.5"} 1\na_sum 1\na_count 1\n',
  '# TYPE a Counter\na 1\n',
  '# TYPE a COUNTER\na 1\n',
  '# TYPE a counter \na 1\n',
  '# TYPE a  counter\na 1\n',
  '# TYPE a unknown\na 1\n',
  '# TYPE a info\na 1\n',
  '# TYPE a stateset\na 1\n',
  '# TYPE a gaugehistogram\na 1\n',
  '# TYPE a counter gauge\na 1\n',
  '# TYPE a\na 1\n',
  '# TYPE\na 1\n',
  '# TYPE a-b counter\n',
  '# TYPE a counter\n# TYPE a counter\na 1\n',
  '# TYPE a counter\n# TYPE a gauge\na 1\n',
  'a 1\n# TYPE a counter\n',
  'a 1\n# HELP a text\n',
  'a_sum 1\n# TYPE a summary\n',
  '# TYPE a summary\na_sum 1\n# TYPE a_sum gauge\n',
  '# TYPE a summary\na{quantile="x"} 1\n',
  '# TYPE a summary\na{quantile="NaN"} 1\n',
  '# TYPE a summary\na 1\n',
  '# TYPE a summary\na_sum{quantile="x"} 1\n',
  '# TYPE a histogram\na_bucket{le="x"} 1\n',
  '# TYPE a histogram\na_bucket{le="0x1"} 1\n',
  '# TYPE a histogram\na_bucket{le="inf"} 1\n',
  '# TYPE a histogram\na_bucket 1\n',
  '# TYPE a histogram\na 1\n',
  '# TYPE a histogram\na_bucket{le="1"} 1\n',
  '# TYPE a histogram\na_bucket{le="1"} 5\na_bucket{le="+Inf"} 1\n',
  '# TYPE a gauge\na{le="x"} 1\n',
  'a{quantile="x"} 1\n',
  '# EOF\n',
  'a 1\n# EOF\nb 1\n',
  '# UNIT a seconds\na 1\n',
  'a 1\na 2\n',
  'a{b="1"} 1\nb 1\na{b="2"} 1\n',
  'a 1 # {b="c"} 1\n',
];

/** Judged differently, each for a reason. */
const differences: readonly { readonly page: string; readonly we: boolean; readonly reason: string }[] = [
  {
    page: '{"http.requests","le.gal"="v"} 1\n',
    we: true,
    reason: 'promtool 2.42 is older than the UTF-8 names of Prometheus 3',
  },
  {
    page: '# TYPE a gauge\\\na 1\n',
    we: false,
    reason: 'promtool loses backslashes in a TYPE line, and takes this for a gauge',
  },
  { page: 'a{"b.c"="d"} 1\n', we: true, reason: 'the same, for a label' },
  { page: '# TYPE "a.b" gauge\n{"a.b"} 1\n', we: true, reason: 'the same, for a TYPE line' },
];

/** Pages of the corpus with something put in or taken out. Seeded: the same ones every time. */
function damagedPages(): readonly string[] {
  const good = corpus.map((page) => page.toString('utf8')).filter((page) => page.length > 20);
  const damages = [
    '\n',
    '"',
    '{',
    '}',
    ' ',
    '#',
    '=',
    ',',
    '1',
    'e',
    '.',
    '-',
    ':',
    'é',
    'TYPE',
    'NaN',
    '\r',
    '',
  ];
  let seed = 7;
  const pick = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  return Array.from({ length: 120 }, () => {
    const page = good[pick(good.length)]!;
    const at = pick(page.length);
    return page.slice(0, at) + damages[pick(damages.length)]! + page.slice(at + pick(3));
  });
}

describe('promtool and our reader', () => {
  it.each(corpus.map((page) => ({ page, shown: JSON.stringify(page.toString('utf8')) })))(
    'judge $shown alike',
    ({ page }) => {
      expect(weAccept(page)).toBe(promtoolAccepts(page));
    },
  );

  // By tens: promtool is started for each page, and a busy machine takes its time.
  it.each(Array.from({ length: 12 }, (_, tens) => tens * 10))(
    'judge damaged pages alike, from %i on',
    (from) => {
      for (const page of damagedPages().slice(from, from + 10))
        expect(weAccept(page), JSON.stringify(page)).toBe(promtoolAccepts(page));
    },
  );

  it.each(differences)('differ on $page: $reason', ({ page, we }) => {
    expect(weAccept(page)).toBe(we);
    expect(promtoolAccepts(page)).toBe(!we);
  });
});
