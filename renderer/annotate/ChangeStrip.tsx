import { useMoment, useNowMs, useSection } from '../state/hooks.ts';
import { useTimeWindow } from '../state/use-time.ts';
import { PanelTitle } from '../ui/PanelTitle.tsx';
import { Told } from '../ui/Told.tsx';
import { AddMark } from './AddMark.tsx';
import styles from './ChangeStrip.module.css';
import { changeAge, changeFacts } from './changes.ts';
import { TakeBack } from './TakeBack.tsx';
import { useMarks } from './use-marks.ts';

/** Lines at most: the newest of the window of the time bar. */
const MAX_LINES = 3;

/** What people did within the window of the time bar, anywhere: for views that have no time axis of their own. */
export function ChangeStrip() {
  const window = useTimeWindow();
  const nowMs = useNowMs();
  const moment = useMoment();
  const zone = useSection('catalogue').timeZones[0] ?? 'UTC';
  const marks = useMarks(null, window).filter(
    ({ atMs }) => atMs >= window.fromMs && atMs <= (moment.mode === 'past' ? nowMs : window.toMs),
  );
  const shown = marks.slice(-MAX_LINES).toReversed();
  return (
    <section className={styles['strip']} aria-label="Changes in this window">
      <PanelTitle
        fact={marks.length > MAX_LINES ? `newest ${MAX_LINES} of ${marks.length}` : undefined}
        action={<AddMark />}
      >
        Changes
      </PanelTitle>
      {shown.length === 0 && <p className={styles['quiet']}>None in this window.</p>}
      <ul>
        {shown.map((mark) => (
          <li key={mark.id}>
            <span>
              <Told text={mark.title} />
              <span className={styles['quiet']}>
                {changeFacts(mark, nowMs, zone)}
                {mark.region !== null && (
                  <>
                    , <Told text={mark.region} />
                  </>
                )}
                <TakeBack change={mark} />
              </span>
            </span>
            <span className={`${styles['quiet']} tabular`}>{changeAge(mark, nowMs)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
