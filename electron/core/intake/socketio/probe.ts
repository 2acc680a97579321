import { type Agent, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { Clock } from '../../clock.ts';
import { networkErrorWords } from '../policy/http-words.ts';

const PROBE_TIMEOUT_MS = 3_000;

/** The answer to a probe is a line of JSON; more of it is not read. */
const MAX_ANSWER_CHARS = 2_000;

/** Any answer of the server, its beginning. */
export interface ProbeAnswer {
  readonly status: number;
  readonly body: string;
}

/** Plain requests to the engine.io endpoint, over the same agent (certificates, proxy) as the connection itself. */
export interface Probe {
  ask(): Promise<Result<ProbeAnswer, string>>;
  /** Ends what is under way. */
  close(): void;
}

export function createProbe(
  url: URL,
  headers: Readonly<Record<string, string>>,
  agent: Agent,
  clock: Clock,
): Probe {
  const underWay = new Set<() => void>();
  return {
    ask: () =>
      new Promise((resolve) => {
        const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
        const request = send(url, { headers: { ...headers }, agent });
        const finish = (result: Result<ProbeAnswer, string>): void => {
          cancel();
          underWay.delete(stop);
          request.destroy();
          resolve(result);
        };
        const stop = (): void => finish(err('The source was stopped.'));
        const cancel = clock.setTimeout(
          () => finish(err(`${url.host} did not answer within ${PROBE_TIMEOUT_MS / 1_000} s.`)),
          PROBE_TIMEOUT_MS,
        );
        underWay.add(stop);
        request.on('error', (error) => finish(err(networkErrorWords(error, url.host))));
        request.on('response', (response) => {
          let body = '';
          const done = (): void => finish(ok({ status: response.statusCode ?? 0, body }));
          response.setEncoding('utf8');
          response.on('data', (piece: string) => {
            body = `${body}${piece}`.slice(0, MAX_ANSWER_CHARS);
            if (body.length === MAX_ANSWER_CHARS) done();
          });
          response.on('end', done);
          response.on('error', done);
        });
        request.end();
      }),
    close() {
      for (const stop of underWay) stop();
    },
  };
}
