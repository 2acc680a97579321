import { forgetOldest } from '../../shared/domain/forget-oldest.ts';

/** Drafts kept while a person looks elsewhere; the oldest goes first. */
const MAX_KEPT_DRAFTS = 20;

/** A text in the making, and the one in the file it began with. */
export interface KeptDraft {
  readonly text: string;
  readonly base: string;
}

export interface DraftMemory {
  get(key: string): KeptDraft | undefined;
  /** Keeps a draft, or forgets it when it says nothing that its beginning did not. */
  keep(key: string, draft: KeptDraft): void;
  forget(key: string): void;
}

/** Remembers what was begun for as long as the page is open: a look at another view must not cost a mapping. */
export function createDraftMemory(): DraftMemory {
  const drafts = new Map<string, KeptDraft>();
  return {
    get: (key) => drafts.get(key),
    keep(key, draft) {
      drafts.delete(key);
      if (draft.text === draft.base) return;
      drafts.set(key, draft);
      forgetOldest(drafts, MAX_KEPT_DRAFTS);
    },
    forget: (key) => void drafts.delete(key),
  };
}
