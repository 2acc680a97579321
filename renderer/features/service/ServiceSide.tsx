import type { Alert } from '../../../shared/domain/alert.ts';
import { compareAlerts, isLoud } from '../../../shared/domain/alert.ts';
import type { Annotation } from '../../../shared/domain/annotation.ts';
import type { Service } from '../../../shared/domain/catalogue.ts';
import type { Moment } from '../../../shared/domain/moment.ts';
import { formatSince } from '../../../shared/format/clock.ts';
import { formatDurationShort } from '../../../shared/format/duration.ts';
import { alertWord, markOfAlert } from '../../../shared/format/words.ts';
import { withMoment } from '../../app/routes.ts';
import { CopyButton } from '../../source-setup/Payloads.tsx';
import { useMoment, useSection } from '../../state/hooks.ts';
import { PanelTitle } from '../../ui/PanelTitle.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { Told } from '../../ui/Told.tsx';
import { webLink } from '../../ui/web-link.ts';
import { PromisePanel } from './PromisePanel.tsx';
import { RecentChanges } from './RecentChanges.tsx';
import styles from './ServiceSide.module.css';

/** Alerts listed beside the charts; the feed has all of them. */
const MAX_SIDE_ALERTS = 6;

export interface ServiceSideProps {
  readonly service: Service;
  readonly alerts: readonly Alert[];
  /** Oldest first. */
  readonly changes: readonly Annotation[];
  readonly nowMs: number;
  /** The moment the picture speaks of; ages of alerts are counted to it. */
  readonly clockMs: number;
  readonly past: boolean;
  readonly timeZone: string;
}

/** Beside the charts: the promises, the alerts of now, what changed, and who to turn to. */
export function ServiceSide({ service, alerts, changes, nowMs, clockMs, past, timeZone }: ServiceSideProps) {
  const moment = useMoment();
  const objectives = useSection('objectives').filter((objective) => objective.service === service.id);
  const active = alerts
    .filter((alert) => alert.state !== 'resolved' && isLoud(alert))
    .toSorted(compareAlerts);
  const runbook = webLink(service.runbookUrl);
  return (
    <aside className={styles['side']} aria-label={`About ${service.name}`}>
      {objectives.map((objective) => (
        <section key={objective.id}>
          <PromisePanel objective={objective} />
        </section>
      ))}
      {objectives.length === 0 && (
        <section>
          <PanelTitle>Promise</PanelTitle>
          <p className={styles['quiet']}>No objective is configured for this service.</p>
        </section>
      )}
      <section>
        <PanelTitle fact={active.length === 0 ? undefined : String(active.length)}>
          {past ? 'Alerts then' : 'Alerts now'}
        </PanelTitle>
        {active.length === 0 && (
          <p className={styles['quiet']}>
            {past ? 'None was reported.' : 'None of the sources that answer reports one.'}
          </p>
        )}
        <ul>
          {active.slice(0, MAX_SIDE_ALERTS).map((alert) => (
            <li key={alert.id} className={styles['alert']} data-dim={alert.unconfirmed}>
              <span className={styles['mark']}>
                <StateMark state={markOfAlert(alert)} size={11} />
              </span>
              <span>
                <Told text={alert.title} className={styles['title']} />
                <span className={styles['facts']}>
                  {alertWord(alert)} <Told text={alert.region ?? ''} />
                  {alert.unconfirmed &&
                    `, not confirmed since ${formatSince(alert.lastSeenAtMs, nowMs, timeZone)}`}
                </span>
              </span>
              <span className={`${styles['age']} tabular`}>
                {formatDurationShort(clockMs - alert.startsAtMs)}
              </span>
            </li>
          ))}
        </ul>
        {active.length > MAX_SIDE_ALERTS && (
          <a className={styles['link']} href="#/alerts">
            {active.length - MAX_SIDE_ALERTS} more in the feed
          </a>
        )}
      </section>
      <RecentChanges
        service={service.id}
        changes={changes}
        clockMs={clockMs}
        past={past}
        timeZone={timeZone}
      />
      <section>
        <PanelTitle>Links</PanelTitle>
        <dl className={styles['links']}>
          <div>
            <dt>Owner</dt>
            <dd>
              <Told text={service.owner ?? 'not configured'} />
            </dd>
          </div>
          <div>
            <dt>Runbook</dt>
            <dd>
              {runbook === null ? (
                'not configured'
              ) : (
                <a className={styles['link']} href={runbook.href} target="_blank" rel="noopener noreferrer">
                  at {runbook.host}
                </a>
              )}
            </dd>
          </div>
          <div>
            <dt>Link to this moment</dt>
            <dd>
              <CopyButton text={linkTo(moment, clockMs)} />
            </dd>
          </div>
        </dl>
      </section>
    </aside>
  );
}

/** The address of this page at its moment, so that somebody else sees the same. */
function linkTo(moment: Moment, atMs: number): string {
  const knowledge = moment.mode === 'past' ? moment.knowledge : 'then';
  const whole = Math.floor(atMs / 1_000) * 1_000;
  return `${location.href.split('#')[0]}${withMoment(location.hash, { atMs: whole, knowledge })}`;
}
