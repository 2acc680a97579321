import { describe, expect, it } from 'vitest';
import { configSchema, type VigilConfig } from '../../../../../electron/core/config/schema.ts';
import type { Source, SourceDeps } from '../../../../../electron/core/intake/source.ts';
import { SourceSupervisor } from '../../../../../electron/core/intake/supervisor.ts';
import type { SeriesKey } from '../../../../../shared/domain/observation.ts';
import type { SourceState, SourceStatus } from '../../../../../shared/domain/source.ts';
import { manualClock, STORY_MS, sample, sourceStatus } from '../../../../builders/core.ts';

/** A source that does what the test says. */
interface Puppet extends Source {
  readonly url: string;
  started: boolean;
  stopped: boolean;
  become(state: SourceState): void;
  report(service: string): void;
}

function rig() {
  const clock = manualClock();
  const puppets: Puppet[] = [];
  const emitted: string[] = [];
  const statuses = new Map<string, SourceStatus>();
  const forgotten: {
    readonly id: string;
    readonly kept: readonly string[];
    readonly movedAtMs: number | null;
  }[] = [];
  const supervisor = new SourceSupervisor({
    clock,
    make(entry, _whole, deps: Pick<SourceDeps, 'emit' | 'onStatus'>) {
      let state: SourceState = 'connecting';
      let sinceMs = clock.nowMs();
      const status = (): SourceStatus => ({ ...sourceStatus(entry.id), state, sinceMs });
      const puppet: Puppet = {
        id: entry.id,
        url: 'url' in entry ? entry.url : '',
        started: false,
        stopped: false,
        start: () => void (puppet.started = true),
        stop: async () => void (puppet.stopped = true),
        status,
        peek: () => [],
        become(next) {
          if (next !== state) sinceMs = clock.nowMs();
          state = next;
          deps.onStatus(status());
        },
        report: (service) =>
          deps.emit({
            kind: 'samples',
            sourceId: entry.id,
            receivedAtMs: clock.nowMs(),
            samples: [sample(service, 'eu', 'availability', 1)],
          }),
      };
      puppets.push(puppet);
      return puppet;
    },
    emit: (observation) => {
      if (observation.kind === 'samples')
        for (const { key } of observation.samples) emitted.push(`${observation.sourceId} ${serviceOf(key)}`);
    },
    onStatus: (status) => statuses.set(status.id, status),
    forget: (id, keep, movedAtMs) =>
      forgotten.push({
        id,
        movedAtMs,
        kept: ['old', 'new'].filter((service) => keep(sample(service, 'eu', 'availability', 1).key)),
      }),
  });
  const config = (...sources: object[]): VigilConfig =>
    configSchema.parse({ sources: sources.map((source) => ({ type: 'prometheus', ...source })) });
  return { clock, puppets, emitted, statuses, forgotten, supervisor, config };
}

const serviceOf = ({ subject }: SeriesKey): string => (subject.kind === 'cell' ? subject.service : '');
const a = { id: 'a', url: 'http://a' };
const changed = { id: 'a', url: 'http://other' };

