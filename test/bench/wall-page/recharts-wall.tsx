import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { CartesianGrid, Line, LineChart, XAxis, YAxis } from 'recharts';
import { LINE_COLOURS, type MountWall, TILE_HEIGHT, TILE_WIDTH } from './walk.ts';

const TITLE_HEIGHT = 20;

type Row = readonly [time: number, ...values: number[]];

/* Sizes given, no animation, no dots, no tooltip. */
export const mountWall: MountWall = (host, tiles) => {
  const root = createRoot(host);
  let charts = tiles.map(({ title, times, lines }) => ({
    title,
    rows: times.map((time, i): Row => [time, ...lines.map((line) => line[i]!)]),
  }));
  const render = (): void =>
    flushSync(() =>
      root.render(
        <>
          {charts.map(({ title, rows }) => (
            <ChartTile key={title} title={title} rows={rows} />
          ))}
        </>,
      ),
    );
  render();
  return {
    update({ time, values }) {
      charts = charts.map(({ title, rows }, index) => ({
        title,
        rows: [...rows.slice(1), [time, ...values[index]!]],
      }));
      render();
    },
  };
};

function ChartTile({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) {
  return (
    <div>
      <div style={{ height: TITLE_HEIGHT, color: '#c8d0d8', font: '12px system-ui' }}>{title}</div>
      <LineChart width={TILE_WIDTH} height={TILE_HEIGHT - TITLE_HEIGHT} data={[...rows]}>
        <CartesianGrid vertical={false} stroke="#2a3440" />
        <XAxis dataKey="0" type="number" domain={['dataMin', 'dataMax']} tickCount={2} />
        <YAxis width={34} tickCount={3} />
        {LINE_COLOURS.map((stroke, line) => (
          <Line
            key={stroke}
            dataKey={String(line + 1)}
            stroke={stroke}
            strokeWidth={1}
            dot={false}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </div>
  );
}
