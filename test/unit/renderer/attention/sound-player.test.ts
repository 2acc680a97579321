import { describe, expect, it } from 'vitest';
import { type MotifName, motifSeconds, motifs } from '../../../../renderer/attention/motifs.ts';
import { createSoundPlayer } from '../../../../renderer/attention/sound-player.ts';

/** A context that counts what it is told to play. */
class FakeContext extends EventTarget {
  state: AudioContextState = 'suspended';
  currentTime = 0;
  readonly destination = {};
  readonly starts: number[] = [];
  mayPlay: boolean;
  constructor(mayPlay: boolean) {
    super();
    this.mayPlay = mayPlay;
  }
  createOscillator() {
    const param = { setValueAtTime() {}, exponentialRampToValueAtTime() {} };
    return {
      type: 'sine',
      frequency: param,
      connect: (node: object) => node,
      start: (at: number) => this.starts.push(at),
      stop() {},
    };
  }
  createGain() {
    return {
      gain: { setValueAtTime() {}, linearRampToValueAtTime() {} },
      connect: (node: object) => node,
    };
  }
  async resume() {
    if (this.mayPlay) this.turn('running');
  }
  async close() {
    this.turn('closed');
  }
  turn(state: AudioContextState) {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

function playerOn(context: FakeContext | null | 'throws') {
  const gestures = new Set<() => void>();
  const timers = new Set<() => void>();
  const player = createSoundPlayer({
    createContext:
      context === null
        ? null
        : () => {
            if (context === 'throws') throw new Error('no device');
            return context as unknown as AudioContext;
          },
    onGesture: (listener) => {
      gestures.add(listener);
      return () => gestures.delete(listener);
    },
    after: (_ms, callback) => {
      timers.add(callback);
      return () => timers.delete(callback);
    },
  });
  const click = () => gestures.forEach((listener) => listener());
  const wait = () => timers.forEach((callback) => callback());
  return { player, click, wait, gestures, timers };
}

describe('the player', () => {
  it('is blocked until a person clicks, says so, and plays then', () => {
    const context = new FakeContext(true);
    const { player, click, wait, gestures } = playerOn(context);
    player.wake();
    expect(player.state.get()).toBe('starting');
    wait();
    expect(player.state.get()).toBe('blocked');
    expect(player.play('critical', 1)).toBe(false);
    expect(context.starts).toEqual([]);
    click();
    expect([player.state.get(), gestures.size]).toEqual(['ready', 0]);
    expect(player.play('critical', 1)).toBe(true);
    expect(context.starts).toHaveLength(motifs.critical.length);
  });

  it('is ready at once where nothing is in the way, and notices when it is interrupted', () => {
    const context = new FakeContext(true);
    context.state = 'running';
    const { player } = playerOn(context);
    player.wake();
    expect(player.state.get()).toBe('ready');
    context.turn('suspended');
    expect(player.state.get()).toBe('blocked');
  });

  it('lets one motif sound to its end before the next, and leaves out a third', () => {
    const context = new FakeContext(true);
    context.state = 'running';
    const { player } = playerOn(context);
    player.wake();
    player.play('critical', 1);
    player.play('storm', 1);
    const later = context.starts.slice(motifs.critical.length);
    expect(Math.min(...later)).toBeGreaterThanOrEqual(motifSeconds('critical'));
    const before = context.starts.length;
    player.play('info', 1);
    expect(context.starts).toHaveLength(before);
    context.currentTime = 60;
    player.play('info', 1);
    expect(context.starts).toHaveLength(before + 1);
  });

  it('says where there is nothing to play with', () => {
    for (const context of [null, 'throws'] as const) {
      const { player } = playerOn(context);
      player.wake();
      expect([player.state.get(), player.play('info', 1)]).toEqual(['missing', false]);
    }
  });

  it('gives everything back', () => {
    const context = new FakeContext(false);
    const { player, gestures, timers } = playerOn(context);
    player.wake();
    player.sleep();
    expect([player.state.get(), context.state, gestures.size, timers.size]).toEqual(['off', 'closed', 0, 0]);
  });
});

describe('motifs', () => {
  it('differ in rhythm, stay short and never distort', () => {
    const names = Object.keys(motifs) as MotifName[];
    const rhythms = names.map((name) => motifs[name].map(({ atSeconds }) => atSeconds).join());
    expect(new Set(rhythms).size).toBe(names.length);
    for (const name of names) {
      expect(motifSeconds(name)).toBeLessThan(1.5);
      for (const { gain, seconds } of motifs[name]) {
        expect(gain).toBeLessThanOrEqual(1);
        expect(seconds).toBeGreaterThan(0.1);
      }
    }
  });
});
