import { err, ok, type Result } from '../../../../shared/domain/result.ts';

/** Prometheus text format 0.0.4, or OpenMetrics 1.0. */
export type ExpositionFormat = 'text' | 'openmetrics';

/** What a scrape asks for. Many exporters answer in the text format all the same: the answer decides. */
export const ACCEPT =
  'application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.3,*/*;q=0.1';

/**
 * The format an answer is in, by its `Content-Type`. Exporters written by hand often send none, or a wrong one;
 * only what is certainly no exposition is refused.
 * @returns the error is the rest of a sentence that starts with the host
 */
export function formatOfContentType(contentType: string): Result<ExpositionFormat, string> {
  const mediaType = contentType.split(';', 1)[0]!.trim().toLowerCase();
  if (mediaType === 'application/openmetrics-text') return ok('openmetrics');
  if (mediaType === 'text/html' || mediaType === 'application/xhtml+xml') {
    return err('answered with a web page instead of metrics; check the url and any login proxy');
  }
  if (mediaType.startsWith('application/vnd.google.protobuf')) {
    return err('answered in the protobuf format, which was not asked for');
  }
  if (mediaType.endsWith('json')) return err('answered with JSON instead of metrics; check the url');
  return ok('text');
}
