import { severities } from '../../../shared/domain/alert.ts';
import type { QueryChanges } from '../../app/address-query.ts';
import type { FeedFilter } from './feed-model.ts';

export const feedTabs = ['firing', 'pending', 'history'] as const;
export type FeedTab = (typeof feedTabs)[number];

/** What of the feed stands in the address. */
export interface FeedAddress {
  readonly tab: FeedTab;
  readonly filter: FeedFilter;
  readonly showsQuieted: boolean;
  /** The alert that stands open; null for the first one. */
  readonly alertId: string | null;
}

/** Sources an address may name at most. */
const MAX_SOURCES = 100;
const MAX_TEXT_CHARS = 200;

/** Reads the query of an address; what it does not know is as if it were not there. Pure. */
export function readFeedAddress(query: string): FeedAddress {
  const values = new URLSearchParams(query);
  const named = new Set(values.getAll('severity'));
  return {
    tab: feedTabs.find((tab) => tab === values.get('tab')) ?? 'firing',
    filter: {
      severities: new Set(severities.filter((severity) => named.has(severity))),
      sourceIds: new Set(values.getAll('source').slice(0, MAX_SOURCES)),
      text: (values.get('words') ?? '').slice(0, MAX_TEXT_CHARS),
    },
    showsQuieted: values.get('quieted') === 'shown',
    alertId: values.get('alert'),
  };
}

/** What to write so that the same is read again. Pure. */
export function feedQuery({ tab, filter, showsQuieted, alertId }: FeedAddress): QueryChanges {
  return {
    tab: tab === 'firing' ? [] : [tab],
    severity: [...filter.severities],
    source: [...filter.sourceIds],
    words: filter.text === '' ? [] : [filter.text],
    quieted: showsQuieted ? ['shown'] : [],
    alert: alertId === null ? [] : [alertId],
  };
}
