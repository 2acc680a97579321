import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  withEntry,
  withGuesses,
  withoutEntry,
  withPaused,
  writtenSources,
} from '../../../../../electron/core/config/edit-config.ts';
import { parseConfig } from '../../../../../electron/core/config/parse-config.ts';
import type { Guess } from '../../../../../shared/domain/guess.ts';
import type { Result } from '../../../../../shared/domain/result.ts';

const file = `# Our NOC
name: Acme   # shown on the wall

sources:
  # the main one
  - id: prom-eu          # Frankfurt
    type: prometheus
    url: http://a:9090   # behind the VPN
    every: 5s

  # in one line
  - { id: edge, type: statuspage, url: http://b } # the edge
# end of sources

wall: { dwell: 20s }
`;

const guess = (varying: Partial<Guess> = {}): Guess => ({
  id: 'up/availability',
  family: 'up',
  signal: 'availability',
  query: 'up',
  unit: null,
  labels: { service: 'job' },
  why: 'because',
  seriesCount: 1,
  services: [],
  regions: [],
  active: false,
  ...varying,
});

function text(result: Result<string, string>): string {
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

function sourcesOf(yaml: string) {
  const parsed = parseConfig(yaml, 'vigil.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value.sources;
}

describe('sources as they are written', () => {
  it('are read with their comments, at the left margin', () => {
    expect(writtenSources(file)).toEqual([
      {
        id: 'prom-eu',
        type: 'prometheus',
        paused: false,
        yaml: 'id: prom-eu          # Frankfurt\ntype: prometheus\nurl: http://a:9090   # behind the VPN\nevery: 5s',
      },
      {
        id: 'edge',
        type: 'statuspage',
        paused: false,
        yaml: '{ id: edge, type: statuspage, url: http://b } # the edge',
      },
    ]);
  });

  it('are none where there is no list', () => {
    for (const odd of ['', 'name: x\n', 'sources:\n', 'sources: []\n', 'sources: {\n', 'sources: 5\n'])
      expect(writtenSources(odd)).toEqual([]);
  });
});

describe('an edit of one source', () => {
  it('adds behind the last one and leaves every other line as it was', () => {
    const added = text(
      withEntry(file, 'sources', 'id: am # pager\ntype: alertmanager\nurl: http://am', null),
    );
    expect(added).toBe(
      file.replace(
        '# the edge\n',
        '# the edge\n  - id: am # pager\n    type: alertmanager\n    url: http://am\n',
      ),
    );
  });

  it.each([
    ['', 'sources:\n  - id: a\n    type: statuspage\n    url: http://a\n'],
    ['name: x', 'name: x\n\nsources:\n  - id: a\n    type: statuspage\n    url: http://a\n'],
    ['sources:\nname: x\n', 'sources:\n  - id: a\n    type: statuspage\n    url: http://a\nname: x\n'],
    ['sources: []\nname: x\n', 'sources:\n  - id: a\n    type: statuspage\n    url: http://a\nname: x\n'],
    [
      'sources:\n- { id: z, type: statuspage, url: http://z }\nname: x\n',
      'sources:\n- { id: z, type: statuspage, url: http://z }\n- id: a\n  type: statuspage\n  url: http://a\nname: x\n',
    ],
    [
      'sources: [{ id: z, type: statuspage, url: "http://z" }]\n',
      'sources: [{ id: z, type: statuspage, url: "http://z" }, { id: a, type: statuspage, url: http://a }]\n',
    ],
  ])('adds the first or next one to %j', (before, after) => {
    const added = text(withEntry(before, 'sources', 'id: a\ntype: statuspage\nurl: http://a\n', null));
    expect(added).toBe(after);
    expect(sourcesOf(added).at(-1)).toMatchObject({ id: 'a' });
  });

  it('replaces in place, in either style', () => {
    const block = 'id: new\ntype: statuspage\nurl: http://c';
    const first = text(withEntry(file, 'sources', block, 'prom-eu'));
    expect(first).toContain(
      '  # the main one\n  - id: new\n    type: statuspage\n    url: http://c\n\n  # in one',
    );
    const second = text(withEntry(file, 'sources', block, 'edge'));
    expect(second).toContain('  - id: new\n    type: statuspage\n    url: http://c\n# end of sources');
    expect(sourcesOf(second).map(({ id }) => id)).toEqual(['prom-eu', 'new']);
  });

  it('takes out with the comment above, and leaves an empty list valid', () => {
    const rest = text(withoutEntry(file, 'sources', 'prom-eu'));
    expect(rest).not.toContain('main one');
    expect(rest).toContain('# in one line');
    const none = text(withoutEntry(rest, 'sources', 'edge'));
    expect(none).toContain('# end of sources');
    expect(sourcesOf(none)).toEqual([]);
    const flow =
      'sources: [{ id: a, type: statuspage, url: "http://a" }, { id: b, type: statuspage, url: "http://b" }]\n';
    expect(sourcesOf(text(withoutEntry(flow, 'sources', 'a'))).map(({ id }) => id)).toEqual(['b']);
    expect(sourcesOf(text(withoutEntry(flow, 'sources', 'b'))).map(({ id }) => id)).toEqual(['a']);
  });

  it('pauses and resumes without a trace', () => {
    for (const id of ['prom-eu', 'edge']) {
      const paused = text(withPaused(file, id, true));
      expect(sourcesOf(paused).find((source) => source.id === id)?.paused).toBe(true);
      expect(text(withPaused(paused, id, true))).toBe(paused);
      const again = text(withPaused(paused, id, false));
      expect(sourcesOf(again)).toEqual(sourcesOf(file));
    }
    expect(text(withPaused(text(withPaused(file, 'prom-eu', true)), 'prom-eu', false))).toBe(file);
  });

  it('says so when the source is gone or the file is not YAML', () => {
    for (const edit of [
      withEntry(file, 'sources', 'id: a', 'gone'),
      withoutEntry(file, 'sources', 'gone'),
      withPaused(file, 'gone', true),
    ])
      expect(edit).toEqual({ ok: false, error: 'There is no source gone in the file any more.' });
    expect(withEntry('a: [', 'sources', 'id: a', null)).toMatchObject({ ok: false });
    expect(withGuesses('a: [', 'x', [guess()])).toMatchObject({ ok: false });
  });
});

describe('accepted guesses', () => {
  it('stand beside what was configured, once, asked of their source only', () => {
    const before = `${file}signals:\n  # mine\n  latency_p95: old # keep\n  availability:\n    - { query: probe_success }\n\nregions: []\n`;
    const once = text(
      withGuesses(before, 'prom-eu', [guess(), guess({ signal: 'error_ratio', unit: 'percent' })]),
    );
    expect(once).toContain('  # mine\n  latency_p95: old # keep\n');
    expect(once.startsWith(file)).toBe(true);
    expect(text(withGuesses(once, 'prom-eu', [guess()]))).toBe(once);
    const parsed = parseConfig(once, 'f');
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        signals: {
          latency_p95: [{ query: 'old' }],
          availability: [
            { query: 'probe_success' },
            { query: 'up', sources: ['prom-eu'], labels: { service: 'job' } },
          ],
          error_ratio: [{ unit: 'percent' }],
        },
      },
    });
  });

  it.each(['', 'signals:\n', 'signals: {}\nname: x\n', 'signals: { availability: up }\n'])(
    'find their place in %j',
    (rest) => {
      const written = text(
        withGuesses(`${rest}sources: [{ id: p, type: prometheus, url: "http://p" }]\n`, 'p', [
          guess({ query: 'min(up)' }),
        ]),
      );
      const parsed = parseConfig(written, 'f');
      expect(parsed.ok && parsed.value.signals['availability']?.at(-1)?.query).toBe('min(up)');
    },
  );
});

