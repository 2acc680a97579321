import type { Alert } from '../../../shared/domain/alert.ts';
import { countOf, listOf } from '../../../shared/format/words.ts';
import { useRequest } from '../../state/hooks.ts';
import { useRoundOf } from '../../state/use-round-of.ts';
import { Told } from '../../ui/Told.tsx';
import styles from './AlertDetail.module.css';
import { LinkedText } from './LinkedText.tsx';

/** What the rule's author wrote beside the alert, as it was sent: text, with the addresses in it as links. */
export function AlertAnnotations({ alert }: { alert: Alert }) {
  // Words with numbers in them change as the alert goes on.
  const round = useRoundOf(`${alert.summary} ${alert.state} ${alert.sourceIds.join(' ')}`);
  const { data } = useRequest(
    'alertAnnotations',
    alert.kind === 'reported' || alert.kind === 'heartbeat' ? { id: alert.id } : null,
    round,
  );
  if (data === null || data.annotations.length === 0) return null;
  return (
    <>
      <h3 className={styles['head']}>Annotations</h3>
      <dl className={styles['annotations']}>
        {data.annotations.map(({ name, value, sourceIds }) => (
          <div key={`${name} ${sourceIds.join(' ')}`}>
            <dt>
              <Told text={name} />
              {sourceIds.length > 0 && (
                <>
                  , says <Told text={listOf(sourceIds)} />
                </>
              )}
            </dt>
            <dd>
              <LinkedText text={value} />
            </dd>
          </div>
        ))}
      </dl>
      {data.moreCount > 0 && <p className={styles['seen']}>and {countOf(data.moreCount, 'other')}</p>}
    </>
  );
}
