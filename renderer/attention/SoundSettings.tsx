import { Button } from '../ui/Button.tsx';
import { useCell } from './cell.ts';
import type { MotifName } from './motifs.ts';
import { pageDesk } from './page-desk.ts';
import styles from './SeatSettings.module.css';
import { changeSeatSettings, useSeatSettings } from './seat-settings.ts';
import type { SoundState } from './sound-player.ts';

const tests: readonly { readonly motif: MotifName; readonly text: string }[] = [
  { motif: 'critical', text: 'Critical' },
  { motif: 'warning', text: 'Warning' },
  { motif: 'info', text: 'Info' },
  { motif: 'storm', text: 'Storm' },
];

const stateWords: Readonly<Record<SoundState, string>> = {
  off: 'Off: alerts are not heard here.',
  starting: 'Getting ready.',
  ready: 'On: sounds can be heard, if the machine is not muted.',
  blocked: 'Blocked: the browser plays nothing until somebody clicks in this page after it was opened.',
  missing: 'This browser cannot play sounds.',
};

/** Whether this seat sounds, how loud, and how that sounds. */
export function SoundSettings() {
  const { sound, volume } = useSeatSettings();
  const { player } = pageDesk();
  const state = useCell(player.state);
  return (
    <section className={styles['section']}>
      <label className={styles['switch']}>
        <input
          type="checkbox"
          checked={sound}
          onChange={(event) => changeSeatSettings({ sound: event.target.checked })}
        />
        <span>Play sounds</span>
      </label>
      <p className={styles['state']} role="status" data-wrong={state === 'blocked' || state === 'missing'}>
        {stateWords[state]}
      </p>
      {sound && (
        <div className={styles['sound']}>
          <label className={styles['volume']}>
            <span>Volume</span>
            <input
              type="range"
              min={0}
              max={100}
              step={5}
              value={Math.round(volume * 100)}
              onChange={(event) => changeSeatSettings({ volume: Number(event.target.value) / 100 })}
            />
            <span className="tabular">{Math.round(volume * 100)} %</span>
          </label>
          <div className={styles['tests']} role="group" aria-label="Hear a sound">
            {tests.map(({ motif, text }) => (
              <Button key={motif} onClick={() => player.play(motif, volume)} idle={state !== 'ready'}>
                {text}
              </Button>
            ))}
          </div>
        </div>
      )}
    </section>
  );
}
