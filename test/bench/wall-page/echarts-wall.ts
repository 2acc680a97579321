import { LineChart } from 'echarts/charts';
import { GridComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { addTile, LINE_COLOURS, type MountWall, TILE_HEIGHT, TILE_WIDTH } from './walk.ts';

use([LineChart, GridComponent, TitleComponent, CanvasRenderer]);

/* Only the parts it needs, without animation and symbols. */
export const mountWall: MountWall = (host, tiles) => {
  const charts = tiles.map(({ title, times, lines }) => {
    const columns = lines.map((line) => line.map((y, i): [number, number] => [times[i]! * 1_000, y]));
    const chart = init(addTile(host), null, { width: TILE_WIDTH, height: TILE_HEIGHT });
    chart.setOption({
      animation: false,
      title: { text: title, textStyle: { fontSize: 12, color: '#c8d0d8' } },
      grid: { left: 34, right: 6, top: 24, bottom: 20 },
      xAxis: { type: 'time', splitNumber: 2 },
      yAxis: { type: 'value', splitNumber: 2 },
      series: columns.map((data, line) => ({
        type: 'line',
        data,
        showSymbol: false,
        silent: true,
        lineStyle: { width: 1, color: LINE_COLOURS[line]! },
      })),
    });
    return { columns, chart };
  });
  return {
    update({ time, values }) {
      for (const [index, { columns, chart }] of charts.entries()) {
        for (const [line, column] of columns.entries()) {
          column.shift();
          column.push([time * 1_000, values[index]![line]!]);
        }
        chart.setOption({ series: columns.map((data) => ({ data })) });
      }
    },
  };
};
