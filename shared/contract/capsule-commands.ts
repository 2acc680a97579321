import { z } from 'zod/mini';
import { capsuleFactsSchema } from '../domain/capsule.ts';

/** Most bytes of a capsule in one answer. */
export const MAX_CAPSULE_PIECE_BYTES = 1024 * 1024;
/** Most bytes of a capsule in one request: these are kept smaller everywhere. */
export const MAX_SENT_PIECE_BYTES = 192 * 1024;

const id = z.string().check(z.maxLength(64));
const piece = z.instanceof(Uint8Array);

/** A capsule a view is looking at, and what people call its file. */
const shownCapsuleSchema = z.object({ fileName: z.string(), facts: capsuleFactsSchema });

/** Commands about capsules (domain/capsule): a stretch of the log as a file. They change nothing of Vigil. */
export const capsuleCommands = {
  /** Begins to write a capsule. It is kept for some minutes, and then forgotten. */
  buildCapsule: {
    request: z.object({ fromMs: z.number(), toMs: z.number() }),
    reply: z.object({ id: z.string() }),
  },
  /** How far it has come, from 0 to 1; and what came of it. */
  capsuleBuild: {
    request: z.object({ id }),
    reply: z.object({
      share: z.number(),
      built: z.nullable(z.object({ name: z.string(), bytes: z.number(), facts: capsuleFactsSchema })),
    }),
  },
  /** A piece of it, at most MAX_CAPSULE_PIECE_BYTES; it is forgotten once its last piece was read. */
  readCapsule: {
    request: z.object({ id, offset: z.number().check(z.int(), z.minimum(0)) }),
    reply: z.object({ bytes: piece, isLast: z.boolean() }),
  },
  /** Hands a capsule over in pieces, in order: the first has no id yet and gets one. */
  sendCapsule: {
    request: z.object({
      id: z.nullable(id),
      bytes: piece.check(z.refine((bytes) => bytes.length <= MAX_SENT_PIECE_BYTES)),
    }),
    reply: z.object({ id: z.string(), receivedBytes: z.number() }),
  },
  /** Shows what was handed over, on this seat alone: its next frame is one of the capsule. */
  openCapsule: {
    request: z.object({ id, fileName: z.string().check(z.maxLength(256)) }),
    reply: shownCapsuleSchema,
  },
  /** Brings this seat back to the present. */
  closeCapsule: { request: z.object({}), reply: z.object({}) },
  /** The capsule this seat is looking at; null for a Vigil that watches. `canClose`: there is a present to go back to. */
  capsuleInfo: {
    request: z.object({}),
    reply: z.object({ capsule: z.nullable(shownCapsuleSchema), canClose: z.boolean() }),
  },
} as const;

/** Those that move a seat, or are about what it handed over: answered where seats are kept. */
export const seatCommandNames = ['sendCapsule', 'openCapsule', 'closeCapsule'] as const;
export type SeatCommandName = (typeof seatCommandNames)[number];
