import { type RefObject, useCallback, useEffect, useState } from 'react';

export interface StageSize {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

const unknownSize: StageSize = { width: 0, height: 0, ratio: 1 };

/** The size of an element that lives as long as its component; zero until it is laid out. */
export function useStageSize(ref: RefObject<HTMLElement | null>): StageSize {
  const [size, setSize] = useState(unknownSize);
  useEffect(() => (ref.current === null ? undefined : followSize(ref.current, setSize)), [ref]);
  return size;
}

/** The size of an element that may come and go: give it the returned ref. */
export function useMeasured(): readonly [ref: (element: HTMLElement | null) => () => void, size: StageSize] {
  const [size, setSize] = useState(unknownSize);
  const ref = useCallback(
    (element: HTMLElement | null) => (element === null ? () => undefined : followSize(element, setSize)),
    [],
  );
  return [ref, size];
}

/** Reports the size now and at every change; returns the end of it. */
function followSize(
  element: HTMLElement,
  report: (change: (old: StageSize) => StageSize) => void,
): () => void {
  const observer = new ResizeObserver(() => {
    const { clientWidth: width, clientHeight: height } = element;
    const ratio = window.devicePixelRatio || 1;
    report((old) =>
      old.width === width && old.height === height && old.ratio === ratio ? old : { width, height, ratio },
    );
  });
  observer.observe(element);
  return () => observer.disconnect();
}

/** Sizes a canvas for the screen, clears it and returns a context in CSS pixels; null when it has no area. */
export function prepareCanvas(
  canvas: HTMLCanvasElement | null,
  { width, height, ratio }: StageSize,
): CanvasRenderingContext2D | null {
  if (canvas === null || width === 0 || height === 0) return null;
  const [deviceWidth, deviceHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== deviceWidth) canvas.width = deviceWidth;
  if (canvas.height !== deviceHeight) canvas.height = deviceHeight;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}
