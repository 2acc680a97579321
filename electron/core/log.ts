/** Vigil's own log: one JSON object a line. Secrets never reach it: callers pass masked addresses. */
export interface Log {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void;
}

/** Control characters would let a source's text move the cursor of whoever reads the log. */
function withoutControls(text: string): string {
  // oxlint-disable-next-line no-control-regex -- removing control characters is the purpose
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\uFFFD');
}

/** A log that writes JSON lines through `write`. */
export function createLog(write: (line: string) => void, nowMs: () => number): Log {
  const line = (level: string, message: string, facts: Readonly<Record<string, unknown>> = {}): void =>
    write(withoutControls(JSON.stringify({ at: new Date(nowMs()).toISOString(), level, message, ...facts })));
  return {
    info: (message, facts) => line('info', message, facts),
    warn: (message, facts) => line('warn', message, facts),
  };
}

export const silentLog: Log = { info: () => undefined, warn: () => undefined };
