import { useLayoutEffect } from 'react';

/** Walls are dark whatever the desk prefers; the desk's theme returns when the wall is left. */
export function useDarkPage(): void {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    const before = dataset['theme'];
    dataset['theme'] = 'dark';
    return () => {
      dataset['theme'] = before ?? 'dark';
    };
  }, []);
}
