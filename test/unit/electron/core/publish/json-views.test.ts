import { expect, it } from 'vitest';
import { Board } from '../../../../../electron/core/board/board.ts';
import { healthView } from '../../../../../electron/core/publish/json-views.ts';
import { STORY_MS, sample, sourceStatus, testConfig } from '../../../../builders/core.ts';

it('says a level of a scale of words in words beside its number, and nothing else so', () => {
  const board = new Board(testConfig(), false, STORY_MS);
  board.setSource(sourceStatus('a'));
  const samples = [sample('pay', 'r', 'reported_status', 2), sample('pay', 'r', 'error_ratio', 0.5)];
  board.apply('a', samples, STORY_MS);
  const { signals } = healthView(board, STORY_MS).services[0]!.regions[0]!;
  expect(signals.map((reading) => [reading.value, reading.unit, reading.text])).toEqual([
    [2, 'status_level', 'partial outage'],
    [0.5, 'ratio', undefined],
  ]);
});
