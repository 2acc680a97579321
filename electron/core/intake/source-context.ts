import type { SignalQuery } from '../config/schema.ts';
import type { SecretResolver } from './policy/secrets.ts';
import type { SourceDeps } from './source.ts';

/** What sources of any type are made with. */
export interface SourceContext {
  /** The configured queries per signal; sources that are not asked by query ignore them. */
  readonly signals: Readonly<Record<string, readonly SignalQuery[]>>;
  readonly secrets: SecretResolver;
  /** Takes every secret that was resolved so far out of a text: for payloads, errors and logs. */
  readonly mask: (text: string) => string;
  /** Folder of vigil.yaml: relative names of certificate files start here. */
  readonly configDirectory: string;
  /** How many sources of its type are configured in this one's group now, itself included; 1 when absent. */
  readonly groupSize?: () => number;
  /** False where nobody can post to a hook: in the desktop app. */
  readonly takesHooks?: boolean;
  readonly deps: SourceDeps;
}
