import { describe, expect, it } from 'vitest';
import {
  closingLine,
  foldRootsOf,
  groupAlerts,
} from '../../../../../renderer/features/overview/alert-groups.ts';
import { summariseEstate } from '../../../../../shared/format/estate-summary.ts';
import { storyPicture } from '../../../../builders/story.ts';
import { storyAlerts } from '../../../../builders/story-alerts.ts';
import { connectingSources, storySourceStatuses } from '../../../../builders/story-sources.ts';

const { regions } = storyPicture().sections.catalogue;
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('the alert rail', () => {
  const groups = groupAlerts(storyAlerts, regions);

  it('tells alerts of one name about one service as one, in the cities people know', () => {
    expect(groups.map(({ title }) => title)).toContain('Payments is slow in Dublin and London');
    const payments = groups.find(({ title }) => title.startsWith('Payments'));
    expect(payments).toMatchObject({
      count: 2,
      place: 'payments · eu-west-1, eu-west-2',
      word: 'warning',
      state: 'degraded',
    });
    expect(plain(payments?.fact ?? '')).toBe('p95 1.84 s, limit 800 ms, and 1 more');
  });

  it('keeps the order of the feed: critical first', () => {
    expect(groups.slice(0, 2).map(({ state }) => state)).toEqual(['down', 'down']);
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(storyAlerts.length);
  });

  it('names its own findings by their kind', () => {
    expect(groups.find(({ title }) => title === 'Mumbai cannot be seen')).toMatchObject({
      state: 'unreachable',
      word: 'unreachable',
    });
  });

  it('leaves out what does not fire', () => {
    expect(groupAlerts([{ ...storyAlerts[0]!, state: 'resolved' }], regions)).toEqual([]);
  });
});

describe('what folds', () => {
  it('stands after everything else, apart, and says under what', () => {
    const { sections, ...rest } = storyPicture();
    const { catalogue } = sections;
    const services = catalogue.services.map((service) =>
      service.id === 'checkout' || service.id === 'payments'
        ? { ...service, dependsOn: ['ledger'] }
        : service,
    );
    const picture = { ...rest, sections: { ...sections, catalogue: { ...catalogue, services } } };
    const estate = summariseEstate(picture);
    const groups = groupAlerts(storyAlerts, regions, foldRootsOf(picture.sections.catalogue, estate));
    const folded = groups.filter(({ foldedUnder }) => foldedUnder !== null);
    expect(folded.map(({ place, foldedUnder }) => [place, foldedUnder])).toEqual([
      ['checkout · eu-west-1', 'ledger'],
      ['payments · eu-west-1', 'ledger'],
    ]);
    expect(groups.slice(-2)).toEqual(folded);
    expect(groups.map(({ place }) => place)).toContain('payments · eu-west-2');
    expect(
      groups.reduce((sum, { count }) => sum + count, 0),
      'none is lost',
    ).toBe(storyAlerts.length);
  });
});

describe('the closing line', () => {
  const live = storySourceStatuses.map((source) => ({ ...source, state: 'live' as const }));

  it.each([
    [0, live, 14, [], 'No alerts · 6 of 6 sources live'],
    [3, live, 14, [], 'End of list. Every source answers.'],
    [
      3,
      storySourceStatuses,
      14,
      ['ap-south-1'],
      'End of list. Complete for 13 of 14 regions, ap-south-1 may have more.',
    ],
    [
      0,
      storySourceStatuses,
      14,
      [],
      'No alerts. Complete for 5 of 6 sources, prometheus-mumbai may have more.',
    ],
    [0, connectingSources, 0, [], 'No alerts yet. No source has answered so far.'],
    [0, [], 0, [], 'No source is configured.'],
  ] as const)('for %d groups', (count, sources, regionCount, blind, text) => {
    expect(closingLine(count, sources, regionCount, blind).text).toBe(text);
  });

  it('is complete only when every source answers', () => {
    expect(closingLine(0, live, 14, []).complete).toBe(true);
    expect(closingLine(0, storySourceStatuses, 14, []).complete).toBe(false);
  });
});
