import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent as ReactKeyboardEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useShortcuts } from '../../shortcuts/use-shortcuts.ts';
import { ChevronIcon } from '../../ui/icons.tsx';
import { Told } from '../../ui/Told.tsx';
import styles from './AlertList.module.css';
import { AlertRow } from './AlertRow.tsx';
import { type FeedRow, moveChoice } from './feed-model.ts';
import { groupWords } from './feed-words.ts';

const ROW_HEIGHT = 47;
const GROUP_HEIGHT = 36;
/** Rows drawn beyond both edges, so that a flick of the wheel finds them ready. */
const OVERSCAN = 6;

export interface AlertListProps {
  readonly label: string;
  readonly rows: readonly FeedRow[];
  readonly mode: 'feed' | 'history';
  readonly clockMs: number;
  readonly nowMs: number;
  readonly timeZone: string;
  readonly onToggleGroup?: (key: string) => void;
  /** The row that an address asks for. */
  readonly asked?: string | null;
  /** The row that was chosen by key or pointer. */
  readonly onChoose?: (rowKey: string) => void;
  /** The pointer came over the list, or left it. */
  readonly onPointer?: (isInside: boolean) => void;
  /** Somebody moves by key. */
  readonly onKey?: () => void;
  /** Its last rows are on screen. */
  readonly onEnd?: () => void;
}

/** The virtual list: ten thousand rows cost what thirty do. J and K move, Enter opens. */
export function AlertList(props: AlertListProps) {
  const {
    label,
    rows,
    mode,
    clockMs,
    nowMs,
    timeZone,
    asked = null,
    onToggleGroup,
    onChoose,
    onPointer,
    onKey,
    onEnd,
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState(asked);
  const [heard, setHeard] = useState(asked);
  const reached = useRef<string | null>(null);
  if (asked !== heard) {
    setHeard(asked);
    setChosen(asked);
  }
  // As long as it is the same function, the virtualiser does not measure ten thousand rows again at each step of the wheel.
  const getItemKey = useCallback((index: number) => rows[index]?.key ?? index, [rows]);
  // The virtualiser keeps its state outside React on purpose; the compiler leaves this component alone.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === 'group' ? GROUP_HEIGHT : ROW_HEIGHT),
    getItemKey,
    overscan: OVERSCAN,
  });

  useEffect(() => {
    const index = asked === reached.current ? -1 : rows.findIndex((row) => row.key === asked);
    if (index < 0) return;
    reached.current = asked;
    virtual.scrollToIndex(index);
  }, [asked, rows, virtual]);

  const choose = useCallback(
    (key: string) => {
      reached.current = key;
      setChosen(key);
      onChoose?.(key);
    },
    [onChoose],
  );

  const move = useCallback(
    (step: 1 | -1) => {
      const next = moveChoice(rows, chosen, step);
      if (next === null) return;
      onKey?.();
      choose(next);
      virtual.scrollToIndex(rows.findIndex((row) => row.key === next));
      // The row may be drawn only after the list has scrolled to it.
      requestAnimationFrame(() => focusAlert(scroller.current, next));
    },
    [rows, chosen, choose, virtual, onKey],
  );

  useShortcuts('alerts', { next: () => move(1), previous: () => move(-1) });

  const onArrow = (event: ReactKeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    event.stopPropagation();
    move(event.key === 'ArrowDown' ? 1 : -1);
  };

  const items = virtual.getVirtualItems();
  const isAtEnd = (items.at(-1)?.index ?? 0) >= rows.length - 1;
  useEffect(() => {
    if (isAtEnd) onEnd?.();
  }, [isAtEnd, rows.length, onEnd]);

  const tabStop = useMemo(() => tabStopOf(rows, chosen), [rows, chosen]);
  return (
    <>
      <div
        className={`${styles['columns']} ${mode === 'history' ? styles['history'] : ''}`}
        aria-hidden="true"
      >
        <span>What happened</span>
        <span>Where</span>
        <span className={styles['strip']}>{mode === 'feed' ? 'Last 30 min' : 'From, to'}</span>
        <span className={styles['lasts']}>For</span>
        <span className={styles['who']}>{mode === 'feed' ? 'Who' : 'Reported by'}</span>
      </div>
      <div
        ref={scroller}
        className={`${styles['scroller']} ${mode === 'history' ? styles['history'] : ''}`}
        onPointerEnter={(event) => event.pointerType !== 'touch' && onPointer?.(true)}
        onPointerLeave={() => onPointer?.(false)}
        onKeyDown={onArrow}
      >
        <div
          role="list"
          aria-label={label}
          className={styles['list']}
          style={{ height: virtual.getTotalSize() }}
        >
          {/* One shift for all rows that are drawn: the browser has less to keep apart than with one for each. */}
          <div role="none" style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
            {items.map((item) => {
              const row = rows[item.index];
              if (row === undefined) return null;
              return (
                <div
                  key={item.key}
                  role="listitem"
                  aria-setsize={rows.length}
                  aria-posinset={item.index + 1}
                  className={styles['item']}
                  style={{ height: item.size }}
                >
                  {row.kind === 'group' ? (
                    <GroupHeading row={row} onToggle={() => onToggleGroup?.(row.key)} />
                  ) : (
                    <AlertRow
                      alert={row.alert}
                      rowKey={row.key}
                      gone={row.gone}
                      isTabStop={row.key === tabStop}
                      isChosen={row.key === chosen}
                      mode={mode}
                      clockMs={clockMs}
                      nowMs={nowMs}
                      timeZone={timeZone}
                      onFocus={choose}
                    />
                  )}
                </div>
              );
            })}
          </div>
        </div>
      </div>
    </>
  );
}

function GroupHeading({ row, onToggle }: { row: Extract<FeedRow, { kind: 'group' }>; onToggle: () => void }) {
  return (
    <h2 className={styles['group']}>
      <button type="button" aria-expanded={!row.folded} className={styles['fold']} onClick={onToggle}>
        <span className={styles['chevron']} data-folded={row.folded}>
          <ChevronIcon size={12} />
        </span>
        {row.group.title === null ? 'everything else' : <Told text={row.group.title} />}
      </button>
      <span className={styles['groupWords']}>{groupWords(row.group)}</span>
      <span className={styles['rule']} />
    </h2>
  );
}

/** The chosen row while it is there, else the first alert. */
function tabStopOf(rows: readonly FeedRow[], chosen: string | null): string | null {
  if (chosen !== null && rows.some((row) => row.key === chosen)) return chosen;
  return rows.find((row) => row.kind === 'alert')?.key ?? null;
}

function focusAlert(within: HTMLElement | null, id: string): void {
  for (const element of within?.querySelectorAll<HTMLElement>('[data-alert]') ?? [])
    if (element.dataset['alert'] === id) element.focus({ preventScroll: true });
}
