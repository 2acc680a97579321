import type { Service } from '../../../shared/domain/catalogue.ts';
import type { HealthState } from '../../../shared/domain/health-state.ts';
import type { Moment } from '../../../shared/domain/moment.ts';
import { formatClock, formatSince, sameDay } from '../../../shared/format/clock.ts';
import { formatDuration } from '../../../shared/format/duration.ts';
import { rollUpWords } from '../../../shared/format/health-words.ts';
import { stateWord } from '../../../shared/format/words.ts';
import { KnowledgeSwitch, MomentWords } from '../../app/MomentLine.tsx';
import { ExportMenu } from '../../export/ExportMenu.tsx';
import type { ExportChoice } from '../../export/use-export.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { Told } from '../../ui/Told.tsx';
import { Words } from '../../ui/Words.tsx';
import styles from './ServiceHeader.module.css';
import type { PageForm } from './ServicePage.tsx';
import { decisiveRegions, type RegionState, whereWords } from './services-model.ts';

export interface ServiceHeaderProps {
  readonly service: Service;
  readonly state: HealthState;
  /** All of its trouble is told with that of another service. */
  readonly isFolded: boolean;
  readonly regions: readonly RegionState[];
  readonly region: string | null;
  readonly onRegion: (region: string) => void;
  readonly form: PageForm;
  readonly onForm: (form: PageForm) => void;
  readonly comparesWeek: boolean;
  readonly onCompareWeek: (compares: boolean) => void;
  readonly nowMs: number;
  readonly timeZone: string;
  readonly moment: Moment;
  /** What explains the state, in sentences. */
  readonly notes: readonly string[];
  /** What of the page can be exported now. */
  readonly exports: readonly ExportChoice[];
}

/** Name, state, since when, and what the page shows of it. */
export function ServiceHeader(props: ServiceHeaderProps) {
  const { service, state, regions, region, onRegion, form, onForm, nowMs, timeZone, moment } = props;
  const cached = moment.mode === 'cached';
  const isPast = moment.mode === 'past';
  const worst = decisiveRegions(regions, state);
  const sinceMs = Math.min(...worst.map((one) => one.sinceMs).filter(Number.isFinite));
  const fine = regions.filter((one) => one.state === 'ok').length;
  const where = whereWords({ worstRegions: worst.map((one) => one.region), regionCount: regions.length });
  const since = Number.isFinite(sinceMs)
    ? sameDay(sinceMs, nowMs, timeZone)
      ? formatClock(sinceMs, timeZone)
      : formatSince(sinceMs, nowMs, timeZone)
    : null;
  return (
    <header className={styles['header']}>
      <div className={styles['line']}>
        <StateMark state={state} size={18} folded={props.isFolded} />
        <h1 className={styles['name']}>
          <Told text={service.name} />
        </h1>
        <p
          className={`${styles['state']} ${props.isFolded ? '' : (styles[state] ?? '')}`}
          title={`${service.name} is ${rollUpWords(service.rollUp)}`}
        >
          {cached ? 'was ' : ''}
          {stateWord(state)} in <Told text={where} />
          {since !== null && ` since ${since}`}
        </p>
        <span className={styles['spring']} />
        <KnowledgeSwitch />
      </div>
      <div className={styles['line']}>
        <p className={styles['facts']}>
          <MomentWords />{' '}
          {Number.isFinite(sinceMs) &&
            !cached &&
            `For ${formatDuration(nowMs - sinceMs)}${isPast ? ' by then' : ''}. `}
          {state !== 'ok' &&
            `${fine} of ${regions.length} regions ${moment.mode === 'live' ? 'are' : 'were'} ok.`}
          {props.notes.map((note) => (
            <span key={note}>
              {' '}
              <Words>{note}</Words>
            </span>
          ))}
        </p>
        <label className={styles['region']}>
          <span className="visually-hidden">Region of the charts</span>
          <select value={region ?? ''} onChange={(event) => onRegion(event.target.value)}>
            {regions.map((one) => (
              <option key={one.region} value={one.region}>
                {one.region}
                {one.state === 'ok' ? '' : `, ${stateWord(one.state)}`}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className={styles['toggle']}
          aria-pressed={props.comparesWeek}
          title="Draws the same time seven days before, dashed"
          onClick={() => props.onCompareWeek(!props.comparesWeek)}
        >
          Last week
        </button>
        <Segmented
          label="Show as"
          options={[
            { value: 'charts', text: 'Charts' },
            { value: 'table', text: 'Table' },
          ]}
          value={form}
          onChange={onForm}
        />
        {props.exports.length > 0 && <ExportMenu label="Export this page" choices={props.exports} />}
      </div>
    </header>
  );
}
