import styles from './DemoNote.module.css';

const EXAMPLE = `sources:
  - { id: prod, type: prometheus, url: http://prometheus.example:9090, every: 5s }`;

/** Says that the fleet is invented and what to write to see one's own. */
export function DemoNote() {
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
