import { MAX_BASELINE_SIGNALS } from '../../../shared/contract/baseline-commands.ts';
import { type LinksView, withUsual } from '../publish/json-views.ts';
import type { BaselineDesk } from './baseline-desk.ts';

/**
 * Links with what is usual of each reading in its hour; where the log cannot tell, they go without it.
 * @param knownByMs what had to be received by then counts; null for all that is known
 */
export async function comparedLinks<View extends LinksView>(
  desk: Pick<BaselineDesk, 'baselines'>,
  view: View,
  knownByMs: number | null,
): Promise<View> {
  const signals = [...new Set(view.links.flatMap((link) => link.signals.map(({ signal }) => signal)))].slice(
    0,
    MAX_BASELINE_SIGNALS,
  );
  const found = await desk.baselines({ atMs: view.atMs, knownByMs, service: '', signals });
  return found.ok ? withUsual(view, found.value.series) : view;
}
