import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Failure, failure } from '../../shared/domain/failure.ts';

const COOKIE = 'vigil_session';

/** Decides who may read. Vigil is read-only on every seat; this guards what is shown. */
export interface Access {
  /** Why a request is refused, or null when it may pass. */
  refusalFor(
    request: IncomingMessage,
    /** `checkToken: false` for what is guarded by a token of its own. */
    options: { readonly checkOrigin: boolean; readonly checkToken?: boolean },
  ): Failure | null;
  /** Exchanges a token for a cookie header, or null when the token is wrong. */
  cookieFor(token: string): string | null;
}

export interface AccessOptions {
  /** Bound to loopback: only loopback names may appear in Host, which stops DNS rebinding. */
  readonly loopback: boolean;
  /** Demanded when set. */
  readonly token: string | null;
}

function sameSecret(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

function hostName(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}

/** The token of an `Authorization: Bearer` header; null when there is none. */
export function bearerToken(authorization: string | undefined): string | null {
  return /^Bearer (.+)$/i.exec(authorization ?? '')?.[1] ?? null;
}

function cookieOf(request: IncomingMessage): string | undefined {
  const pair = (request.headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${COOKIE}=`));
  return pair?.slice(COOKIE.length + 1);
}

export function createAccess(options: AccessOptions): Access {
  const { token } = options;
  return {
    refusalFor(request, { checkOrigin, checkToken = true }) {
      const { host, origin, authorization } = request.headers;
      if (options.loopback && !['127.0.0.1', 'localhost', '[::1]'].includes(hostName(host ?? '')))
        return failure(
          'unauthorized',
          'Vigil listens on this machine only; use http://127.0.0.1 as the address.',
        );
      if (checkOrigin && origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`)
        return failure('unauthorized', 'Another site asked for this page; only pages of Vigil itself may.');
      if (token === null || !checkToken) return null;
      if (sameSecret(bearerToken(authorization) ?? cookieOf(request) ?? '', token)) return null;
      return failure(
        'unauthorized',
        'This Vigil needs its token: open the address that was printed at start, or send it as a bearer token.',
      );
    },
    cookieFor(candidate) {
      if (token === null || !sameSecret(candidate, token)) return null;
      return `${COOKIE}=${token}; HttpOnly; SameSite=Strict; Path=/`;
    },
  };
}
