/* The real application on an estate of 200 × 30 in memory; every cell changes once a second. Frames are encoded beforehand. */
import { createRoot } from 'react-dom/client';
import { App } from '../../../renderer/app/App.tsx';
import { createMemoryClient } from '../../../renderer/client/memory-client.ts';
import { createVigil } from '../../../renderer/state/provider.tsx';
import '../../../renderer/ui/tokens.css';
import '../../../renderer/ui/fonts.css';
import '../../../renderer/ui/base.css';
import type { Client } from '../../../shared/contract/client.ts';
import { noCellRows } from '../../../shared/contract/frame.ts';
import { encodeFrame } from '../../../shared/contract/frame-codec.ts';
import { estateFrame } from '../../builders/estate.ts';
import { createMemoryHub } from '../../builders/memory-hub.ts';
import { createStoryAnswers } from '../../builders/story-answers.ts';
import { everySecond, REGIONS, roundsOf, SERVICES } from './rounds.ts';

const SECONDS = 120;
const full = estateFrame(SERVICES, REGIONS);
const memory = createMemoryClient(createMemoryHub(full, createStoryAnswers()));
const listeners = new Set<(bytes: Uint8Array) => void>();
const client: Client = {
  ...memory,
  onFrame(listener) {
    listeners.add(listener);
    const off = memory.onFrame(listener);
    return () => {
      listeners.delete(listener);
      off();
    };
  },
};

const { rows } = full.series;
const rounds = roundsOf(rows.length);
const frames = Array.from({ length: SECONDS }, (_, round) => {
  const atMs = full.atMs + (round + 1) * 1_000;
  return encodeFrame({
    kind: 'delta',
    epoch: full.epoch,
    seq: full.seq + round + 1,
    atMs,
    batches: full.batches + round + 1,
    sections: {},
    series: {
      rows,
      value: rounds[round % rounds.length]!,
      sampledAtMs: Float64Array.from(rows, () => atMs - 300),
      receivedAtMs: Float64Array.from(rows, () => atMs - 100),
      standing: new Uint8Array(rows.length),
    },
    cells: noCellRows,
    spark: null,
  });
});

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App vigil={createVigil(client)} />);
everySecond((round) => {
  const frame = frames[round];
  if (frame !== undefined) for (const listener of listeners) listener(frame);
});
