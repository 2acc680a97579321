import { type RefObject, useEffect, useRef, useState } from 'react';

/** How far outside the window something is made ready. */
const AHEAD = '200px';

/** Whether an element has ever been near the window: what is far down is not drawn before somebody scrolls to it. */
export function useNear<T extends HTMLElement>(): readonly [RefObject<T | null>, boolean] {
  const ref = useRef<T>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (element === null || isNear) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: AHEAD },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [isNear]);
  return [ref, isNear];
}
