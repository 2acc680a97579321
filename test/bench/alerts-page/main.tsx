/*
 * The real application on the story with 10,000 alerts, of which some change once a second, as the hub tells of them.
 * Frames are encoded beforehand.
 */
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
import { compareAlerts } from '../../../shared/domain/alert.ts';
import { manyAlerts } from '../../builders/many-alerts.ts';
import { createMemoryHub } from '../../builders/memory-hub.ts';
import { storyFrame } from '../../builders/story.ts';
import { createStoryAnswers } from '../../builders/story-answers.ts';
import { ALERTS } from './alerts.ts';

const SECONDS = 14;
const CHANGED_PER_SECOND = 50;
const alerts = manyAlerts(ALERTS).toSorted(compareAlerts);
const full = storyFrame({ alerts });
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

const noSeriesRows = {
  rows: new Uint32Array(0),
  value: new Float64Array(0),
  sampledAtMs: new Float64Array(0),
  receivedAtMs: new Float64Array(0),
  standing: new Uint8Array(0),
};
const frames = Array.from({ length: SECONDS }, (_, round) => {
  const from = round * CHANGED_PER_SECOND;
  const put = alerts
    .slice(from, from + CHANGED_PER_SECOND)
    .map((alert) => ({ ...alert, summary: `${round} s behind, limit 10 s.` }));
  return encodeFrame({
    kind: 'delta',
    epoch: full.epoch,
    seq: full.seq + round + 1,
    atMs: full.atMs + (round + 1) * 1_000,
    batches: full.batches + round + 1,
    sections: {},
    alertChanges: { put, gone: [] },
    series: noSeriesRows,
    cells: noCellRows,
    spark: null,
  });
});

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App vigil={createVigil(client)} />);
let round = 0;
setInterval(() => {
  const frame = frames[round++];
  if (frame !== undefined) for (const listener of listeners) listener(frame);
}, 1_000);
