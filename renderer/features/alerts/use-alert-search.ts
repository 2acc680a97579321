import { useCallback, useEffect, useRef, useState } from 'react';
import { MAX_ALERT_PAGE_ROWS } from '../../../shared/contract/alert-commands.ts';
import type { Client } from '../../../shared/contract/client.ts';
import type { CommandReply, CommandRequest } from '../../../shared/contract/commands.ts';
import type { Alert } from '../../../shared/domain/alert.ts';
import type { Failure } from '../../../shared/domain/failure.ts';
import { ok, type Result } from '../../../shared/domain/result.ts';
import { useVigil } from '../../state/provider.tsx';

type Cursor = CommandReply<'searchAlerts'>['next'];
export type SearchQuestion = Omit<CommandRequest<'searchAlerts'>, 'cursor' | 'limit'>;

/** Rows of the first page, and of each that is read when somebody scrolls on. */
const PAGE_ROWS = 200;
/** Most alerts of one export. */
export const MAX_EXPORT_ALERTS = 100_000;

export interface AlertSearch {
  /** What was found so far, newest first; null before the first answer. */
  readonly alerts: readonly Alert[] | null;
  readonly isLoading: boolean;
  /** There may be more, further back. */
  readonly hasMore: boolean;
  readonly failure: Failure | null;
  /** Reads on; nothing while something is being read. */
  readonly more: () => void;
}

interface Found {
  /** The question it answers; null before the first answer. */
  readonly text: string | null;
  readonly alerts: readonly Alert[] | null;
  readonly next: Cursor;
  readonly isReadingOn: boolean;
  readonly failure: Failure | null;
}

const nothing: Found = { text: null, alerts: null, next: null, isReadingOn: false, failure: null };

/** Searches the past page by page. The pages of an older question are dropped; what it found stays until the next answers. */
export function useAlertSearch(question: SearchQuestion): AlertSearch {
  const { client } = useVigil();
  const text = JSON.stringify(question);
  const [found, setFound] = useState(nothing);
  const asked = useRef<{ readonly text: string; isBusy: boolean } | null>(null);

  const read = useCallback(
    async (ask: { readonly text: string; isBusy: boolean }, before: readonly Alert[], cursor: Cursor) => {
      ask.isBusy = true;
      const page = await fillPage(
        client,
        JSON.parse(ask.text) as SearchQuestion,
        cursor,
        () => asked.current === ask,
      );
      ask.isBusy = false;
      if (asked.current !== ask) return;
      setFound(
        page.ok
          ? { ...nothing, text: ask.text, alerts: [...before, ...page.value.alerts], next: page.value.next }
          : { ...nothing, text: ask.text, alerts: before.length > 0 ? before : null, failure: page.error },
      );
    },
    [client],
  );

  useEffect(() => {
    const ask = { text, isBusy: false };
    asked.current = ask;
    void read(ask, [], null);
    return () => {
      asked.current = null;
    };
  }, [text, read]);

  const more = (): void => {
    const ask = asked.current;
    if (ask === null || ask.isBusy || found.next === null) return;
    setFound((before) => ({ ...before, isReadingOn: true }));
    void read(ask, found.alerts ?? [], found.next);
  };
  const { alerts, next, failure } = found;
  const isLoading = found.text !== text || found.isReadingOn;
  return { alerts, isLoading, hasMore: next !== null, failure, more };
}

/** Reads pages until enough rows are there or nothing is left: one page may find little in what it looks through. */
async function fillPage(
  client: Client,
  question: SearchQuestion,
  from: Cursor,
  isWanted: () => boolean,
): Promise<Result<CommandReply<'searchAlerts'>, Failure>> {
  const alerts: Alert[] = [];
  let cursor = from;
  do {
    const page = await client.request('searchAlerts', { ...question, cursor, limit: PAGE_ROWS });
    if (!page.ok) return page;
    alerts.push(...page.value.alerts);
    cursor = page.value.next;
  } while (cursor !== null && alerts.length < PAGE_ROWS && isWanted());
  return ok({ alerts, next: cursor });
}

/** Reads the whole result of a search, for an export. */
export async function readWholeSearch(
  client: Client,
  question: SearchQuestion,
): Promise<Result<{ readonly alerts: readonly Alert[]; readonly isCut: boolean }, Failure>> {
  const alerts: Alert[] = [];
  let cursor: Cursor = null;
  do {
    const page: Result<CommandReply<'searchAlerts'>, Failure> = await client.request('searchAlerts', {
      ...question,
      cursor,
      limit: MAX_ALERT_PAGE_ROWS,
    });
    if (!page.ok) return page;
    alerts.push(...page.value.alerts);
    cursor = page.value.next;
  } while (cursor !== null && alerts.length < MAX_EXPORT_ALERTS);
  return ok({ alerts, isCut: cursor !== null });
}
