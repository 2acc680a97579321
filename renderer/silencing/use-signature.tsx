import { type FormEvent, type ReactNode, useState } from 'react';
import { checkSigned } from '../../shared/domain/silence-request.ts';
import { lastAuthor, rememberAuthor } from '../annotate/seat-memory.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import { Modal } from '../ui/Modal.tsx';
import styles from './Silencing.module.css';

export interface Signature {
  /** Goes on with the name of this seat; asks for it first where nobody has signed here yet. */
  readonly sign: (then: (by: string) => void) => void;
  /** The question, while it is asked. */
  readonly question: ReactNode;
}

/** Who acts here: asked once, remembered by this seat. */
export function useSignature(): Signature {
  const [then, setThen] = useState<((by: string) => void) | null>(null);
  return {
    sign(next) {
      const by = lastAuthor();
      if (by === '') setThen(() => next);
      else next(by);
    },
    question: then !== null && (
      <Modal label="Your name" onClose={() => setThen(null)}>
        <NameForm
          onCancel={() => setThen(null)}
          onName={(by) => {
            rememberAuthor(by);
            setThen(null);
            then(by);
          }}
        />
      </Modal>
    ),
  };
}

function NameForm({ onName, onCancel }: { onName: (by: string) => void; onCancel: () => void }) {
  const [by, setBy] = useState('');
  const [fault, setFault] = useState<string | undefined>();
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const checked = checkSigned({ by, why: '' }, false);
    if (checked.ok) onName(checked.value.by);
    else setFault(checked.error.sentence);
  };
  return (
    <form className={styles['name']} onSubmit={onSubmit}>
      <TextField
        label="Your name"
        hint="colleagues see it, asked once on this seat"
        value={by}
        onChange={setBy}
        fault={fault}
        autoFocus
        required
      />
      <div className={styles['actions']}>
        <Button submit tone="final">
          Go on
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
