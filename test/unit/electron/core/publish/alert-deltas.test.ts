/** Whatever becomes of alerts and of frames on their way: what a view holds is what the hub shows. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RESOLVED_KEPT_MS } from '../../../../../electron/core/alerts/alert-book.ts';
import { ChangeLog, MAX_REMEMBERED_CHANGES } from '../../../../../electron/core/publish/change-log.ts';
import { COALESCE_MS } from '../../../../../electron/core/publish/publisher.ts';
import type { Frame } from '../../../../../shared/contract/frame.ts';
import { decodeFrame } from '../../../../../shared/contract/frame-codec.ts';
import { applyFrame, type Picture } from '../../../../../shared/contract/picture.ts';
import type { Alert } from '../../../../../shared/domain/alert.ts';
import { alertReport, sourceStatus } from '../../../../builders/core.ts';
import { type TestHub, testHub } from '../../../../builders/hub.ts';

/** A view that asks for a full frame when one was lost, as the renderer does. */
function connect(hub: TestHub) {
  const view = { frames: [] as Frame[], picture: null as Picture | null, isBusy: false, loses: 0 };
  let isAsking = false;
  const session = hub.connect({
    isBusy: () => view.isBusy,
    send(bytes) {
      if (view.loses > 0) {
        view.loses -= 1;
        return;
      }
      const frame = decodeFrame(bytes);
      if (!frame.ok) throw new Error(frame.error);
      view.frames.push(frame.value);
      const applied = applyFrame(view.picture, frame.value);
      if (applied.ok) view.picture = applied.value;
      else isAsking = true;
    },
  });
  return {
    view,
    async settle(): Promise<void> {
      for (let round = 0; round < 4; round += 1) {
        if (isAsking) await session.request('resync', { reason: 'lost' });
        isAsking = false;
        hub.clock.advance(COALESCE_MS);
        hub.publisher.publish();
      }
    },
  };
}

const named = (index: number) =>
  alertReport({ labels: { alertname: 'X', instance: `host-${index}` }, startsAtMs: index });
const hosts = fc.uniqueArray(fc.nat({ max: 9 }), { minLength: 1, maxLength: 10 });
type Step =
  | { readonly kind: 'list' | 'fire' | 'resolve'; readonly hosts: readonly number[] }
  | { readonly kind: 'beat' | 'frame' | 'busy' | 'idle' | 'lose' };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('list', 'fire', 'resolve'), hosts }),
  fc.record({ kind: fc.constantFrom('beat', 'frame', 'frame', 'busy', 'idle', 'lose') }),
);

function take(hub: TestHub, one: Step, view: ReturnType<typeof connect>['view']): void {
  const receivedAtMs = hub.clock.nowMs();
  switch (one.kind) {
    case 'list':
      hub.picture.observe({ kind: 'alert_list', sourceId: 'a', receivedAtMs, alerts: one.hosts.map(named) });
      break;
    case 'fire':
    case 'resolve': {
      const state = one.kind === 'fire' ? 'firing' : 'resolved';
      const alerts = one.hosts.map((index) => ({ ...named(index), state }) as const);
      hub.picture.observe({ kind: 'alert_changes', sourceId: 'b', receivedAtMs, alerts });
      break;
    }
    case 'beat':
      // What has been over for so long leaves the feed.
      hub.clock.advance(RESOLVED_KEPT_MS + 1);
      for (const id of ['a', 'b']) hub.picture.setSource(sourceStatus(id));
      hub.picture.beat(hub.clock.nowMs());
      break;
    case 'frame':
      hub.publisher.publish();
      break;
    case 'lose':
      view.loses += 1;
      break;
    case 'busy':
    case 'idle':
      view.isBusy = one.kind === 'busy';
  }
}

/** When it was last seen comes round later than the rest. */
const withoutSight = (alerts: readonly Alert[]) => alerts.map((alert) => ({ ...alert, lastSeenAtMs: 0 }));

describe('changes of alerts in frames', () => {
  it('add up to what the hub shows, for views that are busy, lose frames or come late', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
        const hub = testHub();
        const { view, settle } = connect(hub);
        for (const one of steps) take(hub, one, view);
        Object.assign(view, { isBusy: false, loses: 0 });
        await settle();
        const shown = hub.picture.sections.current.alerts.value;
        expect(withoutSight(view.picture!.sections.alerts)).toEqual(withoutSight(shown));
        const late = connect(hub).view.picture!.sections.alerts;
        expect(late).toEqual(shown);
        // A beat later everybody knows when each was last seen.
        hub.picture.beat(hub.clock.nowMs());
        hub.publisher.publish();
        expect(view.picture!.sections.alerts).toEqual(hub.picture.sections.current.alerts.value);
      }),
      { numRuns: 150 },
    );
  });

  it('carry one alert of a hundred, and the view keeps the others as they are', () => {
    const hub = testHub();
    const many = Array.from({ length: 100 }, (_, index) => named(index));
    hub.picture.observe({
      kind: 'alert_list',
      sourceId: 'a',
      receivedAtMs: hub.clock.nowMs(),
      alerts: many,
    });
    hub.publisher.publish();
    const { view } = connect(hub);
    const before = view.picture!.sections.alerts;
    take(hub, { kind: 'fire', hosts: [200] }, view);
    hub.publisher.publish();
    const frame = view.frames.at(-1)!;
    expect(frame.sections).not.toHaveProperty('alerts');
    expect(frame.alertChanges?.put.map(({ labels }) => labels['instance'])).toEqual(['host-200']);
    expect(view.picture!.sections.alerts).toHaveLength(101);
    expect(before.every((alert) => view.picture!.sections.alerts.includes(alert))).toBe(true);
  });
});

describe('the log of changes', () => {
  it('says when it no longer remembers all of them', () => {
    const log = new ChangeLog();
    const ids = Array.from({ length: MAX_REMEMBERED_CHANGES }, (_, index) => String(index));
    log.note(['first'], 1);
    expect(log.since(0)).toEqual(new Set(['first']));
    log.note(ids, 2);
    expect(log.since(0)).toBeNull();
    expect(log.since(1)?.size).toBe(MAX_REMEMBERED_CHANGES);
    expect(log.since(2)).toEqual(new Set());
    log.forget(3);
    expect(log.since(2)).toBeNull();
    expect(log.since(3)).toEqual(new Set());
  });
});
