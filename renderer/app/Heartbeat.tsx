import styles from './Heartbeat.module.css';
import { barHeight } from './heartbeat-model.ts';

const WIDTH = 48;
const HEIGHT = 14;

/**
 * One bar per second in which batches really arrived, newest at the right, older ones fading.
 * Nothing received is a dot: no timer moves it.
 */
export function Heartbeat({ bars }: { bars: readonly number[] }) {
  const step = WIDTH / bars.length;
  return (
    <svg className={styles['heartbeat']} width={WIDTH} height={HEIGHT} aria-hidden="true">
      {bars.map((batches, index) => {
        const height = barHeight(batches, HEIGHT);
        return (
          <rect
            // Bars are places in a window, not things: their position is their identity.
            key={index}
            x={index * step + (step - 1.5) / 2}
            y={(HEIGHT - height) / 2}
            width="1.5"
            height={height}
            rx="0.5"
            opacity={0.3 + (0.7 * (index + 1)) / bars.length}
          />
        );
      })}
    </svg>
  );
}
