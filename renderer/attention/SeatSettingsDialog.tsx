import { severities } from '../../shared/domain/alert.ts';
import { zoneName } from '../../shared/format/clock.ts';
import { useSection } from '../state/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { SelectField } from '../ui/Field.tsx';
import { Modal } from '../ui/Modal.tsx';
import { NoticeSettings } from './NoticeSettings.tsx';
import styles from './SeatSettings.module.css';
import { SeverityRow } from './SeverityRow.tsx';
import { SoundSettings } from './SoundSettings.tsx';
import { changeSeatSettings, useSeatSettings } from './seat-settings.ts';

const ESTATE = '';

/** How this seat is told of alerts: sounds, notices, and when it is not. Everything takes effect at once. */
export function SeatSettingsDialog({ onClose }: { onClose: () => void }) {
  const settings = useSeatSettings();
  const { timeZones } = useSection('catalogue');
  const estateZone = timeZones[0] ?? 'UTC';
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = [
    ...new Set([...timeZones, own, 'UTC', ...(settings.timeZone === null ? [] : [settings.timeZone])]),
  ];
  return (
    <Modal label="Sound and notices" onClose={onClose}>
      <div className={styles['head']}>
        <div>
          <h2>Sound and notices</h2>
          <p>For this seat alone, kept on this machine.</p>
        </div>
        <Button onClick={onClose}>Close</Button>
      </div>
      <SoundSettings />
      <NoticeSettings />
      <section className={styles['section']}>
        <h3>By severity</h3>
        <div className={styles['severities']}>
          {severities.map((severity) => (
            <SeverityRow
              key={severity}
              severity={severity}
              settings={settings.severities[severity]}
              onChange={(changes) =>
                changeSeatSettings({
                  severities: {
                    ...settings.severities,
                    [severity]: { ...settings.severities[severity], ...changes },
                  },
                })
              }
            />
          ))}
        </div>
        <div className={styles['zone']}>
          <SelectField
            label="Quiet hours are meant in"
            value={settings.timeZone ?? ESTATE}
            options={[
              { value: ESTATE, text: `the zone of the first clock, ${zoneName(estateZone)}` },
              ...zones.map((zone) => ({ value: zone, text: zone })),
            ]}
            onChange={(zone) => changeSeatSettings({ timeZone: zone === ESTATE ? null : zone })}
          />
        </div>
        <p className={styles['words']}>
          In quiet hours nothing sounds and no notice comes; the feed goes on. At their end one summary says
          what was withheld.
        </p>
      </section>
    </Modal>
  );
}
