import { countOf } from '../../../shared/format/words.ts';
import { ChevronIcon } from '../../ui/icons.tsx';
import styles from './FoldLine.module.css';
import type { MatrixFold } from './matrix-model.ts';

/** Stands for the healthy rows of a large estate, and shows them when asked. */
export function FoldLine({ fold, onToggle }: { fold: MatrixFold; onToggle: () => void }) {
  const { y, count, isAll, open } = fold;
  return (
    <li className={styles['line']} style={{ top: y }}>
      <button type="button" aria-expanded={open} onClick={onToggle}>
        <span className={styles['chevron']} data-open={open}>
          <ChevronIcon size={12} />
        </span>
        {isAll
          ? countOf(count, 'service is', 'services are')
          : countOf(count, 'more service is', 'more services are')}{' '}
        ok everywhere{open ? '' : ', show them'}
      </button>
    </li>
  );
}
