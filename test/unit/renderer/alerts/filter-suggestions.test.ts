import { describe, expect, it } from 'vitest';
import { labelChoices } from '../../../../renderer/features/alerts/feed-model.ts';
import {
  type Suggestion,
  suggest,
  withSuggestion,
} from '../../../../renderer/features/alerts/filter-suggestions.ts';
import { noFilter } from '../../../../shared/domain/alert-filter.ts';
import { storyAlerts } from '../../../builders/story-alerts.ts';

const labels = labelChoices(storyAlerts);
const offered = (text: string): readonly string[] =>
  suggest(text, storyAlerts, labels).options.map(({ name, value }) => `${name} ${value}`);
const first = (text: string): Suggestion => suggest(text, storyAlerts, labels).options[0]!;

describe('what is offered while a filter is typed', () => {
  it('begins with severities, labels and sources', () => {
    expect(offered('')).toEqual(
      expect.arrayContaining(['severity critical', 'service …', 'environment …', 'source prometheus-eu']),
    );
  });
  it('takes plain text as words, and the beginning of a severity as that', () => {
    expect(first('checkout slow').does).toEqual({ kind: 'words', text: 'checkout slow' });
    expect(first('crit').does).toEqual({ kind: 'severity', severity: 'critical' });
  });
  it('offers the values of a label, most used first, and what is typed', () => {
    expect(offered('service=')).toContain('service = checkout');
    expect(offered('service="che').at(-1)).toBeDefined();
    expect(first('service=checkout').does).toEqual({
      kind: 'matchers',
      matchers: [{ name: 'service', operator: '=', value: 'checkout' }],
    });
    expect(first('service=~"che.*", region!=x').value).toBe('service =~ che.*, region != x');
  });
  it('tells what is wrong, and where', () => {
    expect(suggest('service=~"("', storyAlerts, labels)).toMatchObject({
      options: [],
      fault: { message: 'A ( is not closed.', at: 10 },
    });
  });
});

describe('a chosen suggestion', () => {
  it('is added once, and a severity is taken back by choosing it again', () => {
    const once = withSuggestion(noFilter, first('service=checkout'))!;
    expect(withSuggestion(once, first('service=checkout'))).toEqual(once);
    const critical = withSuggestion(once, first('critical'))!;
    expect(critical.severities).toEqual(['critical']);
    expect(withSuggestion(critical, first('critical'))).toEqual(once);
  });
  it('of a label alone goes on being typed', () => {
    const label = suggest('clust', storyAlerts, labels).options.find(({ name }) => name === 'cluster')!;
    expect(label.does).toEqual({ kind: 'type', text: 'cluster=' });
    expect(withSuggestion(noFilter, label)).toBeNull();
  });
});
