import type { SignalLimits } from '../../shared/domain/signal.ts';

/** A limit as a line of a chart. */
export interface ChartLimit {
  readonly value: number;
  /** Stands before its value: "limit", "down limit". */
  readonly name: string;
  /** Beyond it the state is the worse one. */
  readonly isDown: boolean;
}

/** The limits that judge what a chart shows, the first one reached first. */
export function chartLimits(limits: SignalLimits | undefined): readonly ChartLimit[] {
  const { degraded, down } = limits ?? {};
  return [
    ...(degraded === undefined ? [] : [{ value: degraded, name: 'limit', isDown: false }]),
    ...(down === undefined || down === degraded ? [] : [{ value: down, name: 'down limit', isDown: true }]),
  ];
}

/**
 * The limits of a chart that compares places: those of all of them, or, where they differ, those of the chosen one under
 * its name.
 * @param chosen its position; -1 where it is not among them
 */
export function sharedLimits(
  limits: readonly (readonly ChartLimit[])[],
  chosen: number,
  name: string,
): readonly ChartLimit[] {
  const [first = []] = limits;
  const areSame = limits.every(
    (one) => one.length === first.length && one.every(({ value }, index) => value === first[index]?.value),
  );
  if (areSame) return first;
  return (limits[chosen] ?? []).map((limit) => ({ ...limit, name: `${name} ${limit.name}` }));
}
