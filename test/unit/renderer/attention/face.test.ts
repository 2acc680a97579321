import { describe, expect, it } from 'vitest';
import { faceOf } from '../../../../renderer/attention/face.ts';
import { onlyKeptAlerts } from '../../../builders/kept-alerts.ts';
import { storyAlerts } from '../../../builders/story-alerts.ts';

const live = { mode: 'live', isConnected: true, hasPicture: true, alerts: storyAlerts } as const;

describe('the face of a tab', () => {
  it('counts what fires and wears the shape of the worst', () => {
    expect(faceOf(live)).toEqual({
      title: `(${storyAlerts.length}) Vigil – Checkout is failing`,
      mark: 'down',
      count: storyAlerts.length,
      words: `${storyAlerts.length} alerts fire`,
    });
    const [warning] = storyAlerts.filter(({ severity }) => severity === 'warning');
    expect(faceOf({ ...live, alerts: warning === undefined ? [] : [warning] })).toMatchObject({
      mark: 'degraded',
      words: '1 alert fires',
    });
  });

  it('is its own again when nothing fires, or only what is kept quiet', () => {
    const own = { title: 'Vigil', mark: null, count: 0 };
    expect(faceOf({ ...live, alerts: [] })).toMatchObject(own);
    expect(
      faceOf({ ...live, alerts: onlyKeptAlerts.filter(({ kind }) => kind === 'reported') }),
    ).toMatchObject(own);
  });

  it('shows no count that nobody knows', () => {
    for (const without of [{ mode: 'cached' }, { isConnected: false }] as const)
      expect(faceOf({ ...live, ...without })).toMatchObject({
        title: 'Vigil – no live picture',
        mark: 'unreachable',
        count: 0,
      });
    for (const without of [{ mode: 'past' }, { hasPicture: false, isConnected: false }] as const)
      expect(faceOf({ ...live, ...without })).toMatchObject({ title: 'Vigil', mark: null });
  });
});
