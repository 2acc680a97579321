import { assertNever } from './assert-never.ts';
import {
  type Assertion,
  isWordCharacter,
  parseRegex,
  type RegexFault,
  type RegexNode,
} from './regex-syntax.ts';
import { err, ok, type Result } from './result.ts';

/** Most steps of one compiled expression: repetitions are written out, and each character may visit every step. */
const MAX_STEPS = 5_000;
/** Answers kept per expression: labels have few values, and ten thousand alerts ask for the same ones. */
const MAX_REMEMBERED = 2_000;

type Step =
  | { readonly kind: 'one'; readonly accepts: (codePoint: number) => boolean }
  | { readonly kind: 'assert'; readonly assertion: Assertion }
  /** Goes on at the next step and at `to`. */
  | { readonly kind: 'fork'; to: number }
  | { readonly kind: 'jump'; to: number };

/**
 * Compiles an expression to a test of whole texts, anchored at both ends as Alertmanager does it. Whatever the
 * expression, a test takes time in proportion to the text: every step is visited at most once per character
 * (Thompson's simulation, https://swtch.com/~rsc/regexp/regexp1.html).
 */
export function compileRegex(source: string): Result<(text: string) => boolean, RegexFault> {
  const parsed = parseRegex(source);
  if (!parsed.ok) return parsed;
  const steps: Step[] = [];
  if (!write(parsed.value, steps))
    return err({ message: 'The expression repeats too much to be tested quickly.', at: 0 });
  const remembered = new Map<string, boolean>();
  return ok((text) => {
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const answer = matches(steps, text);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(text, answer);
    return answer;
  });
}

/** Appends the steps of a node; false when there are too many. */
function write(node: RegexNode, steps: Step[]): boolean {
  if (steps.length > MAX_STEPS) return false;
  switch (node.kind) {
    case 'empty':
      return true;
    case 'one':
    case 'assert':
      steps.push(node);
      return true;
    case 'concat':
      return node.parts.every((part) => write(part, steps));
    case 'either':
      return writeEither(node.parts, steps);
    case 'repeat':
      return writeRepeat(node, steps);
    default:
      return assertNever(node);
  }
}

function writeEither(parts: readonly RegexNode[], steps: Step[]): boolean {
  const jumps: { kind: 'jump'; to: number }[] = [];
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const fork = { kind: 'fork' as const, to: 0 };
    if (!isLast) steps.push(fork);
    if (!write(part, steps)) return false;
    if (isLast) break;
    const jump = { kind: 'jump' as const, to: 0 };
    jumps.push(jump);
    steps.push(jump);
    fork.to = steps.length;
  }
  for (const jump of jumps) jump.to = steps.length;
  return true;
}

function writeRepeat({ part, min, max }: Extract<RegexNode, { kind: 'repeat' }>, steps: Step[]): boolean {
  for (let time = 0; time < min; time += 1) if (!write(part, steps)) return false;
  if (max === null) {
    const fork = { kind: 'fork' as const, to: 0 };
    const begin = steps.push(fork) - 1;
    if (!write(part, steps)) return false;
    steps.push({ kind: 'jump', to: begin });
    fork.to = steps.length;
    return true;
  }
  const forks: { kind: 'fork'; to: number }[] = [];
  for (let time = min; time < max; time += 1) {
    const fork = { kind: 'fork' as const, to: 0 };
    forks.push(fork);
    steps.push(fork);
    if (!write(part, steps)) return false;
  }
  for (const fork of forks) fork.to = steps.length;
  return true;
}

function matches(steps: readonly Step[], text: string): boolean {
  const end = steps.length;
  const seenAt = new Int32Array(end + 1).fill(-1);
  const stack: number[] = [];
  let current: number[] = [];
  let following: number[] = [];
  let before: number | null = null;
  let index = 0;
  /** Adds a step and all that is reached from it without a character. */
  const add = (
    step: number,
    list: number[],
    at: number,
    previous: number | null,
    next: number | null,
  ): void => {
    stack.push(step);
    while (stack.length > 0) {
      const here = stack.pop()!;
      if (seenAt[here] === at) continue;
      seenAt[here] = at;
      const found = steps[here];
      if (found === undefined || found.kind === 'one') list.push(here);
      else if (found.kind === 'jump') stack.push(found.to);
      else if (found.kind === 'fork') stack.push(found.to, here + 1);
      else if (holds(found.assertion, previous, next)) stack.push(here + 1);
    }
  };
  let code = text.codePointAt(0) ?? null;
  add(0, current, 0, null, code);
  for (let at = 1; code !== null && current.length > 0; at += 1) {
    before = code;
    index += code > 0xff_ff ? 2 : 1;
    code = text.codePointAt(index) ?? null;
    for (const here of current) {
      const step = steps[here];
      if (step?.kind === 'one' && step.accepts(before)) add(here + 1, following, at, before, code);
    }
    [current, following] = [following, current];
    following.length = 0;
  }
  return code === null && current.includes(end);
}

/** @param before the character before the place, null at the beginning; `after` likewise */
function holds(assertion: Assertion, before: number | null, after: number | null): boolean {
  const isBoundary = isWord(before) !== isWord(after);
  switch (assertion) {
    case 'start':
      return before === null;
    case 'end':
      return after === null;
    case 'lineStart':
      return before === null || before === 0x0a;
    case 'lineEnd':
      return after === null || after === 0x0a;
    case 'word':
      return isBoundary;
    case 'notWord':
      return !isBoundary;
    default:
      return assertNever(assertion);
  }
}

const isWord = (code: number | null): boolean => code !== null && isWordCharacter(code);
