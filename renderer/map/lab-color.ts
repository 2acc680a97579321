/** A colour in CIE L*a*b* (D65), where equal steps look equal. */
export interface Lab {
  readonly l: number;
  readonly a: number;
  readonly b: number;
}

const WHITE_X = 0.95047;
const WHITE_Z = 1.08883;
const EPSILON = 216 / 24389;
const KAPPA = 24389 / 27;

/** Reads `#rrggbb`. Null for anything else: a token that is missing must not become black. */
export function parseHex(text: string): readonly [number, number, number] | null {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text.trim());
  if (match === null) return null;
  return [
    Number.parseInt(match[1] ?? '', 16),
    Number.parseInt(match[2] ?? '', 16),
    Number.parseInt(match[3] ?? '', 16),
  ];
}

/** Writes 0 to 255 per channel as `#rrggbb`, clamped. */
export function toHex(channels: readonly [number, number, number]): string {
  const byte = (value: number): string =>
    Math.round(Math.min(255, Math.max(0, value)))
      .toString(16)
      .padStart(2, '0');
  return `#${channels.map(byte).join('')}`;
}

export function rgbToLab([r, g, b]: readonly [number, number, number]): Lab {
  const [lr, lg, lb] = [linear(r / 255), linear(g / 255), linear(b / 255)];
  const x = f((0.4124564 * lr + 0.3575761 * lg + 0.1804375 * lb) / WHITE_X);
  const y = f(0.2126729 * lr + 0.7151522 * lg + 0.072175 * lb);
  const z = f((0.0193339 * lr + 0.119192 * lg + 0.9503041 * lb) / WHITE_Z);
  return { l: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z) };
}

export function labToRgb({ l, a, b }: Lab): readonly [number, number, number] {
  const fy = (l + 16) / 116;
  const x = inverse(fy + a / 500) * WHITE_X;
  const y = inverse(fy);
  const z = inverse(fy - b / 200) * WHITE_Z;
  return [
    255 * gamma(3.2404542 * x - 1.5371385 * y - 0.4985314 * z),
    255 * gamma(-0.969266 * x + 1.8760108 * y + 0.041556 * z),
    255 * gamma(0.0556434 * x - 0.2040259 * y + 1.0572252 * z),
  ];
}

/** Straight line between two colours in Lab; `t` from 0 to 1. */
export function mixLab(from: Lab, to: Lab, t: number): Lab {
  return {
    l: from.l + (to.l - from.l) * t,
    a: from.a + (to.a - from.a) * t,
    b: from.b + (to.b - from.b) * t,
  };
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function gamma(channel: number): number {
  return channel <= 0.0031308 ? 12.92 * channel : 1.055 * channel ** (1 / 2.4) - 0.055;
}

function f(t: number): number {
  return t > EPSILON ? Math.cbrt(t) : (KAPPA * t + 16) / 116;
}

function inverse(t: number): number {
  return t ** 3 > EPSILON ? t ** 3 : (116 * t - 16) / KAPPA;
}
