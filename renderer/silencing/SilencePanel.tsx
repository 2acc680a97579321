import { type FormEvent, useEffect, useMemo, useState } from 'react';
import type { Alert } from '../../shared/domain/alert.ts';
import type { Matcher } from '../../shared/domain/matchers.ts';
import { checkSilence, type SilenceFault } from '../../shared/domain/silence-request.ts';
import { parseMoment } from '../../shared/format/parse-moment.ts';
import { isolatedText } from '../../shared/format/visible-text.ts';
import { listOf } from '../../shared/format/words.ts';
import { lastAuthor, rememberAuthor } from '../annotate/seat-memory.ts';
import { useClockMs, usePresentSection } from '../state/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import { CrossIcon } from '../ui/icons.tsx';
import { Told } from '../ui/Told.tsx';
import { MatcherChips } from './MatcherChips.tsx';
import { MatchPreview } from './MatchPreview.tsx';
import { RehearsalPanel } from './RehearsalPanel.tsx';
import { Saved } from './Saved.tsx';
import styles from './Silencing.module.css';
import {
  endOfLength,
  endWords,
  firstMatchers,
  type Lasting,
  labelNames,
  labelValues,
  lastingChoices,
  matchingAlerts,
  saveWords,
  silenceable,
} from './silence-form.ts';
import { useRehearsal } from './use-rehearsal.ts';
import { type SavedSilence, useSaveSilence } from './use-save-silence.ts';

export interface SilencePanelProps {
  /** The alert it begins with; null for an empty form. */
  readonly alert: Alert | null;
  readonly onClose: () => void;
}

const lastingWords = { resolved: 'Until resolved', until: 'Until…' } as const;

