import { describe, expect, it } from 'vitest';
import { runVigilToEnd } from '../fixtures/vigil-process.ts';

const head = 'name: Acme\nsources:\n  - id: prom\n    type: prometheus\n    url: http://127.0.0.1:9090\n';

describe('a configuration with a mistake ends Vigil with exit code 2 and the place', () => {
  it.each([
    ['YAML that does not parse', 'name: Acme\nsources: [\n  - id: x\n', /:\d+:\d+/, /\w/],
    ['an unknown key', `${head}    evry: 5s\n`, /:6:\d+/, /evry/],
    ['an unknown key at the top', 'name: Acme\nsorces: []\n', /:2:1\b/, /sorces/],
    ['a wrong type', `${head}timeZones: 7\n`, /:6:\d+/, /array|list/i],
    ['a bad duration', `${head}    every: soon\n`, /:6:12\b/, /duration such as 5s/],
    ['an unknown source type', 'sources:\n  - id: x\n    type: nagios\n', /:[23]:\d+/, /prometheus/],
    ['a bad address', 'sources:\n  - { id: x, type: prometheus, url: ftp://x }\n', /:2:\d+/, /http/],
    ['a bad time zone', 'timeZones: [UTC, Mars/Olympus]\n', /:1:18\b/, /Europe\/Berlin/],
    ['the same id twice', `${head}  - { id: prom, type: prometheus, url: http://x }\n`, /:6:\d+/, /prom/],
    ['an objective above 100 %', 'objectives:\n  - { service: a, target: 100.5 }\n', /:2:\d+/, /100/],
    ['a list instead of a map', '- a\n- b\n', /:1:1\b/, /\w/],
  ])('%s', async (_name, text, place, words) => {
    const end = await runVigilToEnd(text);
    expect(end.code).toBe(2);
    const lines = end.stderr.split('\n').filter((line) => line.includes('vigil.yaml:'));
    expect(lines.join('\n')).toMatch(place);
    expect(lines.join('\n')).toMatch(words);
    expect(end.stderr).not.toMatch(/\n\s+at .*\(|node:internal|ZodError/);
    expect(end.stdout).not.toContain('is listening');
  });
});
