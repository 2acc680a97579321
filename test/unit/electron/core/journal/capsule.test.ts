import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withinWindow } from '../../../../../electron/core/capsule/capsule-window.ts';
import { createAnswers } from '../../../../../electron/core/journal/answers.ts';
import {
  capsuleStructure,
  readFacts,
  sealOf,
  structureOf,
  sumOfTable,
} from '../../../../../electron/core/journal/capsule/capsule-format.ts';
import { exportFromFolder } from '../../../../../electron/core/journal/capsule/export-folder.ts';
import {
  openCapsuleFile,
  verifyCapsule,
} from '../../../../../electron/core/journal/capsule/verify-capsule.ts';
import type { ActionsQuery, JournalReader } from '../../../../../electron/core/journal/journal.ts';
import { lateParts } from '../../../../../electron/core/journal/late-parts.ts';
import { SCHEMA_VERSION } from '../../../../../electron/core/journal/migrations/migrate.ts';
import type { CapsuleFacts } from '../../../../../shared/domain/capsule.ts';
import {
  emptyBatch,
  LOG_START_MS,
  logThatFellSilent,
  randomLog,
  sampleLog,
  sampleWindow,
} from '../../../../builders/random-log.ts';
import { exported, filledJournal, shownAt } from '../../../../fixtures/journal/capsule-harness.ts';
import { temporaryFolder } from '../../../../fixtures/machine.ts';

const MINUTE_MS = 60_000;
const log = sampleLog();
const window = sampleWindow;

