import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** How much of an element's width its own scroll bar takes, in CSS pixels; 0 where it floats or is not there. */
export function useScrollBarWidth(): readonly [RefObject<HTMLElement | null>, number] {
  const ref = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    // The width inside changes with the bar, whatever makes it come and go.
    const observer = new ResizeObserver(() => setWidth(element.offsetWidth - element.clientWidth));
    observer.observe(element, { box: 'content-box' });
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
