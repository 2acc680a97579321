import { useClockMs } from '../state/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { useCell } from './cell.ts';
import { turnNoticesOn } from './desk.ts';
import type { NoticeState } from './notifier.ts';
import { pageDesk } from './page-desk.ts';
import styles from './SeatSettings.module.css';
import { changeSeatSettings, useSeatSettings } from './seat-settings.ts';

/** What stands under the switch. @param wanted the switch is on */
function stateWords(state: NoticeState, wanted: boolean): string {
  switch (state) {
    case 'granted':
      return wanted ? 'On. A click on one opens that alert at that moment.' : 'Off.';
    case 'ask':
      return wanted
        ? 'Waiting: the browser has not been allowed to show them.'
        : 'Off. The browser asks once whether Vigil may show them.';
    case 'denied':
      return 'The browser was told to show none for this page. Its own settings beside the address allow it again.';
    case 'insecure':
      return 'Browsers show none for a page that came over plain HTTP. Serve Vigil over HTTPS, or use the desktop app.';
    case 'missing':
      return 'None can be shown here.';
  }
}

/** Whether notices of the system are shown, and what stands in their way. */
export function NoticeSettings() {
  const { notify } = useSeatSettings();
  const { notifier } = pageDesk();
  const state = useCell(notifier.state);
  const clockMs = useClockMs();
  const isOn = notify && state === 'granted';
  const isStuck = state === 'denied' || state === 'insecure' || state === 'missing';
  return (
    <section className={styles['section']}>
      <label className={styles['switch']}>
        <input
          type="checkbox"
          checked={isOn}
          disabled={isStuck}
          onChange={(event) =>
            event.target.checked ? void turnNoticesOn(notifier) : changeSeatSettings({ notify: false })
          }
        />
        <span>Show notices of the system</span>
      </label>
      <p className={styles['state']} role="status" data-wrong={isStuck}>
        {stateWords(state, notify)}
      </p>
      {isOn && (
        <div className={styles['tests']}>
          <Button
            onClick={() =>
              notifier.show({
                title: 'A notice from Vigil',
                body: 'This is how alerts are told. A click leads to the alerts.',
                hash: `#/alerts?at=${new Date(Math.floor(clockMs / 1_000) * 1_000).toISOString()}`,
                tag: 'test',
              })
            }
          >
            Show one now
          </Button>
        </div>
      )}
    </section>
  );
}
