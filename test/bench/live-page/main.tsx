/* The real application over the real socket client. With `?driven` it asks for the next second as soon as one is painted. */

import { createRoot } from 'react-dom/client';
import { io } from 'socket.io-client';
import { App } from '../../../renderer/app/App.tsx';
import { createSocketClient } from '../../../renderer/client/socket-client.ts';
import { createVigil } from '../../../renderer/state/provider.tsx';
import { passTime } from './driven-intervals.ts';
import '../../../renderer/ui/tokens.css';
import '../../../renderer/ui/fonts.css';
import '../../../renderer/ui/base.css';

/** Of the feed, for each frame. */
const SECOND_MS = 1_000;

const client = createSocketClient();
const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App vigil={createVigil(client)} />);
if (new URLSearchParams(location.search).has('driven')) {
  // A namespace beside Vigil's own, over the same connection.
  const pace = io('/pace', { transports: ['websocket'] });
  // The connection is shared, and with it that it opens only when it is told to.
  pace.connect();
  client.onFrame(() =>
    // The first frame folds and draws what came, the second begins when that is on screen.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        passTime(SECOND_MS);
        pace.emit('painted');
      }),
    ),
  );
}