describe('a capsule', () => {
  it('shows every moment of its window as the journal does', () => {
    let compared = 0;
    fc.assert(
      fc.property(randomLog(5, 150), fc.nat(1_000), fc.nat(1_000), (batches, a, b) => {
        const journal = filledJournal(batches);
        const spanMs = journal.endMs - LOG_START_MS;
        // Thousandths of the log: doubles would nearly all be tiny, and every window at its beginning.
        const [from, to] = [Math.min(a, b) / 1_000, Math.max(a, b) / 1_000];
        const fromMs = LOG_START_MS + Math.floor((from * spanMs) / 1_000) * 1_000;
        const toMs = Math.min(
          journal.endMs,
          LOG_START_MS + Math.floor((to * spanMs) / 1_000) * 1_000 + 1_000,
        );
        if (toMs <= fromMs) return;
        const { path, result } = exported(journal, { fromMs, toMs });
        expect(result).toMatchObject({ ok: true });
        const capsule = createAnswers(() => lateParts);
        expect(capsule.openCapsule({ path })).toMatchObject({ ok: true });
        for (const share of [0, 0.13, 0.5, 0.77, 1]) {
          const atMs = Math.floor((fromMs + share * (toMs - fromMs)) / 1_000) * 1_000;
          for (const knowledge of ['then', 'now'] as const) {
            const shown = shownAt(capsule, atMs, knowledge, journal.endMs);
            expect(shown).toEqual(shownAt(journal.answers, atMs, knowledge, journal.endMs));
            compared += 1;
          }
        }
        capsule.close(null);
        journal.close();
      }),
      { numRuns: 25, endOnFailure: true },
    );
    expect(compared).toBeGreaterThan(100);
  }, 120_000);

  it('holds what was last said long before its window', () => {
    const journal = filledJournal(logThatFellSilent());
    const { endMs } = journal;
    const { path } = exported(journal, { fromMs: endMs - 2 * MINUTE_MS, toMs: endMs });
    const capsule = createAnswers(() => lateParts);
    capsule.openCapsule({ path });
    const shown = shownAt(capsule, endMs, 'then', endMs);
    expect(shown).toEqual(shownAt(journal.answers, endMs, 'then', endMs));
    expect(shown).toMatchObject({ series: { rows: { length: 4 } } });
    capsule.close(null);
    journal.close();
  });

  it('answers for history, alerts and annotations as the journal does', () => {
    const journal = filledJournal(log);
    const { path } = exported(journal, window);
    const capsule = createAnswers(() => lateParts);
    capsule.openCapsule({ path });
    const { fromMs, toMs } = window;
    let told = 0;
    for (const knownByMs of [null, toMs]) {
      const history = {
        service: 'checkout',
        region: null,
        signals: ['error_ratio'],
        fromMs,
        toMs,
        knownByMs,
      };
      expect(capsule.history(history)).toEqual(journal.answers.history(history));
      expect(capsule.history(history).length).toBeGreaterThan(1);
      const range = { fromMs, toMs, limit: 1_000, knownByMs };
      expect(capsule.alertHistory(range)).toEqual(journal.answers.alertHistory(range));
      expect(capsule.annotations(range)).toEqual(journal.answers.annotations(range));
      for (const { id: alertId } of journal.answers.alertHistory(range))
        for (const textsToMs of [fromMs, (fromMs + toMs) / 2, toMs]) {
          const question = { alertId, toMs: textsToMs };
          expect(capsule.alertTexts(question)).toEqual(journal.answers.alertTexts(question));
          told += capsule.alertTexts(question) === null ? 0 : 1;
        }
    }
    expect(told).toBeGreaterThan(5);
    expect(capsule.configurationAt({ atMs: toMs })?.yaml).toBe(
      journal.answers.configurationAt({ atMs: toMs })?.yaml,
    );
    capsule.close(null);
    journal.close();
  });

  it('is one file, also while it is open, and says what it holds', () => {
    const journal = filledJournal(log);
    const { path, result, steps } = exported(journal, window);
    expect(steps).toBeGreaterThan(5);
    const capsule = createAnswers(() => lateParts);
    const before = readFileSync(path);
    capsule.openCapsule({ path });
    shownAt(capsule, window.toMs, 'then', journal.endMs);
    expect(readdirSync(dirname(path))).toEqual(['a.vigil-capsule']);
    capsule.close(null);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(dirname(path))).toEqual(['a.vigil-capsule']);
    expect(result).toEqual({
      ok: true,
      value: {
        bytes: statSync(path).size,
        facts: {
          format: 1,
          vigil: '1.2.3',
          schema: 5,
          createdAtMs: journal.endMs,
          ...window,
          name: expect.stringMatching(/^(Zero|One|Two)$/),
          demo: false,
        },
      },
    });
    expect(verifyCapsule(path)).toEqual(result);
    journal.close();
  });

  it('refuses to be written to', () => {
    const journal = filledJournal(log);
    const { path } = exported(journal, window);
    const capsule = createAnswers(() => lateParts);
    capsule.openCapsule({ path });
    expect(() => capsule.write(log[0]!)).toThrow('not open');
    capsule.close(null);
    journal.close();
  });

  it('is written while the journal goes on', () => {
    const journal = filledJournal(log.slice(0, 100));
    const { endMs, answers } = journal;
    const order = { fromMs: endMs - 10 * MINUTE_MS, toMs: endMs };
    const path = join(journal.folder, 'b.vigil-capsule');
    const before = shownAt(answers, endMs, 'then', endMs);
    answers.beginCapsule({ path, ...order, appVersion: '1', nowMs: endMs });
    let step = answers.stepCapsule(null);
    for (const batch of log.slice(100)) {
      answers.write({ ...batch, series: [] });
      if (!step.isDone) step = answers.stepCapsule(null);
    }
    expect(step.isDone).toBe(true);
    const capsule = createAnswers(() => lateParts);
    expect(capsule.openCapsule({ path })).toMatchObject({ ok: true });
    expect(shownAt(capsule, endMs, 'then', endMs)).toEqual(before);
    capsule.close(null);
    journal.close();
  });

  it('leaves nothing behind when it is given up', () => {
    const journal = filledJournal(log);
    const path = join(journal.folder, 'capsules', 'c.vigil-capsule');
    journal.answers.beginCapsule({ path, ...window, appVersion: '1', nowMs: journal.endMs });
    journal.answers.stepCapsule(null);
    expect(readdirSync(dirname(path))).toEqual(['c.vigil-capsule.part']);
    journal.answers.dropCapsule(null);
    expect(readdirSync(dirname(path))).toEqual([]);
    journal.close();
  });

  it.each([
    ['ends before it begins', { fromMs: window.toMs, toMs: window.fromMs }, 'must end after it begins'],
    ['lies in the future', { fromMs: window.fromMs, toMs: LOG_START_MS + 1e9 }, 'still to come'],
    ['is too long', { fromMs: LOG_START_MS - 8 * 86_400_000, toMs: LOG_START_MS }, 'at most 7 days'],
    [
      'begins before the journal',
      { fromMs: LOG_START_MS - 3_600_000, toMs: window.toMs },
      'reaches back to 2026-09-22',
    ],
  ])('is not written of a time that %s', (_, range, words) => {
    const journal = filledJournal(log);
    expect(exported(journal, range).result).toEqual({ ok: false, error: expect.stringContaining(words) });
    expect(existsSync(join(journal.folder, 'capsules', 'a.vigil-capsule'))).toBe(false);
    journal.close();
  });
});

