import type { ReactNode } from 'react';
import { useMoment } from '../state/hooks.ts';
import { NavRail } from './NavRail.tsx';
import type { Route, RouteName } from './routes.ts';
import styles from './Shell.module.css';
import { TimeBar } from './TimeBar.tsx';
import { TopBar } from './TopBar.tsx';

/** Views whose content moves with the time bar. The report and the sources have clocks of their own. */
const viewsInTime: ReadonlySet<RouteName> = new Set(['overview', 'map', 'alerts', 'services', 'service']);

/** The desk: navigation, top bar, one view, time bar, and the frame that says which moment is on screen. */
export function Shell({ route, children }: { route: Route; children: ReactNode }) {
  const { mode } = useMoment();
  return (
    <div className={styles['shell']} data-mode={mode}>
      <a className={styles['skip']} href="#content" onClick={focusContent}>
        Skip to the content
      </a>
      <NavRail route={route} />
      <TopBar route={route} />
      <main id="content" tabIndex={0} className={styles['main']}>
        {children}
      </main>
      {viewsInTime.has(route.name) && <TimeBar />}
      <div className={styles['frame']} data-mode={mode} aria-hidden="true" />
    </div>
  );
}

/** The hash is the route, so the skip link moves the focus itself instead of following its anchor. */
function focusContent(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
