import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { formatClock, formatDate, zoneName } from '../../shared/format/clock.ts';
import { parseMoment } from '../../shared/format/parse-moment.ts';
import { useClockMs, useSection } from '../state/hooks.ts';
import { useTimeMachine } from '../state/use-time.ts';
import bar from '../ui/BarPanel.module.css';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import { ClockIcon } from '../ui/icons.tsx';
import styles from './JumpPanel.module.css';

export interface JumpPanelProps {
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

/** Goes to a moment by name, or from one incident to the next. */
export function JumpPanel({ isOpen, onOpen }: JumpPanelProps) {
  const button = useRef<HTMLButtonElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const close = (): void => {
    onOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.stopPropagation();
    close();
  };
  return (
    <div
      ref={root}
      className={bar['root']}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (event.relatedTarget !== null && !root.current?.contains(event.relatedTarget)) onOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className={bar['open']}
        aria-expanded={isOpen}
        aria-label="Go to a moment"
        title="Go to a moment (T), to the incident before ([) or after (])"
        onClick={() => onOpen(!isOpen)}
      >
        <ClockIcon size={16} />
      </button>
      {isOpen && <Panel onDone={close} />}
    </div>
  );
}

function Panel({ onDone }: { onDone: () => void }) {
  const timeMachine = useTimeMachine();
  const clockMs = useClockMs();
  const zone = useSection('catalogue').timeZones[0] ?? 'UTC';
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | undefined>(undefined);
  const read = parseMoment(text, clockMs, zone);
  const isLater = read.ok && read.value > clockMs;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!read.ok) setFault(read.error);
    else if (isLater) setFault('That moment has not come yet.');
    else {
      timeMachine.act({ kind: 'go', atMs: read.value });
      onDone();
    }
  };
  return (
    <div className={bar['panel']} role="dialog" aria-label="Go to a moment">
      <form className={styles['form']} onSubmit={onSubmit}>
        <TextField
          label="Moment"
          placeholder="14:02, yesterday 14:00, 15 min ago"
          value={text}
          onChange={(value) => {
            setText(value);
            setFault(undefined);
          }}
          fault={fault}
          autoFocus
        />
        <Button submit tone="final">
          Go
        </Button>
      </form>
      <p className={`${styles['preview']} tabular`} aria-live="polite">
        {read.ok && !isLater
          ? `${formatDate(read.value, zone)} ${formatClock(read.value, zone)} ${zoneName(zone)}`
          : `Clocks are those of ${zoneName(zone)}.`}
      </p>
      <div className={styles['incidents']}>
        <Button onClick={() => void timeMachine.seekIncident('earlier')}>Earlier incident</Button>
        <Button onClick={() => void timeMachine.seekIncident('later')}>Later incident</Button>
      </div>
    </div>
  );
}
