import type { Unit } from '../../../shared/domain/signal.ts';
import { ChartTable } from '../../charts/ChartTable.tsx';
import type { ChartLimit } from '../../charts/chart-limits.ts';
import type { ChartGap, ChartModel } from '../../charts/chart-model.ts';
import type { Crosshair } from '../../charts/crosshair.ts';
import { type ChartLine, type ChartMark, TimeChart } from '../../charts/TimeChart.tsx';
import type { TimeFrame } from '../../charts/time-frame.ts';
import { useNear } from '../../charts/use-near.ts';
import type { UsualStep } from '../../charts/usual-steps.ts';
import { ChartGutter, type GutterRow } from './ChartGutter.tsx';
import styles from './ServiceCharts.module.css';

export interface ChartSectionProps {
  readonly title: string;
  readonly caption: string;
  readonly unit: Unit;
  readonly scale: 'log' | 'linear';
  readonly height: number;
  readonly lines: readonly ChartLine[];
  readonly fill: boolean;
  /** At their ends; when there are several, where not said otherwise. */
  readonly nameLines?: boolean;
  readonly model: ChartModel;
  readonly before: ChartModel | null;
  readonly usual: readonly UsualStep[];
  readonly usualOf: string;
  readonly limits: readonly ChartLimit[];
  readonly gaps: readonly ChartGap[];
  readonly marks: readonly ChartMark[];
  readonly troubleSinceMs: number | null;
  readonly summary: string;
  readonly rows: readonly GutterRow[];
  /** Read-outs in small type. */
  readonly isDense?: boolean;
  readonly frame: TimeFrame;
  readonly crosshair: Crosshair;
  readonly asTable: boolean;
  readonly onTable: (asTable: boolean) => void;
}

/** One chart with its read-outs, or the same numbers as a table. Drawn once somebody has scrolled near it. */
export function ChartSection(props: ChartSectionProps) {
  const { title, lines, model, frame, height, crosshair, asTable } = props;
  const [ref, isNear] = useNear<HTMLElement>();
  return (
    <section ref={ref} className={styles['chart']} aria-label={title}>
      <ChartGutter
        title={title}
        caption={props.caption}
        rows={props.rows}
        crosshair={crosshair}
        timeZone={frame.timeZone}
        isDense={props.isDense === true}
        asTable={asTable}
        onTable={props.onTable}
      />
      {asTable ? (
        <ChartTable
          title={title}
          model={model}
          labels={lines.map(({ label }) => label)}
          unit={props.unit}
          timeZone={frame.timeZone}
          height={height}
        />
      ) : isNear ? (
        <TimeChart
          frame={frame}
          model={model}
          before={props.before}
          lines={lines}
          unit={props.unit}
          scale={props.scale}
          height={height}
          limits={props.limits}
          fillBeyondLimit={props.fill}
          gaps={props.gaps}
          usual={props.usual}
          usualOf={props.usualOf}
          marks={props.marks}
          crosshair={crosshair}
          troubleSinceMs={props.troubleSinceMs}
          nameLines={props.nameLines ?? lines.length > 1}
          summary={props.summary}
        />
      ) : (
        <div style={{ height }} />
      )}
    </section>
  );
}
