import { useState } from 'react';
import { Payloads } from '../../source-setup/Payloads.tsx';
import { useRequest } from '../../state/hooks.ts';
import { Button } from '../../ui/Button.tsx';
import { PanelTitle } from '../../ui/PanelTitle.tsx';
import styles from './Panel.module.css';

/** What a source last received, fetched when the page opens and when asked: text that moved could not be read. */
export function PeekPanel({ id, timeZone }: { id: string; timeZone: string }) {
  const [round, setRound] = useState(0);
  const { data, failure, loading } = useRequest('peekSource', { id }, round);
  return (
    <section className={styles['panel']}>
      <div className={styles['head']}>
        <PanelTitle fact="secrets are masked">What it last said</PanelTitle>
        <Button idle={loading} onClick={() => setRound(round + 1)}>
          Look again
        </Button>
      </div>
      {failure !== null && <p className={styles['failure']}>{failure.message}</p>}
      {data === null ? (
        failure === null && <p className={styles['quiet']}>Being fetched.</p>
      ) : (
        <Payloads payloads={data.payloads} timeZone={timeZone} />
      )}
    </section>
  );
}
