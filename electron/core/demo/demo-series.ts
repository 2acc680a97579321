import type { SeriesKey } from '../../../shared/domain/observation.ts';
import { signalDefinition } from '../../../shared/domain/signal.ts';
import type { JournalSeries } from '../journal/journal.ts';
import { EDGE, PROBES, probedServices } from './demo-places.ts';
import { milliseconds } from './edge-server.ts';
import type { CellValues, Fleet, FleetCell, FleetMoment } from './fleet.ts';
import { isProbed, metricOf, scraped } from './query-engine.ts';

/** What is measured at one place, a service in a region or a link: series, and how they are read together. */
export interface DemoPlace {
  /** In the numbering of the fleet. */
  readonly cell: number | null;
  readonly series: readonly JournalSeries[];
  /** Values in the order of `series`, as the live sources deliver them; null when nothing is reported. */
  read(moment: FleetMoment): readonly number[] | null;
}

/** Every series that the live sources of the demo create, by place: cells in the order of the fleet, then links. */
export function demoPlaces(fleet: Fleet): readonly DemoPlace[] {
  return [
    ...fleet.cells.map((cell, index) => cellPlace(cell, index)),
    ...fleet.links.map(({ from, to }, index): DemoPlace => {
      const series = seriesOf({ service: '', region: from, toRegion: to }, 'link_rtt', EDGE);
      return {
        cell: null,
        series: [series],
        read(moment) {
          const seconds = moment.link(index);
          return seconds === null ? null : [streamed(seconds)];
        },
      };
    }),
  ];
}

/** Which metric answers the query of a signal. */
const metricOfSignal = {
  latency_p95: 'service:latency_seconds:p95',
  error_ratio: 'service:error_ratio:rate1m',
  request_rate: 'service:request_rate:rate1m',
  availability: 'service:success:ratio',
} as const;

interface Reading {
  readonly series: JournalSeries;
  readonly of: (values: CellValues, moment: FleetMoment) => number;
}

function cellPlace({ service, region }: FleetCell, index: number): DemoPlace {
  const subject = { service: service.id, region: region.id, toRegion: null };
  const metric = (signal: keyof typeof metricOfSignal): Reading => {
    const read = metricOf[metricOfSignal[signal]]!;
    return { series: seriesOf(subject, signal, region.sourceId), of: (values) => scraped(read(values)) };
  };
  const readings: Reading[] = [metric('latency_p95'), metric('error_ratio'), metric('request_rate')];
  if (probedServices.includes(service.id)) readings.push(metric('availability'));
  if (isProbed(service.id, region.id))
    readings.push({
      series: seriesOf(subject, 'availability', PROBES),
      of: (_values, moment) => scraped(moment.probe(index)),
    });
  readings.push(
    { series: seriesOf(subject, 'latency_p50', EDGE), of: ({ p50Seconds }) => streamed(p50Seconds) },
    { series: seriesOf(subject, 'latency_p99', EDGE), of: ({ p99Seconds }) => streamed(p99Seconds) },
  );
  return {
    cell: index,
    series: readings.map(({ series }) => series),
    read(moment) {
      const values = moment.isBlind(region.id) ? null : moment.cell(index);
      return values === null ? null : readings.map((reading) => reading.of(values, moment));
    },
  };
}

/** Seconds as they come out of the stream, which speaks in milliseconds. */
function streamed(seconds: number): number {
  return milliseconds(seconds) / 1_000;
}

function seriesOf(
  subject: Pick<JournalSeries, 'service' | 'region' | 'toRegion'>,
  signal: string,
  sourceId: string,
): JournalSeries {
  return { ...subject, signal, unit: signalDefinition(signal).unit, sourceId };
}

/** A series as sources and the board name it. */
export function keyOfSeries({ service, region, toRegion, signal, unit }: JournalSeries): SeriesKey {
  return {
    subject:
      toRegion === null ? { kind: 'cell', service, region } : { kind: 'link', from: region, to: toRegion },
    signal,
    unit,
  };
}
