import { networkErrorWords, statusWords } from '../policy/http-words.ts';

/** Codes below this belong to the protocol, see RFC 6455 section 7.4 and the IANA registry. */
const PRIVATE_CODES_FROM = 4_000;

const MAX_QUOTED_CHARS = 123;

const closeMeanings: ReadonlyMap<number, string> = new Map([
  [1_000, 'ended the connection'],
  [1_001, 'is going away: it stops or restarts'],
  [1_002, 'ended the connection: it saw a protocol error'],
  [1_003, 'ended the connection: it does not take this kind of message'],
  [1_007, 'ended the connection: it could not read a message'],
  [1_008, 'ended the connection: its policy does not allow it; check the login and the subscription'],
  [1_009, 'ended the connection: a message was too large for it'],
  [1_010, 'ended the connection: it wants an extension that was not offered'],
  [1_011, 'ended the connection: it failed inside'],
  [1_012, 'ended the connection: it restarts'],
  [1_013, 'ended the connection: it is overloaded, to be tried again later'],
  [1_014, 'ended the connection: its proxy cannot reach the server behind it'],
]);

/** Why a connection was closed, as a sentence. 1005 is a close frame without a code, 1006 none at all. */
export function closeWords(code: number, reason: string, host: string): string {
  if (code === 1_006) return `The connection to ${host} broke.`;
  // The reason is the server's text: shown as such, and never more than a frame may hold.
  const said = reason.trim() === '' ? '' : `: "${reason.trim().slice(0, MAX_QUOTED_CHARS)}"`;
  const meaning = code === 1_005 ? 'ended the connection' : closeMeanings.get(code);
  if (meaning !== undefined) {
    return code === 1_000 || code === 1_005
      ? `${host} ${meaning}${said}.`
      : `${host} ${meaning} (${code}${said}).`;
  }
  return code >= PRIVATE_CODES_FROM
    ? `${host} ended the connection with its own code ${code}${said}.`
    : `${host} ended the connection with code ${code}${said}.`;
}

/** What it means that the server answered the upgrade with an ordinary HTTP status. */
export function upgradeWords(status: number, location: string | undefined, host: string): string {
  if (status >= 300 && status < 400) {
    const where = location !== undefined && URL.canParse(location) ? ` to ${new URL(location).host}` : '';
    return `${host} redirects${where}, which is not followed; use that address as url.`;
  }
  if (status < 300 || status === 400 || status === 404 || status === 405 || status === 426) {
    return `${host} has no WebSocket at this path (it answered ${status}); check the path of the url.`;
  }
  return statusWords(status, host);
}

/** Why there is no connection, or none any more, from what the `ws` package throws. */
export function socketErrorWords(error: Error, host: string, maxMegabytes: number): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  switch (code) {
    case 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH':
    case 'WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH':
      return `${host} sent a message of more than ${maxMegabytes} MB; raise maxReplyMegabytes or have it send less.`;
    case 'WS_ERR_INVALID_UTF8':
      return `${host} sent text that is not UTF-8.`;
    default:
      break;
  }
  if (code.startsWith('WS_ERR'))
    return `${host} breaks the WebSocket protocol (${error.message.slice(0, 100)}).`;
  if (/subprotocol/i.test(error.message)) return `${host} does not speak the subprotocol that is asked for.`;
  if (/Sec-WebSocket|Upgrade header|extension/i.test(error.message)) {
    return `${host} does not answer as a WebSocket server would; check the url.`;
  }
  return networkErrorWords(error, host);
}
