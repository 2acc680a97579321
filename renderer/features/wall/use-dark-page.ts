import { useLayoutEffect } from 'react';

/** Walls are dark, or of high contrast, whatever the desk prefers; the desk's theme returns when the wall is left. */
export function useDarkPage(): void {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    const before = dataset['theme'];
    dataset['theme'] = before === 'contrast' ? before : 'dark';
    return () => {
      dataset['theme'] = before ?? 'dark';
    };
  }, []);
}
