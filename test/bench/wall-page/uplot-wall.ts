import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { addTile, LINE_COLOURS, type MountWall, TILE_HEIGHT, TILE_WIDTH } from './walk.ts';

/** Title bar of a chart. */
const TITLE_HEIGHT = 24;

/* What a wall does not need is switched off: legend and cursor. */
export const mountWall: MountWall = (host, tiles) => {
  const charts = tiles.map(({ title, times, lines }) => {
    const columns = [[...times], ...lines.map((line) => [...line])];
    const chart = new uPlot(
      {
        title,
        width: TILE_WIDTH,
        height: TILE_HEIGHT - TITLE_HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        series: [{}, ...LINE_COLOURS.map((stroke) => ({ stroke, width: 1, points: { show: false } }))],
        axes: [{ stroke: '#c8d0d8' }, { stroke: '#c8d0d8', size: 34 }],
      },
      columns as uPlot.AlignedData,
      addTile(host),
    );
    return { columns, chart };
  });
  return {
    update({ time, values }) {
      for (const [index, { columns, chart }] of charts.entries()) {
        for (const [row, column] of columns.entries()) {
          column.shift();
          column.push(row === 0 ? time : values[index]![row - 1]!);
        }
        chart.setData(columns as uPlot.AlignedData);
      }
    },
  };
};
