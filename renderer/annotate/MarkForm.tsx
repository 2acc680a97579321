import { type FormEvent, useState } from 'react';
import type { Annotation } from '../../shared/domain/annotation.ts';
import { checkMark, type MarkFault, type TypedMark, typedKinds } from '../../shared/domain/typed-mark.ts';
import { formatClock, formatDate, zoneName } from '../../shared/format/clock.ts';
import { parseMoment } from '../../shared/format/parse-moment.ts';
import { formatRfc3339 } from '../../shared/format/rfc3339.ts';
import { visibleText } from '../../shared/format/visible-text.ts';
import { useCommand } from '../source-setup/use-command.ts';
import { useClockMs, useMoment, useNowMs, useSection } from '../state/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { SelectField, TextField } from '../ui/Field.tsx';
import styles from './MarkForm.module.css';
import { lastAuthor, rememberAuthor, rememberMark, seatKey } from './seat-memory.ts';

const ALL = '';
const kindWords = { deploy: 'Deploy', incident: 'Incident', note: 'Note' } as const;

export interface MarkFormProps {
  /** What it is about, to begin with; null for everything. */
  readonly service: string | null;
  readonly onDone: (written: Annotation) => void;
  readonly onCancel: () => void;
}

/** What happened, to what, when, and who says so. */
export function MarkForm({ service, onDone, onCancel }: MarkFormProps) {
  const catalogue = useSection('catalogue');
  const clockMs = useClockMs();
  const nowMs = useNowMs();
  const moment = useMoment();
  const zone = catalogue.timeZones[0] ?? 'UTC';
  const { run, running } = useCommand('annotate');
  const [kind, setKind] = useState<TypedMark['kind']>('deploy');
  const [title, setTitle] = useState('');
  const [about, setAbout] = useState(service ?? ALL);
  const [region, setRegion] = useState(ALL);
  // Where time stands: in the past the mark is about that moment, unless something else is written.
  const [when, setWhen] = useState(() => (moment.mode === 'past' ? (formatRfc3339(nowMs) ?? 'now') : 'now'));
  const [by, setBy] = useState(lastAuthor);
  const [fault, setFault] = useState<MarkFault | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const read = parseMoment(when, clockMs, zone);
  const faultOf = (field: MarkFault['field']): string | undefined => {
    if (fault === null) return undefined;
    return fault.field === field ? fault.sentence : undefined;
  };

  const onSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (running) return;
    setRefusal(null);
    if (!read.ok) return setFault({ field: 'atMs', sentence: read.error });
    const mark = {
      kind,
      title,
      service: about === ALL ? null : about,
      region: region === ALL ? null : region,
      atMs: read.value,
      by,
    };
    const checked = checkMark(mark, catalogue, clockMs);
    if (!checked.ok) return setFault(checked.error);
    setFault(null);
    const answer = await run({ mark: checked.value, seatKey: seatKey() });
    if (answer === null) return;
    if (!answer.ok) return setRefusal(answer.error.message);
    rememberAuthor(checked.value.by);
    rememberMark(answer.value.annotation.id);
    onDone(answer.value.annotation);
  };

  return (
    <form className={styles['form']} onSubmit={(event) => void onSubmit(event)}>
      <TextField
        label="What happened"
        placeholder="payments 3.2 rolled back"
        value={title}
        onChange={setTitle}
        fault={faultOf('title')}
        required
        autoFocus
      />
      <div className={styles['pair']}>
        <SelectField
          label="Kind"
          value={kind}
          options={typedKinds.map((value) => ({ value, text: kindWords[value] }))}
          onChange={setKind}
        />
        <TextField
          label="When"
          placeholder="now, 14:02, 15 min ago"
          value={when}
          onChange={setWhen}
          fault={faultOf('atMs')}
        />
      </div>
      <p className={`${styles['preview']} tabular`} aria-live="polite">
        {read.ok
          ? `${formatDate(read.value, zone)} ${formatClock(read.value, zone)} `
          : 'Clocks are those of '}
        {zoneName(zone)}
      </p>
      <div className={styles['pair']}>
        <SelectField
          label="Service"
          value={about}
          options={[
            { value: ALL, text: 'all services' },
            ...catalogue.services.map(({ id, name }) => ({ value: id, text: visibleText(name) })),
          ]}
          onChange={setAbout}
          fault={faultOf('service')}
        />
        <SelectField
          label="Region"
          value={region}
          options={[
            { value: ALL, text: 'all regions' },
            ...catalogue.regions.map(({ id }) => ({ value: id, text: visibleText(id) })),
          ]}
          onChange={setRegion}
          fault={faultOf('region')}
        />
      </div>
      <TextField label="Your name" value={by} onChange={setBy} fault={faultOf('by')} required />
      {refusal !== null && (
        <p className={styles['refusal']} role="alert">
          {refusal}
        </p>
      )}
      <div className={styles['actions']}>
        <Button submit tone="final" idle={running}>
          Mark it
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
