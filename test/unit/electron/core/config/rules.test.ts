import { describe, expect, it } from 'vitest';
import { printedConfig } from '../../../../../electron/core/config/describe.ts';
import { parseConfig } from '../../../../../electron/core/config/parse-config.ts';
import { parseRule } from '../../../../../electron/core/config/parse-rule.ts';
import { compileRule } from '../../../../../electron/core/rules/compile-rule.ts';

const problems = (text: string): readonly string[] => {
  const parsed = parseRule(text);
  return parsed.ok ? [] : parsed.error.map(({ line, message }) => `${line}: ${message}`);
};

describe('rules of the configuration', () => {
  it('reads each kind', () => {
    const rule = (text: string) => {
      const parsed = parseRule(text);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
      return compileRule(parsed.value);
    };
    expect(
      rule('id: slow\nsignal: latency_p95\nservices: [checkout]\nabove: 0.25\nfor: 5m\nseverity: critical'),
    ).toEqual({
      id: 'slow',
      condition: { kind: 'threshold', signal: 'latency_p95', above: 0.25, below: null },
      services: ['checkout'],
      regions: null,
      forMs: 300_000,
      severity: 'critical',
      labels: {},
      summary: null,
      runbookUrl: null,
    });
    expect(rule('id: a\nsignal: request_rate\nabsentFor: 5m').condition).toEqual({
      kind: 'absent',
      signal: 'request_rate',
      afterMs: 300_000,
    });
    expect(rule('id: a\nsignal: request_rate\ndeviates: below\nfor: 10m').condition).toEqual({
      kind: 'deviation',
      signal: 'request_rate',
      direction: 'below',
    });
    expect(rule('id: a\nown: loop_lag\nabove: 0.5').condition).toEqual({
      kind: 'own',
      measure: 'loop_lag',
      above: 0.5,
    });
  });

  it('says in which line what is wrong', () => {
    expect(problems('id: a\nsignal: latency_p95')).toEqual([
      '1: expected one of above, below, absentFor and deviates',
    ]);
    expect(problems('id: a\nabove: 1')).toEqual([
      '1: expected a signal, or own with one of loop_lag, journal_backlog, memory',
    ]);
    expect(problems('id: a\nsignal: x\nabove: 1\nabsentFor: 1m')).toEqual([
      '4: expected only one of above or below, absentFor, deviates',
    ]);
    expect(problems('id: a\nsignal: x\nabove: 1\nbelow: 2')).toEqual([
      '4: expected below to be less than above (1): everything would fire',
    ]);
    expect(problems('id: a\nsignal: x\nabsentFor: 1m\nfor: 5m')).toEqual([
      '4: expected no for with absentFor: it says how long',
    ]);
    expect(problems('id: a\nown: loop_lag\nabove: 1\nregions: [x]')).toEqual([
      '2: expected no services and regions: it is about Vigil itself',
    ]);
    expect(problems('id: a\nsignal: x\nabov: 1')[0]).toContain("3: unknown key 'abov'");
    expect(problems('id: a\nsignal: x\nabove: 1\nfor: 5 minutes')[0]).toContain('4: expected a duration');
    expect(problems('')).toEqual(['1: expected a rule: id, signal and above, each on a line of its own']);
    expect(problems('id: a\nsignal: x\nabove: 1\n- id: b')).not.toEqual([]);
  });

  it('wants each id once', () => {
    const parsed = parseConfig(
      'rules:\n  - {id: a, signal: x, above: 1}\n  - {id: a, signal: y, above: 1}\n',
      'f',
    );
    expect(parsed.ok ? [] : parsed.error).toMatchObject([{ line: 3, path: 'rules[1].id' }]);
  });

  it('prints rules so that they can be read again', () => {
    const text = `rules:
  - { id: a, signal: x, above: 1, for: 90s, labels: { team: edge }, runbook: 'https://wiki/x' }
  - { id: b, signal: x, absentFor: 2m }
`;
    const parsed = parseConfig(text, 'f');
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    const again = parseConfig(printedConfig(parsed.value), 'f');
    expect(again).toEqual(parsed);
  });
});
