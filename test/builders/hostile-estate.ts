import type { CommandReply, CommandRequest } from '../../shared/contract/commands.ts';
import type { Frame } from '../../shared/contract/frame.ts';
import { emptySections } from '../../shared/contract/picture.ts';
import type { Alert } from '../../shared/domain/alert.ts';
import type { Annotation } from '../../shared/domain/annotation.ts';
import { SPARK_BINS } from '../../shared/domain/spark.ts';
import { FrameBuilder } from './frame-builder.ts';
import { hostileLabels } from './hostile-labels.ts';
import type { Answers } from './memory-hub.ts';
import { buildAlert } from './story-alerts.ts';
import { STORY_MS } from './story-estate.ts';
import { storyObjectives } from './story-objectives.ts';
import { buildSourceStatus } from './story-sources.ts';

const REGIONS = 24;
/** Regions apart from the others: every label is the name of one of the services, and of a region of somebody's. */
const regionLabels = hostileLabels.filter((_, index) => index % 8 === 0).slice(0, REGIONS);
const label = (index: number): string => hostileLabels[index % hostileLabels.length] ?? '';

/** Every label as the name of a service, an alert, a change and a source; many as regions, owners and groups. */
export function hostileFrame(): Frame {
  const builder = new FrameBuilder();
  hostileLabels.forEach((_, service) => {
    for (const region of [service % REGIONS, (service * 7 + 3) % REGIONS]) {
      const state = service % 9 === 0 ? 'down' : service % 5 === 0 ? 'degraded' : 'ok';
      const cell = builder.addCell(service, region, state, STORY_MS - 720_000);
      for (const [signal, unit] of [
        ['latency_p95', 'seconds'],
        ['error_ratio', 'ratio'],
      ] as const)
        builder.setKeySeries(
          cell,
          builder.addSeries({
            series: { kind: 'cell', cell, signal, unit, source: service % 2 },
            value: 0.4,
            sampledAtMs: STORY_MS - 500,
            receivedAtMs: STORY_MS - 400,
            spark: Array.from({ length: SPARK_BINS }, (_, bin) => 0.3 + (bin % 5) * 0.02),
          }),
        );
    }
  });
  for (let from = 0; from < REGIONS; from++)
    builder.addSeries({
      series: {
        kind: 'link',
        from,
        to: (from + 1) % REGIONS,
        signal: 'link_rtt',
        unit: 'seconds',
        source: 0,
      },
      value: 0.05 + from / 100,
      sampledAtMs: STORY_MS - 500,
      receivedAtMs: STORY_MS - 400,
      spark: Array.from({ length: SPARK_BINS }, () => 0.05),
    });
  return builder.build(STORY_MS, {
    ...emptySections,
    catalogue: {
      ...emptySections.catalogue,
      name: label(20),
      services: hostileLabels.map((id, index) => ({
        id,
        name: id,
        owner: label(index + 7),
        runbookUrl: label(index),
      })),
      regions: regionLabels.map((id, index) => ({
        id,
        shortCode: id.slice(0, 12),
        city: label(index + 31),
        group: label(40 + (index % 4)),
        latitude: -50 + ((index * 13) % 110),
        longitude: -170 + index * 14,
        timeZone: null,
      })),
      sources: [label(0), label(22)],
      limits: { latency_p95: { degraded: 0.8, down: 5 } },
    },
    sources: hostileLabels.slice(0, 40).map((id, index) =>
      buildSourceStatus({
        id,
        address: label(index + 20),
        software: label(index),
        warnings: [label(index + 3)],
      }),
    ),
    alerts: hostileLabels.map(hostileAlert),
    annotations: hostileLabels.map(hostileChange),
    objectives: storyObjectives.map((objective, index) => ({ ...objective, service: label(index * 3) })),
    notices: [{ id: 'n', atMs: STORY_MS, level: 'warning', text: label(36) }],
  });
}

function hostileAlert(text: string, index: number): Alert {
  return buildAlert({
    id: `alert-${index}`,
    name: text,
    title: text,
    summary: label(index + 1),
    severity: index % 2 === 0 ? 'critical' : 'warning',
    service: text,
    region: regionLabels[index % REGIONS] ?? null,
    startsAtMs: STORY_MS - 60_000 * (index + 1),
    labels: { [text]: label(index + 2), alertname: text },
    runbookUrl: label(index + 20),
    sourceIds: [label(0), label(22)],
  });
}

function hostileChange(text: string, index: number): Annotation {
  return {
    id: `change-${index}`,
    kind: 'deploy',
    atMs: STORY_MS - 15_000 * (index + 1),
    endMs: null,
    title: text,
    text: label(index + 1),
    service: index % 2 === 0 ? null : text,
    region: regionLabels[index % REGIONS] ?? null,
    sourceId: label(index + 5),
    url: label(index + 4),
    ...(index % 3 === 0 ? { typed: { by: label(index + 6), atMs: STORY_MS, seat: 's' } } : {}),
  };
}

/** Charts have lines whatever they are called. */
export const hostileAnswers: Answers = {
  history({ fromMs, toMs, service, region, signals }: CommandRequest<'history'>): CommandReply<'history'> {
    const atMs = Array.from({ length: 60 }, (_, index) => fromMs + ((toMs - fromMs) * index) / 60);
    const regions = region === null ? regionLabels : [region];
    return {
      series: regions.flatMap((place, at) =>
        signals.map((signal) => ({
          signal,
          region: place,
          sourceId: service,
          unit: signal.startsWith('latency') ? ('seconds' as const) : ('ratio' as const),
          atMs,
          value: atMs.map((_, index) => 0.2 + at / 50 + (index % 7) / 100),
          filledLater: [],
        })),
      ),
    };
  },
  transitions: ({ fromMs, toMs }) => ({
    intervals: regionLabels.map((region) => ({ region, state: 'ok' as const, fromMs, toMs })),
    gaps: [],
  }),
};
