/** Capsules that were damaged on their way: every cut and every flipped bit is refused, or changes nothing (G6). */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnswers } from '../../electron/core/journal/answers.ts';
import { verifyCapsule } from '../../electron/core/journal/capsule/verify-capsule.ts';
import { lateParts } from '../../electron/core/journal/late-parts.ts';
import { sampleLog, sampleWindow as window } from '../builders/random-log.ts';
import { exported, filledJournal, shownAt } from '../fixtures/journal/capsule-harness.ts';

describe('damage of a capsule', () => {
  it('is found wherever it is: no flipped bit and no cut shows a wrong number', () => {
    const journal = filledJournal(sampleLog());
    const { path } = exported(journal, window);
    const whole = readFileSync(path);
    const shown = (file: string): unknown => {
      const capsule = createAnswers(() => lateParts);
      try {
        const opened = capsule.openCapsule({ path: file });
        return opened.ok
          ? [
              opened.value.facts,
              shownAt(capsule, window.toMs, 'then', 0),
              shownAt(capsule, window.fromMs, 'now', 0),
            ]
          : opened;
      } finally {
        capsule.close(null);
      }
    };
    const good = shown(path);
    const damaged = join(dirname(path), 'damaged.vigil-capsule');
    const counts = { refused: 0, harmless: 0 };
    const expectRefusedOrSame = (bytes: Uint8Array): void => {
      writeFileSync(damaged, bytes);
      const result = verifyCapsule(damaged);
      if (result.ok) {
        expect(shown(damaged)).toEqual(good);
        counts.harmless += 1;
      } else {
        expect(result.error).toMatch(/^damaged\.vigil-capsule .*\.$/);
        counts.refused += 1;
      }
    };
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(7), (at, bit) => {
        const bytes = Uint8Array.from(whole);
        bytes[at] = bytes[at]! ^ (1 << bit);
        expectRefusedOrSame(bytes);
      }),
      { numRuns: 250, endOnFailure: true },
    );
    // The header and the first page, bit by bit where it matters most.
    for (let at = 0; at < 108; at++) {
      const bytes = Uint8Array.from(whole);
      bytes[at] = bytes[at]! ^ (1 << (at % 8));
      expectRefusedOrSame(bytes);
    }
    // SQLite answers this one with the whole statement, on seven lines.
    const statement = Uint8Array.from(whole);
    statement[Buffer.from(whole).indexOf('CREATE TABLE roll_ups') + 6]! ^= 1 << 6;
    expectRefusedOrSame(statement);
    const cuts = { ...counts };
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (length) => expectRefusedOrSame(whole.subarray(0, length))),
      { numRuns: 100, endOnFailure: true },
    );
    expect(counts.harmless).toBe(cuts.harmless);
    expect(counts.refused + counts.harmless).toBe(459);
    expect(counts.refused).toBeGreaterThan(250);
    process.stdout.write(
      `Damaged capsules: ${counts.refused} refused, ${counts.harmless} without any effect, none shown wrongly.\n`,
    );
    journal.close();
  }, 300_000);
});
