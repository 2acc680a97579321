import { describe, expect, it } from 'vitest';
import {
  cellGrid,
  columnAt,
  FOLD_HEIGHT,
  firstRowBelow,
  HEADER_HEIGHT,
  type LayoutRequest,
  layOut,
  MIN_CELL_WIDTH,
  rowAt,
  UPRIGHT_HEADER_HEIGHT,
} from '../../../../../renderer/features/overview/matrix-model.ts';
import { applyFrame, type Picture } from '../../../../../shared/contract/picture.ts';
import { orderServices, summariseEstate } from '../../../../../shared/format/estate-summary.ts';
import { estateFrame } from '../../../../builders/estate.ts';
import { storyPicture } from '../../../../builders/story.ts';

function layoutOf(
  picture: Picture,
  width: number,
  height = 700,
  unfolded = false,
  request: Partial<LayoutRequest> = {},
) {
  const rows = orderServices(summariseEstate(picture).services);
  return layOut(
    picture.sections.catalogue,
    {
      sections: [{ key: '', title: null, rows }],
      regions: null,
      columns: 'place',
      density: 'auto',
      unfolded: new Set(unfolded ? [''] : []),
      ...request,
    },
    width,
    height,
  );
}

describe('the matrix of the story', () => {
  const picture = storyPicture();
  const layout = layoutOf(picture, 1188);
  const names = layout.rows.map((row) => picture.sections.catalogue.services[row.service]?.name);

  it('orders rows as the picture does: attention by blast radius, planned work, lone gaps, the rest as configured', () => {
    expect(names.slice(0, 9)).toEqual([
      'checkout',
      'ledger',
      'payments',
      'search',
      'auth',
      'media',
      'analytics',
      'recommendations',
      'exports',
    ]);
    expect(layout.rows.filter((row) => row.attention)).toHaveLength(5);
  });

  it('stands where the picture stands', () => {
    expect(layout.cellWidth).toBe(71);
    expect(layout.rows[5]?.y).toBe(5 * 46 + 10);
    expect(layout.height).toBe(5 * 46 + 10 + 19 * 27);
    expect(layout.columns.map(({ code }) => code)).toEqual([
      'us-west-2',
      'us-east-1',
      'ca-cent-1',
      'sa-east-1',
      'eu-west-1',
      'eu-west-2',
      'eu-cent-1',
      'eu-north-1',
      'me-cent-1',
      'af-south-1',
      'ap-south-1',
      'ap-se-1',
      'ap-ne-1',
      'ap-se-2',
    ]);
    expect(layout.groups.map(({ name, x, width }) => [name, x, width])).toEqual([
      ['Americas', 0, 284],
      ['Europe', 294, 284],
      ['Gulf and Africa', 588, 142],
      ['Asia Pacific', 740, 284],
    ]);
    expect(picture.sections.catalogue.regions[layout.worstRegion]?.id).toBe('eu-west-1');
  });

  it('finds rows and columns under a point, and nothing in the gaps', () => {
    for (const [index, row] of layout.rows.entries()) {
      expect(rowAt(layout, row.y)).toBe(index);
      expect(rowAt(layout, row.y + row.height - 0.5)).toBe(index);
      expect(firstRowBelow(layout, row.y)).toBe(index);
    }
    expect(rowAt(layout, 5 * 46 + 5)).toBe(-1);
    expect(rowAt(layout, layout.height)).toBe(-1);
    expect(columnAt(layout, 0)).toBe(0);
    expect(columnAt(layout, 287)).toBe(-1);
    expect(columnAt(layout, 294)).toBe(4);
  });

  it('knows the cell of every place', () => {
    const { catalogue } = picture.sections;
    const grid = cellGrid(catalogue);
    catalogue.cells.forEach(([service, region], cell) =>
      expect(grid[service * catalogue.regions.length + region]).toBe(cell),
    );
    expect(grid.filter((cell) => cell === -1)).toHaveLength(24 * 14 - catalogue.cells.length);
  });
});

describe('other sizes', () => {
  const estate = (services: number, regions: number): Picture => {
    const applied = applyFrame(null, estateFrame(services, regions));
    if (!applied.ok) throw new Error(applied.error.message);
    return applied.value;
  };

  it('keeps 30 regions in sight as marks', () => {
    const layout = layoutOf(estate(200, 30), 1188);
    expect(layout.marksOnly).toBe(true);
    expect(layout.width).toBeLessThanOrEqual(1188 - 152);
  });

  it('lets a narrow window scroll instead of squeezing numbers', () => {
    const layout = layoutOf(storyPicture(), 600);
    expect(layout.marksOnly).toBe(false);
    expect(layout.cellWidth).toBe(MIN_CELL_WIDTH);
  });

  it('gives every row the room of an attention row where there is room for all', () => {
    const layout = layoutOf(estate(1, 1), 1188);
    expect(layout.rows[0]).toMatchObject({ tall: true, attention: false, height: 46 });
    expect(layout.cellWidth).toBe(160);
    expect(layoutOf(storyPicture(), 3_428, 1_900).rows.every(({ tall }) => tall)).toBe(true);
  });
});

