import { failure } from '../../shared/domain/failure.ts';
import { err } from '../../shared/domain/result.ts';
import type { CommandHandlers } from './sessions.ts';

type SourceCommandName =
  | 'readSources'
  | 'checkSource'
  | 'testSource'
  | 'saveSource'
  | 'removeSource'
  | 'pauseSource'
  | 'peekSource'
  | 'discoverSource'
  | 'acceptGuesses';

/** Answers the commands about the configuration of sources where there is none to be changed. */
export function createFixedSourceDesk(): Pick<CommandHandlers, SourceCommandName> {
  const refuse = () => err(failure('unsupported', 'The sources of this Vigil cannot be changed here.'));
  return {
    readSources: refuse,
    checkSource: refuse,
    testSource: refuse,
    saveSource: refuse,
    removeSource: refuse,
    pauseSource: refuse,
    peekSource: refuse,
    discoverSource: refuse,
    acceptGuesses: refuse,
  };
}
