import type { Severity } from '../../shared/domain/alert.ts';

/** One tone of a motif; times in seconds from its beginning. */
export interface Tone {
  readonly atSeconds: number;
  readonly seconds: number;
  readonly hertz: number;
  /** Where the tone glides to; the same pitch where absent. */
  readonly toHertz?: number;
  /** 0 to 1, before the volume of the seat. */
  readonly gain: number;
  readonly wave: OscillatorType;
}

export type MotifName = Severity | 'storm';

/*
 * Told apart by rhythm and direction, not by pitch alone: three short blows that rise and come twice, two that fall, one
 * soft tone, and a long sweep.
 */
const blow = (atSeconds: number, hertz: number): Tone => ({
  atSeconds,
  seconds: 0.13,
  hertz,
  gain: 0.5,
  wave: 'square',
});

export const motifs: Readonly<Record<MotifName, readonly Tone[]>> = {
  critical: [
    blow(0, 660),
    blow(0.17, 880),
    blow(0.34, 1_175),
    blow(0.72, 660),
    blow(0.89, 880),
    blow(1.06, 1_175),
  ],
  warning: [
    { atSeconds: 0, seconds: 0.24, hertz: 784, gain: 0.6, wave: 'triangle' },
    { atSeconds: 0.28, seconds: 0.34, hertz: 587, gain: 0.6, wave: 'triangle' },
  ],
  info: [{ atSeconds: 0, seconds: 0.28, hertz: 523, gain: 0.4, wave: 'sine' }],
  storm: [
    { atSeconds: 0, seconds: 0.6, hertz: 440, toHertz: 1_320, gain: 0.5, wave: 'sawtooth' },
    { atSeconds: 0.65, seconds: 0.6, hertz: 1_320, toHertz: 440, gain: 0.5, wave: 'sawtooth' },
  ],
};

/** How long a motif sounds. */
export function motifSeconds(name: MotifName): number {
  return Math.max(...motifs[name].map(({ atSeconds, seconds }) => atSeconds + seconds));
}