describe('the fold of a large estate', () => {
  const applied = applyFrame(null, estateFrame(200, 30));
  if (!applied.ok) throw new Error(applied.error.message);
  const picture = applied.value;
  const attention = layoutOf(picture, 1188).rows.filter((row) => row.attention).length;

  it('counts the healthy services below what needs attention', () => {
    const {
      rows,
      folds: [fold],
      height,
    } = layoutOf(picture, 1188);
    expect(attention).toBeGreaterThan(0);
    expect(fold).toMatchObject({ count: 200 - rows.length, open: false });
    expect(height).toBe((fold?.y ?? 0) + FOLD_HEIGHT);
  });

  it('folds only what would stand below the screen', () => {
    // Upright codes over columns of marks take more room than the caller counts with.
    const extra = UPRIGHT_HEADER_HEIGHT - HEADER_HEIGHT;
    const tall = layoutOf(picture, 1188, extra + attention * 46 + 10 + FOLD_HEIGHT + 20 * 27);
    expect(tall.rows).toHaveLength(attention + 20);
    expect(tall.folds[0]?.count).toBe(200 - attention - 20);
  });

  it('shows every row under its line when unfolded, the others where they were', () => {
    const [folded, open] = [layoutOf(picture, 1188), layoutOf(picture, 1188, 700, true)];
    expect(open.rows).toHaveLength(200);
    expect(open.rows.slice(0, folded.rows.length)).toEqual(folded.rows);
    expect(open.folds).toEqual([{ ...folded.folds[0], open: true }]);
    expect(open.rows[folded.rows.length]?.y).toBeGreaterThanOrEqual((open.folds[0]?.y ?? 0) + FOLD_HEIGHT);
  });

  it('leaves the estate of the pictures as it is', () => {
    expect(layoutOf(storyPicture(), 1188, 100).folds).toEqual([]);
  });
});

describe('groups, parts and densities', () => {
  const applied = applyFrame(null, estateFrame(200, 30));
  if (!applied.ok) throw new Error(applied.error.message);
  const picture = applied.value;
  const { catalogue } = picture.sections;
  const all = orderServices(summariseEstate(picture).services);
  const sections = [...Map.groupBy(all, ({ service }) => catalogue.services[service]?.tier ?? '')].map(
    ([tier, rows]) => ({ key: tier, title: `tier ${tier}`, rows }),
  );

  it('stand under headings that count them, each with its healthy rows folded', () => {
    const { rows, headings, folds } = layoutOf(picture, 1188, 700, false, { sections });
    expect(headings.map(({ title }) => title)).toEqual(sections.map(({ title }) => title));
    expect(headings.reduce((sum, { count }) => sum + count, 0)).toBe(200);
    expect(folds).toHaveLength(sections.length);
    expect(rows.length + folds.reduce((sum, { count }) => sum + count, 0)).toBe(200);
    const places = [...rows, ...folds, ...headings].map(({ y }) => y);
    expect(new Set(places).size).toBe(places.length);
  });

  it('opens one group and leaves the others folded', () => {
    const unfolded = new Set([sections[1]?.key ?? '']);
    const { folds } = layoutOf(picture, 1188, 700, false, { sections, unfolded });
    expect(folds.map(({ open }) => open)).toEqual(sections.map((_, index) => index === 1));
  });

  it('shows the regions it is asked for, with the room of the others', () => {
    const regions = catalogue.regions.map((_, index) => index < 5);
    const { columns, marksOnly } = layoutOf(picture, 1188, 700, false, { regions });
    expect(columns).toHaveLength(5);
    expect(marksOnly).toBe(false);
  });

  it('puts regions under their provider', () => {
    const { groups, columns } = layoutOf(picture, 1188, 700, false, { columns: 'provider' });
    expect(groups.map(({ name }) => name)).toEqual(
      [...new Set(catalogue.regions.map(({ provider }) => provider))].toSorted(),
    );
    expect(columns).toHaveLength(catalogue.regions.length);
  });

  it.each([
    ['compact', 27, false],
    ['dense', 20, true],
  ] as const)('%s rows are %i high, all of them', (density, height, marksOnly) => {
    const layout = layoutOf(storyPicture(), 1600, 900, false, { density });
    expect(new Set(layout.rows.map((row) => row.height))).toEqual(new Set([height]));
    expect(layout.rows.some(({ tall }) => tall)).toBe(false);
    expect(layout.marksOnly).toBe(marksOnly);
  });
});
