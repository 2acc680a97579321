import { useSection } from '../../state/hooks.ts';
import styles from './Matrix.module.css';
import type { MatrixLayout } from './matrix-model.ts';

/** Region codes over their cities, ruled by part of the world. */
export function MatrixHeader({ layout }: { layout: MatrixLayout }) {
  const { regions } = useSection('catalogue');
  return (
    <div
      className={styles['header']}
      style={{ width: layout.width }}
      data-upright={layout.marksOnly || undefined}
      data-named={layout.namesGroups || undefined}
    >
      {layout.namesGroups &&
        layout.groups.map((group) => (
          <span
            key={group.name}
            className={styles['groupName']}
            style={{ left: group.x + 6, width: group.width - 8 }}
            title={group.name}
          >
            {group.name}
          </span>
        ))}
      {layout.columns.map((column) => (
        <span
          key={column.region}
          className={column.region === layout.worstRegion ? styles['worstHead'] : styles['head']}
          style={{
            left: column.x + (layout.marksOnly ? 3 : 6),
            width: layout.marksOnly ? 18 : layout.cellWidth - 5,
          }}
          title={`${regions[column.region]?.id ?? ''} ${column.city}`}
        >
          <b>{column.code}</b>
          <small>{column.city === '' ? 'unknown place' : column.city}</small>
        </span>
      ))}
      {layout.groups.map((group) => (
        <i key={group.name} style={{ left: group.x, width: group.width - 1 }} title={group.name} />
      ))}
    </div>
  );
}
