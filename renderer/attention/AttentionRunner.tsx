import { useEffect } from 'react';
import { useVigil } from '../state/provider.tsx';
import { awayWatch } from './away.ts';
import { pageDesk } from './page-desk.ts';
import { followSeatSettings } from './seat-settings.ts';

const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'focus'] as const;

/** Tells people of alerts as long as the application is open, on every view and also when nobody looks at it. */
export function AttentionRunner() {
  const { store } = useVigil();
  useEffect(() => pageDesk().start(store), [store]);
  useEffect(followSeatSettings, []);
  useEffect(() => {
    const onSign = (): void => {
      const { clockMs, present } = store.getState();
      // In a capsule time stands still, and before the first picture nobody knows it.
      if (clockMs > 0 && present?.sections.moment.mode !== 'past' && !document.hidden)
        awayWatch.here(clockMs);
    };
    // Whoever opens the page has come.
    const unsubscribe = store.subscribe((state, before) => {
      if (state.clockMs > 0 && before.clockMs === 0) onSign();
    });
    for (const sign of signs) addEventListener(sign, onSign, { capture: true, passive: true });
    document.addEventListener('visibilitychange', onSign);
    return () => {
      unsubscribe();
      for (const sign of signs) removeEventListener(sign, onSign, { capture: true });
      document.removeEventListener('visibilitychange', onSign);
    };
  }, [store]);
  return null;
}
