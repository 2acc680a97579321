import { type Alert, isTrouble } from '../../../shared/domain/alert.ts';
import { damp, type ToldOfAlert } from '../../../shared/domain/flapping.ts';
import { forgetOldest } from '../../../shared/domain/forget-oldest.ts';
import { parseMatchers } from '../../../shared/domain/matcher-text.ts';
import { compileMatchers, labelsOf, type MatchesLabels } from '../../../shared/domain/matchers.ts';
import type { WebhookConfig } from '../config/webhooks-schema.ts';
import type { HookState } from './hook-post.ts';

/** Most alerts a receiver is remembered to have been told of; beyond it the one told longest ago is forgotten. */
const MAX_TOLD = 20_000;

interface Told {
  readonly told: ToldOfAlert;
  readonly isOpen: boolean;
}

/**
 * Decides what one receiver is told: an alert that begins to be trouble once, one that flaps once in all, and that it is
 * over only when its beginning was told and it holds still.
 */
export class HookRouter {
  private readonly config: WebhookConfig;
  private readonly matches: MatchesLabels;
  /** The one told last at the end. */
  private readonly known = new Map<string, Told>();

  constructor(config: WebhookConfig) {
    this.config = config;
    const matchers = config.matchers.flatMap((text) => {
      const parsed = parseMatchers(text);
      return parsed.ok ? parsed.value : [];
    });
    const compiled = compileMatchers(matchers);
    // The configuration was checked; a webhook that cannot be understood is told nothing rather than everything.
    this.matches = compiled.ok ? compiled.value : () => false;
  }

  /** What fires already is known: nobody is told of it again because Vigil was started. */
  assume(alert: Alert): void {
    this.next(alert);
  }

  /** What the receiver is to be told of this change; null for nothing. */
  next(alert: Alert): HookState | null {
    const known = this.known.get(alert.id);
    if (isTrouble(alert)) {
      if (!this.isAbout(alert)) return null;
      const { tells, told } = damp(known?.told ?? null, alert);
      this.remember(alert.id, { told, isOpen: true });
      return tells ? 'firing' : null;
    }
    if (alert.state !== 'resolved' || known?.isOpen !== true || alert.flapping !== undefined) return null;
    this.remember(alert.id, { ...known, isOpen: false });
    return this.config.resolved ? 'resolved' : null;
  }

  private isAbout({ severity, labels }: Alert): boolean {
    const { severities } = this.config;
    return (severities === undefined || severities.includes(severity)) && this.matches(labelsOf(labels));
  }

  private remember(id: string, told: Told): void {
    this.known.delete(id);
    this.known.set(id, told);
    forgetOldest(this.known, MAX_TOLD);
  }
}
