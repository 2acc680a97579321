import { parentPort } from 'node:worker_threads';
import { err, ok } from '../../../shared/domain/result.ts';
import { createAnswers } from './answers.ts';
import type { LateParts } from './late-parts.ts';
import type { Answer, Answers, JournalBuffers, Question, QuestionName, WriteBatch } from './protocol.ts';
import { isTroubleOfTheDisk, wordsOf } from './sqlite-errors.ts';

/** Entry of the journal's thread: answers questions in the order in which they come. */
const port = parentPort;
if (port === null) throw new Error('The journal worker runs in a worker thread.');

let lateParts: LateParts | null = null;
const needsLateParts = new Set<QuestionName>(['moment', 'look', 'beginCapsule']);
const answers: Answers = createAnswers(() => {
  if (lateParts === null) throw new Error('The late parts of the journal are not loaded.');
  return lateParts;
});

/** One after the other, also where an answer takes its time: reads see every write that was asked for before. */
let last: Promise<void> = Promise.resolve();
port.on('message', (question: Question) => {
  last = last.then(() => answerTo(question));
});

async function answerTo(question: Question): Promise<void> {
  let answer: Answer;
  let transfer: JournalBuffers = [];
  try {
    if (needsLateParts.has(question.name)) ({ lateParts } = await import('./late-parts.ts'));
    // The journal asks only through its typed `ask`; name and request belong together there.
    const reply = await (answers[question.name] as (request: unknown) => unknown)(question.request);
    answer = { id: question.id, result: ok(reply) };
  } catch (error) {
    const samples = question.name === 'write' ? (question.request as WriteBatch).samples : [];
    transfer = samples.flatMap(({ handle, atMs, value, lagSeconds }) => [
      handle.buffer,
      atMs.buffer,
      value.buffer,
      lagSeconds.buffer,
    ]);
    answer = {
      id: question.id,
      result: err({ message: wordsOf(error), retryable: isTroubleOfTheDisk(error), samples }),
    };
  }
  port?.postMessage(answer, transfer);
  if (question.name === 'close') port?.close();
}
