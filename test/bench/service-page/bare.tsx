/* The limit: six charts of the same library with the same lines, rows and sizes, and nothing else on the page. */
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
// oxlint-disable-next-line no-restricted-imports -- what is measured against
import { ComposedChart, Line, XAxis, YAxis } from 'recharts';
import { EVERY_MS, HEIGHTS, LINES, ROWS, STEP_MS, valueAt } from './numbers.ts';

const WIDTH = 1216;

function rowsOf(lines: number, atMs: number) {
  return Array.from({ length: ROWS }, (_, index) => {
    const t = atMs - (ROWS - index) * 12_000;
    return { t, values: Array.from({ length: lines }, (_, line) => valueAt(line, t)) };
  });
}

function Charts() {
  const [atMs, setAtMs] = useState(1_790_000_000_000);
  useEffect(() => {
    const timer = setInterval(() => setAtMs((before) => before + STEP_MS), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return LINES.map((lines, chart) => (
    <ComposedChart
      key={HEIGHTS[chart]! + chart}
      width={WIDTH}
      height={HEIGHTS[chart]!}
      data={rowsOf(lines, atMs)}
    >
      <XAxis dataKey="t" type="number" domain={['dataMin', 'dataMax']} hide />
      <YAxis width={190} />
      {Array.from({ length: lines }, (_, line) => (
        <Line
          key={line}
          dataKey={(row: { values: readonly number[] }) => row.values[line]}
          stroke="#6aa9ff"
          dot={false}
          isAnimationActive={false}
        />
      ))}
    </ComposedChart>
  ));
}

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Charts />);
