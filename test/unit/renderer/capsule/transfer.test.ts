import { describe, expect, it } from 'vitest';
import { fetchCapsule, openCapsuleFile } from '../../../../renderer/features/capsule/transfer.ts';
import { MAX_SENT_PIECE_BYTES } from '../../../../shared/contract/capsule-commands.ts';
import type { Client } from '../../../../shared/contract/client.ts';
import type { CommandName } from '../../../../shared/contract/commands.ts';
import { type CapsuleFacts, MAX_CAPSULE_BYTES } from '../../../../shared/domain/capsule.ts';
import { failure } from '../../../../shared/domain/failure.ts';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';

const facts: CapsuleFacts = {
  format: 1,
  vigil: '1.2.3',
  schema: 3,
  createdAtMs: 3_000,
  fromMs: 1_000,
  toMs: 2_000,
  name: 'Acme',
  demo: false,
};

/** A client whose answers are given one after the other, by command; what it was asked is kept. */
function scripted(answers: Partial<Record<CommandName, unknown[]>>) {
  const asked: [CommandName, unknown][] = [];
  const client = {
    async request(name: CommandName, payload: unknown) {
      asked.push([name, structuredClone(payload)]);
      return (answers[name]?.shift() ?? err(failure('internal', `nothing left for ${name}`))) as Result<
        never,
        never
      >;
    },
  } as Pick<Client, 'request'>;
  return { client, asked };
}

describe('fetching a capsule', () => {
  it('waits until it is written, then takes it piece by piece', async () => {
    const { client, asked } = scripted({
      buildCapsule: [ok({ id: 'one' })],
      capsuleBuild: [
        ok({ share: 0.5, built: null }),
        ok({ share: 1, built: { name: 'a.vigil-capsule', bytes: 5, facts } }),
      ],
      readCapsule: [
        ok({ bytes: Uint8Array.of(1, 2, 3), isLast: false }),
        ok({ bytes: Uint8Array.of(4, 5), isLast: true }),
      ],
    });
    const shares: number[] = [];
    const waits: number[] = [];
    const fetched = await fetchCapsule(
      { fromMs: 1_000, toMs: 2_000 },
      { client, onShare: (share) => shares.push(share), wait: async (ms) => void waits.push(ms) },
    );
    expect(fetched).toEqual(
      ok({ name: 'a.vigil-capsule', bytes: 5, pieces: [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5)] }),
    );
    expect(asked.filter(([name]) => name === 'readCapsule').map(([, payload]) => payload)).toEqual([
      { id: 'one', offset: 0 },
      { id: 'one', offset: 3 },
    ]);
    expect(waits).toEqual([300]);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  it('says why there is none', async () => {
    const no = err(failure('bad_request', 'A capsule spans at most 7 days: choose a shorter one.'));
    const deps = { onShare: () => undefined, wait: async () => undefined };
    const range = { fromMs: 1_000, toMs: 2_000 };
    expect(await fetchCapsule(range, { ...scripted({ buildCapsule: [no] }), ...deps })).toEqual(no);
    const begun = { buildCapsule: [ok({ id: 'one' })], capsuleBuild: [no] };
    expect(await fetchCapsule(range, { ...scripted(begun), ...deps })).toEqual(no);
  });
});

describe('opening a capsule', () => {
  const fileOf = (bytes: number) => new File([new Uint8Array(bytes).fill(7)], 'outage.vigil-capsule');
  const onShare = (): void => undefined;

  it('hands the file over in pieces that requests can carry', async () => {
    const bytes = MAX_SENT_PIECE_BYTES + 10;
    const { client, asked } = scripted({
      sendCapsule: [
        ok({ id: 'up', receivedBytes: MAX_SENT_PIECE_BYTES }),
        ok({ id: 'up', receivedBytes: bytes }),
      ],
      openCapsule: [ok({ fileName: 'outage.vigil-capsule', facts })],
    });
    expect(await openCapsuleFile(fileOf(bytes), { client, onShare })).toEqual(
      ok({ fileName: 'outage.vigil-capsule', facts }),
    );
    expect(asked.map(([name, payload]) => [name, (payload as { id: unknown }).id])).toEqual([
      ['sendCapsule', null],
      ['sendCapsule', 'up'],
      ['openCapsule', 'up'],
    ]);
  });

  it('sends nothing that cannot be one, and tells what Vigil says', async () => {
    const { client, asked } = scripted({ sendCapsule: [err(failure('unsupported', 'Close one of them.'))] });
    expect(await openCapsuleFile(fileOf(0), { client, onShare })).toMatchObject({ ok: false });
    const large = { name: 'film.mp4', size: MAX_CAPSULE_BYTES + 1, slice: () => new Blob() };
    expect(await openCapsuleFile(large, { client, onShare })).toEqual(
      err('film.mp4 is larger than 64 MB: it is not a capsule.'),
    );
    expect(asked).toEqual([]);
    expect(await openCapsuleFile(fileOf(10), { client, onShare })).toEqual(err('Close one of them.'));
  });
});
