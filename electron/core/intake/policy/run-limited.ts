/** Runs jobs in order with at most `limit` under way; `enough` ends it before the next one starts. */
export async function runLimited(
  jobs: readonly (() => Promise<void>)[],
  limit: number,
  enough: () => boolean,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < jobs.length && !enough()) {
      const job = jobs[next];
      next += 1;
      await job?.();
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, jobs.length) }, worker));
}
