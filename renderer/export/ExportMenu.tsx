import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { ExportIcon } from '../ui/icons.tsx';
import styles from './ExportMenu.module.css';
import { type ExportFormat, exportFormats } from './formats.ts';
import { type ExportChoice, useExport } from './use-export.ts';

export interface ExportMenuProps {
  /** What is exported here, for screen readers: "Export the matrix". Begins with "Export". */
  readonly label: string;
  /** One table, or several that stand close to each other. */
  readonly choices: readonly ExportChoice[];
  /** The icon alone, beside titles that leave no room. */
  readonly compact?: boolean;
}

/** A quiet button that writes what is on screen into a file. Its menu says as what. */
export function ExportMenu({ label, choices, compact = false }: ExportMenuProps) {
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const { progress, run } = useExport();
  const busy = progress.state === 'busy';

  const choose = (choice: ExportChoice, format: ExportFormat): void => {
    menu.current?.hidePopover();
    void run(choice, format);
  };
  return (
    <span className={styles['export']} data-compact={compact || undefined}>
      <button
        type="button"
        className={styles['button']}
        popoverTarget={id}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-disabled={busy || undefined}
        title={compact ? label : undefined}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          handled(event);
          event.currentTarget.click();
        }}
        onClick={(event) => {
          if (busy) event.preventDefault();
        }}
      >
        <ExportIcon size={14} />
        {compact ? null : busy ? 'Exporting' : 'Export'}
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        className={styles['menu']}
        onToggle={({ newState }) => {
          setOpen(newState === 'open');
          if (newState === 'open') itemsOf(menu.current)[0]?.focus();
        }}
        onKeyDown={(event) => onMenuKey(event, menu.current)}
      >
        {choices.map((choice) => (
          <div key={choice.name} role="group" aria-label={choice.name} className={styles['group']}>
            {choices.length > 1 && (
              <p className={styles['name']} aria-hidden="true">
                {choice.name}
              </p>
            )}
            {exportFormats.map(({ format, text }) => (
              <button
                key={format}
                type="button"
                role="menuitem"
                tabIndex={-1}
                className={styles['item']}
                onClick={() => choose(choice, format)}
              >
                {text}
              </button>
            ))}
          </div>
        ))}
      </div>
      {progress.state === 'failed' && <span className={styles['failure']}>{progress.words}</span>}
      <span className="visually-hidden" role="status">
        {progress.state === 'done' || progress.state === 'failed' ? progress.words : ''}
      </span>
    </span>
  );
}

/** Arrows go round, Home and End to the ends; Tab leaves. Escape is the popover's own. */
function onMenuKey(event: KeyboardEvent, menu: HTMLElement | null): void {
  const items = itemsOf(menu);
  const at = items.findIndex((item) => item === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to !== undefined) {
    handled(event);
    items[(to + items.length) % items.length]?.focus();
  } else if (event.key === 'Tab') menu?.hidePopover();
  // Keys of the page, such as those of the time bar, rest while a menu is open.
  else event.stopPropagation();
}

function itemsOf(menu: HTMLElement | null): readonly HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
}

function handled(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
