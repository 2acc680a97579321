import { type KeyboardEvent, useRef } from 'react';
import { formatQuantity } from '../../../shared/format/value.ts';
import styles from './Tabs.module.css';

export interface Tab<Value extends string> {
  readonly value: Value;
  readonly text: string;
  /** Stands beside the word; null for none. */
  readonly count: number | null;
}

export interface TabsProps<Value extends string> {
  readonly label: string;
  /** Id of the element that shows what the tab names. */
  readonly panelId: string;
  readonly tabs: readonly Tab<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** Tabs over one panel: one tab stop, arrows move. */
export function Tabs<Value extends string>({ label, panelId, tabs, value, onChange }: TabsProps<Value>) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const index = tabs.findIndex((tab) => tab.value === value);
    const next = (index + step + tabs.length) % tabs.length;
    const tab = tabs[next];
    if (tab === undefined) return;
    onChange(tab.value);
    list.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label={label} className={styles['tabs']} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          id={`tab-${tab.value}`}
          type="button"
          role="tab"
          aria-selected={tab.value === value}
          aria-controls={panelId}
          tabIndex={tab.value === value ? 0 : -1}
          className={styles['tab']}
          onClick={() => onChange(tab.value)}
        >
          {tab.text}
          {tab.count !== null && (
            <span className={styles['count']}>{formatQuantity(tab.count, 'count')}</span>
          )}
        </button>
      ))}
    </div>
  );
}
