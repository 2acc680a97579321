import { useState } from 'react';
import type { Alert } from '../../../shared/domain/alert.ts';
import { formatMatcher } from '../../../shared/domain/matcher-text.ts';
import type { Matcher } from '../../../shared/domain/matchers.ts';
import { Told } from '../../ui/Told.tsx';
import styles from './AlertDetail.module.css';

export interface AlertLabelsProps {
  readonly labels: Alert['labels'];
  readonly onMatcher: (matcher: Matcher) => void;
}

/** All labels of an alert: a press on one filters by it, and all of them can be copied as matchers. */
export function AlertLabels({ labels, onMatcher }: AlertLabelsProps) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  const matchers = Object.entries(labels)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, value]): Matcher => ({ name, operator: '=', value }));
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(`{${matchers.map(formatMatcher).join(', ')}}`);
      setCopied('yes');
    } catch {
      // Refused without a gesture or where a policy forbids it.
      setCopied('refused');
    }
  };
  return (
    <>
      <h3 className={styles['head']}>
        Labels
        <button type="button" className={styles['copy']} onClick={() => void copy()}>
          Copy
        </button>
        <span role="status" className={styles['copied']}>
          {copied === 'yes'
            ? 'copied as matchers'
            : copied === 'refused'
              ? 'the browser does not allow it'
              : ''}
        </span>
      </h3>
      <dl className={styles['labels']}>
        {matchers.map((matcher) => (
          <div key={matcher.name}>
            <dt>
              <Told text={matcher.name} />
            </dt>
            <dd>
              <button
                type="button"
                className={styles['label']}
                title="Filter by it"
                onClick={() => onMatcher(matcher)}
              >
                <Told text={matcher.value} />
              </button>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
