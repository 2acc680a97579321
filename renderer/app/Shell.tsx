import { type CSSProperties, type ReactNode, useLayoutEffect, useState } from 'react';
import { AttentionDialogs } from '../attention/AttentionDialogs.tsx';
import { AttentionLines } from '../attention/AttentionLines.tsx';
import { CapsuleLine } from '../features/capsule/CapsuleLine.tsx';
import { useMoment } from '../state/hooks.ts';
import { useTimeMachine } from '../state/use-time.ts';
import { type CommandDialog, CommandDialogs } from './CommandDialogs.tsx';
import { MomentLine } from './MomentLine.tsx';
import { NavRail } from './NavRail.tsx';
import type { Route, RouteName } from './routes.ts';
import styles from './Shell.module.css';
import { TimeBar } from './TimeBar.tsx';
import { TopBar } from './TopBar.tsx';
import { defaultRangeOf, rangeById } from './time-bar-model.ts';
import { useRangeAddress } from './use-range-address.ts';
import { useScrollBarWidth } from './use-scroll-bar-width.ts';

/** Views that open with the time bar under them. The others show it while the past is on screen. */
const viewsInTime: ReadonlySet<RouteName> = new Set([
  'overview',
  'map',
  'alerts',
  'services',
  'service',
  'sla',
]);

/** The desk: navigation, top bar, one view, time bar, and the frame that says which moment is on screen. */
export function Shell({ route, children }: { route: Route; children: ReactNode }) {
  const { mode } = useMoment();
  const timeMachine = useTimeMachine();
  const [chosenRange, setChosenRange] = useRangeAddress();
  const [dialog, setDialog] = useState<CommandDialog | null>(null);
  const [content, scrollBarWidth] = useScrollBarWidth();
  const range = rangeById(chosenRange ?? defaultRangeOf(route.name));
  useLayoutEffect(() => timeMachine.act({ kind: 'range', rangeMs: range.ms }), [timeMachine, range.ms]);
  const isAligned = route.name === 'service';
  const style: CSSProperties & Record<'--scroll-bar', string> = { '--scroll-bar': `${scrollBarWidth}px` };
  return (
    <div className={styles['shell']} data-mode={mode} style={style}>
      <a className={styles['skip']} href="#content" onClick={focusContent}>
        Skip to the content
      </a>
      <NavRail route={route} />
      <TopBar route={route} onPalette={() => setDialog('palette')} />
      <CapsuleLine />
      <AttentionLines />
      {/* The page of a service says it in its own heading. */}
      {mode === 'past' && !isAligned && <MomentLine />}
      <main ref={content} id="content" tabIndex={0} className={styles['main']}>
        {children}
      </main>
      {(mode === 'past' || viewsInTime.has(route.name)) && (
        <TimeBar range={range} onRange={setChosenRange} isAligned={isAligned} />
      )}
      <CommandDialogs open={dialog} onOpen={setDialog} />
      <AttentionDialogs />
      <div className={styles['frame']} data-mode={mode} aria-hidden="true" />
    </div>
  );
}

/** The hash is the route, so the skip link moves the focus itself instead of following its anchor. */
function focusContent(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
