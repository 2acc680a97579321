import { useState } from 'react';
import type { Payload } from '../../shared/domain/payload.ts';
import { formatClock } from '../../shared/format/clock.ts';
import { Button } from '../ui/Button.tsx';
import { Told } from '../ui/Told.tsx';
import styles from './Payloads.module.css';
import { sizeWords } from './trial-words.ts';

/** What was last received, one question or event at a time. Text from outside, shown as text and nothing else. */
export function Payloads({ payloads, timeZone }: { payloads: readonly Payload[]; timeZone: string }) {
  const [chosenName, setChosenName] = useState<string | null>(null);
  const chosen = payloads.find(({ name }) => name === chosenName) ?? payloads[0];
  if (chosen === undefined) return <p className={styles['none']}>Nothing was received yet.</p>;
  return (
    <div className={styles['payloads']}>
      {payloads.length > 1 && (
        <div role="group" aria-label="What was received" className={styles['names']}>
          {payloads.map((payload) => (
            <button
              key={payload.name}
              type="button"
              aria-pressed={payload.name === chosen.name}
              onClick={() => setChosenName(payload.name)}
            >
              <Told text={payload.name} />
            </button>
          ))}
        </div>
      )}
      <div className={styles['head']}>
        <span>
          {payloads.length === 1 && (
            <>
              <Told text={chosen.name} className={styles['name']} />,{' '}
            </>
          )}
          <span className="tabular">{formatClock(chosen.receivedAtMs, timeZone)}</span>,{' '}
          {chosen.truncated
            ? `its beginning; ${sizeWords(chosen.bytes)} in all`
            : `${sizeWords(chosen.bytes)}, complete`}
        </span>
        <CopyButton key={chosen.name} text={chosen.text} />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable */}
      <pre tabIndex={0} role="region" aria-label={`Last ${chosen.name}`} className={`${styles['text']} mono`}>
        {chosen.text}
        {chosen.truncated && '…'}
      </pre>
    </div>
  );
}

/** Puts a text on the clipboard and says whether that worked. */
export function CopyButton({ text }: { text: string }) {
  const [word, setWord] = useState('Copy');
  const copy = (): void => {
    // Without a secure address a browser offers no clipboard.
    const written = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard here'));
    written.then(
      () => setWord('Copied'),
      () => setWord('Cannot be copied here: select it instead'),
    );
  };
  return (
    <Button onClick={copy}>
      <span aria-live="polite">{word}</span>
    </Button>
  );
}
