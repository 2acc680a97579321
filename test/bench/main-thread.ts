import type { Browser, Page } from 'playwright';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  /** Microseconds of the thread itself: what the rest of a shared machine does is not in it. */
  readonly tdur?: number;
  readonly tid: number;
  readonly pid: number;
  readonly args?: { readonly name?: string };
}

/**
 * Milliseconds of each task that a page's main thread ran while `body` did, from a trace. The counters of
 * `Performance.getMetrics` are not enough where canvases are drawn without a GPU: what was drawn in a timer becomes pixels
 * after its task has been counted.
 */
export async function traceTasks(
  browser: Browser,
  page: Page,
  body: () => Promise<void>,
): Promise<readonly number[]> {
  await browser.startTracing(page, {
    categories: ['toplevel', '__metadata', 'disabled-by-default-devtools.timeline'],
  });
  await body();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  const main = new Set(
    trace.traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return trace.traceEvents
    .filter(({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && main.has(`${pid} ${tid}`))
    .map(({ tdur = 0 }) => tdur / 1_000);
}
