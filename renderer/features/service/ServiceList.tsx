import { useMemo } from 'react';
import type { HealthState } from '../../../shared/domain/health-state.ts';
import { formatSince } from '../../../shared/format/clock.ts';
import { rollUpWords } from '../../../shared/format/health-words.ts';
import { headlineOf } from '../../../shared/format/verdict.ts';
import { countOf, stateWord } from '../../../shared/format/words.ts';
import { hashOf } from '../../app/routes.ts';
import { ExportMenu } from '../../export/ExportMenu.tsx';
import { estateSummaryOf } from '../../state/estate-summary.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ReadingText } from '../../ui/ReadingText.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { Told } from '../../ui/Told.tsx';
import styles from './ServiceList.module.css';
import { servicesExport } from './services-export.ts';
import { type RegionReading, type ServiceRow, serviceRows, whereWords } from './services-model.ts';
import { useServiceReading } from './use-service-reading.ts';

/** Every service in a line, worst first. */
export function ServiceList() {
  const { picture, index, context, moment, timeZone } = useServiceReading();
  // The tables are written in place; `context` carries the time of the frame, so it changes with them.
  const list = useMemo(() => {
    if (picture === null) return null;
    const summary = estateSummaryOf(picture);
    const past = context.moment.mode !== 'live';
    return { rows: serviceRows(picture, index, context, summary), heading: headlineOf(summary, past) };
  }, [picture, index, context]);
  if (list === null || list.rows.length === 0)
    return (
      <EmptyState title="No service is known yet">
        Services appear as soon as a source reports one.{' '}
        <a className={styles['link']} href="#/sources">
          See who is connected
        </a>
      </EmptyState>
    );
  return (
    <div className={styles['view']} data-cached={moment.mode === 'cached'}>
      <div className={styles['head']}>
        <h1 className={styles['heading']}>{list.heading}</h1>
        <ExportMenu label="Export the services" choices={servicesExport} />
      </div>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Service</th>
            <th scope="col">State</th>
            <th scope="col">Since</th>
            <th scope="col">Where</th>
            <th scope="col" className={styles['numberHead']}>
              Slowest p95
            </th>
            <th scope="col" className={styles['numberHead']}>
              Most failing
            </th>
            <th scope="col">Owner</th>
          </tr>
        </thead>
        <tbody>
          {list.rows.map((row) => (
            <Row key={row.service.id} row={row} nowMs={context.nowMs} timeZone={timeZone} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, nowMs, timeZone }: { row: ServiceRow; nowMs: number; timeZone: string }) {
  return (
    <tr className={styles['row']} data-quiet={row.state === 'ok'}>
      <th scope="row">
        <a href={hashOf({ name: 'service', id: row.service.id })}>
          <StateMark state={row.state} size={12} folded={row.foldedUnder !== null} />
          <Told text={row.service.name} />
        </a>
      </th>
      <td
        className={styles[row.foldedUnder === null ? inkOf(row.state) : 'plain']}
        title={`${row.service.name} is ${rollUpWords(row.service.rollUp)}`}
      >
        {stateWord(row.state)}
        {row.foldedUnder !== null && (
          <>
            , folded under <bdi>{row.foldedUnder}</bdi>
          </>
        )}
      </td>
      <td className="tabular">
        {Number.isFinite(row.sinceMs) ? formatSince(row.sinceMs, nowMs, timeZone) : 'not known'}
      </td>
      <td className={styles['where']}>
        <Told text={whereWords(row)} />
        {row.unseenCount > 0 && row.state !== 'unreachable' && (
          <span className={styles['unseen']}>
            <StateMark state="unreachable" size={10} /> {countOf(row.unseenCount, 'region')} not seen
          </span>
        )}
      </td>
      <Worst value={row.latency} timeZone={timeZone} />
      <Worst value={row.errors} timeZone={timeZone} />
      <td className={styles['owner']}>
        <Told text={row.service.owner ?? ''} />
      </td>
    </tr>
  );
}

function Worst({ value, timeZone }: { value: RegionReading | null; timeZone: string }) {
  return (
    <td className={styles['right']}>
      {value === null ? (
        <span className={styles['none']}>no data</span>
      ) : (
        <span className={styles['reading']}>
          <ReadingText reading={value.reading} timeZone={timeZone} showAge={false} />
          <Told text={value.region} className={styles['region']} />
        </span>
      )}
    </td>
  );
}

function inkOf(state: HealthState): string {
  return state === 'down' || state === 'degraded' || state === 'maintenance' ? state : 'plain';
}