describe('any file', () => {
  const id = fc.integer({ min: 0, max: 9 }).map((n) => `s${n}`);
  const item = fc.tuple(id, fc.boolean(), fc.constantFrom('', ' # note', '   # two  words'), fc.boolean());
  it('keeps every other source and every line outside the edited one', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(item, { selector: ([name]) => name, minLength: 1, maxLength: 6 }),
        fc.constantFrom('', '  ', '    '),
        fc.boolean(),
        (items, indent, newlineAtEnd) => {
          const blocks = items.map(([name, isFlow, note, comment]) => {
            const head = comment ? `${indent}# about ${name}\n` : '';
            return isFlow
              ? `${head}${indent}- { id: ${name}, type: statuspage, url: "http://${name}" }${note}\n`
              : `${head}${indent}- id: ${name}${note}\n${indent}  type: statuspage\n\n${indent}  url: http://${name}${note}\n`;
          });
          const whole = `# top\nsources:\n${blocks.join('')}# tail\nname: N${newlineAtEnd ? '\n' : ''}`;
          const ids = items.map(([name]) => name);
          const victim = ids[0]!;
          const added = text(withEntry(whole, 'sources', 'id: new\ntype: statuspage\nurl: http://n', null));
          expect(sourcesOf(added).map((source) => source.id)).toEqual([...ids, 'new']);
          for (const line of whole.split('\n')) expect(added).toContain(line);
          const changed = text(
            withEntry(whole, 'sources', 'id: new\ntype: statuspage\nurl: http://n', victim),
          );
          expect(sourcesOf(changed).map((source) => source.id)).toEqual(['new', ...ids.slice(1)]);
          for (const block of blocks.slice(1)) expect(changed).toContain(block);
          const paused = text(withPaused(whole, victim, true));
          expect(sourcesOf(paused).map((source) => source.paused)).toEqual(
            ids.map((name) => name === victim),
          );
          const gone = text(withoutEntry(whole, 'sources', victim));
          expect(sourcesOf(gone).map((source) => source.id)).toEqual(ids.slice(1));
          for (const block of blocks.slice(1)) expect(gone).toContain(block);
          for (const kept of ['# top', '# tail', 'name: N']) expect(gone).toContain(kept);
        },
      ),
      { numRuns: 300 },
    );
  });
});
