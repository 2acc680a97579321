import { describe, expect, it } from 'vitest';
import {
  newRuleText,
  ruleLines,
  ruleMark,
  rulesHeading,
  standingWords,
} from '../../../../../renderer/features/rules/rules-model.ts';
import type { RuleStanding } from '../../../../../shared/contract/rule-commands.ts';
import type { Alert } from '../../../../../shared/domain/alert.ts';
import { STORY_MS } from '../../../../builders/core.ts';
import { storyAlerts } from '../../../../builders/story-alerts.ts';

const standing = (id: string, parts: Partial<RuleStanding>): RuleStanding => ({
  id,
  severity: 'warning',
  title: id,
  words: '',
  state: 'quiet',
  sinceMs: STORY_MS - 60_000,
  isAtLeast: false,
  placeCount: 3,
  firingCount: 0,
  pendingCount: 0,
  blindCount: 0,
  ...parts,
});
const alertOf = (name: string, parts: Partial<Alert> = {}): Alert => ({
  ...storyAlerts[0]!,
  kind: 'rule',
  state: 'firing',
  severity: 'critical',
  startsAtMs: STORY_MS - 60_000,
  name,
  ...parts,
});
const written = ['calm', 'loud', 'new', 'blind'].map((id) => ({ id, yaml: `id: ${id}` }));
const standings = [
  standing('calm', { isAtLeast: true }),
  standing('blind', { state: 'no_data', placeCount: 0, isAtLeast: true }),
  standing('loud', { state: 'firing', severity: 'critical', firingCount: 1, pendingCount: 1, blindCount: 1 }),
  standing('left', {}),
];

describe('the list of rules', () => {
  const lines = ruleLines(written, standings, [alertOf('loud'), alertOf('other', { kind: 'reported' })]);
  const words = (id: string, mode: 'live' | 'past' | 'cached' = 'live') =>
    standingWords(lines.find((line) => line.id === id)!, mode, STORY_MS, 'UTC').replaceAll('\u00a0', ' ');

  it('has what fires first, and the rules of the file as well as those in effect', () => {
    expect(lines.map(({ id }) => id)).toEqual(['loud', 'blind', 'calm', 'left', 'new']);
    expect(lines.map(ruleMark)).toEqual(['down', 'no_data', 'ok', 'ok', 'no_data']);
    expect(rulesHeading(lines, true)).toBe('1 of 5 rules fires, 1 without data');
    expect(rulesHeading([], true)).toBe('No rules of Vigil’s own');
  });

  it('says how each stands, and never more than is known', () => {
    expect(words('loud')).toMatch(
      /^firing since \d\d:\d\d, in 1 of 3 places, pending in 1, no fresh data in 1$/,
    );
    expect(words('calm')).toBe('quiet for at least 1 min, in 3 places');
    expect(words('blind')).toBe('no data for at least 1 min: nothing it is about is measured');
    expect(words('new')).toBe('not judged yet');
    expect(words('left')).toBe('not in the file any more');
    expect(words('calm', 'past')).toBe('raised no alert then');
    expect(words('loud', 'past')).toMatch(/^was firing since \d\d:\d\d, in 1 place$/);
  });

  it('begins a new rule under an id of its own', () => {
    expect(newRuleText(['new-rule'], 'a: b')).toContain('id: new-rule-2\n');
    expect(newRuleText([], 'a: b')).toContain('services: ["a: b"]');
  });
});
