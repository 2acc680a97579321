import type { Frame } from '../../shared/contract/frame.ts';
import { emptySections } from '../../shared/contract/picture.ts';
import type { Sections } from '../../shared/contract/sections.ts';
import { compareRegions } from '../../shared/domain/known-region-order.ts';
import { lookupRegion } from '../../shared/domain/known-regions.ts';
import { SPARK_BINS } from '../../shared/domain/spark.ts';
import { cloudRegionIds } from './cloud-region-ids.ts';
import { FrameBuilder } from './frame-builder.ts';
import { seeded } from './seeded.ts';
import { STORY_MS } from './story-estate.ts';
import { buildSourceStatus } from './story-sources.ts';

const teams = ['Atlas', 'Boreas', 'Ceres', 'Dione', 'Eos', 'Fauna', 'Gaia', 'Hestia'];

/** An estate of any size, mostly healthy: for scale, and for the smallest possible one. */
export function estateFrame(
  serviceCount: number,
  regionCount: number,
  sections: Partial<Sections> = {},
): Frame {
  const random = seeded(serviceCount * 1_000 + regionCount);
  const builder = new FrameBuilder();
  const regions = cloudRegionIds.slice(0, regionCount).map(lookupRegion).toSorted(compareRegions);
  for (let service = 0; service < serviceCount; service++)
    for (let region = 0; region < regions.length; region++) {
      if (serviceCount > 1 && random() < 0.06) continue;
      const draw = random();
      const state = draw < 0.001 ? 'down' : draw < 0.004 ? 'degraded' : 'ok';
      const cell = builder.addCell(service, region, state, STORY_MS - 720_000);
      const value = state === 'down' ? 6 : state === 'degraded' ? 1.2 : 0.02 + random() * 0.3;
      const series = builder.addSeries({
        series: { kind: 'cell', cell, signal: 'latency_p95', unit: 'seconds', source: 0 },
        value,
        sampledAtMs: STORY_MS - 500,
        receivedAtMs: STORY_MS - 400,
        spark: Array.from({ length: SPARK_BINS }, () => value * (0.95 + random() * 0.1)),
      });
      builder.setKeySeries(cell, series);
    }
  return builder.build(STORY_MS, {
    ...emptySections,
    catalogue: {
      ...emptySections.catalogue,
      name: 'Estate',
      services: Array.from({ length: serviceCount }, (_, index) => ({
        id: `service-${String(index + 1).padStart(3, '0')}`,
        name: serviceCount === 1 ? 'shop' : `service-${String(index + 1).padStart(3, '0')}`,
        owner: serviceCount === 1 ? null : `Team ${teams[index % teams.length]}`,
        runbookUrl: null,
        ...(serviceCount === 1 ? {} : { tier: String(1 + (index % 3)) }),
      })),
      regions,
      sources: ['prometheus'],
      limits: { latency_p95: { degraded: 0.8, down: 5 } },
    },
    sources: [buildSourceStatus({ id: 'prometheus' })],
    ...sections,
  });
}
