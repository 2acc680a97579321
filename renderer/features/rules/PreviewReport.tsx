import type { RulePreview } from '../../../shared/contract/rule-commands.ts';
import { formatClockMinutes, formatDate, zoneName } from '../../../shared/format/clock.ts';
import { formatDuration } from '../../../shared/format/duration.ts';
import { countOf } from '../../../shared/format/words.ts';
import { hashOf } from '../../app/routes.ts';
import { PanelTitle } from '../../ui/PanelTitle.tsx';
import { Told } from '../../ui/Told.tsx';
import styles from './PreviewReport.module.css';

export interface PreviewReportProps {
  /** Null before it was tried. */
  readonly preview: RulePreview | null;
  /** It is about an earlier text. */
  readonly isOld: boolean;
  readonly running: boolean;
  readonly timeZone: string;
}

/** What a rule would have done over the last week: in words, and every episode with place, start and length. */
export function PreviewReport({ preview, isOld, running, timeZone }: PreviewReportProps) {
  return (
    <>
      <PanelTitle fact={isOld ? 'of an earlier text' : undefined}>Over the last week</PanelTitle>
      <p className={styles['sentence']} role="status" data-old={isOld || undefined}>
        {running
          ? 'Being tried.'
          : (preview?.sentence ?? 'Not tried yet: see how often it would have fired before it is in effect.')}
      </p>
      {preview !== null && preview.firings.length > 0 && (
        <div className={styles['scroller']} data-old={isOld || undefined}>
          <table className={styles['table']}>
            <caption className="visually-hidden">Times it would have fired, newest first</caption>
            <thead>
              <tr>
                <th scope="col">Began ({zoneName(timeZone)})</th>
                <th scope="col">Lasted</th>
                <th scope="col">Where</th>
              </tr>
            </thead>
            <tbody>
              {preview.firings.map((firing) => (
                <tr key={`${firing.fromMs} ${firing.service} ${firing.region} ${firing.toRegion}`}>
                  <td className="tabular">
                    <a href={momentHash(firing)} title="Look at this moment">
                      {formatDate(firing.fromMs, timeZone)} {formatClockMinutes(firing.fromMs, timeZone)}
                    </a>
                  </td>
                  <td className="tabular">
                    {firing.toMs === null
                      ? `${formatDuration(preview.toMs - firing.fromMs)}, still`
                      : formatDuration(firing.toMs - firing.fromMs)}
                  </td>
                  <td>
                    <Told text={placeWords(firing)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {preview.count > preview.firings.length && (
            <p className={styles['more']}>
              and {countOf(preview.count - preview.firings.length, 'time')} before these
            </p>
          )}
        </div>
      )}
    </>
  );
}

type Firing = RulePreview['firings'][number];

/** The service at that moment; a link on the map. */
function momentHash({ service, fromMs }: Firing): string {
  const page = service === null ? hashOf({ name: 'map' }) : hashOf({ name: 'service', id: service });
  return `${page}?at=${new Date(fromMs).toISOString()}`;
}

function placeWords({ service, region, toRegion }: Firing): string {
  if (service === null) return `${region} to ${toRegion}`;
  return region === null ? service : `${service} in ${region}`;
}
