import type { Result } from '../../../../shared/domain/result.ts';

/** Secrets kept by the operating system for this user. Errors are sentences that name the entry. */
export interface Keychain {
  read(name: string): Promise<Result<string, string>>;
  /** Adds an entry or replaces it. */
  write(name: string, secret: string): Promise<Result<null, string>>;
  /** An entry that is not there is removed already. */
  remove(name: string): Promise<Result<null, string>>;
  /** In alphabetical order. */
  names(): Promise<Result<readonly string[], string>>;
}
