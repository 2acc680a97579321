import type { Picture } from '../../../shared/contract/picture.ts';
import type { FoldedCells } from '../../../shared/domain/folding.ts';
import { shownStates } from '../../../shared/format/estate-summary.ts';
import { countOf, stateWord } from '../../../shared/format/words.ts';
import { cellState, cellText } from './cell-text.ts';

/** Most cells of a row that are said one by one. */
const MAX_NAMED_CELLS = 6;

/** The cells of a row as a sentence: the abnormal ones one by one, the others as a count. */
export function rowWords(
  picture: Picture,
  cells: readonly number[],
  nowMs: number,
  foldedCells: FoldedCells,
): string {
  const { catalogue } = picture.sections;
  const codes = shownStates(picture);
  const parts: string[] = [];
  let ok = 0;
  for (const cell of cells) {
    const region = catalogue.cells[cell]?.[1] ?? -1;
    const state = cellState(codes, cell);
    if (state === 'ok') {
      ok += 1;
      continue;
    }
    const text = cellText(picture, cell, state, nowMs);
    const value = text.words ?? `${text.number} ${text.unit}`.trim();
    const word = stateWord(state);
    const root = catalogue.services[foldedCells.get(cell) ?? -1];
    const under = root === undefined ? '' : `, folded under ${root.name}`;
    parts.push(
      `${catalogue.regions[region]?.id ?? 'unknown region'} ${value === word ? word : `${word}, ${value}`}${under}`,
    );
  }
  const more = parts.length > MAX_NAMED_CELLS ? [`${parts.length - MAX_NAMED_CELLS} more not ok`] : [];
  const fine = ok > 0 ? [`${countOf(ok, 'region')} ok`] : [];
  return `: ${[...parts.slice(0, MAX_NAMED_CELLS), ...more, ...fine].join('; ')}.`;
}
