/* The limit: the same snapshot over the same wire, drawn on one canvas with nothing around it. */
import { createSocketClient } from '../../../renderer/client/socket-client.ts';
import { decodeFrame } from '../../../shared/contract/frame-codec.ts';
import { SPARK_BINS } from '../../../shared/domain/spark.ts';

const COLUMNS = 20;
const CELL_WIDTH = 80;
const CELL_HEIGHT = 20;
/** Share of a second that reaches the top of a sparkline. */
const TOP_SECONDS = 0.2;

const canvas = document.querySelector<HTMLCanvasElement>('#canvas');
const context = canvas?.getContext('2d');
if (canvas && context) {
  const client = createSocketClient();
  const stop = client.onFrame((bytes) => {
    const frame = decodeFrame(bytes);
    if (!frame.ok || frame.value.kind !== 'full') return;
    stop();
    const { cells, series, spark } = frame.value;
    requestAnimationFrame(() => {
      context.font = '12px system-ui';
      for (const [row, cell] of cells.rows.entries()) {
        const x = (cell % COLUMNS) * CELL_WIDTH;
        const y = Math.floor(cell / COLUMNS) * CELL_HEIGHT;
        // What is below the edge costs nobody anything: Vigil does not draw it either.
        if (y > canvas.height) break;
        const key = cells.keySeries[row] ?? 0;
        context.fillStyle = cells.state[row] === 0 ? '#3c8f85' : '#f0b429';
        context.fillRect(x + 2, y + 5, 7, 7);
        context.fillText(((series.value[key] ?? 0) * 1_000).toFixed(0), x + 14, y + 13);
        context.beginPath();
        for (let bin = 0; bin < SPARK_BINS; bin += 1) {
          const value = spark?.values[key * SPARK_BINS + bin] ?? Number.NaN;
          if (!Number.isNaN(value))
            context.lineTo(x + 40 + bin, y + 18 - (value / TOP_SECONDS) * (CELL_HEIGHT - 4));
        }
        context.stroke();
      }
    });
  });
}
