import { Chart, LinearScale, LineController, LineElement, PointElement, Title } from 'chart.js';
import { addTile, LINE_COLOURS, type MountWall, TILE_HEIGHT, TILE_WIDTH } from './walk.ts';

Chart.register(LineController, LineElement, LinearScale, PointElement, Title);

/* As its handbook says for speed: no animation, no parsing, no points, data in order. */
export const mountWall: MountWall = (host, tiles) => {
  const charts = tiles.map(({ title, times, lines }) => {
    const canvas = document.createElement('canvas');
    canvas.width = TILE_WIDTH;
    canvas.height = TILE_HEIGHT;
    addTile(host).append(canvas);
    const columns = lines.map((line) => line.map((y, i) => ({ x: times[i]!, y })));
    const chart = new Chart(canvas, {
      type: 'line',
      data: {
        datasets: columns.map((data, line) => ({
          data,
          borderColor: LINE_COLOURS[line]!,
          borderWidth: 1,
          pointRadius: 0,
        })),
      },
      options: {
        responsive: false,
        animation: false,
        parsing: false,
        normalized: true,
        events: [],
        plugins: { title: { display: true, text: title } },
        scales: { x: { type: 'linear' }, y: { type: 'linear', beginAtZero: true } },
      },
    });
    return { columns, chart };
  });
  return {
    update({ time, values }) {
      for (const [index, { columns, chart }] of charts.entries()) {
        for (const [line, column] of columns.entries()) {
          column.shift();
          column.push({ x: time, y: values[index]![line]! });
        }
        chart.update('none');
      }
    },
  };
};
