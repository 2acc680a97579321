import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queryOf, withQuery } from '../../../../../renderer/app/address-query.ts';
import { cellOfAddress, textOfCell } from '../../../../../renderer/features/overview/cell-address.ts';
import {
  columnGroupings,
  densities,
  type EstateView,
  estateQuery,
  facetValues,
  isPartial,
  readEstateView,
  rowGroupings,
  selectPlaces,
  toggled,
  wholeEstate,
} from '../../../../../renderer/features/overview/estate-view.ts';
import { cellsOfServices } from '../../../../../renderer/features/overview/matrix-model.ts';
import { rowSections } from '../../../../../renderer/features/overview/row-sections.ts';
import { applyFrame, type Picture } from '../../../../../shared/contract/picture.ts';
import { codeOfHealthState, healthStates } from '../../../../../shared/domain/health-state.ts';
import { shownStates, summariseEstate } from '../../../../../shared/format/estate-summary.ts';
import { estateFrame } from '../../../../builders/estate.ts';

function estate(services: number, regions: number): Picture {
  const applied = applyFrame(null, estateFrame(services, regions));
  if (!applied.ok) throw new Error(applied.error.message);
  return applied.value;
}

const words = fc.string({ maxLength: 20, unit: 'grapheme' });
const someWords = fc.uniqueArray(words, { maxLength: 4 }).map((some): ReadonlySet<string> => new Set(some));
const view: fc.Arbitrary<EstateView> = fc.record({
  words,
  facets: fc.record({
    state: fc.subarray([...healthStates]).map((some): ReadonlySet<string> => new Set(some)),
    tier: someWords,
    owner: someWords,
    provider: someWords,
    region: someWords,
  }),
  rows: fc.constantFrom(...rowGroupings),
  columns: fc.constantFrom(...columnGroupings),
  density: fc.constantFrom(...densities),
  onlyChanged: fc.boolean(),
});

describe('the view of the estate in the address', () => {
  it('is read as it was written, and the moment stays', () => {
    fc.assert(
      fc.property(view, (one) => {
        const hash = withQuery('#/overview?at=2026-09-22T14:06:30Z', estateQuery(one));
        expect(readEstateView(queryOf(hash))).toEqual(one);
        expect(hash).toContain('at=2026-09-22T14:06:30Z');
      }),
    );
  });

  it('is the whole estate where nothing, or nonsense, is asked', () => {
    for (const query of ['', 'state=fine&group=colour&density=1&changed=yes'])
      expect(readEstateView(query)).toEqual(wholeEstate);
    expect(isPartial(wholeEstate)).toBe(false);
    expect(isPartial({ ...wholeEstate, rows: 'tier', density: 'dense' })).toBe(false);
  });

  it('names a cell by service and region', () => {
    const { catalogue } = estate(3, 4).sections;
    const odd = { ...catalogue, services: [{ ...catalogue.services[0]!, id: 'a/b c' }] };
    expect(cellOfAddress(textOfCell({ service: 2, region: 1 }, catalogue), catalogue)).toEqual({
      service: 2,
      region: 1,
    });
    expect(cellOfAddress(textOfCell({ service: 0, region: 0 }, odd), odd)).toEqual({ service: 0, region: 0 });
    for (const text of [null, '', 'x/y', '%E0/%', 'service-001'])
      expect(cellOfAddress(text, catalogue)).toBeNull();
  });
});

describe('what a view lets through', () => {
  const picture = estate(24, 14);
  const { catalogue } = picture.sections;
  const cellsOf = cellsOfServices(catalogue);
  const none = new Uint8Array(catalogue.cells.length);
  const sectionsOf = (one: EstateView, marks = none) => {
    const selection = selectPlaces(catalogue, one);
    const { services } = summariseEstate(picture, shownStates(picture), selection.cells);
    return rowSections(picture, services, one, selection, cellsOf, marks);
  };
  const servicesOf = (one: EstateView, marks = none) =>
    sectionsOf(one, marks).flatMap(({ rows }) => rows.map(({ service }) => catalogue.services[service]!));

  it('is everything for the whole estate', () => {
    expect(servicesOf(wholeEstate)).toHaveLength(24);
    expect(selectPlaces(catalogue, wholeEstate).cells).toBeNull();
  });

  it('is what every facet lets through, and all words', () => {
    const one = toggled(toggled(wholeEstate, 'tier', '1'), 'owner', 'Team Atlas');
    for (const service of servicesOf(one)) expect(service).toMatchObject({ tier: '1', owner: 'Team Atlas' });
    expect(servicesOf(one).length).toBeGreaterThan(0);
    expect(
      servicesOf({ ...wholeEstate, words: 'boreas tier 2' }).every(({ owner }) => owner === 'Team Boreas'),
    ).toBe(true);
    expect(servicesOf(toggled(one, 'owner', 'Team Atlas')).length).toBeGreaterThan(servicesOf(one).length);
  });

  it('judges a service by the regions that are shown', () => {
    const bad = catalogue.cells.findIndex(([, region]) => region === 0);
    const [service] = catalogue.cells[bad]!;
    picture.cells.state[bad] = codeOfHealthState('down');
    const rowOf = (one: EstateView) =>
      sectionsOf(one)
        .flatMap(({ rows }) => rows)
        .find((row) => row.service === service);
    expect(rowOf(toggled(wholeEstate, 'region', catalogue.regions[0]!.id))?.worstState).toBe('down');
    const elsewhere = catalogue.regions
      .slice(1)
      .reduce((one, { id }) => toggled(one, 'region', id), wholeEstate);
    expect(rowOf(elsewhere)?.worstState).not.toBe('down');
    expect(servicesOf(toggled(wholeEstate, 'state', 'down')).map(({ id }) => id)).toContain(
      catalogue.services[service]!.id,
    );
    picture.cells.state[bad] = codeOfHealthState('ok');
  });

  it('can be only what changed', () => {
    const marks = none.slice();
    marks[5] = 1;
    const [service] = catalogue.cells[5]!;
    expect(servicesOf({ ...wholeEstate, onlyChanged: true }, marks)).toEqual([catalogue.services[service]]);
    expect(servicesOf({ ...wholeEstate, onlyChanged: true })).toEqual([]);
  });

  it('is in one section each, whatever it is grouped by', () => {
    for (const rows of rowGroupings) {
      const sections = sectionsOf({ ...wholeEstate, rows });
      const seen = sections.flatMap((section) => section.rows.map(({ service }) => service));
      expect(seen.toSorted((a, b) => a - b)).toEqual(catalogue.services.map((_, index) => index));
      expect(new Set(sections.map(({ key }) => key)).size).toBe(sections.length);
    }
    expect(sectionsOf({ ...wholeEstate, rows: 'tier' }).map(({ title }) => title)).toEqual([
      'tier 1',
      'tier 2',
      'tier 3',
    ]);
  });

  it('is counted by value', () => {
    const values = facetValues(catalogue, summariseEstate(picture).tally);
    expect(values.tier).toEqual([
      { value: '1', count: 8 },
      { value: '2', count: 8 },
      { value: '3', count: 8 },
    ]);
    expect(values.region).toHaveLength(14);
  });
});
