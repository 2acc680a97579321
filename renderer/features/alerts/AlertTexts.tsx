import { Fragment, useState } from 'react';
import type { Alert } from '../../../shared/domain/alert.ts';
import type { AlertTexts as Texts } from '../../../shared/domain/alert-texts.ts';
import { formatMoment } from '../../../shared/format/clock.ts';
import { countOf, listOf } from '../../../shared/format/words.ts';
import { useRequest } from '../../state/hooks.ts';
import { Told } from '../../ui/Told.tsx';
import details from './AlertDetail.module.css';
import styles from './AlertTexts.module.css';
import { LinkedText } from './LinkedText.tsx';

/** Beyond this a text is folded until somebody wants all of it. */
const FOLDED_CHARS = 320;
const FOLDED_LINES = 6;
/** Authors break their lines on purpose; any other control character is shown for what it is. */
const LINE_END = /\r?\n/;

export interface AlertTextsProps {
  readonly alert: Alert;
  /** The picture is not live: what was told up to its moment is in the log. */
  readonly past: boolean;
  /** Asked again whenever it changes. */
  readonly round: number;
  readonly clockMs: number;
  readonly timeZone: string;
}

/** The annotations of an alert as its sources tell them. They are texts from outside and stay texts. */
export function AlertTexts({ alert, past, round, clockMs, timeZone }: AlertTextsProps) {
  const { id, startsAtMs, resolvedAtMs } = alert;
  const toMs = past ? Math.min(clockMs, resolvedAtMs ?? clockMs) : resolvedAtMs;
  const { data, failure, loading } = useRequest('alertTexts', { id, startsAtMs, toMs }, round);
  const texts = data?.texts ?? null;
  return (
    <>
      <h3 className={details['head']}>
        Annotations
        {texts !== null && (
          <span className={styles['told']}>
            {data?.isFromLog ? 'told so since' : 'as told'} {formatMoment(texts.seenAtMs, clockMs, timeZone)}
          </span>
        )}
      </h3>
      {failure !== null && (
        <p className={details['seen']}>They could not be read just now. {failure.message}</p>
      )}
      {texts !== null ? (
        <TextList texts={texts} />
      ) : (
        failure === null && (
          <p className={details['seen']}>
            {data !== null ? absenceWords(past || resolvedAtMs !== null) : loading && 'Asking'}
          </p>
        )
      )}
    </>
  );
}

function absenceWords(isOver: boolean): string {
  return isOver ? 'The log holds none that were told until then.' : 'No source has told them yet.';
}

function TextList({ texts: { annotations, leftOut } }: { texts: Texts }) {
  if (annotations.length + leftOut === 0) return <p className={details['seen']}>Its sources tell none.</p>;
  const times = Map.groupBy(annotations, ({ name }) => name);
  return (
    <>
      <dl className={styles['texts']}>
        {annotations.map(({ name, text, sourceIds }) => (
          <div key={`${name} ${sourceIds.join(' ')}`}>
            <dt>
              <Told text={name} />
              {(times.get(name)?.length ?? 0) > 1 && (
                <span className={styles['told']}>
                  at <Told text={listOf(sourceIds)} />
                </span>
              )}
            </dt>
            <dd>
              <FoldedText text={text} />
            </dd>
          </div>
        ))}
      </dl>
      {leftOut > 0 && (
        <p className={styles['left']}>
          {countOf(leftOut, 'more annotation')} than Vigil keeps of one alert: the source has them.
        </p>
      )}
    </>
  );
}

/** A text, and the rest of a long one on a press. */
function FoldedText({ text }: { text: string }) {
  const [open, setOpen] = useState(false);
  const lines = text.split(LINE_END);
  const isLong = text.length > FOLDED_CHARS || lines.length > FOLDED_LINES;
  if (text === '') return <span className={styles['told']}>empty</span>;
  return (
    <>
      <div className={styles['text']} data-folded={isLong && !open}>
        {(open ? lines : lines.slice(0, FOLDED_LINES)).map((line, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the lines of one text
          <Fragment key={index}>
            {index > 0 && '\n'}
            <LinkedText text={line} />
          </Fragment>
        ))}
      </div>
      {isLong && (
        <button type="button" className={styles['more']} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Fold it' : 'Show all of it'}
        </button>
      )}
    </>
  );
}
