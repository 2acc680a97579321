/**
 * Runs work whose errors are caught and answered in words: writing down the stack of each would take many times as
 * long as finding it. Not for work that waits: the setting is everybody's.
 */
export function withoutStacks<T>(work: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
