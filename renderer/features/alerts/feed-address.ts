import { severities } from '../../../shared/domain/alert.ts';
import {
  type AlertFilter,
  MAX_FILTER_MATCHERS,
  MAX_FILTER_SOURCES,
  MAX_FILTER_TEXT_CHARS,
} from '../../../shared/domain/alert-filter.ts';
import { formatMatcher, parseMatchers } from '../../../shared/domain/matcher-text.ts';
import type { Matcher } from '../../../shared/domain/matchers.ts';
import type { QueryChanges } from '../../app/address-query.ts';
import { byService, type Grouping, groupingText, readGrouping } from './feed-grouping.ts';

export const feedTabs = ['firing', 'acknowledged', 'silenced', 'pending', 'history'] as const;
export type FeedTab = (typeof feedTabs)[number];

/** What of the feed stands in the address. */
export interface FeedAddress {
  readonly tab: FeedTab;
  readonly filter: AlertFilter;
  readonly grouping: Grouping;
  readonly showsQuieted: boolean;
  /** The alert that stands open; null for the first one. */
  readonly alertId: string | null;
}

/** Reads the query of an address; what it does not know is as if it were not there. Pure. */
export function readFeedAddress(query: string): FeedAddress {
  const values = new URLSearchParams(query);
  return {
    tab: feedTabs.find((tab) => tab === values.get('tab')) ?? 'firing',
    filter: readFilter(values),
    grouping: readGrouping(values.get('group')),
    showsQuieted: values.get('quieted') === 'shown',
    alertId: values.get('alert'),
  };
}

/** What to write so that the same is read again. Pure. */
export function feedQuery({ tab, filter, grouping, showsQuieted, alertId }: FeedAddress): QueryChanges {
  const group = groupingText(grouping);
  return {
    tab: tab === 'firing' ? [] : [tab],
    ...filterQuery(filter),
    group: group === byService.kind ? [] : [group],
    quieted: showsQuieted ? ['shown'] : [],
    alert: alertId === null ? [] : [alertId],
  };
}

/** The filter of a query, as `filterQuery` wrote it. Pure. */
export function readFilter(values: URLSearchParams): AlertFilter {
  const named = new Set(values.getAll('severity'));
  const matchers = values.getAll('match').flatMap((text): readonly Matcher[] => {
    const parsed = parseMatchers(text);
    return parsed.ok ? parsed.value : [];
  });
  return {
    severities: severities.filter((severity) => named.has(severity)),
    sourceIds: [...new Set(values.getAll('source'))].slice(0, MAX_FILTER_SOURCES),
    matchers: matchers.slice(0, MAX_FILTER_MATCHERS),
    text: (values.get('words') ?? '').slice(0, MAX_FILTER_TEXT_CHARS),
    states: [],
  };
}

/** A filter as parts of a query. Pure. */
export function filterQuery(
  filter: AlertFilter,
): Readonly<Record<'severity' | 'source' | 'match' | 'words', readonly string[]>> {
  return {
    severity: filter.severities,
    source: filter.sourceIds,
    match: filter.matchers.map(formatMatcher),
    words: filter.text === '' ? [] : [filter.text],
  };
}
