import { describe, expect, it } from 'vitest';
import { AlertBook } from '../../../../../electron/core/alerts/alert-book.ts';
import {
  FALLING_SILENT_MS,
  type FindingsInput,
  OTHERS_MAY_FOLLOW_MS,
  ownFindings,
  STARTING_TOO_LONG_MS,
} from '../../../../../electron/core/alerts/own-findings.ts';
import { emptyCatalogue } from '../../../../../shared/domain/catalogue.ts';
import type { SourceStatus } from '../../../../../shared/domain/source.ts';
import { STORY_MS, sourceStatus } from '../../../../builders/core.ts';

const findings = (statuses: readonly SourceStatus[], more: Partial<FindingsInput> = {}) =>
  ownFindings({
    statuses,
    conflicts: [],
    missingWatchdogs: [],
    disagreements: [],
    catalogue: emptyCatalogue,
    nowMs: STORY_MS,
    hasNetwork: true,
    ...more,
  });
const dead = (id: string, more: Partial<SourceStatus> = {}): SourceStatus =>
  sourceStatus(id, { state: 'unreachable', lastError: 'connection refused', ...more });
const remote = { address: 'https://prom.example' };

describe('what Vigil says for itself', () => {
  it('blames each unreachable source', () => {
    expect(findings([dead('a'), sourceStatus('b')])).toMatchObject([
      { title: 'a does not answer', summary: 'connection refused.', kind: 'unreachable' },
    ]);
  });

  it('says only once that nothing answers, and nothing else then', () => {
    const missing = {
      alert: 'Watchdog',
      id: 'x',
      scopes: ['a'],
      silentSinceMs: STORY_MS,
      isConfigured: true,
    };
    const all = [dead('a'), dead('b', { faults: ['x'] })];
    expect(findings(all, { missingWatchdogs: [missing] })).toMatchObject([
      {
        id: 'vigil:blind',
        title: 'Vigil is blind: none of 2 sources answers',
        severity: 'warning',
        service: null,
        region: null,
      },
    ]);
  });

  it.each([
    [remote, false, /has no network connection/],
    [remote, true, /Check this machine's network first/],
    [{ address: 'http://127.0.0.1:9090' }, false, /Check this machine's network first/],
  ])('knows when this machine itself is cut off: %o with network %s', (address, hasNetwork, words) => {
    const [blind] = findings([dead('a', address), dead('b', address)], { hasNetwork });
    expect(blind?.summary).toMatch(words);
  });

  it('names nobody alone while most sources fall silent at once, and all of them when some still answer after that', () => {
    const failing = sourceStatus('c', { lastErrorAtMs: STORY_MS, lastSuccessAtMs: STORY_MS - 2_000 });
    const just = { sinceMs: STORY_MS - FALLING_SILENT_MS + 1 };
    expect(findings([dead('a', just), dead('b', just), failing])).toEqual([]);
    expect(findings([dead('a', just), sourceStatus('b'), sourceStatus('c')])).toHaveLength(1);
    const first = { sinceMs: STORY_MS - OTHERS_MAY_FOLLOW_MS + 1 };
    expect(findings([dead('a', first), sourceStatus('b'), sourceStatus('c')])).toEqual([]);
    expect(findings([dead('a', first), sourceStatus('b')])).toHaveLength(1);
    const before = { sinceMs: STORY_MS - FALLING_SILENT_MS };
    expect(findings([dead('a', before), dead('b', before), sourceStatus('c')])).toHaveLength(2);
  });

  it('is blind whatever is paused or only listens', () => {
    const quiet = [sourceStatus('c', { state: 'paused' }), sourceStatus('hook', { type: 'webhook' })];
    expect(findings([dead('a'), dead('b'), ...quiet])).toMatchObject([{ id: 'vigil:blind' }]);
    expect(findings([sourceStatus('a'), ...quiet])).toEqual([]);
  });

  it('does not call a source that starts unreachable, and mentions it after a while', () => {
    const starting = sourceStatus('a', { state: 'starting', sinceMs: STORY_MS - STARTING_TOO_LONG_MS });
    expect(findings([starting])).toMatchObject([{ kind: 'monitoring', severity: 'info' }]);
    expect(findings([starting], { nowMs: STORY_MS - 1 })).toEqual([]);
  });

  it('says who answers for a member of a group', () => {
    const group = { group: 'prod' };
    expect(findings([dead('prom-b', group), sourceStatus('prom-a', group)])).toMatchObject([
      {
        id: 'vigil:source:prom-b',
        kind: 'monitoring',
        severity: 'warning',
        title: 'prom-b of group prod does not answer',
        summary: 'prom-a answers for it. connection refused.',
      },
    ]);
    const manager = sourceStatus('am', { ...group, type: 'alertmanager' });
    expect(findings([dead('prom-b', group), manager])).toMatchObject([{ kind: 'unreachable' }]);
  });

  it('names the first fault of the monitoring behind a live source and counts the others', () => {
    const faults = ['The rule Slow cannot be evaluated: parse error', 'b', 'c'];
    expect(findings([sourceStatus('a', { faults })])).toMatchObject([
      {
        kind: 'monitoring',
        title: 'The monitoring behind a has 3 faults',
        summary: 'The rule Slow cannot be evaluated: parse error. And 2 more.',
      },
    ]);
  });

  it('comes and goes with what it is about', () => {
    const book = new AlertBook();
    const found = findings([dead('a'), sourceStatus('b')]);
    book.applyOwn(found, STORY_MS);
    book.applyOwn(found, STORY_MS + 1_000);
    expect(book.takeChanges()).toHaveLength(1);
    book.applyOwn([], STORY_MS + 2_000);
    expect(book.all()).toMatchObject([{ state: 'resolved' }]);
  });
});
