import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAccess } from '../../electron/bindings/access.ts';
import { attachSocketBinding } from '../../electron/bindings/socket.ts';
import { readStaticFile } from '../../electron/bindings/static-files.ts';
import { type Frame, noCellRows } from '../../shared/contract/frame.ts';
import { type Answers, createMemoryHub } from '../builders/memory-hub.ts';
import { seeded } from '../builders/seeded.ts';
import { createStoryAnswers } from '../builders/story-answers.ts';
import type { Served } from './browser.ts';

const SECOND_MS = 1_000;
/** Alerts are told anew this often, as a real Alertmanager's list is. */
const ALERTS_EVERY_SECONDS = 10;
/** A sample that was at most this old in the first frame is measured every second. */
const FRESH_MS = 5_000;

/** A hub of frames from memory behind the real socket binding, and the pages that look at it. */
export interface FrameServer extends Served {
  /** Sends a second to every page each second. */
  play(): void;
  /** Sends so many seconds to the page, each as soon as the one before is on screen; resolves when the last one is. */
  advance(seconds: number): Promise<void>;
}

/**
 * @param full what the pages begin with; every fresh series of it then changes every second
 * @param answers instead of those of the story
 */
export async function serveFrames(
  directory: string,
  full: Frame,
  answers: Answers = {},
): Promise<FrameServer> {
  const hub = createMemoryHub(full, { ...createStoryAnswers(), ...answers });
  const nextSecond = secondsOf(full);
  const http = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://bench.invalid');
    void readStaticFile(directory, pathname).then((file) => {
      response.writeHead(file === null ? 404 : 200, { 'Content-Type': file?.contentType ?? 'text/plain' });
      response.end(file?.body);
    });
  });
  const server = attachSocketBinding(http, hub, createAccess({ loopback: true, token: null }));
  let onPainted = (): void => undefined;
  server.of('/pace').on('connection', (socket) => socket.on('painted', () => onPainted()));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  let timer: NodeJS.Timeout | undefined;
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    play() {
      timer = setInterval(() => hub.push(nextSecond()), SECOND_MS);
    },
    advance(seconds) {
      let left = seconds;
      return new Promise((resolve) => {
        onPainted = () => {
          left -= 1;
          if (left < 0) return;
          if (left === 0) resolve();
          else hub.push(nextSecond());
        };
        hub.push(nextSecond());
      });
    },
    async stop() {
      clearInterval(timer);
      await server.close();
    },
  };
}

/** What a real hub sends each second: new samples of all fresh series, what sources say of themselves, now and then alerts. */
function secondsOf(full: Frame): () => Omit<Frame, 'kind' | 'epoch' | 'seq' | 'spark'> {
  const random = seeded(7);
  const rows = full.series.rows.filter((row) => full.atMs - full.series.sampledAtMs[row]! < FRESH_MS);
  const { sources = [], alerts = [] } = full.sections;
  let { atMs, batches } = full;
  let second = 0;
  return () => {
    second += 1;
    atMs += SECOND_MS;
    batches += 1;
    const isAlertSecond = second % ALERTS_EVERY_SECONDS === 0;
    return {
      atMs,
      batches,
      sections: {
        sources: sources.map((source) =>
          source.state === 'live'
            ? { ...source, lastSuccessAtMs: atMs - 400, lastAttemptAtMs: atMs - 400 }
            : source,
        ),
        ...(isAlertSecond ? { alerts: alerts.map((alert) => ({ ...alert })) } : {}),
      },
      series: {
        rows,
        value: Float64Array.from(rows, (row) => full.series.value[row]! * (0.97 + random() * 0.06)),
        sampledAtMs: Float64Array.from(rows, () => atMs - 800),
        receivedAtMs: Float64Array.from(rows, () => atMs - 400),
        standing: new Uint8Array(rows.length),
      },
      cells: noCellRows,
    };
  };
}
