import { memo } from 'react';
import type { Service } from '../../../shared/domain/catalogue.ts';
import { ExportMenu } from '../../export/ExportMenu.tsx';
import type { ExportChoice } from '../../export/use-export.ts';
import { type ProjectionKind, projectionKinds } from '../../map/camera.ts';
import type { LatencySignal } from '../../map/network-model.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import styles from './MapControls.module.css';
import type { MapAddress } from './map-address.ts';

/** What the view shows: which numbers, of whom, and how they are drawn. */
export type MapChoices = Omit<MapAddress, 'regionId' | 'route'>;

const modes = [
  { value: 'map', text: 'Map' },
  { value: 'matrix', text: 'Matrix' },
] as const;

const projectionNames: Readonly<Record<ProjectionKind, string>> = {
  flat: 'Flat',
  equal_area: 'Equal area',
  globe: 'Globe',
  distance: 'Distance',
};

type MetricOption = LatencySignal | 'loss' | 'deviation';

export interface MapControlsProps {
  readonly choices: MapChoices;
  readonly onChange: (change: Partial<MapChoices>) => void;
  /** Percentiles and whether something measures them. */
  readonly percentiles: readonly {
    readonly value: LatencySignal;
    readonly text: string;
    readonly disabled?: boolean;
    readonly title?: string;
  }[];
  readonly measuresLoss: boolean;
  readonly services: readonly Service[];
  readonly exports: readonly ExportChoice[];
}

/** The row of choices under the heading. */
export const MapControls = memo(function MapControls(props: MapControlsProps) {
  const { choices, onChange, percentiles, measuresLoss, services } = props;
  const options: readonly { value: MetricOption; text: string; disabled?: boolean; title?: string }[] = [
    ...percentiles,
    measuresLoss
      ? { value: 'loss', text: 'Loss' }
      : { value: 'loss', text: 'Loss', disabled: true, title: 'No source reports lost packets' },
    { value: 'deviation', text: 'Deviation from normal' },
  ];
  return (
    <div className={styles['controls']}>
      <Segmented
        label="What is shown"
        options={options}
        value={choices.metric === 'latency' ? choices.signal : choices.metric}
        onChange={(value) =>
          onChange(
            value === 'loss' || value === 'deviation'
              ? { metric: value }
              : { metric: 'latency', signal: value },
          )
        }
      />
      <Segmented
        label="Shown as"
        options={modes}
        value={choices.mode}
        onChange={(mode) => onChange({ mode })}
      />
      {services.length > 1 && (
        <label className={styles['pick']}>
          Requests of
          <select
            value={choices.serviceId ?? ''}
            onChange={({ target }) => onChange({ serviceId: target.value === '' ? null : target.value })}
          >
            <option value="">all services</option>
            {services.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {choices.mode === 'map' && (
        <>
          <label className={styles['pick']}>
            World
            <select
              value={choices.kind}
              onChange={({ target }) => {
                const kind = projectionKinds.find((one) => one === target.value);
                if (kind !== undefined) onChange({ kind });
              }}
            >
              {projectionKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {projectionNames[kind]}
                </option>
              ))}
            </select>
          </label>
          <div className={styles['switches']} role="group" aria-label="Drawn on the map">
            <button
              type="button"
              aria-pressed={choices.allRoutes}
              onClick={() => onChange({ allRoutes: !choices.allRoutes })}
            >
              All routes
            </button>
            <button
              type="button"
              aria-pressed={choices.dayNight}
              title="The line between day and night; its ticks point into the night"
              onClick={() => onChange({ dayNight: !choices.dayNight })}
            >
              Day and night
            </button>
          </div>
        </>
      )}
      <ExportMenu label="Export the map" choices={props.exports} />
    </div>
  );
});
