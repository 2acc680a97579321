import { MAX_BASELINE_SIGNALS } from '../../../shared/contract/baseline-commands.ts';
import { type HealthView, healthWithUsual, type LinksView, withUsual } from '../publish/json-views.ts';
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

/**
 * Services with what is usual of each reading in its hour; where the log cannot tell, they go without it. It reads as
 * much of the log as there are series, once in a while: for who asks for it, not for everybody.
 * @param knownByMs what had to be received by then counts; null for all that is known
 */
export async function comparedHealth<View extends HealthView>(
  desk: Pick<BaselineDesk, 'baselines'>,
  view: View,
  knownByMs: number | null,
): Promise<View> {
  const told = view.services.flatMap(({ regions }) => regions.flatMap((region) => region.signals));
  const signals = [...new Set(told.map(({ signal }) => signal))].slice(0, MAX_BASELINE_SIGNALS);
  const found = await desk.baselines({ atMs: view.atMs, knownByMs, service: null, signals });
  return found.ok ? healthWithUsual(view, found.value.series) : view;
}
