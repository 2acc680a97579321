import { seeded } from '../builders/seeded.ts';

/** Random choices that are the same for the same seed. */
export interface Random {
  /** 0 to `below` - 1. */
  int(below: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
}

/** @param parts what the choices depend on, such as the seed of a run and the number of an input */
export function createRandom(...parts: readonly number[]): Random {
  const next = seeded(parts.reduce((mixed, part) => Math.imul(mixed ^ part, 0x9e3779b1) ^ (mixed >>> 15), 7));
  const int = (below: number): number => Math.floor(next() * below);
  return {
    int,
    chance: (share) => next() < share,
    pick: (list) => list[int(list.length)]!,
  };
}

/** A number for a name. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
