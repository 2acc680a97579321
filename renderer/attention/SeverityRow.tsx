import { useState } from 'react';
import type { Severity } from '../../shared/domain/alert.ts';
import { clockOfMinute, minuteOfClock, type QuietHours } from '../../shared/domain/attention/quiet-hours.ts';
import type { SeveritySettings } from '../../shared/domain/attention/seat-settings.ts';
import { markOfSeverity } from '../../shared/format/words.ts';
import { StateMark } from '../ui/StateMark.tsx';
import styles from './SeatSettings.module.css';

const repeats: readonly { readonly seconds: number; readonly text: string }[] = [
  { seconds: 0, text: 'once' },
  { seconds: 15, text: 'every 15 s' },
  { seconds: 30, text: 'every 30 s' },
  { seconds: 60, text: 'every 60 s' },
  { seconds: 300, text: 'every 5 min' },
  { seconds: 900, text: 'every 15 min' },
];
/** Where quiet hours begin when they are turned on. */
const night: QuietHours = { fromMinute: 22 * 60, toMinute: 7 * 60 };

export interface SeverityRowProps {
  readonly severity: Severity;
  readonly settings: SeveritySettings;
  readonly onChange: (changes: Partial<SeveritySettings>) => void;
}

/** How one severity is told: its sound, how often it comes, its notices, and when it is quiet. */
export function SeverityRow({ severity, settings, onChange }: SeverityRowProps) {
  const { sound, notify, repeatSeconds, quiet } = settings;
  const word = severity.charAt(0).toUpperCase() + severity.slice(1);
  return (
    <div className={styles['severity']} role="group" aria-label={word}>
      <span className={styles['name']}>
        <StateMark state={markOfSeverity(severity)} />
        {word}
      </span>
      <span className={styles['ways']}>
        <label>
          <input
            type="checkbox"
            checked={sound}
            onChange={(event) => onChange({ sound: event.target.checked })}
          />
          Sound
        </label>
        <label className={styles['repeat']}>
          <span className="visually-hidden">How often it sounds until somebody acknowledges</span>
          <select
            value={repeatSeconds}
            disabled={!sound}
            onChange={(event) => onChange({ repeatSeconds: Number(event.target.value) })}
          >
            {repeats.map(({ seconds, text }) => (
              <option key={seconds} value={seconds}>
                {text}
              </option>
            ))}
          </select>
        </label>
        <label>
          <input
            type="checkbox"
            checked={notify}
            onChange={(event) => onChange({ notify: event.target.checked })}
          />
          Notice
        </label>
      </span>
      <span className={styles['quiet']}>
        <label>
          <input
            type="checkbox"
            checked={quiet !== null}
            onChange={(event) => onChange({ quiet: event.target.checked ? night : null })}
          />
          Quiet
        </label>
        {quiet !== null && (
          <>
            <Clock
              label="from"
              minute={quiet.fromMinute}
              onChange={(fromMinute) => onChange({ quiet: { ...quiet, fromMinute } })}
            />
            <Clock
              label="to"
              minute={quiet.toMinute}
              onChange={(toMinute) => onChange({ quiet: { ...quiet, toMinute } })}
            />
          </>
        )}
      </span>
    </div>
  );
}

/** A clock of 24 hours, whatever the browser's language: it takes effect as soon as it is one. */
function Clock({
  label,
  minute,
  onChange,
}: {
  label: string;
  minute: number;
  onChange: (minute: number) => void;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? clockOfMinute(minute);
  const isWrong = minuteOfClock(text) === null;
  return (
    <label>
      {label === 'from' ? <span className="visually-hidden">from</span> : label}
      <input
        type="text"
        className={`${styles['clock']} tabular`}
        inputMode="numeric"
        maxLength={5}
        autoComplete="off"
        value={text}
        aria-invalid={isWrong || undefined}
        onChange={(event) => {
          setDraft(event.target.value);
          const next = minuteOfClock(event.target.value);
          if (next !== null) onChange(next);
        }}
        onBlur={() => setDraft(null)}
      />
    </label>
  );
}
