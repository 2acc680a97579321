import { expect, it } from 'vitest';
import { parseSource } from '../../../../electron/core/config/parse-source.ts';
import { completeAddress, firstSourceText } from '../../../../renderer/features/first-run/first-run-model.ts';

it.each([
  ['prometheus:9090', 'http://prometheus:9090'],
  [' http://a:9090/ ', 'http://a:9090'],
  ['https://a/prom/graph?g0.expr=up#x', 'https://a/prom'],
  ['https://a/prom/query?g0.expr=up', 'https://a/prom'],
  ['http://a:9090/api/v1/query?query=up', 'http://a:9090'],
  ['http://a:8428/select/0/prometheus', 'http://a:8428/select/0/prometheus'],
  ['ftp://a', 'ftp://a'],
  ['http://', 'http://'],
  ['', ''],
])('takes %j for %j', (typed, address) => expect(completeAddress(typed)).toBe(address));

const none = { kind: 'none', username: '', place: 'env', name: '' } as const;

it('writes as little as will do, and it is valid', () => {
  const text = firstSourceText('prometheus:9090', none, []);
  expect(text).toBe('id: prometheus\ntype: prometheus\nurl: http://prometheus:9090\n');
  expect(parseSource(text).ok).toBe(true);
});

it('names where a token is kept', () => {
  const text = firstSourceText('prometheus:9090', { ...none, kind: 'bearer', name: 'TOKEN' }, ['prometheus']);
  expect(text).toContain('id: prometheus-2\n');
  expect(text).toContain('auth: { bearer: { env: TOKEN } }\n');
  expect(parseSource(text).ok).toBe(true);
});
