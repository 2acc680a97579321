import { useMemo, useState } from 'react';
import { type Digest, isEventful } from '../../shared/domain/digest.ts';
import { formatClock, formatSince, zoneName } from '../../shared/format/clock.ts';
import { digestWords, handoverText } from '../../shared/format/handover.ts';
import { useClockMs, usePresentAsOfMs, usePresentSection } from '../state/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { Modal } from '../ui/Modal.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { awayWatch } from './away.ts';
import { useCell } from './cell.ts';
import styles from './DigestDialog.module.css';
import { DigestSections } from './DigestSections.tsx';
import { useDigest } from './use-digest.ts';

const HOUR_MS = 3_600_000;
/** The log is asked again this often, not every second. */
const REFRESH_MS = 30_000;

type Span = 'left' | '8' | '24' | '168';

/** What happened while nobody sat here, with links, as a text to hand over and on paper. */
export function DigestDialog({ onClose }: { onClose: () => void }) {
  const absence = useCell(awayWatch.absence);
  const { timeZones, name } = usePresentSection('catalogue');
  const zone = timeZones[0] ?? 'UTC';
  const [span, setSpan] = useState<Span>(absence === null ? '8' : 'left');
  const toMs = Math.ceil(useClockMs() / REFRESH_MS) * REFRESH_MS;
  const range = useMemo(() => {
    const leftMs = absence?.fromMs ?? toMs - 8 * HOUR_MS;
    return { fromMs: span === 'left' ? leftMs : toMs - Number(span) * HOUR_MS, toMs };
  }, [absence, span, toMs]);
  const { digest, failure } = useDigest(range);
  const left =
    absence === null
      ? []
      : [{ value: 'left' as const, text: `Since ${formatSince(absence.fromMs, toMs, zone)}` }];
  return (
    <Modal label="Since you left" onClose={onClose}>
      <div className={styles['head']}>
        <div>
          <h2>Since you left</h2>
          <p className="tabular">
            {formatSince(range.fromMs, toMs, zone)} to now, {zoneName(zone)}
          </p>
        </div>
        <Button onClick={onClose}>Close</Button>
      </div>
      <div className={styles['tools']}>
        <Segmented
          label="Range"
          options={[
            ...left,
            { value: '8', text: '8 h' },
            { value: '24', text: '24 h' },
            { value: '168', text: '7 d' },
          ]}
          value={span}
          onChange={setSpan}
        />
        {digest !== null && <HandoverButtons digest={digest} estate={name} zone={zone} />}
      </div>
      {failure !== null && (
        <p className={styles['note']}>What happened could not be read: {failure.message}</p>
      )}
      {digest === null
        ? failure === null && <p className={styles['note']}>Reading the log</p>
        : failure === null && <Told digest={digest} zone={zone} onGo={onClose} />}
    </Modal>
  );
}

function Told({ digest, zone, onGo }: { digest: Digest; zone: string; onGo: () => void }) {
  const words = digestWords(digest);
  const asOfMs = usePresentAsOfMs();
  return (
    <>
      {asOfMs !== null && (
        <p className={styles['note']}>
          There is no live picture: what fires is as of {formatClock(asOfMs, zone)}, and nothing is known
          since.
        </p>
      )}
      <p className={styles['words']}>
        {isEventful(digest)
          ? `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
          : 'Nothing began or ended in this time.'}
      </p>
      <DigestSections digest={digest} zone={zone} onGo={onGo} />
    </>
  );
}

/** The handover as text for a chat or a ticket, and on paper. Says whether the copy worked: a policy may forbid it. */
function HandoverButtons({ digest, estate, zone }: { digest: Digest; estate: string; zone: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(handoverText(digest, estate, zone));
      setState('copied');
    } catch {
      setState('refused');
    }
  };
  return (
    <span className={styles['handover']}>
      <Button onClick={() => void copy()}>Copy handover</Button>
      <Button onClick={() => print()}>Print</Button>
      <span role="status" className={styles['copied']}>
        {state === 'copied' && 'Copied'}
        {state === 'refused' && 'The browser refused to copy'}
      </span>
    </span>
  );
}
