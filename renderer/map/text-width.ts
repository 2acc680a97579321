import { readMapTheme } from './map-theme.ts';

/** Widths are asked for again every second: remembered, up to this many. */
const MAX_REMEMBERED = 4_000;
const LABEL_PX = 12;
const remembered = new Map<string, number>();
let context: CanvasRenderingContext2D | null = null;

/** Width of a label in CSS pixels, in the map's 12 px type. */
export function textWidth(text: string, isBold: boolean): number {
  const key = `${isBold ? 600 : 400} ${text}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  context ??= document.createElement('canvas').getContext('2d');
  if (context === null) return text.length * LABEL_PX * 0.54;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  context.font = `${isBold ? 600 : 400} ${LABEL_PX}px ${readMapTheme().palette.sans}`;
  const { width } = context.measureText(text);
  remembered.set(key, width);
  return width;
}
