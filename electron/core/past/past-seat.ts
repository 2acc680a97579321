import type { CommandReply, CommandRequest } from '../../../shared/contract/commands.ts';
import { type Failure, failure } from '../../../shared/domain/failure.ts';
import { forgetOldest } from '../../../shared/domain/forget-oldest.ts';
import { incidentStarts, nextStart } from '../../../shared/domain/incident.ts';
import type { ObjectiveStatus } from '../../../shared/domain/objective.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { parseConfig } from '../config/parse-config.ts';
import type { VigilConfig } from '../config/schema.ts';
import type { JournalReader } from '../journal/journal.ts';
import { createPastObjectives } from './past-objectives.ts';
import type { PastViewName, PastViews } from './past-views.ts';

/** Moments are whole seconds: to that the log knows when things were received. */
const SECOND_MS = 1_000;
/** Incidents are looked for in steps of this length at first, then in longer ones. */
const FIRST_SEARCH_MS = 6 * 3_600_000;
/** Configurations kept parsed. */
const MAX_CONFIGURATIONS = 4;

/** The main process's way to the past: what views and the API ask goes through here to the journal's worker. */
export interface PastSeat {
  moment(request: CommandRequest<'moment'>): Promise<Result<CommandReply<'moment'>, Failure>>;
  nextIncident(
    request: CommandRequest<'nextIncident'>,
  ): Promise<Result<CommandReply<'nextIncident'>, Failure>>;
  /** A view of the JSON API as of a moment, as then known. */
  view<Name extends PastViewName>(name: Name, atMs: number): Promise<Result<PastViews[Name], Failure>>;
  objectives(atMs: number): Promise<Result<ObjectivesView, Failure>>;
}

export interface ObjectivesView {
  readonly atMs: number;
  readonly objectives: readonly ObjectiveStatus[];
}

export function createPastSeat({
  journal,
  nowMs,
  outside = null,
}: {
  readonly journal: JournalReader;
  readonly nowMs: () => number;
  /** What is said of every moment that cannot be shown, where the log is only a part of one. */
  readonly outside?: string | null;
}): PastSeat {
  const pastObjectives = createPastObjectives(journal);
  const parsed = new Map<string, VigilConfig | null>();

  /** The moment that is meant, or why there is none. */
  const momentOf = async (atMs: number): Promise<Result<number, Failure>> => {
    if (!Number.isFinite(atMs)) return err(failure('bad_request', 'This is not a moment.'));
    if (atMs > nowMs())
      return err(
        failure(
          'bad_request',
          outside ?? 'This moment is still to come: Vigil shows what was, not what will be.',
        ),
      );
    const { oldestMs } = await journal.stats();
    if (oldestMs === null)
      return err(failure('not_found', 'The journal is still empty: there is no past to show yet.'));
    const wholeMs = Math.floor(atMs / SECOND_MS) * SECOND_MS;
    if (wholeMs < Math.floor(oldestMs / SECOND_MS) * SECOND_MS)
      return err(
        failure(
          'not_found',
          outside ??
            `The journal reaches back to ${new Date(oldestMs).toISOString().slice(0, 19).replace('T', ' ')} UTC, and not further.`,
        ),
      );
    return ok(wholeMs);
  };
  const configAt = async (atMs: number): Promise<VigilConfig | null> => {
    const held = await journal.configurationAt(atMs);
    if (held === null) return null;
    const known = parsed.get(held.yaml);
    if (known !== undefined) return known;
    const config = parseConfig(held.yaml, 'vigil.yaml');
    parsed.set(held.yaml, config.ok ? config.value : null);
    forgetOldest(parsed, MAX_CONFIGURATIONS);
    return config.ok ? config.value : null;
  };
  const objectivesAt = async (atMs: number): Promise<ObjectivesView['objectives']> => {
    const config = await configAt(atMs);
    return config === null ? [] : pastObjectives.at(atMs, config);
  };

  return {
    async moment({ atMs, knowledge, have }) {
      const moment = await momentOf(atMs);
      if (!moment.ok) return moment;
      const objectives = await objectivesAt(moment.value);
      const frame = await journal.moment({ atMs: moment.value, knowledge, have, objectives });
      return frame.ok ? ok({ frame: frame.value }) : err(failure('not_found', frame.error));
    },
    async nextIncident({ fromMs, direction }) {
      const { oldestMs } = await journal.stats();
      if (oldestMs === null || !Number.isFinite(fromMs)) return ok({ atMs: null });
      const endMs = direction === 'later' ? nowMs() : oldestMs;
      let edgeMs = Math.min(Math.max(fromMs, oldestMs), nowMs());
      for (let lengthMs = FIRST_SEARCH_MS; edgeMs !== endMs; lengthMs *= 4) {
        const otherMs =
          direction === 'later' ? Math.min(endMs, edgeMs + lengthMs) : Math.max(endMs, edgeMs - lengthMs);
        const range = { fromMs: Math.min(edgeMs, otherMs), toMs: Math.max(edgeMs, otherMs) };
        const starts = incidentStarts(await journal.transitions({ service: null, ...range }));
        const found = nextStart(
          starts.filter((atMs) => atMs >= range.fromMs),
          fromMs,
          direction,
        );
        if (found !== null) return ok({ atMs: found });
        edgeMs = otherMs;
      }
      return ok({ atMs: null });
    },
    async view(name, atMs) {
      const moment = await momentOf(atMs);
      if (!moment.ok) return moment;
      const found = await journal.look(name, moment.value);
      return found.ok ? ok(found.value) : err(failure('not_found', found.error));
    },
    async objectives(atMs) {
      const moment = await momentOf(atMs);
      if (!moment.ok) return moment;
      return ok({ atMs: moment.value, objectives: await objectivesAt(moment.value) });
    },
  };
}
