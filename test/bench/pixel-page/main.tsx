/* The real application over the real socket client; only the time from event to paint is taken beside it. */
import { createRoot } from 'react-dom/client';
import { App } from '../../../renderer/app/App.tsx';
import { createSocketClient } from '../../../renderer/client/socket-client.ts';
import { createVigil } from '../../../renderer/state/provider.tsx';
import '../../../renderer/ui/tokens.css';
import '../../../renderer/ui/fonts.css';
import '../../../renderer/ui/base.css';
import { decodeFrame } from '../../../shared/contract/frame-codec.ts';
import { noteWhenPainted } from './latencies.ts';

const client = createSocketClient();
const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App vigil={createVigil(client)} />);
let newestMs = Date.now();
setTimeout(() =>
  client.onFrame((bytes) => {
    const frame = decodeFrame(bytes);
    if (!frame.ok || frame.value.kind !== 'delta') return;
    const sentAtMs = frame.value.series.sampledAtMs.reduce((newest, atMs) => Math.max(newest, atMs), 0);
    if (sentAtMs <= newestMs) return;
    newestMs = sentAtMs;
    noteWhenPainted(sentAtMs);
  }),
);
