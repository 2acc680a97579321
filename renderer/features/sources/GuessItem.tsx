import { useId, useState } from 'react';
import type { Guess } from '../../../shared/domain/guess.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Told } from '../../ui/Told.tsx';
import styles from './GuessItem.module.css';
import { findsWords, guessLabels, withGuessLabel } from './guess-model.ts';

export interface GuessItemProps {
  readonly guess: Guess;
  readonly chosen: boolean;
  readonly editable: boolean;
  readonly onToggle: () => void;
  readonly onEdit: (guess: Guess) => void;
}

/** One query that was recognised: what for, why, what it finds; changed in place. */
export function GuessItem({ guess, chosen, editable, onToggle, onEdit }: GuessItemProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <li className={styles['guess']}>
      {editable ? (
        <input type="checkbox" id={id} checked={chosen} onChange={onToggle} aria-describedby={`${id}-why`} />
      ) : (
        <span />
      )}
      <div className={styles['body']}>
        <div className={styles['head']}>
          <label htmlFor={editable ? id : undefined}>
            <strong>
              <Told text={guess.signal} />
            </strong>{' '}
            from <Told text={guess.family} />
          </label>
          {guess.active && <Chip>in use</Chip>}
          <span className={styles['finds']}>{findsWords(guess)}</span>
          {editable && (
            <Button onClick={() => setOpen(!open)}>
              {open ? 'Done' : 'Change'}
              <span className="visually-hidden"> {guess.signal}</span>
            </Button>
          )}
        </div>
        <p id={`${id}-why`} className={styles['why']}>
          <Told text={guess.why} />
        </p>
        {open ? (
          <div className={styles['fields']}>
            <div className={styles['wide']}>
              <TextField
                label="Query"
                mono
                value={guess.query}
                onChange={(query) => onEdit({ ...guess, query })}
              />
            </div>
            {guessLabels
              .filter(
                (label) => guess.labels[label] !== undefined || label === 'service' || label === 'region',
              )
              .map((label) => (
                <TextField
                  key={label}
                  label={`Label that names the ${label}`}
                  placeholder={label}
                  mono
                  value={guess.labels[label] ?? ''}
                  onChange={(name) => onEdit(withGuessLabel(guess, label, name))}
                />
              ))}
            <TextField
              label="Unit of its values"
              hint="s, ms, ratio, percent"
              placeholder="as the signal"
              value={guess.unit ?? ''}
              onChange={(unit) => onEdit({ ...guess, unit: unit.trim() === '' ? null : unit.trim() })}
            />
          </div>
        ) : (
          <code className={`${styles['query']} mono`}>
            <Told text={guess.query} />
          </code>
        )}
      </div>
    </li>
  );
}
