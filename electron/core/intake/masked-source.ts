import type { Guess } from '../../../shared/domain/guess.ts';
import { err, type Result } from '../../../shared/domain/result.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import type { SourceConfig } from '../config/schema.ts';
import { createSecretMask } from './policy/secret-mask.ts';
import type { Silencing, SilencingProblem, Source } from './source.ts';
import type { SourceContext } from './source-context.ts';

/** Names of headers and parameters whose written-out values are secrets, not settings. */
const SECRET_NAME = /auth|cookie|token|secret|passw|api[-_]?key|access[-_]?key|signature|credential/i;

/** What stands before the secret in a header: `Bearer abc`. */
const SCHEME = /^[A-Za-z]+ +/;

/**
 * Makes a source whose every word about itself is masked: servers quote requests in errors, close reasons and names
 * of software. Besides the secrets that are kept elsewhere, those that stand in the configuration itself are taken
 * out: passwords of addresses, and values of parameters and headers that are named like secrets.
 */
export function createMaskedSource(
  config: SourceConfig,
  context: SourceContext,
  make: (context: SourceContext) => Source,
): Source {
  const written = createSecretMask();
  for (const secret of writtenSecrets(config)) written.learn(secret);
  const mask = (text: string): string => written.mask(context.mask(text));
  const { deps } = context;
  const source = make({
    ...context,
    mask,
    deps: { ...deps, onStatus: (status) => deps.onStatus(maskedStatus(status, mask)) },
  });
  const { guesses, silencing } = source;
  return {
    ...source,
    status: () => maskedStatus(source.status(), mask),
    ...(guesses === undefined
      ? {}
      : { guesses: async () => (await guesses()).map((guess) => maskedGuess(guess, mask)) }),
    ...(silencing === undefined ? {} : { silencing: maskedSilencing(silencing, mask) }),
  };
}

function maskedSilencing(silencing: Silencing, mask: (text: string) => string): Silencing {
  const masked = async <T>(asked: Promise<Result<T, SilencingProblem>>) => {
    const answer = await asked;
    return answer.ok ? answer : err({ ...answer.error, sentence: mask(answer.error.sentence) });
  };
  return {
    ...silencing,
    put: (draft) => masked(silencing.put(draft)),
    renew: (id, renewal) => masked(silencing.renew(id, renewal)),
    expire: (id) => masked(silencing.expire(id)),
    get: (id) => masked(silencing.get(id)),
  };
}

function maskedStatus(status: SourceStatus, mask: (text: string) => string): SourceStatus {
  const maybe = (text: string | null): string | null => (text === null ? null : mask(text));
  return {
    ...status,
    address: mask(status.address),
    software: maybe(status.software),
    lastError: maybe(status.lastError),
    lastRejection: maybe(status.lastRejection),
    warnings: status.warnings.map(mask),
    faults: status.faults.map(mask),
  };
}

function maskedGuess(guess: Guess, mask: (text: string) => string): Guess {
  return {
    ...guess,
    query: mask(guess.query),
    why: mask(guess.why),
    services: guess.services.map(mask),
    regions: guess.regions.map(mask),
  };
}

function writtenSecrets(config: SourceConfig): readonly string[] {
  if (config.type === 'webhook') return [];
  const headers = Object.entries(config.headers ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' && SECRET_NAME.test(name) ? [value, value.replace(SCHEME, '')] : [],
  );
  const parameters = Object.entries(('parameters' in config ? config.parameters : undefined) ?? {}).flatMap(
    ([name, value]) => (SECRET_NAME.test(name) ? [value] : []),
  );
  return [...headers, ...parameters, ...addressSecrets(config.url), ...addressSecrets(config.proxy?.url)];
}

function addressSecrets(address: string | undefined): readonly string[] {
  if (address === undefined || !URL.canParse(address)) return [];
  const { password, searchParams } = new URL(address);
  const values = [...searchParams].flatMap(([name, value]) => (SECRET_NAME.test(name) ? [value] : []));
  return [password, decoded(password), ...values];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