/** The silence form: what it would hide now and would have hidden, for how long and why. */
export function SilencePanel({ alert, onClose }: SilencePanelProps) {
  const alerts = usePresentSection('alerts');
  const sources = usePresentSection('sources');
  const { timeZones } = usePresentSection('catalogue');
  const clockMs = useClockMs();
  const [matchers, setMatchers] = useState<Matcher[]>(() => firstMatchers(alert));
  const managers = sources.filter(({ type, state }) => type === 'alertmanager' && state !== 'paused');
  const canSilence = managers.length > 0;
  // Without an Alertmanager nothing can be hidden, but everything taken in hand.
  const [lasting, setLasting] = useState<Lasting>(canSilence ? '30 min' : 'resolved');
  const [untilText, setUntilText] = useState('');
  const [why, setWhy] = useState('');
  const [by, setBy] = useState(lastAuthor);
  // Whoever has signed here before need not again; the field stays while it is being written.
  const [wasSigned] = useState(by !== '');
  const [fault, setFault] = useState<SilenceFault | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [saved, setSaved] = useState<SavedSilence | null>(null);
  const { save, saving } = useSaveSilence();
  // Who closes the form goes on where they were.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    },
    [before],
  );

  const zones = timeZones.length === 0 ? ['UTC'] : timeZones;
  const firing = useMemo(() => silenceable(alerts), [alerts]);
  const matching = useMemo(() => matchingAlerts(firing, matchers), [firing, matchers]);
  const names = useMemo(() => labelNames(alert, firing), [alert, firing]);
  const { rehearsal, problem } = useRehearsal(matchers);
  const until = parseMoment(untilText, clockMs, zones[0] ?? 'UTC');
  const endsAtMs = lasting === 'until' ? (until.ok ? until.value : null) : endOfLength(lasting, clockMs);

  const request = { matchers, startsAtMs: clockMs, endsAtMs: endsAtMs ?? clockMs + 60_000, by, why };
  const live = checkSilence({ ...request, by: 'x', why: 'x' }, clockMs);
  const matcherFault = !live.ok && live.error.field === 'matchers' ? live.error : null;
  const faultOf = (field: SilenceFault['field']): string | undefined =>
    fault?.field === field ? fault.sentence : undefined;

  const onSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (saving || (!canSilence && lasting !== 'resolved')) return;
    setRefusal(null);
    if (lasting === 'until' && !until.ok)
      return setFault({ field: 'endsAtMs', sentence: until.error, index: null });
    const checked = checkSilence(request, clockMs);
    if (!checked.ok) return setFault(checked.error);
    setFault(null);
    const answer = await save(checked.value, lasting === 'resolved' ? (matching ?? []) : null);
    if (!answer.ok) return setRefusal(answer.error);
    rememberAuthor(checked.value.by);
    setSaved(answer.value);
  };

  return (
    <aside
      className={styles['panel']}
      aria-label="Silence"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header className={styles['head']}>
        <h2>Silence</h2>
        {alert !== null && (
          <p>
            from <Told text={alert.title} />
          </p>
        )}
        <button type="button" aria-label="Close the silence form" onClick={onClose}>
          <CrossIcon size={14} />
        </button>
      </header>
      {saved !== null ? (
        <Saved saved={saved} onClose={onClose} />
      ) : (
        <form className={styles['form']} onSubmit={(event) => void onSubmit(event)}>
          <div className={styles['body']}>
            <div>
              <p className={styles['label']}>Hide alerts that match all of these</p>
              <MatcherChips
                matchers={matchers}
                onChange={setMatchers}
                fault={matcherFault}
                names={names}
                valuesOf={(name) => labelValues(name, firing)}
              />
            </div>
            <MatchPreview
              matching={matcherFault === null ? matching : null}
              firing={firing}
              clockMs={clockMs}
              timeZone={zones[0] ?? 'UTC'}
            />
            <RehearsalPanel rehearsal={rehearsal} problem={problem} self={by} />
            <div>
              <p className={styles['label']}>For how long</p>
              <div role="group" aria-label="For how long" className={styles['choices']}>
                {lastingChoices.map((choice) => (
                  <button
                    key={choice}
                    type="button"
                    aria-pressed={choice === lasting}
                    onClick={() => setLasting(choice)}
                  >
                    {choice === 'resolved' || choice === 'until' ? lastingWords[choice] : choice}
                  </button>
                ))}
              </div>
              {lasting === 'until' && (
                <TextField
                  label="Until"
                  placeholder="18:30, tomorrow 9:00, 2026-10-01 12:00"
                  value={untilText}
                  onChange={setUntilText}
                  fault={faultOf('endsAtMs')}
                />
              )}
              <p className={`${styles['ends']} tabular`} aria-live="polite">
                {lasting === 'resolved'
                  ? 'Each alert that matches now is in your hand until it resolves. Later ones are not.'
                  : endsAtMs !== null && endsAtMs > clockMs
                    ? `Ends ${endWords(endsAtMs, clockMs, zones)}.`
                    : 'Write when it ends.'}
              </p>
            </div>
            <TextField
              label="Why"
              hint="colleagues see this"
              value={why}
              onChange={setWhy}
              fault={faultOf('why')}
              required
              autoFocus
            />
            {!wasSigned && (
              <TextField label="Your name" value={by} onChange={setBy} fault={faultOf('by')} required />
            )}
            <p className={styles['signed']}>
              {wasSigned && `Signed ${isolatedText(by)}. `}
              Can be ended early by anybody, undo for 10 s after saving.
            </p>
            {fault?.field === 'matchers' && <p className={styles['refusal']}>{fault.sentence}</p>}
            {refusal !== null && (
              <p className={styles['refusal']} role="alert">
                {refusal}
              </p>
            )}
          </div>
          <footer className={styles['foot']}>
            <Button
              submit
              tone="final"
              idle={saving || matcherFault !== null || (!canSilence && lasting !== 'resolved')}
            >
              {saveWords(lasting, matching?.length ?? 0)}
            </Button>
            <Button onClick={onClose}>Cancel</Button>
            <p>
              {!canSilence
                ? 'no Alertmanager is connected: only this Vigil knows'
                : `written to ${listOf(managers.slice(0, 3).map(({ id }) => isolatedText(id)))}`}
            </p>
          </footer>
        </form>
      )}
    </aside>
  );
}
