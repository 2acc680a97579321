import { useEffect, useState } from 'react';

/** Type as the wall sets it. Size in wall units, tracking in em. */
export interface WallType {
  readonly size: number;
  readonly weight: 400 | 600 | 650;
  readonly tracking: number;
  /** Space between words beyond the usual one, in em. */
  readonly wordSpace?: number;
}

/** Width of a text in wall units. */
export type Measure = (text: string, type: WallType) => number;

export const verdictType: WallType = { size: 112, weight: 650, tracking: -0.03, wordSpace: 0.06 };
export const clockType: WallType = { size: 104, weight: 600, tracking: -0.03 };
export const zoneTimeType: WallType = { size: 56, weight: 600, tracking: -0.02 };
export const titleType: WallType = { size: 48, weight: 600, tracking: -0.02 };
export const plainType: WallType = { size: 44, weight: 400, tracking: -0.015 };

/** Widths are asked for again every second: remembered, up to this many. */
const MAX_REMEMBERED = 1_000;
/** A letter of the bundled type, in em; for pages without a canvas. */
const MEAN_LETTER = 0.5;

function createMeasure(): Measure {
  const remembered = new Map<string, number>();
  const context = document.createElement('canvas').getContext('2d');
  const sans = getComputedStyle(document.documentElement).getPropertyValue('--sans').trim() || 'sans-serif';
  return (text, { size, weight, tracking, wordSpace = 0 }) => {
    if (context === null) return text.length * size * MEAN_LETTER;
    const key = `${size} ${weight} ${text}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    context.font = `${weight} ${size}px ${sans}`;
    context.letterSpacing = `${tracking * size}px`;
    context.wordSpacing = `${wordSpace * size}px`;
    const { width } = context.measureText(text);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(key, width);
    return width;
  };
}

/** Measures with the type on screen, and again once the bundled type has loaded: its real widths count. */
export function useMeasure(): Measure {
  const [measure, setMeasure] = useState(createMeasure);
  useEffect(() => {
    let current = true;
    void document.fonts.ready.then(() => {
      // A fresh memory: widths of the substitute are worth nothing now.
      if (current) setMeasure(createMeasure);
    });
    return () => {
      current = false;
    };
  }, []);
  return measure;
}
