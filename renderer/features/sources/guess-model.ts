import { type Guess, MAX_GUESS_EXAMPLES } from '../../../shared/domain/guess.ts';
import { countOf } from '../../../shared/format/words.ts';

/** What a person chose among the guesses, and how they changed them. */
export interface GuessChoice {
  readonly chosen: ReadonlySet<string>;
  readonly edited: ReadonlyMap<string, Guess>;
}

/** At first everything that finds something is chosen, and nothing changed. */
export function firstChoice(guesses: readonly Guess[]): GuessChoice {
  return {
    chosen: new Set(guesses.filter(({ seriesCount }) => seriesCount > 0).map(({ id }) => id)),
    edited: new Map(),
  };
}

export function toggled(choice: GuessChoice, id: string): GuessChoice {
  const chosen = new Set(choice.chosen);
  if (!chosen.delete(id)) chosen.add(id);
  return { ...choice, chosen };
}

/** A change of one guess; changed ones are chosen as well. */
export function edited(choice: GuessChoice, guess: Guess): GuessChoice {
  return {
    chosen: new Set(choice.chosen).add(guess.id),
    edited: new Map(choice.edited).set(guess.id, guess),
  };
}

export const guessLabels = ['service', 'region', 'from', 'to'] as const;

/** One label of a guess changed; an emptied one falls back to the label of its own name. */
export function withGuessLabel(guess: Guess, label: (typeof guessLabels)[number], name: string): Guess {
  const { [label]: _old, ...labels } = guess.labels;
  return { ...guess, labels: name.trim() === '' ? labels : { ...labels, [label]: name.trim() } };
}

/** What would be written, in the order shown. */
export function chosenGuesses(guesses: readonly Guess[], choice: GuessChoice): Guess[] {
  return guesses
    .filter(({ id }) => choice.chosen.has(id))
    .map((guess) => choice.edited.get(guess.id) ?? guess);
}

/** "604 series: 24 services in 5 regions", or that it finds nothing. */
export function findsWords(guess: Guess): string {
  if (guess.seriesCount === 0) return 'finds nothing now';
  const places = [
    ...(guess.services.length > 0 ? [atLeast(guess.services.length, 'service')] : []),
    ...(guess.regions.length > 0 ? [atLeast(guess.regions.length, 'region')] : []),
  ];
  return `${guess.seriesCount.toLocaleString('en-GB')} series${places.length === 0 ? '' : `: ${places.join(' in ')}`}`;
}

/** Examples are bounded: a full list may be the beginning of a longer one. */
function atLeast(count: number, noun: string): string {
  return count >= MAX_GUESS_EXAMPLES ? `${count} or more ${noun}s` : countOf(count, noun);
}
