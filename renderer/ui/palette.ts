/** The tokens a canvas needs, as resolved colours. */
export interface Palette {
  readonly page: string;
  readonly panel: string;
  readonly raised: string;
  readonly line: string;
  readonly lineSoft: string;
  readonly text: string;
  readonly quiet: string;
  readonly third: string;
  readonly faint: string;
  readonly ghost: string;
  readonly spark: string;
  readonly accent: string;
  readonly ok: string;
  readonly okInk: string;
  readonly okCell: string;
  readonly deg: string;
  readonly degInk: string;
  readonly degTile: string;
  readonly degEdge: string;
  readonly down: string;
  readonly downInk: string;
  readonly downTile: string;
  readonly downEdge: string;
  readonly downTileMark: string;
  readonly downTileText: string;
  readonly downTileSpark: string;
  readonly grey: string;
  readonly maint: string;
  readonly maintInk: string;
  readonly maintEdge: string;
  readonly conflictTile: string;
  readonly conflictEdge: string;
  readonly hatchUnseenInk: string;
  readonly hatchGapInk: string;
  readonly playhead: string;
  readonly land: string;
  readonly coast: string;
  readonly borderLand: string;
  /** Stops of the latency scale, fast to slow. */
  readonly latency: readonly string[];
  /** Stops of the deviation scale, faster to slower. */
  readonly deviation: readonly string[];
  readonly sans: string;
}

const cache = new Map<string, Palette>();

let moreContrast: MediaQueryList | undefined;

/** What `readPalette` keys its cache by: the theme and the contrast the person asked for. */
function paletteKey(): string {
  const theme = document.documentElement.dataset['theme'] ?? 'dark';
  // Asked for many times a second; a list follows the preference by itself.
  moreContrast ??= matchMedia('(prefers-contrast: more)');
  return `${theme} ${moreContrast.matches}`;
}

/** Reads the tokens from the stylesheet; cached per theme, so it may be called at every draw. */
export function readPalette(): Palette {
  const key = paletteKey();
  const found = cache.get(key);
  if (found !== undefined) return found;
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const stops = (name: string): string[] => [1, 2, 3, 4, 5, 6].map((stop) => token(`${name}-${stop}`));
  const palette: Palette = {
    page: token('page'),
    panel: token('panel'),
    raised: token('raised'),
    line: token('line'),
    lineSoft: token('line-soft'),
    text: token('text'),
    quiet: token('quiet'),
    third: token('third'),
    faint: token('faint'),
    ghost: token('ghost'),
    spark: token('spark'),
    accent: token('accent'),
    ok: token('ok'),
    okInk: token('ok-ink'),
    okCell: token('ok-cell'),
    deg: token('deg'),
    degInk: token('deg-ink'),
    degTile: token('deg-tile'),
    degEdge: token('deg-edge'),
    down: token('down'),
    downInk: token('down-ink'),
    downTile: token('down-tile'),
    downEdge: token('down-edge'),
    downTileMark: token('down-tile-mark'),
    downTileText: token('down-tile-text'),
    downTileSpark: token('down-tile-spark'),
    grey: token('grey'),
    maint: token('maint'),
    maintInk: token('maint-ink'),
    maintEdge: token('maint-edge'),
    conflictTile: token('conflict-tile'),
    conflictEdge: token('conflict-edge'),
    hatchUnseenInk: token('hatch-unseen-ink'),
    hatchGapInk: token('hatch-gap-ink'),
    playhead: token('playhead'),
    land: token('land'),
    coast: token('coast'),
    borderLand: token('border-land'),
    latency: stops('lat'),
    deviation: stops('dev'),
    sans: token('sans'),
  };
  // Before the stylesheet is there nothing can be read; ask again next time.
  if (palette.page !== '') cache.set(key, palette);
  return palette;
}
