import { type MarkKind, stateWord } from '../../shared/format/words.ts';
import { FOLDED_SQUARE, FOLDED_STROKE, foldedTriangle } from './draw-state-mark.ts';
import styles from './StateMark.module.css';

export interface StateMarkProps {
  readonly state: MarkKind;
  /** Edge of the 12-unit box in CSS pixels: 10 in cells, 11 to 12 in lists, 18 in headers. */
  readonly size?: number;
  /** A larger disc for `ok` where it stands beside larger marks. */
  readonly tally?: boolean;
  /** Told with the trouble of a service it depends on: the outline of its shape. */
  readonly folded?: boolean;
  /** Set where no word stands beside the mark: it is then read aloud. */
  readonly labelled?: boolean;
}

/** The shape and colour of a state, or the neutral bar of an information. Its word stands beside it, or is read aloud when `labelled`. */
export function StateMark(props: StateMarkProps) {
  const { state, size = 12, tally = false, folded = false, labelled = false } = props;
  return (
    <svg
      viewBox="0 0 12 12"
      width={size}
      height={size}
      className={styles[state]}
      {...(labelled
        ? { role: 'img', 'aria-label': state === 'info' ? state : stateWord(state) }
        : { 'aria-hidden': true })}
    >
      {folded && (state === 'down' || state === 'degraded') ? (
        <FoldedShape state={state} />
      ) : (
        <Shape state={state} tally={tally} />
      )}
    </svg>
  );
}

function FoldedShape({ state }: { state: 'down' | 'degraded' }) {
  const stroke = { fill: 'none', stroke: 'currentColor', strokeWidth: FOLDED_STROKE } as const;
  const { from, edge, radius } = FOLDED_SQUARE;
  return state === 'down' ? (
    <rect x={from} y={from} width={edge} height={edge} rx={radius} {...stroke} />
  ) : (
    <polygon points={foldedTriangle.join(' ')} strokeLinejoin="round" {...stroke} />
  );
}

function Shape({ state, tally }: { state: MarkKind; tally: boolean }) {
  switch (state) {
    case 'ok':
      return <circle cx="6" cy="6" r={tally ? 3.6 : 2.6} fill="currentColor" />;
    case 'degraded':
      return (
        <path
          d="M6 1.3 11.2 10.5H.8Z"
          fill="currentColor"
          stroke="currentColor"
          strokeWidth="1.2"
          strokeLinejoin="round"
        />
      );
    case 'down':
      return <rect x="1" y="1" width="10" height="10" rx="1.4" fill="currentColor" />;
    case 'no_data':
      return <circle cx="6" cy="6" r="4.1" fill="none" stroke="currentColor" strokeWidth="1.5" />;
    case 'unreachable':
      return (
        <g fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round">
          <circle cx="6" cy="6" r="4.3" />
          <path d="M2 10 10 2" />
        </g>
      );
    case 'stale':
      return (
        <g fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round">
          <circle cx="8.6" cy="6" r="2.6" fill="currentColor" stroke="none" />
          <path d="M.9 6h1.2M3.7 6h1.2" />
        </g>
      );
    case 'maintenance':
      return (
        <path
          d="M6 1 11 6 6 11 1 6Z"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinejoin="round"
        />
      );
    case 'info':
      return <rect x="1.8" y="4.9" width="8.4" height="2.2" rx="1.1" fill="currentColor" />;
    case 'conflict':
      return (
        <>
          <path d="M2.4 1h2.8v10H2.4A1.4 1.4 0 0 1 1 9.6V2.4A1.4 1.4 0 0 1 2.4 1Z" fill="var(--deg)" />
          <path d="M6.8 1h2.8A1.4 1.4 0 0 1 11 2.4v7.2A1.4 1.4 0 0 1 9.6 11H6.8Z" fill="var(--grey)" />
        </>
      );
  }
}
