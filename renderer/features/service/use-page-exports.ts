import type { CommandReply } from '../../../shared/contract/commands.ts';
import type { Failure } from '../../../shared/domain/failure.ts';
import type { Moment } from '../../../shared/domain/moment.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import type { ExportTable } from '../../export/export-table.ts';
import type { ExportChoice } from '../../export/use-export.ts';
import { useVigil } from '../../state/provider.tsx';
import { chartSignals } from './chart-definitions.ts';
import { readSamples, unanswered } from './read-samples.ts';
import { sampleTable, stateTable } from './service-export.ts';

interface PageOnScreen {
  readonly service: string;
  /** The region of the charts. */
  readonly region: string | null;
  readonly range: TimeRange;
  /** Null until the log has answered. */
  readonly transitions: CommandReply<'transitions'> | null;
}

/** What the page of a service offers to export: every sample behind its charts, and the states of its regions. */
export function usePageExports(): (page: PageOnScreen) => readonly ExportChoice[] {
  const { client, store } = useVigil();
  return ({ service, region, range, transitions }) => {
    const about = { service, ...range };
    const samples = async (where: string, moment: Moment): Promise<Result<ExportTable, Failure>> => {
      // Said at once: a request would wait for the connection to come back.
      if (store.getState().link !== 'open') return err(unanswered);
      const found = await readSamples(client, {
        ...about,
        region: where,
        signals: [...chartSignals],
        knownByMs: moment.mode === 'past' && moment.knowledge === 'then' ? moment.atMs : null,
      });
      return found.ok ? ok(sampleTable(found.value, where, about)) : found;
    };
    const choices: ExportChoice[] = [];
    if (region !== null)
      choices.push({
        name: 'Samples of the charts',
        make: ({ picture }) => samples(region, picture.sections.moment),
      });
    if (transitions !== null)
      choices.push({ name: 'States by region', make: () => stateTable(transitions, about) });
    return choices;
  };
}
