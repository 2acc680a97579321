/* The limit: a socket.io client that draws the same 2,000 cells on one canvas, once per animation frame. */
import { io } from 'socket.io-client';
import { noteWhenPainted } from './latencies.ts';

interface Item {
  readonly svc: string;
  readonly pop: string;
  readonly ms: number;
  readonly at: number;
}

const canvas = document.querySelector<HTMLCanvasElement>('#canvas');
const context = canvas?.getContext('2d');
const url = new URLSearchParams(location.search).get('sender');
if (context && url !== null) {
  const socket = io(url, { transports: ['websocket'] });
  let waiting: readonly Item[] = [];
  socket.on('samples', ({ items }: { items: readonly Item[] }) => {
    if (waiting.length === 0) {
      requestAnimationFrame(draw);
      noteWhenPainted(items[0]?.at ?? 0);
    }
    waiting = [...waiting, ...items];
  });
  const draw = (): void => {
    for (const [index, item] of waiting.entries()) {
      context.fillStyle = item.ms > 100 ? '#f0b429' : '#3c8f85';
      context.fillRect((index % 20) * 80, Math.floor(index / 20) * 9, 70, 7);
      context.fillText(item.ms.toFixed(0), (index % 20) * 80, Math.floor(index / 20) * 9);
    }
    waiting = [];
  };
}
