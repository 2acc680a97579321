import { readMapTheme } from './map-theme.ts';

/** Widths are asked for again every second: remembered, up to this many. */
const MAX_REMEMBERED = 4_000;
const LABEL_PX = 12;
const remembered = new Map<string, number>();
/** One for each weight: setting a font costs more than measuring with it. */
const contexts = new Map<number, CanvasRenderingContext2D | null>();

/**
 * Width of a label in CSS pixels, in the map's 12 px type. All digits count as wide as a 0: what stands on the map changes
 * every second, and must neither be measured anew nor move for it.
 */
export function textWidth(text: string, isBold: boolean): number {
  const weight = isBold ? 600 : 400;
  const shape = text.replace(/\d/g, '0');
  const key = `${weight} ${shape}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const context = contextOf(weight);
  if (context === null) return text.length * LABEL_PX * 0.54;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  const { width } = context.measureText(shape);
  remembered.set(key, width);
  return width;
}

function contextOf(weight: number): CanvasRenderingContext2D | null {
  let context = contexts.get(weight);
  if (context === undefined) {
    context = document.createElement('canvas').getContext('2d');
    if (context !== null) context.font = `${weight} ${LABEL_PX}px ${readMapTheme().palette.sans}`;
    contexts.set(weight, context);
  }
  return context;
}
