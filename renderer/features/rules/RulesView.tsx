import { useMemo } from 'react';
import { formatMatcher } from '../../../shared/domain/matcher-text.ts';
import { countOf } from '../../../shared/format/words.ts';
import { withQuery } from '../../app/address-query.ts';
import { hashOf } from '../../app/routes.ts';
import { FileFaults, FileNote } from '../../source-setup/FileNote.tsx';
import { useRulesFile } from '../../source-setup/use-sources-file.ts';
import { useMoment, useNowMs, useSection } from '../../state/hooks.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PanelTitle, ViewHeading } from '../../ui/PanelTitle.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { Told } from '../../ui/Told.tsx';
import styles from './RulesView.module.css';
import { type RuleLine, ruleLines, ruleMark, rulesHeading, standingWords } from './rules-model.ts';
import { useRuleStandings } from './use-rule-standings.ts';

/** Vigil's own rules with how they stand: what fires first. */
export function RulesView() {
  const alerts = useSection('alerts');
  const { timeZones } = useSection('catalogue');
  const { mode } = useMoment();
  const { file, failure } = useRulesFile();
  const standings = useRuleStandings();
  const lines = useMemo(() => ruleLines(file?.rules ?? [], standings, alerts), [file, standings, alerts]);
  return (
    <div className={styles['view']}>
      <div className={styles['column']}>
        <p className={styles['crumb']}>
          <a href={hashOf({ name: 'alerts' })}>Alerts</a>
        </p>
        <div className={styles['top']}>
          <ViewHeading sub="Rules raise alerts over whatever Vigil measures, without a rule in Prometheus.">
            {file === null && failure === null
              ? 'The rules are being read'
              : rulesHeading(lines, mode === 'live')}
          </ViewHeading>
          {file !== null && (
            <ButtonLink href={hashOf({ name: 'new-rule' })} tone={file.editable ? 'final' : 'plain'}>
              {file.editable ? 'Add a rule' : 'Try a rule'}
            </ButtonLink>
          )}
        </div>
        {file !== null && <FileFaults file={file} />}
        {file !== null && lines.length === 0 && (
          <EmptyState title="Nothing is judged by a rule of Vigil’s own">
            A rule says which signal must not be above or below what, and for how long. It can be tried over
            the last week before it is in effect.
          </EmptyState>
        )}
        <ul className={styles['list']}>
          {lines.map((line) => (
            <RuleRow key={line.id} line={line} timeZone={timeZones[0] ?? 'UTC'} />
          ))}
        </ul>
      </div>
      <aside className={styles['rail']} aria-label="About these rules">
        <section>
          <PanelTitle>Where rules are written</PanelTitle>
          <FileNote file={file} failure={failure} />
        </section>
        <section>
          <PanelTitle>From a terminal</PanelTitle>
          <p className={styles['note']}>
            Whoever writes the file in an editor tries its rules with
            <code className={`${styles['code']} mono`}>vigil rules preview vigil.yaml</code>
          </p>
        </section>
      </aside>
    </div>
  );
}

function RuleRow({ line, timeZone }: { line: RuleLine; timeZone: string }) {
  const nowMs = useNowMs();
  const { mode } = useMoment();
  const { id, standing, alerts } = line;
  const state = alerts.some((alert) => alert.state === 'firing') ? 'firing' : standing?.state;
  return (
    <li className={styles['rule']} data-state={state}>
      <span className={styles['mark']}>
        <StateMark state={ruleMark(line)} size={12} tally />
      </span>
      <div className={styles['who']}>
        <p className={styles['head']}>
          <a className={styles['name']} href={hashOf({ name: 'rule', id })}>
            <Told text={id} />
          </a>
          {standing !== null && <span className={styles['severity']}>{standing.severity}</span>}
        </p>
        {standing !== null && (
          <>
            <p className={styles['title']}>
              <Told text={standing.title} />
            </p>
            <p className={styles['words']}>
              <Told text={standing.words} />
            </p>
          </>
        )}
      </div>
      <p className={`${styles['state']} tabular`}>{standingWords(line, mode, nowMs, timeZone)}</p>
      {alerts.length > 0 && (
        <a
          className={styles['alerts']}
          href={withQuery(hashOf({ name: 'alerts' }), {
            match: [formatMatcher({ name: 'alertname', operator: '=', value: id })],
          })}
        >
          {countOf(alerts.length, 'alert')}
        </a>
      )}
    </li>
  );
}
