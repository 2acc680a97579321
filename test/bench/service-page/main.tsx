/* The real application on its service page, over a hub in memory whose log moves on with every update. */
import { createRoot } from 'react-dom/client';
import { App } from '../../../renderer/app/App.tsx';
import { createMemoryClient } from '../../../renderer/client/memory-client.ts';
import { createVigil } from '../../../renderer/state/provider.tsx';
import '../../../renderer/ui/tokens.css';
import '../../../renderer/ui/fonts.css';
import '../../../renderer/ui/base.css';
import { noCellRows } from '../../../shared/contract/frame.ts';
import { createMemoryHub } from '../../builders/memory-hub.ts';
import { storyFrame } from '../../builders/story.ts';
import { createStoryAnswers } from '../../builders/story-answers.ts';
import { storyRegions } from '../../builders/story-estate.ts';
import { EVERY_MS, STEP_MS, valueAt } from './numbers.ts';

const full = storyFrame();
let atMs = full.atMs;
const hub = createMemoryHub(full, {
  ...createStoryAnswers(),
  history: ({ fromMs, toMs, region, signals }) => {
    const end = Math.min(toMs, atMs);
    const times: number[] = [];
    for (let t = Math.ceil(fromMs / STEP_MS) * STEP_MS; t <= end; t += STEP_MS) times.push(t);
    return {
      series: (region === null ? storyRegions : [region]).flatMap((place, at) =>
        signals.map((signal, index) => ({
          signal,
          region: place,
          sourceId: 'prometheus-eu',
          unit: signal.startsWith('latency') ? ('seconds' as const) : ('ratio' as const),
          atMs: times,
          value: times.map((t) => valueAt(index + at, t)),
          filledLater: [],
        })),
      ),
    };
  },
});
setInterval(() => {
  atMs += STEP_MS;
  const rows = Uint32Array.from({ length: 200 }, (_, row) => row);
  hub.push({
    atMs,
    batches: full.batches + 1,
    sections: {},
    cells: noCellRows,
    series: {
      rows,
      value: Float64Array.from(rows, (row) => valueAt(row % 5, atMs)),
      sampledAtMs: new Float64Array(rows.length).fill(atMs - 800),
      receivedAtMs: new Float64Array(rows.length).fill(atMs - 460),
      standing: new Uint8Array(rows.length),
    },
  });
}, EVERY_MS);
location.hash = '#/services/checkout';
const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App vigil={createVigil(createMemoryClient(hub))} />);
