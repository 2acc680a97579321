import { ok, type Result } from '../../../../shared/domain/result.ts';
import type { ConnectionConfig } from '../../config/connection-fields.ts';
import { basicAuthorization, withoutUserInfo } from '../policy/masked-address.ts';
import type { SecretResolver } from '../policy/secrets.ts';

/** Headers of the handshake, read anew for every connection so that a rotated secret works at the next one. */
export async function streamHeaders(
  config: ConnectionConfig,
  secrets: SecretResolver,
): Promise<Result<Readonly<Record<string, string>>, string>> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(config.headers ?? {})) {
    const resolved = typeof value === 'string' ? ok(value) : await secrets(value);
    if (!resolved.ok) return resolved;
    headers[name] = resolved.value;
  }
  const { authorization } = withoutUserInfo(config.url);
  if (authorization !== null) headers['authorization'] = authorization;
  const { bearer, basic } = config.auth ?? {};
  if (bearer !== undefined) {
    const token = await secrets(bearer);
    if (!token.ok) return token;
    headers['authorization'] = `Bearer ${token.value}`;
  } else if (basic !== undefined) {
    const password = await secrets(basic.password);
    if (!password.ok) return password;
    headers['authorization'] = basicAuthorization(`${basic.username}:${password.value}`);
  }
  return ok(headers);
}
