import { expect, it } from 'vitest';
import { createDraftMemory } from '../../../../renderer/source-setup/draft-memory.ts';

it('remembers what was begun, and nothing that says nothing new', () => {
  const memory = createDraftMemory();
  memory.keep('a', { text: 'id: b', base: 'id: a' });
  expect(memory.get('a')).toEqual({ text: 'id: b', base: 'id: a' });
  memory.keep('a', { text: 'id: a', base: 'id: a' });
  expect(memory.get('a')).toBeUndefined();
  memory.keep('a', { text: 'id: b', base: 'id: a' });
  memory.forget('a');
  expect(memory.get('a')).toBeUndefined();
});

it('lets the oldest go when there are many', () => {
  const memory = createDraftMemory();
  for (let number = 0; number < 30; number += 1)
    memory.keep(`s${number}`, { text: String(number), base: '' });
  expect(memory.get('s9')).toBeUndefined();
  expect(memory.get('s10')?.text).toBe('10');
  expect(memory.get('s29')?.text).toBe('29');
});
