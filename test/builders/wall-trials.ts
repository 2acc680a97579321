import type { Frame } from '../../shared/contract/frame.ts';
import { codeOfHealthState } from '../../shared/domain/health-state.ts';
import { lookupRegion } from '../../shared/domain/known-regions.ts';
import { SPARK_BINS } from '../../shared/domain/spark.ts';
import { cloudRegionIds } from './cloud-region-ids.ts';
import { estateFrame } from './estate.ts';
import { FrameBuilder } from './frame-builder.ts';
import { seeded } from './seeded.ts';
import { storyFrame } from './story.ts';
import { storyAlerts } from './story-alerts.ts';
import { STORY_MS } from './story-estate.ts';
import { buildSourceStatus } from './story-sources.ts';

/** An estate in which nothing is wrong at all. */
export function calmFrame(serviceCount = 24, regionCount = 14): Frame {
  const frame = estateFrame(serviceCount, regionCount);
  frame.cells.state.fill(codeOfHealthState('ok'));
  frame.cells.lastMeasuredState.fill(codeOfHealthState('ok'));
  return frame;
}

/** Nothing is wrong where it can be seen; one source in three does not answer, and its regions are dark. */
export function blindFrame(): Frame {
  const frame = calmFrame();
  const { catalogue } = frame.sections;
  const places = catalogue?.cells ?? [];
  for (const [row, [, region]] of places.entries())
    if (region % 4 === 1) frame.cells.state[row] = codeOfHealthState('unreachable');
  const sources = ['prometheus', 'probes', 'edge'].map((id) =>
    buildSourceStatus(
      id === 'probes' ? { id, state: 'unreachable', nextAttemptAtMs: STORY_MS + 8_000 } : { id },
    ),
  );
  return { ...frame, sections: { ...frame.sections, sources } };
}

/** The story with names as long as estates really have them, three further zones and invented data. */
export function longNamesFrame(): Frame {
  const story = storyFrame();
  const { catalogue } = story.sections;
  if (catalogue === undefined) return story;
  return {
    ...story,
    sections: {
      ...story.sections,
      catalogue: {
        ...catalogue,
        demo: true,
        services: catalogue.services.map((service) => ({
          ...service,
          name: `${service.name}-authorisation-and-settlement-gateway`,
        })),
        regions: catalogue.regions.map((region, index) =>
          index % 2 === 0 ? region : { ...region, city: `${region.city} Availability Zone North` },
        ),
        timeZones: ['America/Argentina/Buenos_Aires', 'America/New_York', 'Asia/Kuala_Lumpur', 'UTC'],
      },
      alerts: storyAlerts.map((alert) => ({
        ...alert,
        title: `${alert.title} because the primary refuses every connection since the failover`,
      })),
    },
  };
}

/** A network of any size: `routeCount` ordered pairs, one in twenty far from normal. For measuring the map. */
export function networkFrame(regionCount: number, routeCount: number): Frame {
  const random = seeded(regionCount);
  const builder = new FrameBuilder();
  const regions = cloudRegionIds.slice(0, regionCount).map(lookupRegion);
  const measured = { sampledAtMs: STORY_MS - 500, receivedAtMs: STORY_MS - 400 };
  for (const region of regions.keys())
    for (let service = 0; service < 4; service++) {
      const cell = builder.addCell(service, region, random() < 0.02 ? 'degraded' : 'ok', STORY_MS - 720_000);
      const p95 = 0.02 + random() * 0.3;
      const spark = Array.from({ length: SPARK_BINS }, () => p95 * (0.95 + random() * 0.1));
      const series = { kind: 'cell', cell, source: 0 } as const;
      builder.setKeySeries(
        cell,
        builder.addSeries({
          series: { ...series, signal: 'latency_p95', unit: 'seconds' },
          value: p95,
          ...measured,
          spark,
        }),
      );
      builder.addSeries({
        series: { ...series, signal: 'request_rate', unit: 'per_second' },
        value: 50 + random() * 900,
        ...measured,
        spark: null,
      });
    }
  for (let route = 0; route < routeCount; route++) {
    const from = route % regions.length;
    const to = (from + 1 + Math.floor(route / regions.length)) % regions.length;
    const usual = 0.02 + random() * 0.2;
    builder.addSeries({
      series: { kind: 'link', from, to, signal: 'link_rtt', unit: 'seconds', source: 0 },
      value: route % 20 === 0 ? usual * 1.6 : usual,
      ...measured,
      spark: Array.from({ length: SPARK_BINS }, () => usual * (0.98 + random() * 0.04)),
    });
    // Most ways lose next to nothing; one in seven does.
    builder.addSeries({
      series: { kind: 'link', from, to, signal: 'link_loss', unit: 'ratio', source: 0 },
      value: route % 7 === 0 ? 0.002 + random() * 0.05 : random() * 0.0004,
      ...measured,
      spark: null,
    });
  }
  const { sections } = estateFrame(4, 1);
  const { catalogue } = sections;
  if (catalogue === undefined) throw new Error('An estate has a catalogue.');
  return builder.build(STORY_MS, {
    moment: { mode: 'live' },
    alerts: [],
    silences: [],
    storm: null,
    annotations: [],
    objectives: [],
    notices: [],
    sources: sections.sources ?? [],
    catalogue: { ...catalogue, regions },
  });
}
