import { Worker } from 'node:worker_threads';
import type { Result } from '../../../shared/domain/result.ts';
import type {
  Answer,
  JournalBuffers,
  Question,
  QuestionName,
  Refusal,
  ReplyOf,
  RequestOf,
} from './protocol.ts';

/** The line to the worker: typed questions, one answer each, in order. */
export interface WorkerLine {
  /** Rejects only when the worker is gone. */
  ask<Name extends QuestionName>(
    name: Name,
    request: RequestOf<Name>,
    transfer?: JournalBuffers,
  ): Promise<Result<ReplyOf<Name>, Refusal>>;
  /** Resolves when the thread has ended. */
  ended(): Promise<void>;
}

/** Starts the worker. `onLost` hears why it ended when nobody asked it to. */
export function startWorker(url: URL, onLost: (reason: string) => void): WorkerLine {
  const worker = new Worker(url, { name: 'vigil-journal', execArgv: [] });
  const waiting = new Map<
    number,
    { resolve(result: Result<unknown, Refusal>): void; reject(error: Error): void }
  >();
  let nextId = 1;
  let lost: string | null = null;
  let closing = false;

  const lose = (reason: string): void => {
    if (lost !== null) return;
    lost = reason;
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
    if (!closing) onLost(reason);
  };
  worker.on('message', ({ id, result }: Answer) => {
    waiting.get(id)?.resolve(result);
    waiting.delete(id);
  });
  worker.on('error', (error) => lose(`The journal's worker failed: ${error.message}`));
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      lose("The journal's worker has ended.");
      resolve();
    });
  });
  return {
    ask<Name extends QuestionName>(name: Name, request: RequestOf<Name>, transfer: JournalBuffers = []) {
      return new Promise<Result<ReplyOf<Name>, Refusal>>((resolve, reject) => {
        if (lost !== null) {
          reject(new Error(lost));
          return;
        }
        if (name === 'close') closing = true;
        const question: Question = { id: nextId++, name, request };
        // The worker answers each question with the reply its name promises (protocol.ts).
        waiting.set(question.id, {
          resolve: (result) => resolve(result as Result<ReplyOf<Name>, Refusal>),
          reject,
        });
        worker.postMessage(question, transfer);
      });
    },
    ended: () => ended,
  };
}
