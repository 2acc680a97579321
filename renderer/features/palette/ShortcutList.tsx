import { type ScopeName, shortcutsOf, shortcutTable } from '../../shortcuts/shortcut-table.ts';
import { setSingleKeys, useSingleKeys } from '../../shortcuts/single-keys.ts';
import { Button } from '../../ui/Button.tsx';
import { KeyCaps } from '../../ui/KeyCaps.tsx';
import { Modal } from '../../ui/Modal.tsx';
import styles from './ShortcutList.module.css';

const scopes = Object.keys(shortcutTable) as readonly ScopeName[];

/** All shortcuts, from the table that binds them. */
export function ShortcutList({ onClose }: { onClose: () => void }) {
  const isOn = useSingleKeys();
  return (
    <Modal label="Shortcuts" onClose={onClose}>
      <div className={styles['head']}>
        <h2>Shortcuts</h2>
        <Button onClick={onClose}>Close</Button>
      </div>
      <div className={styles['scopes']}>
        {scopes.map((scope) => (
          <section key={scope} className={styles['scope']}>
            <h3>{shortcutTable[scope].title}</h3>
            <dl>
              {shortcutsOf(scope).map(([name, { keys, words }]) => (
                <div key={name} className={styles['row']}>
                  <dt>{words}</dt>
                  <dd>
                    {keys.map((chord) => (
                      <KeyCaps key={chord} chord={chord} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label className={styles['single']}>
        <input type="checkbox" checked={isOn} onChange={(event) => setSingleKeys(event.target.checked)} />
        Single letters, figures and signs work as shortcuts. Turn them off when you dictate.
      </label>
    </Modal>
  );
}
