import { configSchema } from '../../../../../../electron/core/config/schema.ts';
import type { PrometheusSourceConfig } from '../../../../../../electron/core/config/source-schemas/prometheus.ts';
import type { SecretResolver } from '../../../../../../electron/core/intake/policy/secrets.ts';
import { createPrometheusSource } from '../../../../../../electron/core/intake/prometheus/create-prometheus-source.ts';
import type { Source } from '../../../../../../electron/core/intake/source.ts';
import { type Handler, json, type Loopback, startLoopback } from '../support/loopback.ts';
import { contextOf, createRecorder, noSecrets, type Recorder } from '../support/recorder.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly parameters: URLSearchParams;
  readonly authorization: string | undefined;
}

/** What a server answers: an object goes as JSON. */
export type Answers = (asked: Asked) => { readonly status?: number; readonly body: unknown };

export const NOW_SECONDS = 1_790_000_000;
export const emptyAlerts = { status: 'success', data: { alerts: [] } };
export const vector = (...result: readonly unknown[]): unknown => ({
  status: 'success',
  data: { resultType: 'vector', result },
});
export const row = (service: string, region: string, value: string) => ({
  metric: { service, region },
  value: [NOW_SECONDS, value],
});

/** One server and the source that asks it; torn down after each test by `stop`. */
export interface Harness {
  readonly asked: readonly Asked[];
  readonly source: Source;
  readonly server: Loopback;
  serve(answers: Answers, port?: number): Promise<Loopback>;
  /** Serves whatever the handler does, however wrong. */
  serveRaw(handler: Handler): Promise<Loopback>;
  start(
    entry: Partial<Record<keyof PrometheusSourceConfig, unknown>>,
    signals: object,
    secrets?: SecretResolver,
    recorder?: Recorder,
  ): Recorder;
  stop(): Promise<void>;
}

export function createHarness(): Harness {
  let server: Loopback | null = null;
  let source: Source | null = null;
  let asked: Asked[] = [];
  return {
    get asked() {
      return asked;
    },
    get source() {
      if (source === null) throw new Error('the source was not started');
      return source;
    },
    get server() {
      if (server === null) throw new Error('nothing serves');
      return server;
    },
    async serve(answers, port = 0) {
      asked = [];
      server = await startLoopback((request, response, body) => {
        const url = new URL(request.url ?? '/', 'http://loopback');
        const parameters = request.method === 'POST' ? new URLSearchParams(body) : url.searchParams;
        const one = {
          method: request.method ?? '',
          path: url.pathname,
          parameters,
          authorization: request.headers.authorization,
        };
        asked.push(one);
        const answer = answers(one);
        json(response, answer.body, answer.status);
      }, port);
      return server;
    },
    async serveRaw(handler) {
      server = await startLoopback(handler);
      return server;
    },
    start(entry, signals, secrets = noSecrets, recorder = createRecorder()) {
      const config = configSchema.parse({
        sources: [{ id: 'eu', type: 'prometheus', url: server?.url, every: '250ms', ...entry }],
        signals,
      });
      const [only] = config.sources;
      if (only?.type !== 'prometheus') throw new Error('expected one Prometheus source');
      source = createPrometheusSource(only, contextOf(recorder, { signals: config.signals, secrets }));
      source.start();
      return recorder;
    },
    async stop() {
      await source?.stop();
      await server?.close();
      source = null;
      server = null;
    },
  };
}
