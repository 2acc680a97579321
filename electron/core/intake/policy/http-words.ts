/** Why a request brought no usable reply. */
export interface HttpProblem {
  /** `source`: every other request would fail too. `question`: only this one is known to. */
  readonly scope: 'source' | 'question';
  /** A sentence a person can act on; holds no secret. */
  readonly sentence: string;
  /** How long the server asked to be left alone. */
  readonly retryAfterMs?: number | undefined;
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

/** The server's certificate, as we see it: Node's codes (OpenSSL's X509_V_ERR_*). */
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
  ['UNABLE_TO_GET_ISSUER_CERT', 'its certificate chain is incomplete or not trusted here'],
  ['CERT_UNTRUSTED', 'its certificate is not trusted here'],
  ['CERT_REVOKED', 'its certificate was revoked'],
  ['CERT_SIGNATURE_FAILURE', 'the signature of its certificate is wrong'],
  ['INVALID_CA', 'its certificate was issued by one that is no authority'],
  ['INVALID_PURPOSE', 'its certificate is not meant for servers'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another host name; see tls.serverName'],
]);

/** What the server told us in a TLS alert (RFC 8446, 6.2), and what OpenSSL or BoringSSL made of its bytes. */
const tlsAlertWords: readonly (readonly [RegExp, string])[] = [
  [
    /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/,
    'it answers without TLS; use http:// if that is meant',
  ],
  [/CERTIFICATE_REQUIRED/, 'it asks for a client certificate; set tls.cert and tls.key'],
  [/ALERT_UNKNOWN_CA/, 'it does not trust the authority of the client certificate'],
  [/ALERT_CERTIFICATE_EXPIRED/, 'the client certificate has expired'],
  [/ALERT_CERTIFICATE_REVOKED/, 'the client certificate was revoked'],
  [
    /ALERT_(BAD|UNSUPPORTED)_CERTIFICATE|ALERT_CERTIFICATE_UNKNOWN/,
    'it does not accept the client certificate, or misses one; see tls.cert',
  ],
  [/ALERT_HANDSHAKE_FAILURE/, 'it asks for a client certificate, or shares no cipher with us'],
  [/UNRECOGNIZED_NAME/, 'it has no certificate for this host name; see tls.serverName'],
  [/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/, 'it speaks no version of TLS that is safe'],
  [/NO_(SHARED_CIPHER|CIPHERS_AVAILABLE)|INSUFFICIENT_SECURITY/, 'it shares no safe cipher with us'],
  [/KEY_TOO_SMALL|MD_TOO_WEAK|DH_KEY_TOO_SMALL/, 'its key or signature is too weak'],
];

/** Turns whatever a network call threw into a sentence about `host`. */
export function networkErrorWords(error: unknown, host: string): string {
  if (error instanceof Error && error.name === 'ProxyError') return error.message;
  const { code, message } = codedError(error);
  const tls = tlsWords.get(code);
  if (tls !== undefined) return `TLS to ${host} failed: ${tls}.`;
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') {
    const alert = tlsAlertWords.find(([pattern]) => pattern.test(code) || pattern.test(message));
    return `TLS to ${host} failed${alert === undefined ? ` (${code})` : `: ${alert[1]}`}.`;
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
    case 'UND_ERR_HEADERS_OVERFLOW':
      return `${host} sent headers that are too large.`;
    case 'Z_DATA_ERROR':
    case 'Z_BUF_ERROR':
      return `${host} sent compressed data that is damaged.`;
    default:
      break;
  }
  if (code.startsWith('Z_') || code.startsWith('ERR__ERROR_') || code.startsWith('ZSTD_')) {
    return `${host} sent compressed data that is damaged.`;
  }
  if (code.startsWith('HPE')) {
    return `${host} does not speak HTTP on this port.`;
  }
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

/** What web servers answer with 400 when the connection, not the question, is at fault: nginx, then Go. */
const gatewayComplaints: readonly (readonly [string, string])[] = [
  ['No required SSL certificate was sent', 'it asks for a client certificate; set tls.cert and tls.key'],
  ['The SSL certificate error', 'it does not accept the client certificate'],
  ['The plain HTTP request was sent to HTTPS port', 'it expects TLS; use https://'],
  ['Client sent an HTTP request to an HTTPS server', 'it expects TLS; use https://'],
];

/** A complaint about the connection that came as an answer; null when it is an ordinary answer. */
export function gatewayWords(
  { status, body }: { readonly status: number; readonly body: string },
  host: string,
): string | null {
  if (status !== 400) return null;
  const complaint = gatewayComplaints.find(([text]) => body.includes(text));
  return complaint === undefined ? null : `${host} refused the connection: ${complaint[1]}.`;
}
