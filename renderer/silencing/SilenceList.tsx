import { useState } from 'react';
import { matchesAll } from '../../shared/domain/matchers.ts';
import type { HeldSilence } from '../../shared/domain/silence.ts';
import { formatSince } from '../../shared/format/clock.ts';
import { formatDurationShort } from '../../shared/format/duration.ts';
import { isolatedText, visibleText } from '../../shared/format/visible-text.ts';
import { countOf, listOf } from '../../shared/format/words.ts';
import { useCapability, useClockMs, useSection } from '../state/hooks.ts';
import { useVigil } from '../state/provider.tsx';
import { Button } from '../ui/Button.tsx';
import { Told } from '../ui/Told.tsx';
import styles from './SilenceList.module.css';
import { silenceable } from './silence-form.ts';
import { useSignature } from './use-signature.tsx';

/** A silence that ends within this lapses soon. */
export const LAPSES_SOON_MS = 15 * 60_000;
const EXTEND_MS = 3_600_000;

/** Every silence there is: what lapses soon first, what ended lately last. */
export function SilenceList({ timeZone }: { timeZone: string }) {
  const silences = useSection('silences');
  const alerts = useSection('alerts');
  const clockMs = useClockMs();
  const allowed = useCapability('acknowledge');
  const { client } = useVigil();
  const { sign, question } = useSignature();
  const [said, setSaid] = useState('');
  const firing = silenceable(alerts);

  const extend = ({ id, endsAtMs }: HeldSilence): void =>
    sign(async (by) => {
      const request = { id, endsAtMs: Math.max(endsAtMs, clockMs) + EXTEND_MS, by, why: '' };
      const answer = await client.request('extendSilence', request);
      setSaid(answer.ok ? ['Extended by 1 h.', ...answer.value.notes].join(' ') : answer.error.message);
    });
  const end = ({ id }: HeldSilence): void =>
    sign(async (by) => {
      const answer = await client.request('expireSilence', { id, by, why: '' });
      setSaid(answer.ok ? ['Ended.', ...answer.value.notes].join(' ') : answer.error.message);
    });

  if (silences.length === 0) return <p className={styles['none']}>No silence is in force.</p>;
  return (
    <section className={styles['silences']} aria-label="Silences">
      {question}
      <p className={styles['said']} role="status">
        {said}
      </p>
      <ul>
        {silences.map((silence) => {
          const { id, state, endsAtMs, startsAtMs, createdBy, comment, matchers, sourceIds } = silence;
          const lapses = state === 'active' && endsAtMs - clockMs <= LAPSES_SOON_MS;
          // What the Alertmanager says it hides; of one that has not begun, what it would.
          const hides = firing.filter(({ labels, suppression }) =>
            state === 'pending'
              ? matchesAll(matchers, labels)
              : suppression?.silencedBy.some((by) => by.id === id) === true,
          ).length;
          return (
            <li key={id} data-state={state} data-lapses={lapses}>
              <div className={styles['what']}>
                <p className={styles['matchers']}>
                  {matchers.map(({ name, operator, value }) => (
                    <code key={`${name}${operator}${value}`}>
                      {visibleText(`${name}${operator}${value}`)}
                    </code>
                  ))}
                </p>
                <p className={styles['words']}>
                  <Told text={createdBy} />: <Told text={comment} />
                </p>
              </div>
              <p className={`${styles['ends']} tabular`}>
                {state === 'pending'
                  ? `begins ${formatSince(startsAtMs, clockMs, timeZone)}`
                  : state === 'expired'
                    ? `ended ${formatSince(endsAtMs, clockMs, timeZone)}`
                    : `ends in ${formatDurationShort(endsAtMs - clockMs)}`}
                <span>
                  {state === 'expired'
                    ? ''
                    : `${state === 'pending' ? 'would hide' : 'hides'} ${countOf(hides, 'alert')}, `}
                  {listOf(sourceIds.map((sourceId) => isolatedText(sourceId)))}
                </span>
              </p>
              {allowed && state !== 'expired' && (
                <div className={styles['actions']}>
                  <Button onClick={() => extend(silence)}>Extend 1 h</Button>
                  <Button onClick={() => end(silence)}>End now</Button>
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
