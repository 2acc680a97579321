import { describe, expect, it } from 'vitest';
import { monthSums } from '../../../../renderer/features/sla/promise-model.ts';
import {
  dayTable,
  monthTable,
  outageTable,
  promiseTable,
} from '../../../../renderer/features/sla/sla-export.ts';
import type { ObjectiveStatus } from '../../../../shared/domain/objective.ts';
import { records } from '../../../builders/export-tables.ts';
import { storyObjectives } from '../../../builders/story-objectives.ts';

const checkout = storyObjectives.find(({ service }) => service === 'checkout')!;

describe('the tables of promises', () => {
  it('has every promise with the exact numbers that the screen cuts', () => {
    const rows = records(promiseTable(storyObjectives));
    expect(rows).toHaveLength(storyObjectives.length);
    expect(rows.find(({ objective }) => objective === checkout.id)).toMatchObject({
      service: 'checkout',
      standing: 'at risk',
      target: checkout.target,
      availability: checkout.availability,
      good: checkout.goodMs / 1_000,
      lost: checkout.badMs / 1_000,
      budgetLeft: checkout.budgetLeftMs / 1_000,
      observed: checkout.coverage,
      from: checkout.fromMs,
      to: checkout.toMs,
    });
  });

  it('leaves a promise that nobody could observe empty, not perfect', () => {
    const blind: ObjectiveStatus = { ...checkout, availability: null, standing: 'unknown', outages: [] };
    const [row] = records(promiseTable([blind]));
    expect(row).toMatchObject({
      standing: 'too little observed',
      availability: null,
      worst: null,
      best: null,
      longest: null,
    });
  });

  it('has a row for each bar, and nothing lost on a day that was not observed', () => {
    const days = checkout.days.map((day, index) => (index === 3 ? { ...day, badMs: 5, observedMs: 0 } : day));
    const rows = records(dayTable({ ...checkout, days }));
    expect(rows).toHaveLength(90);
    expect(rows[3]).toMatchObject({ lost: null, observed: 0 });
    expect(rows.at(-1)).toMatchObject({
      day: days.at(-1)?.dayStartMs,
      lost: (days.at(-1)?.badMs ?? 0) / 1_000,
    });
  });

  it('counts an outage that lasts up to the moment of the report', () => {
    const outage = {
      fromMs: checkout.toMs - 60_000,
      toMs: null,
      badMs: 30_000,
      regions: ['eu-west-1', 'us-east-1'],
    };
    expect(records(outageTable(checkout, [outage]))).toEqual([
      {
        from: outage.fromMs,
        to: null,
        lasting: 'yes',
        lasted: 60,
        counted: 30,
        regions: 'eu-west-1, us-east-1',
      },
    ]);
  });

  it('has the months of the table beside it', () => {
    const sums = monthSums(checkout).filter(({ availability }) => availability !== null);
    expect(records(monthTable(checkout))).toEqual(
      sums.map((sum) => ({
        from: sum.fromMs,
        complete: sum.cutBefore || sum.running ? 'no' : 'yes',
        availability: sum.availability,
        lost: sum.badMs / 1_000,
        observed: sum.observedMs / 1_000,
        daysWithLoss: sum.daysWithLoss,
      })),
    );
    expect(sums.length).toBeGreaterThan(2);
  });
});
