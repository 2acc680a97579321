import type { ReactNode } from 'react';
import type { Digest, DigestItem } from '../../shared/domain/digest.ts';
import type { HeldSilence } from '../../shared/domain/silence.ts';
import { formatSince } from '../../shared/format/clock.ts';
import { digestFact, silenceEnd } from '../../shared/format/handover.ts';
import { hashOfAlert, silenceWords } from '../../shared/format/telling-words.ts';
import { alertWord, markOfAlert } from '../../shared/format/words.ts';
import { StateMark } from '../ui/StateMark.tsx';
import styles from './DigestDialog.module.css';

/** Rows of one section; the feed and its history have the others. */
const MAX_ROWS = 50;

/** What happened, section by section; empty ones are left out. */
export function DigestSections({ digest, zone, onGo }: { digest: Digest; zone: string; onGo: () => void }) {
  const { toMs } = digest;
  const alerts = (items: readonly DigestItem[]): readonly ReactNode[] =>
    items.map((item) => (
      <li key={item.alert.id}>
        <AlertLink item={item} toMs={toMs} zone={zone} onGo={onGo} />
      </li>
    ));
  const silences = (held: readonly HeldSilence[]): readonly ReactNode[] =>
    held.map((silence) => (
      <li key={silence.id} className={styles['plain']}>
        <span className={styles['title']}>{silenceWords(silence)}</span>
        <span className={styles['fact']}>{silence.endsAtMs > toMs ? silenceEnd(silence, toMs) : 'over'}</span>
      </li>
    ));
  return (
    <div className={styles['sections']}>
      <Section title="Firing, began in this time" rows={alerts(digest.began)} />
      <Section title="Firing since before" rows={alerts(digest.stillFiring)} />
      <Section title="In hand" rows={alerts(digest.inHand)} />
      <Section title="Silences that end soon" rows={silences(digest.lapsing)} />
      <Section title="Over" rows={alerts(digest.over)} />
      <Section title="Fires and is kept quiet" rows={alerts(digest.quieted)} />
      <Section title="New silences" rows={silences(digest.newSilences)} />
      <Section
        title="Not recorded, nothing is known of it"
        rows={digest.gaps.map(({ fromMs, toMs: endMs }) => (
          <li key={fromMs} className={styles['plain']}>
            <span className="tabular">
              {formatSince(fromMs, toMs, zone)} to {formatSince(endMs, toMs, zone)}
            </span>
          </li>
        ))}
      />
      {digest.isCut && (
        <p className={styles['note']}>There were more alerts than are listed: the oldest are missing.</p>
      )}
    </div>
  );
}

function Section({ title, rows }: { title: string; rows: readonly ReactNode[] }) {
  if (rows.length === 0) return null;
  return (
    <section className={styles['section']}>
      <h3>
        {title} <span className="tabular">{rows.length}</span>
      </h3>
      <ul>{rows.slice(0, MAX_ROWS)}</ul>
      {rows.length > MAX_ROWS && (
        <p className={styles['more']}>and {rows.length - MAX_ROWS} more, in the alerts and their history</p>
      )}
    </section>
  );
}

/** What fires leads to itself now; what is over, to the moment it began. */
function AlertLink({
  item,
  toMs,
  zone,
  onGo,
}: {
  item: DigestItem;
  toMs: number;
  zone: string;
  onGo: () => void;
}) {
  const { alert } = item;
  const isOver = alert.state === 'resolved';
  // A second later it is in the picture of that moment.
  const href = hashOfAlert(alert.id, isOver ? alert.startsAtMs + 1_000 : null);
  return (
    <a className={styles['alert']} href={href} onClick={onGo}>
      <span className={styles['mark']}>
        <StateMark state={markOfAlert(alert)} folded={isOver} />
      </span>
      <span className={styles['title']}>
        <span className="visually-hidden">{alertWord(alert)}: </span>
        {alert.title}
      </span>
      <span className={styles['fact']}>{digestFact(item, toMs, zone)}</span>
    </a>
  );
}
