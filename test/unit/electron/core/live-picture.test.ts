import { describe, expect, it } from 'vitest';
import { LivePicture } from '../../../../electron/core/live-picture.ts';
import { alertReport, STORY_MS, sample, sourceStatus, testConfig } from '../../../builders/core.ts';

const HOUR_MS = 3_600_000;

function livePicture(): LivePicture {
  const picture = new LivePicture(testConfig(), false, STORY_MS);
  for (const id of ['a', 'b']) picture.setSource(sourceStatus(id));
  return picture;
}

function see(picture: LivePicture, service: string, value: number, atMs: number): void {
  const samples = [sample(service, 'r', 'error_ratio', value, atMs)];
  picture.observe({ kind: 'samples', sourceId: 'a', receivedAtMs: atMs, samples });
}

function stateOf({ board }: LivePicture, service: string): string {
  return board.cells.stateOf(board.names.findCell(service, 'r')!);
}

describe('LivePicture', () => {
  it('judges everything before the first frame after a long sleep, not only what just came', () => {
    const picture = livePicture();
    see(picture, 'slept', 0, STORY_MS);
    see(picture, 'woke', 0, STORY_MS);
    picture.beat(STORY_MS);
    const wokeMs = STORY_MS + 8 * HOUR_MS;
    see(picture, 'woke', 0, wokeMs);
    picture.refresh(wokeMs);
    expect(stateOf(picture, 'woke')).toBe('ok');
    expect(stateOf(picture, 'slept')).not.toBe('ok');
  });

  it('takes the green away in the frame that tells that its source is silent', () => {
    const picture = livePicture();
    see(picture, 'blind', 0, STORY_MS);
    picture.beat(STORY_MS);
    picture.setSource(sourceStatus('a', { state: 'unreachable' }));
    picture.refresh(STORY_MS + 100);
    expect(stateOf(picture, 'blind')).toBe('unreachable');
  });

  it('says of a conflict who claims what, and says it anew only when that changes', () => {
    const picture = livePicture();
    const tell = (sourceId: string, value: number, atMs: number): void => {
      const samples = [sample('auth', 'r', 'availability', value, atMs)];
      picture.observe({ kind: 'samples', sourceId, receivedAtMs: atMs, samples });
    };
    tell('a', 1, STORY_MS);
    tell('b', 0, STORY_MS);
    picture.beat(STORY_MS);
    picture.beat(STORY_MS + 1_000);
    const summaries = () => picture.alerts.all().map(({ summary }) => summary);
    expect(summaries()).toEqual([
      'By b availability is failing in r, by a it is fine. Neither is averaged away.',
    ]);
    tell('a', 0.999, STORY_MS + 2_000);
    expect(picture.beat(STORY_MS + 2_000).alerts).toEqual([]);
  });

  it('leaves no green standing when our own clock is set back by an hour', () => {
    const picture = livePicture();
    see(picture, 'silent', 0, STORY_MS);
    see(picture, 'speaking', 0, STORY_MS);
    picture.beat(STORY_MS);
    const backMs = STORY_MS - HOUR_MS;
    for (let second = 1; second <= 20; second++) {
      see(picture, 'speaking', 0, backMs + second * 1_000);
      picture.beat(backMs + second * 1_000);
    }
    expect(stateOf(picture, 'speaking')).toBe('ok');
    expect(stateOf(picture, 'silent')).toBe('stale');
    expect(picture.board.lastReceivedAtMs).toBe(backMs + 20_000);
  });

  it('is no younger while blind because something is posted to a hook', () => {
    const picture = livePicture();
    picture.setSource(sourceStatus('hook', { type: 'webhook' }));
    see(picture, 'measured', 0, STORY_MS);
    for (const id of ['a', 'b']) picture.setSource(sourceStatus(id, { state: 'unreachable' }));
    const receivedAtMs = STORY_MS + HOUR_MS;
    picture.observe({ kind: 'alert_changes', sourceId: 'hook', receivedAtMs, alerts: [alertReport()] });
    picture.refresh(receivedAtMs);
    expect(picture.board.moment()).toEqual({ mode: 'cached', asOfMs: STORY_MS });
  });

  it('does not take an answer told seconds late for a clock that was set back', () => {
    const picture = livePicture();
    see(picture, 'measured', 0, STORY_MS);
    picture.beat(STORY_MS);
    picture.beat(STORY_MS + 9_000);
    const receivedAtMs = STORY_MS + 1_000;
    picture.observe({ kind: 'alert_list', sourceId: 'b', receivedAtMs, alerts: [] }, STORY_MS + 9_100);
    picture.refresh(STORY_MS + 9_200);
    const row = picture.board.names.find('a', sample('measured', 'r', 'error_ratio', 0).key)!;
    expect(picture.board.readingOf(row, STORY_MS + 9_200)).toMatchObject({ ageMs: 9_200 });
    expect(picture.board.series.receivedAtMs.array[row]).toBe(STORY_MS);
  });

  it('keeps believing alerts that are confirmed after our own clock was set back', () => {
    const picture = livePicture();
    const atMs = STORY_MS - HOUR_MS;
    picture.beat(STORY_MS);
    picture.observe({ kind: 'alert_list', sourceId: 'a', receivedAtMs: atMs, alerts: [alertReport()] });
    picture.beat(atMs + 1_000);
    expect(picture.alerts.all()).toMatchObject([{ unconfirmed: false }]);
  });

  it('survives a beat right after many new places appeared', () => {
    const picture = livePicture();
    const samples = Array.from({ length: 500 }, (_, i) => sample(`s${i}`, 'r', 'error_ratio', 0));
    picture.observe({ kind: 'samples', sourceId: 'a', receivedAtMs: STORY_MS, samples });
    expect(picture.beat(STORY_MS).transitions).toHaveLength(500);
  });
});
