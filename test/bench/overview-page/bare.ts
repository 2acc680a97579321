/* The limit: the same 6,000 numbers on one canvas, each with its mark, once a second. */
import { everySecond, REGIONS, roundsOf, SERVICES } from './rounds.ts';

const context = document.querySelector<HTMLCanvasElement>('#canvas')?.getContext('2d');
const rounds = roundsOf(SERVICES * REGIONS);
if (context)
  everySecond((round) => {
    requestAnimationFrame(() => {
      const values = rounds[round % rounds.length]!;
      context.clearRect(0, 0, 1_600, 1_000);
      context.font = '4px sans-serif';
      for (let cell = 0; cell < values.length; cell++) {
        const x = (cell % REGIONS) * 53;
        const y = Math.floor(cell / REGIONS) * 5;
        context.fillStyle = values[cell]! > 0.25 ? '#f0b429' : '#3c8f85';
        context.fillRect(x, y, 3, 3);
        context.fillText((values[cell]! * 1_000).toFixed(0), x + 5, y + 4);
      }
    });
  });
