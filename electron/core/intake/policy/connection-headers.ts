import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { ConnectionConfig } from '../../config/connection-fields.ts';
import { basicAuthorization, withoutUserInfo } from './masked-address.ts';
import type { SecretResolver } from './secrets.ts';

/** What HTTP can carry in a header: visible Latin-1, blanks and tabs. */
const carriedByHttp = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;

/**
 * The headers of every request and handshake to a source: the configured ones, and the login. Names are
 * lower case. An address with a user name is a login too; `auth` goes before it.
 * @returns a sentence when a secret is missing or cannot be sent; it never holds one
 */
export async function connectionHeaders(
  config: Pick<ConnectionConfig, 'url' | 'headers' | 'auth'>,
  secrets: SecretResolver,
): Promise<Result<Readonly<Record<string, string>>, string>> {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(config.headers ?? {})) {
    const resolved = typeof value === 'string' ? ok(value) : await secrets(value);
    if (!resolved.ok) return resolved;
    headers.set(name.toLowerCase(), resolved.value);
  }
  const login = await authorization(config, secrets);
  if (!login.ok) return login;
  if (login.value !== null) headers.set('authorization', login.value);
  for (const [name, value] of headers) {
    if (!carriedByHttp.test(value)) return err(`The header ${name} holds characters that HTTP cannot carry.`);
  }
  return ok(Object.fromEntries(headers));
}

async function authorization(
  { url, auth }: Pick<ConnectionConfig, 'url' | 'auth'>,
  secrets: SecretResolver,
): Promise<Result<string | null, string>> {
  if (auth?.bearer !== undefined) {
    const token = await secrets(auth.bearer);
    return token.ok ? ok(`Bearer ${token.value}`) : token;
  }
  if (auth?.basic !== undefined) {
    const password = await secrets(auth.basic.password);
    return password.ok ? ok(basicAuthorization(`${auth.basic.username}:${password.value}`)) : password;
  }
  return ok(withoutUserInfo(url).authorization);
}
