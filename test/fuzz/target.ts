import { readdirSync, readFileSync } from 'node:fs';
import type { Mutator } from './mutate.ts';
import type { Random } from './random.ts';

/** The moment every target decodes at. */
export const NOW_MS = Date.UTC(2026, 8, 22, 14, 0, 0);

/** A decoder as the running program uses it: what it remembers between inputs, it remembers here. */
export interface Decoder {
  /**
   * Decodes one input; throws what the decoder throws, or a `BrokenPromise`.
   * @returns whether anything of it was accepted
   */
  take(input: Buffer, random: Random): boolean | Promise<boolean>;
}

/** Something that decodes bytes from outside. */
export interface FuzzTarget {
  readonly name: string;
  readonly kind: 'json' | 'exposition' | 'other';
  /** No 64 kB may take longer, in milliseconds of processor time. */
  readonly maxMsPer64kB?: number;
  readonly mutate: Mutator;
  open(): Decoder;
}

/** The decoder did not throw, but what it returned cannot be. */
export class BrokenPromise extends Error {}

export function must(holds: boolean, words: string): void {
  if (!holds) throw new BrokenPromise(words);
}

/** The largest time a Date can hold, epoch milliseconds. */
const MAX_TIME_MS = 8.64e15;

export function mustBeTime(atMs: number, what: string): void {
  must(Number.isFinite(atMs) && Math.abs(atMs) <= MAX_TIME_MS, `${what} is no time: ${atMs}`);
}

/** A record of texts from outside: own keys only, and nobody else's prototype. */
export function mustBeTexts(record: Readonly<Record<string, unknown>>, what: string): void {
  const prototype: unknown = Object.getPrototypeOf(record);
  must(prototype === Object.prototype || prototype === null, `${what} has a prototype from outside`);
  for (const value of Object.values(record))
    must(typeof value === 'string', `${what} holds something that is no text`);
}

const recordedFolder = new URL('../fixtures/recorded/', import.meta.url);

/** Bodies that real servers gave. @param pattern which files of the folder */
export function recorded(folder: string, pattern: RegExp): readonly Buffer[] {
  const names = readdirSync(new URL(`${folder}/`, recordedFolder)).filter((name) => pattern.test(name));
  must(names.length > 0, `nothing recorded in ${folder} is called ${pattern}`);
  return names.map((name) => readFileSync(new URL(`${folder}/${name}`, recordedFolder)));
}
