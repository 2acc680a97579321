import { type KeyboardEvent, useRef } from 'react';
import type { SourceType } from '../../../shared/domain/source.ts';
import { sourceTypeGuides } from '../../source-setup/source-types.ts';
import styles from './TypeChoice.module.css';

/** What kind of source: a radio group of cards, one tab stop, arrows move. */
export function TypeChoice({ value, onChange }: { value: SourceType; onChange: (type: SourceType) => void }) {
  const group = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const count = sourceTypeGuides.length;
    const next = (sourceTypeGuides.findIndex(({ type }) => type === value) + step + count) % count;
    const guide = sourceTypeGuides[next];
    if (guide === undefined) return;
    onChange(guide.type);
    group.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div
      ref={group}
      role="radiogroup"
      aria-label="Kind of source"
      className={styles['types']}
      onKeyDown={onKeyDown}
    >
      {sourceTypeGuides.map(({ type, word, about }) => (
        <button
          key={type}
          type="button"
          role="radio"
          aria-checked={type === value}
          tabIndex={type === value ? 0 : -1}
          onClick={() => onChange(type)}
        >
          <strong>{word}</strong>
          <span>{about}</span>
        </button>
      ))}
    </div>
  );
}
