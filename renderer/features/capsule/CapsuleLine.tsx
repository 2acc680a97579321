import { useState } from 'react';
import type { CapsuleFacts } from '../../../shared/domain/capsule.ts';
import { formatClock, formatDate, zoneName } from '../../../shared/format/clock.ts';
import { useLogId, useRequest, useSection } from '../../state/hooks.ts';
import { useVigil } from '../../state/provider.tsx';
import { Button } from '../../ui/Button.tsx';
import styles from './CapsuleLine.module.css';

/** Under the top bar while this view looks at a capsule: which one it is, and the way back. */
export function CapsuleLine() {
  const logId = useLogId();
  const isCapsule = logId !== 0;
  const { data } = useRequest('capsuleInfo', isCapsule ? {} : null, logId);
  const zone = useSection('catalogue').timeZones[0] ?? 'UTC';
  if (!isCapsule || data === null || data.capsule === null) return null;
  const { fileName, facts } = data.capsule;
  return (
    <div className={styles['line']} role="region" aria-label="Capsule">
      <p>
        <strong className={styles['name']}>Capsule {fileName}</strong> {factsWords(facts, zone)} It can only
        be looked at.
      </p>
      {data.canClose && <CloseButton />}
    </div>
  );
}

/** "of Acme NOC, Tue 22 Sep 2026 14:00:00 to 14:30:00 UTC, written by Vigil 0.1.0." */
function factsWords({ name, fromMs, toMs, vigil }: CapsuleFacts, zone: string): string {
  const [first, last] = [formatDate(fromMs, zone), formatDate(toMs, zone)];
  const end = first === last ? formatClock(toMs, zone) : `${last} ${formatClock(toMs, zone)}`;
  const of = name === '' ? '' : `of ${name}, `;
  return `${of}${first} ${formatClock(fromMs, zone)} to ${end} ${zoneName(zone)}, written by Vigil ${vigil}.`;
}

function CloseButton() {
  const { client, timeMachine } = useVigil();
  const [failure, setFailure] = useState<string | null>(null);
  const close = async (): Promise<void> => {
    timeMachine.act({ kind: 'live' });
    timeMachine.act({ kind: 'loop', range: null });
    const closed = await client.request('closeCapsule', {});
    setFailure(closed.ok ? null : closed.error.message);
  };
  return (
    <span className={styles['close']}>
      {failure}
      <Button onClick={() => void close()}>Close</Button>
    </span>
  );
}
