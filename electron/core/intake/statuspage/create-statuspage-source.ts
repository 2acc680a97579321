import type { StatuspageSourceConfig } from '../../config/source-schemas/statuspage.ts';
import { createStatusTracker } from '../policy/status-tracker.ts';
import type { Source } from '../source.ts';
import type { SourceContext } from '../source-context.ts';

/** Not written yet: stays in `connecting` and says so. */
export function createStatuspageSource(config: StatuspageSourceConfig, context: SourceContext): Source {
  const tracker = createStatusTracker(
    { id: config.id, type: 'statuspage', address: '', staleAfterMs: 15_000, everyMs: 0 },
    context.deps,
  );
  tracker.problem('This kind of source is not built yet.');
  return {
    id: config.id,
    start: () => undefined,
    stop: () => Promise.resolve(),
    status: tracker.status,
    peek: () => [],
  };
}
