import type { ReactNode, Ref } from 'react';
import styles from './Button.module.css';

/** `final` is the one action a page leads to, `plain` every other one, `grave` one that takes something away. */
export type ButtonTone = 'final' | 'plain' | 'grave';

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onClick?: () => void;
  readonly tone?: ButtonTone;
  /** Sends the form it stands in. */
  readonly submit?: boolean;
  /** Under way or not possible now: it stays in the tab order, so that focus is never lost, and does nothing. */
  readonly idle?: boolean;
  /** Id of the text that says why or what for. */
  readonly describedBy?: string | undefined;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** Does something here. To go somewhere else there is `ButtonLink`. */
export function Button({
  children,
  onClick,
  tone = 'plain',
  submit = false,
  idle = false,
  describedBy,
  ref,
}: ButtonProps) {
  return (
    <button
      ref={ref}
      type={submit ? 'submit' : 'button'}
      className={`${styles['button']} ${styles[tone]}`}
      aria-disabled={idle || undefined}
      aria-describedby={describedBy}
      onClick={(event) => {
        if (idle) event.preventDefault();
        else onClick?.();
      }}
    >
      {children}
    </button>
  );
}

/** A link that stands among buttons. */
export function ButtonLink({
  href,
  tone = 'plain',
  children,
}: {
  href: string;
  tone?: ButtonTone;
  children: ReactNode;
}) {
  return (
    <a href={href} className={`${styles['button']} ${styles[tone]}`}>
      {children}
    </a>
  );
}
