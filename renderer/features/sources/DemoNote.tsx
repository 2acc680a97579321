import { hashOf } from '../../app/routes.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import styles from './DemoNote.module.css';

const EXAMPLE = `sources:
  - { id: prod, type: prometheus, url: http://prometheus.example:9090, every: 5s }`;

/** Says that the fleet is invented, and how one comes to one's own: from here where that may be, else by a file. */
export function DemoNote({ editable }: { editable: boolean }) {
  if (editable)
    return (
      <aside className={`${styles['note']} ${styles['call']}`} aria-label="Demo data">
        <div>
          <strong>Demo data.</strong> The fleet on screen is invented, but it comes in through the same
          adapters. Your own takes an address.
        </div>
        <ButtonLink href={hashOf({ name: 'first-run' })}>Connect your Prometheus</ButtonLink>
      </aside>
    );
  return (
    <aside className={styles['note']} aria-label="Demo data">
      <div>
        <strong>Demo data: connect your own Prometheus.</strong> The fleet on screen is invented, but it comes
        in through the same adapters. Write a file <span className="mono">vigil.yaml</span> such as this one
        and start Vigil with <span className="mono">--config vigil.yaml</span>.
      </div>
      <pre className={styles['example']}>{EXAMPLE}</pre>
    </aside>
  );
}
