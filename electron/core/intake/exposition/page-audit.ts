import type { CommentLine } from './comment-line.ts';
import type { ExpositionFormat } from './exposition-format.ts';
import { createOpenMetricsAudit } from './openmetrics-audit.ts';
import type { PageIssue } from './page.ts';
import type { SampleLine } from './sample-line.ts';
import { createTextAudit } from './text-audit.ts';

/** Checks what no line can be wrong about by itself: order, repetition, and what a type asks of its samples. */
export interface PageAudit {
  comment(comment: CommentLine, line: number): void;
  sample(sample: SampleLine, line: number): void;
  end(): void;
}

/** @param report takes each violation as it is found */
export function createPageAudit(format: ExpositionFormat, report: (issue: PageIssue) => void): PageAudit {
  return format === 'openmetrics' ? createOpenMetricsAudit(report) : createTextAudit(report);
}
