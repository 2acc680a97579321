import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { formatClock, formatDate, zoneName } from '../../../shared/format/clock.ts';
import { parseMoment } from '../../../shared/format/parse-moment.ts';
import { formatQuantity } from '../../../shared/format/value.ts';
import { useClockMs, usePicture, useSection } from '../../state/hooks.ts';
import { KeyCaps } from '../../ui/KeyCaps.tsx';
import { Modal } from '../../ui/Modal.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import styles from './Palette.module.css';
import { type Go, type PaletteEntry, pictureEntries } from './palette-entries.ts';
import { buildSearchIndex, type Found, MAX_QUERY_CHARS, searchIndex } from './search-index.ts';

const ROW_HEIGHT = 36;
const PAGE_ROWS = 10;
const OVERSCAN = 6;

export interface PaletteProps {
  /** Views and actions; they stand before what the picture holds. */
  readonly commands: readonly PaletteEntry[];
  readonly onGo: Go;
  readonly onMoment: (atMs: number) => void;
  readonly onClose: () => void;
}

/**
 * Goes to anything by name: services, regions, alerts, views, moments, actions. The list is that of the moment it was
 * opened, so that nothing moves under the hand.
 */
export function Palette({ commands, onGo, onMoment, onClose }: PaletteProps) {
  const picture = usePicture();
  const clockMs = useClockMs();
  const zone = useSection('catalogue').timeZones[0] ?? 'UTC';
  const [entries] = useState(() => [...commands, ...(picture === null ? [] : pictureEntries(picture, onGo))]);
  const index = useMemo(
    () =>
      buildSearchIndex(
        entries.map(({ title, fact, kind, more = '' }) => ({ title, rest: `${fact} ${kind} ${more}` })),
      ),
    [entries],
  );
  const [found, setFound] = useState<Found>(() => searchIndex(index, ''));
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const moment = momentEntry(text, clockMs, zone, onMoment);
  const ranked = found.ranked;
  const first = moment === null ? 0 : 1;
  const count = ranked.length + first;
  const entryAt = (row: number): PaletteEntry | undefined =>
    row < first ? (moment ?? undefined) : entries[ranked[row - first] ?? -1];
  const choose = (entry: PaletteEntry | undefined): void => {
    if (entry === undefined) return;
    onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE_ROWS, PageUp: -PAGE_ROWS }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const isRound = Math.abs(step) === 1 && count > 0;
      setChosen(isRound ? (chosen + step + count) % count : Math.max(0, Math.min(count - 1, chosen + step)));
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(entryAt(chosen));
    }
  };
  const listId = useId();
  return (
    <Modal label="Go to anything" onClose={onClose} place="top">
      <input
        className={styles['input']}
        role="combobox"
        aria-label="Go to a service, region, alert, view or moment, or do something"
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls={listId}
        aria-activedescendant={count > 0 ? `${listId}-${chosen}` : undefined}
        placeholder="Service, region, alert, view, action, or yesterday 14:00"
        value={text}
        maxLength={MAX_QUERY_CHARS}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        onChange={(event) => {
          setText(event.target.value);
          setFound(searchIndex(index, event.target.value, found));
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <Options id={listId} count={count} chosen={chosen} entryAt={entryAt} onChoose={choose} />
      <p className={styles['foot']} role="status">
        {count === 0
          ? 'Nothing is called that. A moment can be written as 14:02, yesterday 14:00 or 15 min ago.'
          : text.trim() === ''
            ? `${formatQuantity(count, 'count')} to choose from`
            : `${formatQuantity(count, 'count')} found`}
      </p>
    </Modal>
  );
}

interface OptionsProps {
  readonly id: string;
  readonly count: number;
  readonly chosen: number;
  readonly entryAt: (row: number) => PaletteEntry | undefined;
  readonly onChoose: (entry: PaletteEntry | undefined) => void;
}

/** The entries: only those in sight are in the page. */
function Options({ id, count, chosen, entryAt, onChoose }: OptionsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
  useEffect(() => virtual.scrollToIndex(chosen), [virtual, chosen, count]);
  return (
    <div ref={scroller} id={id} role="listbox" aria-label="Where to go" className={styles['scroller']}>
      <div role="presentation" className={styles['list']} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const entry = entryAt(index);
          if (entry === undefined) return null;
          return (
            <div
              key={entry.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === chosen}
              aria-setsize={count}
              aria-posinset={index + 1}
              className={styles['option']}
              style={{ height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
              // The field keeps the focus.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onChoose(entry)}
            >
              <span className={styles['mark']}>
                {entry.mark !== undefined && <StateMark state={entry.mark} size={11} />}
              </span>
              <span className={styles['words']}>
                <bdi className={styles['title']}>{entry.title}</bdi>
                <bdi className={styles['fact']}>{entry.fact}</bdi>
              </span>
              {entry.keys?.[0] !== undefined && <KeyCaps chord={entry.keys[0]} />}
              <span className={styles['kind']}>{entry.kind}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** What is typed, where it names a moment that has come. */
function momentEntry(
  text: string,
  clockMs: number,
  zone: string,
  onMoment: (atMs: number) => void,
): PaletteEntry | null {
  const read = parseMoment(text, clockMs, zone);
  if (!read.ok || read.value > clockMs) return null;
  return {
    id: 'moment',
    kind: 'moment',
    title: `${formatDate(read.value, zone)} ${formatClock(read.value, zone)} ${zoneName(zone)}`,
    fact: 'show this moment',
    run: () => onMoment(read.value),
  };
}
