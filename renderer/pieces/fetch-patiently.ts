/** A piece of the page is not to be had although Vigil answers: it was updated since the page was opened. */
export class PieceMissing extends Error {}

export interface Patience {
  /** Whether Vigil answers at all now. */
  readonly answers: () => Promise<boolean>;
  readonly wait: (delayMs: number) => Promise<void>;
}

/** Between two tries. */
export const RETRY_MS = 2_000;
/** Vigil may have come back between a try that failed and the question whether it answers. */
const TRIES_WHILE_IT_ANSWERS = 3;

/** Fetches something again and again for as long as Vigil does not answer. Rejects with PieceMissing where it does. */
export async function fetchPatiently<T>(load: () => Promise<T>, { answers, wait }: Patience): Promise<T> {
  for (let failures = 0; ; ) {
    try {
      return await load();
    } catch (error) {
      failures = (await answers()) ? failures + 1 : 0;
      if (failures >= TRIES_WHILE_IT_ANSWERS) throw new PieceMissing(String(error), { cause: error });
    }
    await wait(RETRY_MS);
  }
}
