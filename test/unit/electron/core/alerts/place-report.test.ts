import { describe, expect, it } from 'vitest';
import { placeReport } from '../../../../../electron/core/alerts/place-report.ts';
import type { AlertReport } from '../../../../../shared/domain/observation.ts';

const names = {
  hasService: (id: string) => ['http://shop/', 'node', 'ledger'].includes(id),
  hasRegion: (id: string) => id === 'fra',
};
const report = (
  labels: Record<string, string>,
  service: string | null,
  region: string | null = null,
): AlertReport => ({
  labels,
  annotations: {},
  name: 'A',
  severity: 'warning',
  state: 'firing',
  startsAtMs: 0,
  service,
  region,
});

describe('the place of an alert', () => {
  it.each([
    ['keeps what the board knows', { job: 'node', instance: 'http://shop/' }, 'node', 'node'],
    [
      'finds it under the label the queries use',
      { job: 'blackbox', instance: 'http://shop/' },
      'blackbox',
      'http://shop/',
    ],
    ['finds it under any label', { job: 'x', component: 'ledger' }, 'x', 'ledger'],
    ['falls back to what was said', { job: 'x' }, 'x', 'x'],
    ['says nothing when nothing was said', { team: 'edge' }, null, null],
    ['is not fooled by odd labels', { __proto__x: 'ledger2', constructor: 'y' }, 'z', 'z'],
  ])('%s', (_, labels, said, expected) => {
    expect(placeReport(report(labels, said), names).service).toBe(expected);
  });

  it('is found for regions as well, and an alert that is placed already stays as it is', () => {
    expect(placeReport(report({ dc: 'fra' }, 'node', 'dc-1'), names)).toMatchObject({
      service: 'node',
      region: 'fra',
    });
    const placed = report({ region: 'fra' }, 'node', 'fra');
    expect(placeReport(placed, names)).toBe(placed);
  });
});
