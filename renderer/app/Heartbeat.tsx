import { useId } from 'react';
import styles from './Heartbeat.module.css';
import { barHeight } from './heartbeat-model.ts';

const WIDTH = 48;
const HEIGHT = 14;
const BAR_PX = 1.5;

/**
 * One bar per second in which batches really arrived, newest at the right, older ones fading.
 * Nothing received is a dot: no timer moves it.
 */
export function Heartbeat({ bars }: { bars: readonly number[] }) {
  const fade = `fade${useId().replace(/[^\w]/g, '')}`;
  const step = WIDTH / bars.length;
  const drawn = bars.map((batches, index) => {
    const height = barHeight(batches, HEIGHT);
    return `M${index * step + (step - BAR_PX) / 2} ${(HEIGHT - height) / 2}h${BAR_PX}v${height}h${-BAR_PX}z`;
  });
  return (
    <svg className={styles['heartbeat']} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <linearGradient id={fade} gradientUnits="userSpaceOnUse" x1="0" x2={WIDTH}>
        <stop stopOpacity="0.3" />
        <stop offset="1" stopOpacity="1" />
      </linearGradient>
      {/* One path for all of them: it changes every second. */}
      <path fill={`url(#${fade})`} d={drawn.join('')} />
    </svg>
  );
}
