import { describe, expect, it } from 'vitest';
import { COALESCE_MS, MAX_CLIENTS } from '../../../../../electron/core/publish/publisher.ts';
import type { Frame } from '../../../../../shared/contract/frame.ts';
import { decodeFrame } from '../../../../../shared/contract/frame-codec.ts';
import { applyFrame, type Picture } from '../../../../../shared/contract/picture.ts';
import { testHub } from '../../../../builders/hub.ts';

/** An outlet that folds what it receives, and can be told to be busy. */
function viewer() {
  const frames: Frame[] = [];
  const state = { busy: false, picture: null as Picture | null };
  return {
    frames,
    state,
    send(bytes: Uint8Array<ArrayBuffer>) {
      const frame = decodeFrame(bytes);
      if (!frame.ok) throw new Error(frame.error);
      const applied = applyFrame(state.picture, frame.value);
      if (!applied.ok) throw new Error(applied.error.message);
      state.picture = applied.value;
      frames.push(frame.value);
    },
    isBusy: () => state.busy,
  };
}

describe('Publisher', () => {
  it('sends a full frame first, then deltas that hold only what changed', () => {
    const hub = testHub();
    hub.put('checkout', 'eu-west-1', 0);
    hub.put('search', 'eu-west-1', 0);
    const view = viewer();
    hub.connect(view);
    hub.put('checkout', 'eu-west-1', 0.382);
    hub.clock.advance(COALESCE_MS);
    expect(view.frames.map((frame) => frame.kind)).toStrictEqual(['full', 'delta']);
    expect([...view.frames.at(-1)!.series.value]).toStrictEqual([0.382]);
    expect(view.frames.at(-1)!.sections).toStrictEqual({});
    expect(view.state.picture!.series.value).toStrictEqual(Float64Array.of(0.382, 0));
  });

  it('merges everything within one coalescing window', () => {
    const hub = testHub();
    hub.put('s', 'r', 0);
    const view = viewer();
    hub.connect(view);
    hub.clock.advance(COALESCE_MS);
    const before = view.frames.length;
    for (let i = 1; i <= 50; i++) hub.put('s', 'r', i / 100);
    hub.clock.advance(COALESCE_MS);
    expect(view.frames.length).toBe(before + 1);
    expect(view.state.picture!.series.value[0]).toBe(0.5);
  });

  it('skips a busy client and then gives it one merged delta; the others miss nothing', () => {
    const hub = testHub();
    hub.put('s', 'r', 0);
    const [slow, quick] = [viewer(), viewer()];
    hub.connect(slow);
    hub.connect(quick);
    slow.state.busy = true;
    for (const value of [0.1, 0.2, 0.3]) {
      hub.put('s', 'r', value);
      hub.clock.advance(COALESCE_MS);
    }
    const missed = slow.frames.length;
    expect(slow.state.picture!.series.value[0]).toBe(0);
    expect(quick.state.picture!.series.value[0]).toBe(0.3);
    slow.state.busy = false;
    hub.publisher.publish();
    expect(slow.frames.length).toBe(missed + 1);
    expect(slow.frames.at(-1)!.kind).toBe('delta');
    expect({ ...slow.state.picture!, seq: 0, revision: 0 }).toStrictEqual({
      ...quick.state.picture!,
      seq: 0,
      revision: 0,
    });
  });

  it('starts everybody again with a full frame when something new appears', () => {
    const hub = testHub();
    hub.put('s', 'r', 0);
    const view = viewer();
    hub.connect(view);
    const { epoch } = view.frames[0]!;
    hub.put('new', 'r', 0.5);
    hub.clock.advance(COALESCE_MS);
    expect(view.frames.at(-1)).toMatchObject({ kind: 'full', epoch: epoch + 1 });
    expect(view.state.picture!.sections.catalogue.services.map(({ id }) => id)).toStrictEqual(['s', 'new']);
  });

  it('refuses more clients than its limit, with a sentence', async () => {
    const hub = testHub();
    for (let i = 0; i < MAX_CLIENTS; i++) hub.connect({ send: () => undefined, isBusy: () => false });
    const refused = hub.connect(viewer());
    expect(await refused.request('hello', {})).toMatchObject({
      ok: false,
      error: { kind: 'unsupported', retryable: true },
    });
  });

  it('goes on for the others when one view cannot take its frame', () => {
    const hub = testHub();
    hub.put('s', 'r', 0);
    hub.connect({
      send() {
        throw new Error('the window is gone');
      },
      isBusy: () => false,
    });
    const view = viewer();
    hub.connect(view);
    hub.put('s', 'r', 0.5);
    hub.clock.advance(COALESCE_MS);
    expect(view.state.picture!.series.value[0]).toBe(0.5);
  });
});
