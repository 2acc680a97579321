import { type FormEvent, useState } from 'react';
import { badCapsuleWindow } from '../../../shared/domain/capsule.ts';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import { zoneName } from '../../../shared/format/clock.ts';
import { parseMoment } from '../../../shared/format/parse-moment.ts';
import { saveBlob } from '../../export/save-file.ts';
import { useClockMs, useSection } from '../../state/hooks.ts';
import { useVigil } from '../../state/provider.tsx';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import styles from './CapsuleSections.module.css';
import { bytesText, momentText } from './capsule-window.ts';
import { type Progress, ProgressLine } from './ProgressLine.tsx';
import { fetchCapsule } from './transfer.ts';

/** Asks for the time, has it written, and hands the file to the browser. */
export function ExportSection({ range }: { range: TimeRange | null }) {
  const { client } = useVigil();
  const clockMs = useClockMs();
  const zone = useSection('catalogue').timeZones[0] ?? 'UTC';
  const [from, setFrom] = useState(range === null ? '' : momentText(range.fromMs, zone));
  const [to, setTo] = useState(range === null ? '' : momentText(range.toMs, zone));
  const [faults, setFaults] = useState<{ readonly from?: string; readonly to?: string }>({});
  const [progress, setProgress] = useState<Progress>({ state: 'idle' });
  const isBusy = progress.state === 'busy';

  const run = async (wanted: TimeRange): Promise<void> => {
    setProgress({ state: 'busy', words: 'Writing the capsule', share: 0 });
    const onShare = (share: number): void =>
      setProgress({ state: 'busy', words: 'Writing the capsule', share });
    const fetched = await fetchCapsule(wanted, { client, onShare, wait });
    if (!fetched.ok) {
      setProgress({ state: 'failed', words: fetched.error.message });
      return;
    }
    const { name, bytes, pieces } = fetched.value;
    saveBlob(name, new Blob([...pieces], { type: 'application/vnd.sqlite3' }));
    setProgress({ state: 'done', words: `${name}, ${bytesText(bytes)}` });
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (isBusy) return;
    const [begins, ends] = [parseMoment(from, clockMs, zone), parseMoment(to, clockMs, zone)];
    const problem =
      begins.ok && ends.ok ? badCapsuleWindow({ fromMs: begins.value, toMs: ends.value }, clockMs) : null;
    setFaults({
      ...(begins.ok ? {} : { from: begins.error }),
      ...(ends.ok ? (problem === null ? {} : { to: problem }) : { to: ends.error }),
    });
    if (begins.ok && ends.ok && problem === null) void run({ fromMs: begins.value, toMs: ends.value });
  };
  return (
    <form className={styles['section']} onSubmit={onSubmit} aria-label="Export this time">
      <h2 className={styles['title']}>Export this time</h2>
      <p className={styles['words']}>
        One file that shows the same anywhere, offline, without your secrets. Clocks are those of{' '}
        {zoneName(zone)}.
      </p>
      <div className={styles['times']}>
        <TextField label="From" value={from} onChange={setFrom} fault={faults.from} disabled={isBusy} />
        <TextField label="To" value={to} onChange={setTo} fault={faults.to} disabled={isBusy} />
      </div>
      <div className={styles['actions']}>
        <Button submit tone="final" idle={isBusy}>
          Export
        </Button>
        <ProgressLine progress={progress} />
      </div>
    </form>
  );
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
