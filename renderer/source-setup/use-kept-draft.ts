import { useEffect, useState } from 'react';
import type { DraftMemory } from './draft-memory.ts';

/** A text in the making that outlives a look at another view. */
export interface KeptText {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** The text this draft began with, as it stood in the file. */
  readonly base: string;
  readonly setBase: (base: string) => void;
  /** Whether this is what was begun before and not saved. */
  readonly isBegun: boolean;
  startOver(): void;
  /** It is saved, or given up. */
  forget(): void;
}

/** Takes up what was begun under a key, or begins with `initialText`. */
export function useKeptDraft(memory: DraftMemory, key: string, initialText: string): KeptText {
  const [begun, setBegun] = useState(() => memory.get(key));
  const [text, setText] = useState(begun?.text ?? initialText);
  const [base, setBase] = useState(begun?.base ?? initialText);
  useEffect(() => memory.keep(key, { text, base }), [memory, key, text, base]);
  return {
    text,
    setText,
    base,
    setBase,
    isBegun: begun !== undefined,
    startOver() {
      setText(initialText);
      setBase(initialText);
      setBegun(undefined);
    },
    forget: () => memory.forget(key),
  };
}