describe('a capsule of an earlier Vigil', () => {
  const fixture = (name: string): URL =>
    new URL(`../../../../fixtures/journal/version-3.${name}`, import.meta.url);
  const written = gunzipSync(readFileSync(fixture('vigil-capsule.gz')));
  const inFolder = (change?: (database: DatabaseSync) => void): string => {
    const path = join(temporaryFolder('earlier'), 'old.vigil-capsule');
    writeFileSync(path, written);
    if (change === undefined) return path;
    const database = new DatabaseSync(path);
    change(database);
    database.close();
    return path;
  };

  it('shows what that one showed, and its file stays as it is', () => {
    const path = inFolder();
    const capsule = createAnswers(() => lateParts);
    const opened = capsule.openCapsule({ path });
    expect(opened).toMatchObject({ ok: true, value: { facts: { schema: 3, name: 'Two', ...window } } });
    expect(verifyCapsule(path)).toEqual(opened);
    const shown = shownAt(capsule, window.toMs, 'then', LOG_START_MS + 40 * MINUTE_MS);
    const plain = JSON.parse(
      JSON.stringify(shown, (_, value) => (ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value)),
    );
    expect(plain).toMatchObject(JSON.parse(readFileSync(fixture('shown.json'), 'utf8')) as object);
    // Asked of a table that it did not have.
    expect(capsule.actions({ alertId: null, fromMs: 0, toMs: window.toMs, limit: 10 })).toEqual([]);
    expect(capsule.alertTexts({ alertId: 'alert-0', toMs: window.toMs })).toBeNull();
    expect(() => capsule.write(log[0]!)).toThrow('not open');
    capsule.close(null);
    expect(readFileSync(path).equals(written)).toBe(true);
    expect(readdirSync(dirname(path))).toEqual(['old.vigil-capsule']);
  });

  it('has the tables of this one once it is open, and takes no writing', () => {
    const opened = openCapsuleFile(inFolder());
    if (!opened.ok) throw new Error(opened.error);
    const { database } = opened.value;
    expect(structureOf(database)).toBe(capsuleStructure(SCHEMA_VERSION));
    expect(() => database.exec('DELETE FROM chunks')).toThrow('readonly');
    database.close();
  });

  it.each([
    ['a row differs', 'UPDATE transitions SET state = 0', 'the states do not match their checksum'],
    ['a table was added', 'CREATE TABLE actions (x)', 'its tables are not those of a capsule'],
    ['it says that it is newer', 'UPDATE capsule SET schema = 4', 'its description does not match'],
    ['it says that it is older', 'UPDATE capsule SET schema = 2', 'its description does not match'],
    ['a newer one wrote it', 'UPDATE capsule SET schema = 99', 'written by a newer Vigil (1.2.3)'],
  ])('is refused when %s', (_, sql, words) => {
    for (const found of [verifyCapsule, openCapsuleFile].map((read) =>
      read(inFolder((database) => void database.exec(sql))),
    ))
      expect(found).toEqual({ ok: false, error: expect.stringContaining(words) });
  });
});

describe('what people did about alerts', () => {
  it('is in a capsule: of its window, and of alerts that go on in it since they began', async () => {
    const journal = filledJournal(log);
    const [alert] = journal.answers.alertHistory({ ...window, limit: 1, knownByMs: window.toMs });
    const words = { kind: 'acknowledged' as const, by: 'Mara', why: 'on it', untilMs: null, silences: [] };
    const act = (id: string, atMs: number, alertIds: readonly string[]) => ({
      action: { id, atMs, ...words },
      alertIds,
    });
    journal.answers.write({
      ...emptyBatch,
      nowMs: journal.endMs,
      actions: [
        act('long before', LOG_START_MS - 60 * MINUTE_MS, [alert!.id, 'another']),
        act('since it began', alert!.startsAtMs + 1, [alert!.id]),
        act('within', window.fromMs + 1, ['another']),
        act('about none', window.fromMs + 2, []),
        act('a moment later', window.toMs + 1, [alert!.id]),
        act('much later', window.toMs + 10 * MINUTE_MS, [alert!.id]),
      ],
    });
    const { path } = exported(journal, window);
    const capsule = createAnswers(() => lateParts);
    expect(capsule.openCapsule({ path })).toMatchObject({ ok: true });
    const reader = { actions: async (query: ActionsQuery) => capsule.actions(query) };
    const { actions } = withinWindow(reader as JournalReader, { ...window } as CapsuleFacts);
    const rows = await actions({ alertId: null, fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, limit: 10 });
    expect(rows.map(({ action: { id } }) => id)).toEqual(['about none', 'within', 'since it began']);
    capsule.close(null);
    journal.close();
  });
});

