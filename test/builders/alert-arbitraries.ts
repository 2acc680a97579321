import fc from 'fast-check';
import { type Alert, alertStates, severities } from '../../shared/domain/alert.ts';
import type { AlertChanges } from '../../shared/domain/alert-changes.ts';
import { buildAlert } from './story-alerts.ts';

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** An alert of one of a few ids, that may sort anywhere. */
const alertArbitrary: fc.Arbitrary<Alert> = fc
  .tuple(
    fc.constantFrom(...ids),
    fc.constantFrom(...severities),
    fc.constantFrom(...alertStates),
    fc.nat({ max: 3 }),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
  )
  .map(([id, severity, state, startsAtMs, summary]) =>
    buildAlert({ id, severity, state, startsAtMs, summary, title: id, service: null, region: null }),
  );

/** Alerts of which no two have the same id, in any order. */
export const someAlertsArbitrary: fc.Arbitrary<Alert[]> = fc.uniqueArray(alertArbitrary, {
  selector: ({ id }) => id,
  maxLength: ids.length,
});

/** Changes of alerts; what is said to be gone may never have been there. */
export const alertChangesArbitrary: fc.Arbitrary<AlertChanges> = fc
  .tuple(someAlertsArbitrary, fc.subarray(ids))
  .map(([put, gone]) => ({ put, gone: gone.filter((id) => put.every((alert) => alert.id !== id)) }));
