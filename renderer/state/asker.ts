import type { Client } from '../../shared/contract/client.ts';
import type { CommandName, CommandReply, CommandRequest } from '../../shared/contract/commands.ts';
import type { Failure } from '../../shared/domain/failure.ts';
import type { Result } from '../../shared/domain/result.ts';

/** A question as it is compared: the JSON of its payload, and how often it was repeated on purpose. */
export interface Question {
  readonly text: string;
  readonly round: number;
}

/** Asks one command again and again as its question changes. */
export interface Asker {
  /** Null takes the question back. */
  ask(question: Question | null): void;
}

interface Flight extends Question {
  readonly subject: string;
}

/**
 * Makes an asker. A question about another stretch of time waits for the answer under way, which is shown meanwhile,
 * and of those that wait only the last is asked: a moment that moves neither piles questions up nor starves of answers.
 * A question about something else is asked at once, and what was under way is nobody's answer any more.
 */
export function createAsker<Name extends CommandName>(
  client: Client,
  name: Name,
  onAnswer: (question: Question, reply: Result<CommandReply<Name>, Failure>) => void,
): Asker {
  let wanted: Question | null = null;
  let flying: Flight | null = null;

  const fly = (question: Question): void => {
    const flight = { ...question, subject: subjectOf(question) };
    flying = flight;
    const payload = JSON.parse(question.text) as CommandRequest<Name>;
    void client.request(name, payload).then((reply) => {
      if (flying !== flight) return;
      flying = null;
      onAnswer(question, reply);
      if (wanted !== null && !isSame(wanted, question)) fly(wanted);
    });
  };

  return {
    ask(question) {
      wanted = question;
      if (question === null) flying = null;
      else if (flying === null || flying.subject !== subjectOf(question)) fly(question);
    },
  };
}

function isSame(a: Question, b: Question): boolean {
  return a.text === b.text && a.round === b.round;
}

/** What a question is about, but for the stretch of time and what was known when. */
function subjectOf({ text, round }: Question): string {
  const payload = JSON.parse(text) as Record<string, unknown>;
  const { fromMs: _from, toMs: _to, knownByMs: _known, ...rest } = payload;
  return `${round} ${JSON.stringify(rest)}`;
}
