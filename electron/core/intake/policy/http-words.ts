/** Why a request brought no usable reply. */
export interface HttpProblem {
  /** `source`: every other request would fail too. `question`: only this one is known to. */
  readonly scope: 'source' | 'question';
  /** A sentence a person can act on; holds no secret. */
  readonly sentence: string;
}

const MAX_CAUSES = 5;

interface CodedError {
  readonly code: string;
  readonly message: string;
}

/** Network errors arrive wrapped: "fetch failed" outside, the code further in, several when a name has many addresses. */
function codedError(error: unknown): CodedError {
  let current: unknown = error;
  let message = '';
  for (let depth = 0; depth < MAX_CAUSES && current instanceof Error; depth += 1) {
    if ('code' in current && typeof current.code === 'string') {
      return { code: current.code, message: current.message };
    }
    if (current.name === 'HTTPParserError') return { code: 'HPE', message: current.message };
    message = current.message;
    current = current instanceof AggregateError ? (current.errors[0] ?? current.cause) : current.cause;
  }
  return { code: '', message };
}

const tlsWords: ReadonlyMap<string, string> = new Map([
  ['CERT_HAS_EXPIRED', 'its certificate has expired'],
  ['CERT_NOT_YET_VALID', 'its certificate is not valid yet: compare the clocks'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is self-signed and not trusted here'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'its certificate was issued by an authority that is not trusted here'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its certificate chain is incomplete or not trusted here'],
  [
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'its certificate was issued by an authority that is not trusted here',
  ],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another host name'],
]);

/** Turns whatever a network call threw into a sentence about `host`. */
export function networkErrorWords(error: unknown, host: string): string {
  const { code, message } = codedError(error);
  const tls = tlsWords.get(code);
  if (tls !== undefined) return `TLS to ${host} failed: ${tls}.`;
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') {
    return `TLS to ${host} failed: the server may speak plain http (${code}).`;
  }
  switch (code) {
    case 'ECONNREFUSED':
      return `Connection refused by ${host}: nothing listens there.`;
    case 'ENOTFOUND':
      return `The name of ${host} cannot be resolved: check the address and DNS.`;
    case 'EAI_AGAIN':
      return `The name of ${host} cannot be resolved right now: DNS does not answer.`;
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return `${host} closed the connection before its answer was complete.`;
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return `${host} did not accept a connection in time.`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EHOSTDOWN':
      return `There is no route to ${host}: the network or the host is down.`;
    case 'ERR_INVALID_URL':
      return 'The address is not valid.';
    case 'Z_DATA_ERROR':
    case 'Z_BUF_ERROR':
      return `${host} sent compressed data that is damaged.`;
    default:
      break;
  }
  if (code.startsWith('HPE')) {
    return `${host} does not speak HTTP on this port.`;
  }
  // fetch refuses ports that browsers reserve for other protocols, 6000 or 10080 among them.
  if (message === 'bad port')
    return `The port of ${host} is reserved for another protocol; use another port.`;
  return `The request to ${host} failed${code === '' ? '' : ` (${code})`}${message === '' ? '' : `: ${message}`}.`;
}

/** Says what a status other than 2xx means for the person who configured the source. */
export function statusWords(status: number, host: string): string {
  switch (status) {
    case 401:
      return `${host} answered 401: it asks for a login; set auth for this source.`;
    case 403:
      return `${host} answered 403: the login is not allowed to read this.`;
    case 404:
      return `${host} answered 404: no such path; check the path prefix of the url.`;
    case 429:
      return `${host} answered 429: it is asked too often; raise every.`;
    case 502:
    case 504:
      return `${host} answered ${status}: its proxy cannot reach the server behind it.`;
    case 503:
      return `${host} answered 503: it is still starting or overloaded.`;
    default:
      return status >= 500
        ? `${host} answered ${status}: it failed inside.`
        : `${host} answered ${status}, which was not expected.`;
  }
}
