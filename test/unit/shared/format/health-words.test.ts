import { describe, expect, it } from 'vitest';
import type { PlannedWork } from '../../../../shared/domain/maintenance.ts';
import { foldedWords, plannedWords, rollUpWords } from '../../../../shared/format/health-words.ts';

const at = (text: string): number => Date.parse(text);
const planned = (toMs: number): PlannedWork => ({
  fromMs: 0,
  toMs,
  window: {
    services: null,
    regions: null,
    who: 'Content',
    why: 'a new store',
    when: { kind: 'once', fromMs: 0, toMs },
  },
});

describe('words about health', () => {
  it('say who, why and until when', () => {
    const nowMs = at('2026-09-22T14:00:00Z');
    expect(plannedWords(planned(at('2026-09-22T16:00:00Z')), nowMs, 'UTC')).toBe(
      'Planned work by Content until 16:00:00 UTC: a new store',
    );
    expect(plannedWords(planned(at('2026-10-13T16:00:00Z')), nowMs, 'Europe/Berlin')).toBe(
      'Planned work by Content until Tue 13 Oct 18:00:00 Berlin: a new store',
    );
  });

  it('say by which rule a service is judged', () => {
    expect(rollUpWords()).toBe('as bad as its worst region');
    expect(rollUpWords({ quorum: 3 })).toMatch(/^down when 3 regions are down/);
    expect(rollUpWords({ quorum: 1 })).toMatch(/^down when 1 region is down/);
    expect(rollUpWords({ traffic: 0.2 }).replaceAll('\u00a0', ' ')).toMatch(
      /^down when regions with 20.0 % of its traffic/,
    );
  });

  it('name what folds, or count it', () => {
    const services = ['ledger', 'a', 'b', 'c', 'd'].map((id) => ({
      id,
      name: id,
      owner: null,
      runbookUrl: null,
    }));
    const under = (root: number, ...children: number[]) =>
      children.map((service) => ({ service, foldedUnder: root }));
    expect(foldedWords([], services)).toBeNull();
    expect(foldedWords(under(0, 1, 2), services)).toBe('Folded under ledger: a and b.');
    expect(foldedWords([...under(0, 1, 2, 3, 4), ...under(1, 2)], services)).toBe(
      'Folded under ledger: 4 services. Folded under a: b.',
    );
  });
});
