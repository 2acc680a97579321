import type { LinkState } from '../../shared/contract/client.ts';
import type { Sections } from '../../shared/contract/sections.ts';
import { severityRank } from '../../shared/domain/alert.ts';
import { type AttentionState, attend, initialAttention } from '../../shared/domain/attention/attention.ts';
import { parseWaiting, waitingText } from '../../shared/domain/attention/kept-waiting.ts';
import { rulesOf } from '../../shared/domain/attention/seat-settings.ts';
import type { Telling } from '../../shared/domain/attention/telling.ts';
import { askedSources } from '../../shared/domain/source.ts';
import { noticeOf } from '../../shared/format/telling-words.ts';
import type { VigilState, VigilStore } from '../state/store.ts';
import { type Cell, createCell } from './cell.ts';
import { faceOf } from './face.ts';
import type { MotifName } from './motifs.ts';
import type { Notifier } from './notifier.ts';
import { changeSeatSettings, currentSeatSettings, onSeatSettings } from './seat-settings.ts';
import type { createFaceShower } from './show-face.ts';
import type { SoundPlayer } from './sound-player.ts';

/** What tells people: sounds, notices, the face of the tab, and the summary after quiet hours. */
export interface AttentionDesk {
  readonly player: SoundPlayer;
  readonly notifier: Notifier;
  /** The summary after quiet hours that nobody has put away yet. */
  readonly catchUp: Cell<Extract<Telling, { kind: 'catch-up' }> | null>;
  /** Follows the pictures of one Vigil; returns the function that ends it. */
  start(store: Pick<VigilStore, 'getState' | 'subscribe'>): () => void;
}

export interface AttentionDeskDeps {
  readonly player: SoundPlayer;
  readonly notifier: Notifier;
  readonly showFace: ReturnType<typeof createFaceShower>;
  /** Where what quiet hours withhold is kept while the page is closed. */
  readonly kept: { read(): string | null; write(text: string): void };
}

/** Puts what `attend` decides into effect. */
export function createAttentionDesk({ player, notifier, showFace, kept }: AttentionDeskDeps): AttentionDesk {
  const catchUp = createCell<Extract<Telling, { kind: 'catch-up' }> | null>(null);

  const put = (tellings: readonly Telling[], nowMs: number): void => {
    const settings = currentSeatSettings();
    const heard = tellings
      .filter(({ kind, severity }) => kind !== 'lapse' && settings.severities[severity].sound)
      .toSorted((a, b) => severityRank[b.severity] - severityRank[a.severity])[0];
    if (settings.sound && heard !== undefined) player.play(motifOf(heard), settings.volume);
    for (const telling of tellings) {
      if (telling.kind === 'catch-up') catchUp.set(telling);
      const isWanted = telling.kind === 'lapse' || settings.severities[telling.severity].notify;
      const notice = settings.notify && isWanted ? noticeOf(telling, nowMs) : null;
      if (notice !== null) notifier.show(notice);
    }
  };

  return {
    player,
    notifier,
    catchUp,
    start(store) {
      let attention: AttentionState | null = null;
      let keptText = waitingText(initialAttention);
      const keep = (next: AttentionState): void => {
        if (next.withheld === attention?.withheld && next.uncounted === attention.uncounted) return;
        const text = waitingText(next);
        if (text !== keptText) kept.write(text);
        keptText = text;
      };
      const remembered = (nowMs: number): AttentionState => {
        const waiting = parseWaiting(kept.read(), nowMs);
        if (waiting !== null) keptText = waitingText(waiting);
        return { ...initialAttention, ...waiting };
      };
      /** What the face was made of. */
      let faced: { sections: Sections | undefined; link: LinkState | null } = {
        sections: undefined,
        link: null,
      };
      const step = (state: VigilState): void => {
        const { present, clockMs, link } = state;
        const sections = present?.sections;
        if (sections !== faced.sections || link !== faced.link) {
          faced = { sections, link };
          showFace(
            faceOf({
              mode: sections?.moment.mode ?? 'live',
              isConnected: link === 'open',
              hasPicture: sections !== undefined,
              alerts: sections?.alerts ?? [],
            }),
          );
        }
        // A capsule is looked at on purpose: nothing in it is news, and nothing is missing.
        if (sections === undefined || sections.moment.mode === 'past') return;
        const next = attend(attention ?? remembered(clockMs), {
          nowMs: clockMs,
          isLive: sections.moment.mode === 'live' && link === 'open',
          isSettled: askedSources(sections.sources).every(({ state }) => state !== 'connecting'),
          alerts: sections.alerts,
          storm: sections.storm,
          silences: sections.silences,
          rules: rulesOf(currentSeatSettings(), sections.catalogue.timeZones[0] ?? 'UTC'),
        });
        keep(next.state);
        attention = next.state;
        if (next.tellings.length > 0) put(next.tellings, clockMs);
      };
      const followSettings = (): void => {
        if (currentSeatSettings().sound) player.wake();
        else player.sleep();
      };
      followSettings();
      step(store.getState());
      const offSettings = onSeatSettings(followSettings);
      const offStore = store.subscribe((state, before) => {
        if (
          state.present !== before.present ||
          state.clockMs !== before.clockMs ||
          state.link !== before.link
        )
          step(state);
      });
      return () => {
        offSettings();
        offStore();
        player.sleep();
      };
    },
  };
}

function motifOf(telling: Telling): MotifName {
  return telling.kind === 'storm' ? 'storm' : telling.severity;
}

/** Turns notices on; the browser may ask the person first. Only as the answer to a click. */
export async function turnNoticesOn(notifier: Notifier): Promise<void> {
  await notifier.ask();
  changeSeatSettings({ notify: notifier.state.get() === 'granted' });
}
