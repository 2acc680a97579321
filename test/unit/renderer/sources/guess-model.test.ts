import { expect, it } from 'vitest';
import {
  chosenGuesses,
  edited,
  findsWords,
  firstChoice,
  toggled,
  withGuessLabel,
} from '../../../../renderer/features/sources/guess-model.ts';
import { buildGuess } from '../../../builders/memory-desk.ts';

const found = buildGuess({ id: 'blackbox/availability', signal: 'availability' });
const empty = buildGuess({ id: 'node/load', signal: 'load_1m', seriesCount: 0, services: [], regions: [] });

it('chooses at first what finds something', () => {
  expect(chosenGuesses([found, empty], firstChoice([found, empty]))).toEqual([found]);
});

it('is chosen, given up and changed', () => {
  const none = toggled(firstChoice([found, empty]), found.id);
  expect(chosenGuesses([found, empty], none)).toEqual([]);
  const changed = { ...empty, query: 'node_load5' };
  expect(chosenGuesses([found, empty], edited(none, changed))).toEqual([changed]);
});

it('changes one label, and an emptied one falls back to its own name', () => {
  const renamed = withGuessLabel(found, 'service', ' svc ');
  expect(renamed.labels).toEqual({ service: 'svc', region: 'region' });
  expect(withGuessLabel(renamed, 'service', '').labels).toEqual({ region: 'region' });
});

it('says what it finds', () => {
  expect(findsWords(found)).toBe('42 series: 2 services in 2 regions');
  expect(findsWords(empty)).toBe('finds nothing now');
  const many = { ...found, services: Array.from({ length: 20 }, (_, index) => `s${index}`) };
  expect(findsWords(many)).toBe('42 series: 20 or more services in 2 regions');
  expect(findsWords({ ...found, services: [], regions: [] })).toBe('42 series');
});
