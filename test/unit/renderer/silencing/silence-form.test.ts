import { describe, expect, it } from 'vitest';
import {
  endOfLength,
  endWords,
  firstMatchers,
  labelNames,
  labelValues,
  matchCounts,
  matchingAlerts,
  rehearsalParts,
  rehearsalWarning,
  saveWords,
  silenceable,
} from '../../../../renderer/silencing/silence-form.ts';
import type { Alert } from '../../../../shared/domain/alert.ts';
import type { Rehearsal } from '../../../../shared/domain/rehearsal.ts';
import { STORY_MS } from '../../../builders/core.ts';
import { storyAlerts } from '../../../builders/story-alerts.ts';

const base = storyAlerts[0]!;
const alert = (parts: Partial<Alert>): Alert => ({ ...base, kind: 'reported', state: 'firing', ...parts });
const slow = alert({
  service: 'payments',
  region: 'eu-west-1',
  labels: {
    severity: 'warning',
    region: 'eu-west-1',
    job: 'web',
    service: 'payments',
    alertname: 'Slow',
    empty: '',
  },
});

describe('the conditions of a silence', () => {
  it('begin with the alert and its like in its place', () => {
    expect(firstMatchers(slow).map(({ name, operator, value }) => `${name}${operator}${value}`)).toEqual([
      'alertname=Slow',
      'region=eu-west-1',
      'service=payments',
      'severity=warning',
    ]);
    expect(firstMatchers(null)).toEqual([]);
  });

  it('count apart what they meet that is quiet already', () => {
    const suppression = { silencedBy: [], inhibitedBy: ['DatacentreDown'], mutedBy: [] };
    const firing = [slow, alert({}), alert({ suppression })];
    expect(matchCounts(firing, firing)).toEqual({ of: 2, heard: 2, quiet: 1 });
    expect(matchCounts(firing, [firing[2]!])).toEqual({ of: 2, heard: 0, quiet: 1 });
    expect(matchCounts([], [])).toEqual({ of: 0, heard: 0, quiet: 0 });
  });

  it('meet alerts that fire and that an Alertmanager could hide', () => {
    const other = alert({ labels: { service: 'payouts' } });
    const firing = silenceable([slow, other, alert({ state: 'resolved' }), alert({ kind: 'unreachable' })]);
    expect(firing).toEqual([slow, other]);
    expect(matchingAlerts(firing, [{ name: 'service', operator: '=~', value: 'pay.*' }])).toEqual([
      slow,
      other,
    ]);
    expect(matchingAlerts(firing, [{ name: 'job', operator: '!=', value: '' }])).toEqual([slow]);
    expect(matchingAlerts(firing, [])).toEqual([]);
    expect(matchingAlerts(firing, [{ name: 'service', operator: '=~', value: 'pay(' }])).toBeNull();
    expect(labelNames(alert({ labels: { b: '1', a: '2' } }), [alert({ labels: { z: '', a: '' } })])).toEqual([
      'a',
      'b',
      'z',
    ]);
    expect(labelValues('service', [slow, slow, other])).toEqual(['payments', 'payouts']);
    expect(labelValues('constructor', [slow])).toEqual([]);
  });
});

describe('words of the form', () => {
  it('say what saving does', () => {
    expect(saveWords('30 min', 3)).toBe('Silence 3 alerts for 30 min');
    expect(saveWords('until', 1)).toBe('Silence 1 alert');
    expect(saveWords('8 h', 0)).toBe('Silence for 8 h');
    expect(saveWords('resolved', 2)).toBe('Acknowledge 2 alerts until resolved');
  });

  it('say when it ends, in the first two zones, with the day when it is another one', () => {
    const endsAtMs = endOfLength('8 h', STORY_MS)!;
    expect(endWords(endsAtMs, STORY_MS, ['UTC', 'Europe/Berlin', 'Asia/Tokyo'])).toBe(
      '22:00 UTC, 23 Sep 00:00 Berlin',
    );
    expect(endOfLength('until', STORY_MS)).toBeNull();
    expect(endOfLength('resolved', STORY_MS)).toBeNull();
  });

  const rehearsal = (parts: Partial<Rehearsal>): Rehearsal => ({
    fromMs: STORY_MS,
    toMs: STORY_MS,
    knownFromMs: STORY_MS,
    days: [],
    hidden: 41,
    turnedCritical: 2,
    turnedCriticalAfterMs: [240_000, 660_000],
    criticalHidden: 0,
    acknowledged: [{ by: 'Nadia', count: 1 }],
    isCut: false,
    ...parts,
  });

  it('say what it would have hidden, and what of that is a warning', () => {
    expect(rehearsalParts(rehearsal({}), 'Nadia')).toEqual({
      hidden: '41 alerts',
      critical: '2 later turned critical',
      acknowledged: '1 was acknowledged by you',
    });
    expect(rehearsalWarning(rehearsal({}))).toBe(
      'Both turned critical 4\u00a0min and 11\u00a0min later. Critical alerts stay visible under this silence.',
    );
    expect(rehearsalWarning(rehearsal({ turnedCritical: 0, criticalHidden: 1 }))).toBe(
      'It hides critical alerts too: 1 of these.',
    );
    expect(rehearsalWarning(rehearsal({ turnedCritical: 0 }))).toBeNull();
    const many = [
      { by: 'A', count: 3 },
      { by: 'B', count: 2 },
      { by: 'C', count: 1 },
    ];
    expect(rehearsalParts(rehearsal({ turnedCritical: 0, acknowledged: many }), 'Nadia')).toMatchObject({
      critical: null,
      acknowledged: '3 were acknowledged by A, 2 were acknowledged by B and more by others',
    });
  });
});
