import type { silenceCommands } from '../../../shared/contract/silence-commands.ts';
import { LOCAL_ACK_REACH_MS, openLocalAcks } from '../../../shared/domain/acknowledgement.ts';
import { type AlertAction, VIGIL_ITSELF } from '../../../shared/domain/alert-action.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import type { Clock } from '../clock.ts';
import type { VigilConfig } from '../config/schema.ts';
import { guarded } from '../guarded.ts';
import type { Source } from '../intake/source.ts';
import type { Journal } from '../journal/journal.ts';
import type { LivePicture } from '../live-picture.ts';
import type { Log } from '../log.ts';
import type { CommandHandlers } from '../sessions.ts';
import type { SeatEditing } from '../typed-desk.ts';
import { createAckKeeper } from './ack-keeper.ts';
import type { Member } from './clusters.ts';
import { createSilenceDesk } from './silence-desk.ts';
import { createSilenceSpreader } from './spread-silences.ts';

const BEAT_MS = 1_000;
/** Rows of actions that are looked at for local acknowledgements after a start. */
const MAX_RESTORED_ROWS = 5_000;

export interface SilencingDeps {
  readonly picture: LivePicture;
  readonly journal: Journal;
  readonly config: () => VigilConfig;
  readonly find: (sourceId: string) => Source | null;
  readonly editing: SeatEditing;
  /** How long an acknowledgement lasts when nobody extends it; the usual time when absent. */
  readonly ackLengthMs: number | undefined;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
  /** Shows every view what has changed, and writes it down. */
  readonly changed: () => void;
}

/** What quietens alerts and says who has them in hand, in motion. */
export interface RunningSilencing {
  readonly commands: Pick<CommandHandlers, keyof typeof silenceCommands>;
  /** Acknowledgements stay as they are: another Vigil goes on with them. */
  stop(): void;
}

/** Takes up the local acknowledgements of the log and keeps all others alive from now on. */
export function startSilencing(deps: SilencingDeps): RunningSilencing {
  const { picture, journal, clock, newId, log, changed } = deps;
  const { acks, alerts } = picture;
  const startedAtMs = clock.nowMs();
  // Nothing waits for it: the first picture is there before.
  journal
    .actions({
      alertId: null,
      fromMs: startedAtMs - LOCAL_ACK_REACH_MS,
      toMs: startedAtMs,
      limit: MAX_RESTORED_ROWS,
    })
    .then((rows) => {
      for (const ack of openLocalAcks(rows))
        if (acks.localOf(ack.alertId) === null) acks.addLocal(ack, clock.nowMs());
      changed();
    })
    .catch((thrown: unknown) => {
      log.warn('Acknowledgements of the last run could not be read', { error: String(thrown) });
    });

  const members = (): readonly Member[] => membersOf(deps.config(), deps.find, picture.board.sources());
  const note = (action: AlertAction, alertIds: readonly string[]): void =>
    journal.appendAction({ action, alertIds });
  const keeper = createAckKeeper({
    book: acks,
    alerts,
    members,
    seat: newId(),
    ...(deps.ackLengthMs === undefined ? {} : { lengthMs: deps.ackLengthMs }),
    clock,
    newId,
    note,
    log,
  });
  const spreader = createSilenceSpreader({ book: acks, members, clock, log });
  const beatMs = Math.min(BEAT_MS, keeper.lengthMs / 10);
  let cancel = (): void => undefined;
  const beat = (): void => {
    cancel = clock.setTimeout(beat, beatMs);
    guarded(log, 'Keeping acknowledgements', () => {
      const atMs = clock.nowMs();
      const over = acks.review(atMs);
      for (const { alertId, by, why, untilMs } of over)
        note(
          {
            id: newId(),
            kind: 'ack_ended',
            atMs,
            by: VIGIL_ITSELF,
            why: `${untilMs === null ? 'The alert is over' : 'Its time is up'}. ${by} had it in hand${why === '' ? '' : `: ${why}`}.`,
            untilMs,
            silences: [],
          },
          [alertId],
        );
      keeper.beat();
      spreader.beat();
      if (over.length > 0) changed();
    });
  };
  cancel = clock.setTimeout(beat, beatMs);
  return {
    commands: createSilenceDesk({
      book: acks,
      alerts,
      members,
      seat: keeper.seat,
      lengthMs: keeper.lengthMs,
      spreader,
      editing: deps.editing,
      clock,
      newId,
      feed: () => alerts.all(),
      journal,
      note,
      changed,
    }),
    stop: () => cancel(),
  };
}

function membersOf(
  { sources }: VigilConfig,
  find: SilencingDeps['find'],
  statuses: readonly SourceStatus[],
): readonly Member[] {
  const states = new Map(statuses.map(({ id, state }) => [id, state]));
  return sources.flatMap((entry) => {
    const silencing = entry.type === 'alertmanager' && !entry.paused ? find(entry.id)?.silencing : undefined;
    if (silencing === undefined || entry.type !== 'alertmanager') return [];
    const isLive = states.get(entry.id) === 'live';
    return [{ sourceId: entry.id, group: entry.group ?? null, isLive, silencing }];
  });
}
