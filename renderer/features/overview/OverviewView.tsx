import { useSection } from '../../state/hooks.ts';
import { AlertRail } from './AlertRail.tsx';
import { Matrix } from './Matrix.tsx';
import { NothingYet } from './NothingYet.tsx';
import styles from './OverviewView.module.css';
import { VerdictBlock } from './VerdictBlock.tsx';

/** The desk's home: how the world is in words, service by region, and the live alerts. */
export function OverviewView() {
  const measured = useSection('catalogue').cells.length > 0;
  return (
    <div className={styles['view']}>
      <section className={styles['world']} aria-label="Services and regions">
        <VerdictBlock />
        {measured ? <Matrix /> : <NothingYet />}
      </section>
      <AlertRail />
    </div>
  );
}
