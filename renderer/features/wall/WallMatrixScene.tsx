import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import { stateWord } from '../../../shared/format/words.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import styles from './WallMatrixScene.module.css';
import type { WallMatrix } from './wall-matrix.ts';

export interface WallMatrixSceneProps {
  readonly matrix: WallMatrix;
  readonly catalogue: Catalogue;
  readonly scale: number;
  readonly isCached: boolean;
}

/** Service × region at distance size. */
export function WallMatrixScene({ matrix, catalogue, scale, isCached }: WallMatrixSceneProps) {
  if (matrix.rows.length === 0)
    return (
      <div className={styles['calm']} data-cached={isCached}>
        <p className={styles['calmTitle']}>
          {isCached ? 'Nothing needed attention' : 'Nothing needs attention'}
        </p>
        <p className={styles['rest']}>{matrix.rest ?? 'No service is measured yet'}</p>
      </div>
    );
  return (
    <div className={styles['scene']} data-cached={isCached}>
      <table className={styles['matrix']}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Service</span>
            </th>
            {matrix.columns.map((region) => (
              <th key={region} scope="col">
                {catalogue.regions[region]?.city}
              </th>
            ))}
            <th scope="col">elsewhere</th>
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map((row) => (
            <tr key={row.service}>
              <th scope="row">{catalogue.services[row.service]?.name}</th>
              {row.cells.map((cell, position) => (
                <td key={matrix.columns[position]}>
                  {cell !== null && (
                    <span className={styles['cell']} data-state={cell.state}>
                      <StateMark state={cell.state} size={38 * scale} tally labelled />
                      <span>{cell.value === '' ? stateWord(cell.state) : cell.value}</span>
                    </span>
                  )}
                </td>
              ))}
              <td className={styles['elsewhere']}>
                {row.elsewhere.map(({ state, count }) => (
                  <span key={state} className={styles['count']}>
                    <StateMark state={state} size={34 * scale} tally labelled />
                    {count}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {matrix.rest !== null && <p className={styles['rest']}>{matrix.rest}</p>}
    </div>
  );
}
