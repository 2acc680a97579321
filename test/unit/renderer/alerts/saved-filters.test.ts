import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  MAX_SAVED_FILTERS,
  removeFilter,
  renameFilter,
  savedFilters,
  saveFilter,
} from '../../../../renderer/features/alerts/saved-filters.ts';
import { noFilter } from '../../../../shared/domain/alert-filter.ts';

const stored = new Map<string, string>();
beforeEach(() => {
  stored.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  });
});

const names = () => savedFilters().map(({ name }) => name);
const save = (name: string, text = name) => saveFilter(name, { ...noFilter, text }, 'service');

describe('saved filters', () => {
  it('are kept in order, replaced in place, renamed and removed', () => {
    for (const name of [' one ', 'two', 'three', '  ']) save(name);
    expect(names()).toEqual(['one', 'two', 'three']);
    save('two', 'other words');
    expect(savedFilters()[1]).toMatchObject({ name: 'two', filter: { text: 'other words' } });
    renameFilter('two', 'second');
    renameFilter('three', 'second');
    expect(names()).toEqual(['one', 'second', 'three']);
    removeFilter('one');
    expect(names()).toEqual(['second', 'three']);
  });

  it('are bounded: the oldest gives way', () => {
    for (let index = 0; index <= MAX_SAVED_FILTERS; index += 1) save(`f${index}`);
    expect(names()).toHaveLength(MAX_SAVED_FILTERS);
    expect(names()[0]).toBe('f1');
  });

  it('that cannot be read are as if there were none', () => {
    for (const text of ['{', '[]x', '[{"name":1}]', '{"a":1}']) {
      stored.set('vigil.saved-filters', text);
      expect(names()).toEqual([]);
    }
  });
});