describe('the supervisor of sources', () => {
  it('leaves a source alone whose entry did not change', () => {
    const { supervisor, puppets, config } = rig();
    supervisor.apply(config(a, { id: 'b', url: 'http://b' }));
    supervisor.apply(config({ id: 'b', url: 'http://b' }, a));
    expect(puppets.map(({ id, started, stopped }) => [id, started, stopped])).toEqual([
      ['a', true, false],
      ['b', true, false],
    ]);
  });

  it('lets the old one go on until the changed one answers', () => {
    const { supervisor, puppets, config, emitted, statuses, forgotten, clock } = rig();
    supervisor.apply(config(a));
    puppets[0]!.become('live');
    supervisor.apply(config(changed));
    expect(puppets[1]).toMatchObject({ url: 'http://other', started: true });
    puppets[1]!.become('connecting');
    puppets[0]!.report('old');
    expect([statuses.get('a')?.state, puppets[0]!.stopped, emitted]).toEqual(['live', false, ['a old']]);
    puppets[1]!.become('live');
    expect(puppets[0]!.stopped).toBe(true);
    puppets[0]!.report('old');
    puppets[1]!.report('new');
    expect(emitted).toEqual(['a old', 'a new']);
    clock.advance(14_000);
    expect(forgotten).toEqual([]);
    clock.advance(2_000);
    expect(forgotten).toEqual([{ id: 'a', kept: ['new'], movedAtMs: STORY_MS }]);
  });

  it('gives up the old one when the changed one does not answer, and forgets nothing before it does', () => {
    const { supervisor, puppets, config, statuses, forgotten, clock } = rig();
    supervisor.apply(config(a));
    puppets[0]!.become('live');
    supervisor.apply(config(changed));
    clock.advance(9_000);
    expect(statuses.get('a')?.state).toBe('live');
    clock.advance(2_000);
    expect([puppets[0]!.stopped, statuses.get('a')?.state]).toEqual([true, 'connecting']);
    clock.advance(600_000);
    expect(forgotten).toEqual([]);
    puppets[1]!.become('live');
    clock.advance(20_000);
    expect(forgotten).toHaveLength(1);
  });

  it('returns to what runs when an edit is taken back before it took effect', () => {
    const { supervisor, puppets, config } = rig();
    supervisor.apply(config(a));
    puppets[0]!.become('live');
    supervisor.apply(config(changed));
    supervisor.apply(config(a));
    puppets[1]!.become('live');
    expect(puppets.map(({ stopped }) => stopped)).toEqual([false, true]);
    expect(supervisor.find('a')).toBe(puppets[0]);
  });

  it('replaces one that does not answer at once', () => {
    const { supervisor, puppets, config } = rig();
    supervisor.apply(config(a));
    supervisor.apply(config(changed));
    expect(puppets.map(({ stopped }) => stopped)).toEqual([true, false]);
  });

  it('ends what is gone, with what it says afterwards', async () => {
    const { supervisor, puppets, config, emitted } = rig();
    supervisor.apply(config(a));
    puppets[0]!.become('live');
    supervisor.apply(config(changed));
    supervisor.apply(config());
    for (const puppet of puppets) puppet.report('late');
    expect([puppets.every(({ stopped }) => stopped), emitted, supervisor.statuses()]).toEqual([true, [], []]);
    await supervisor.stop();
  });

  it('keeps a paused source in sight without asking it, from the start or later', () => {
    const { supervisor, puppets, config, statuses } = rig();
    supervisor.apply(config(a, { id: 'b', url: 'http://b', paused: true }));
    expect([puppets[1]!.started, statuses.get('b')?.state]).toEqual([false, 'paused']);
    puppets[0]!.become('live');
    supervisor.apply(config({ ...a, paused: true }, { id: 'b', url: 'http://b' }));
    expect(puppets[0]!.stopped).toBe(true);
    expect(supervisor.statuses().map(({ state }) => state)).toEqual(['paused', 'connecting']);
    supervisor.apply(config(a, { id: 'b', url: 'http://b' }));
    expect(supervisor.statuses().map(({ state }) => state)).toEqual(['connecting', 'connecting']);
    expect(puppets.filter(({ id, started }) => id === 'a' && started)).toHaveLength(2);
  });

  it('forgets what another server reported, also when the source was changed while it was paused', () => {
    const { supervisor, puppets, config, forgotten, clock } = rig();
    supervisor.apply(config(a));
    puppets[0]!.become('live');
    puppets[0]!.report('old');
    supervisor.apply(config({ ...a, paused: true }));
    supervisor.apply(config({ ...changed, paused: true }));
    clock.advance(60_000);
    supervisor.apply(config(changed));
    const resumed = puppets.at(-1)!;
    resumed.become('live');
    resumed.report('new');
    clock.advance(20_000);
    expect(forgotten).toEqual([{ id: 'a', kept: ['new'], movedAtMs: STORY_MS + 60_000 }]);
  });

  it('forgets nothing when a source is paused and resumed as it was', () => {
    const { supervisor, puppets, config, forgotten, clock } = rig();
    supervisor.apply(config(a));
    puppets[0]!.become('live');
    supervisor.apply(config({ ...a, paused: true }));
    supervisor.apply(config(a));
    puppets.at(-1)!.become('live');
    clock.advance(60_000);
    expect(forgotten).toEqual([]);
  });

  it('reviews a changed source that was paused before its review only when it is asked again', () => {
    const { supervisor, puppets, config, forgotten, clock } = rig();
    supervisor.apply(config(a));
    puppets[0]!.become('live');
    supervisor.apply(config(changed));
    puppets[1]!.become('live');
    supervisor.apply(config({ ...changed, paused: true }));
    clock.advance(60_000);
    expect(forgotten).toEqual([]);
    supervisor.apply(config(changed));
    puppets.at(-1)!.become('live');
    puppets.at(-1)!.report('new');
    clock.advance(20_000);
    expect(forgotten).toEqual([{ id: 'a', kept: ['new'], movedAtMs: STORY_MS }]);
  });

  it('is live since it was first, however often it was changed, until it falls silent or moves', () => {
    const { supervisor, puppets, config, statuses, clock } = rig();
    const change = (entry: object): void => {
      supervisor.apply(config(entry));
      clock.advance(1_000);
      puppets.at(-1)!.become('live');
      expect(supervisor.statuses()).toEqual([statuses.get('a')]);
    };
    const sinceMs = () => statuses.get('a')!.sinceMs - STORY_MS;
    change(a);
    expect(sinceMs()).toBe(1_000);
    change({ ...a, every: '7s' });
    change({ ...a, every: '8s' });
    expect(sinceMs()).toBe(1_000);
    change(changed);
    expect(sinceMs()).toBe(4_000);
    change({ ...changed, every: '9s' });
    expect(sinceMs()).toBe(4_000);
    puppets.at(-1)!.become('unreachable');
    clock.advance(1_000);
    puppets.at(-1)!.become('live');
    expect(sinceMs()).toBe(6_000);
  });

  it('restarts a Prometheus whose queries changed, and only that', () => {
    const { supervisor, puppets } = rig();
    const sources = ['a', 'b'].map((id) => ({
      id,
      type: 'prometheus',
      url: `http://${id}`,
      group: id === 'b' ? 'g' : undefined,
    }));
    const whole = (query: string) =>
      configSchema.parse({ sources, signals: { availability: { query, sources: ['g'] } } });
    supervisor.apply(whole('up'));
    supervisor.apply(whole('min(up)'));
    expect(puppets.map(({ id, stopped }) => [id, stopped])).toEqual([
      ['a', false],
      ['b', true],
      ['b', false],
    ]);
  });
});