describe('a file that is no capsule', () => {
  const fileOf = (bytes: Uint8Array | string): string => {
    const path = join(temporaryFolder('foreign'), 'x.vigil-capsule');
    writeFileSync(path, bytes);
    return path;
  };
  const refusal = (path: string): string => {
    const found = verifyCapsule(path);
    return found.ok ? 'taken for a capsule' : found.error;
  };

  it('is refused by what it is', () => {
    expect(refusal(join(temporaryFolder('foreign'), 'gone'))).toBe('There is no file gone.');
    expect(refusal(temporaryFolder('foreign'))).toContain('is not a file');
    expect(refusal(fileOf(''))).toBe('x.vigil-capsule is empty: it is not a capsule.');
    expect(refusal(fileOf('hello'))).toBe('x.vigil-capsule is not a capsule of Vigil.');
    expect(refusal(fileOf('PK\u0003\u0004'.repeat(100)))).toBe('x.vigil-capsule is not a capsule of Vigil.');
    const other = fileOf('');
    const database = new DatabaseSync(other);
    database.exec('CREATE TABLE capsule (format INTEGER)');
    database.close();
    expect(refusal(other)).toBe('x.vigil-capsule is a database, but not a capsule of Vigil.');
  });

  it('is refused when somebody rewrote it', () => {
    const journal = filledJournal(log);
    const rewritten = (change: (database: DatabaseSync) => void): string => {
      const { path } = exported(journal, window);
      const database = new DatabaseSync(path);
      change(database);
      database.close();
      return refusal(path);
    };
    const run = (sql: string) => rewritten((database) => void database.exec(sql));
    expect(run('UPDATE transitions SET state = 0')).toContain('the states do not match their checksum');
    expect(run('DELETE FROM chunks WHERE id = 1')).toContain('the samples do not match their checksum');
    expect(run("UPDATE configurations SET body = 'name: x'")).toContain('the configurations do not match');
    expect(run('UPDATE capsule SET to_ms = to_ms + 1000')).toContain('description does not match');
    expect(run('CREATE VIEW x AS SELECT 1')).toContain('tables are not those of a capsule');
    expect(run('DROP INDEX transitions_of_cell')).toContain('tables are not those of a capsule');
    expect(run('DELETE FROM capsule')).toContain('it has no description');
    expect(run('UPDATE capsule SET format = 9')).toContain('written by a newer Vigil (1.2.3)');
    // Sealed anew, as only somebody who means it would.
    const forged = rewritten((database) => {
      database.exec("UPDATE alert_events SET body = '{}' WHERE id = (SELECT min(id) FROM alert_events)");
      reseal(database);
    });
    expect(forged).toContain('the versions of alerts cannot be read');
    journal.close();
  });
});

/** Computes the checksum of the versions of alerts and the seal again. */
function reseal(database: DatabaseSync): void {
  const { facts, sums } = readFacts(database);
  const renewed = { ...sums, alert_events: sumOfTable(database, 'alert_events') };
  database
    .prepare('UPDATE capsule SET sums = ?, seal = ?')
    .run(JSON.stringify(renewed), sealOf(facts, renewed));
}

describe('the journal in a folder', () => {
  it('gives a capsule when no Vigil is using it, and says why not otherwise', () => {
    const journal = filledJournal(log, true);
    const path = join(temporaryFolder('out'), 'a.vigil-capsule');
    const order = { path, ...window, appVersion: '1.2.3', nowMs: journal.endMs };
    expect(exportFromFolder(journal.folder, order)).toEqual({
      ok: false,
      error: expect.stringMatching(/A Vigil is using the journal .* --url/),
    });
    const { result, path: live } = exported(journal, window);
    journal.close();
    expect(exportFromFolder(journal.folder, order)).toEqual(result);
    // The same rows, whoever wrote them.
    expect(readFileSync(path).equals(readFileSync(live))).toBe(true);
    expect(exportFromFolder(temporaryFolder('empty'), order)).toEqual({
      ok: false,
      error: expect.stringContaining('There is no journal in'),
    });
  });
});
