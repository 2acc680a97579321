import { z } from 'zod/mini';

/** Everything that can go wrong across a boundary, as a closed union. */
export const failureKinds = [
  'bad_request', // the request does not match its schema
  'not_found',
  'unsupported', // asked for something this version or seat cannot do
  'unauthorized',
  'timeout',
  'disconnected', // the transport is gone
  'incompatible', // the two sides speak different protocol versions
  'internal',
] as const;

export type FailureKind = (typeof failureKinds)[number];

export const failureSchema = z.object({
  kind: z.enum(failureKinds),
  /** A sentence a person can act on. Never a stack, never a secret. */
  message: z.string(),
  retryable: z.boolean(),
});

/** An expected failure, safe to show on any seat. */
export type Failure = z.infer<typeof failureSchema>;

export function failure(kind: FailureKind, message: string, retryable = false): Failure {
  return { kind, message, retryable };
}
