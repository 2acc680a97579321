import { lookupRegion } from '../../shared/domain/known-regions.ts';
import { SPARK_BINS } from '../../shared/domain/spark.ts';
import type { FrameBuilder } from './frame-builder.ts';
import { MUMBAI_LOST_MS } from './story-cells.ts';
import { STORY_MS, storyRegions, storySourceOf, storySources } from './story-estate.ts';

/** Round trips in milliseconds that are far from normal, and what is usual there. */
const unusual: Readonly<Record<string, readonly [nowMs: number, usualMs: number]>> = {
  'eu-west-1 ap-southeast-1': [318, 176],
  'ap-southeast-1 eu-west-1': [181, 178],
  'sa-east-1 us-east-1': [171, 114],
  'eu-west-1 us-east-1': [104, 74],
  'ap-southeast-2 us-west-2': [214, 166],
  'me-central-1 eu-central-1': [97, 79],
};

/** All 182 ordered pairs of regions with their round trip; those of Mumbai are as old as its silence. */
export function addStoryLinks(builder: FrameBuilder, random: () => number): void {
  storyRegions.forEach((from, fromIndex) => {
    storyRegions.forEach((to, toIndex) => {
      if (from === to) return;
      const [nowMs, usualMs] = unusual[`${from} ${to}`] ?? [null, null];
      const usual = usualMs ?? 8 + distanceKm(from, to) / 62 + random() * 6;
      const blind = from === 'ap-south-1' || to === 'ap-south-1';
      const sampledAtMs = blind ? MUMBAI_LOST_MS : STORY_MS - 900;
      const source = storySources.indexOf(storySourceOf(from) as (typeof storySources)[number]);
      builder.addSeries({
        series: { kind: 'link', from: fromIndex, to: toIndex, signal: 'link_rtt', unit: 'seconds', source },
        value: (nowMs ?? usual) / 1_000,
        sampledAtMs,
        receivedAtMs: sampledAtMs + 200,
        spark: Array.from({ length: SPARK_BINS }, (_, index) => {
          if (blind && index > SPARK_BINS - 13) return Number.NaN;
          return ((nowMs !== null && index > 14 ? nowMs : usual) * (0.98 + random() * 0.04)) / 1_000;
        }),
      });
    });
  });
}

function distanceKm(from: string, to: string): number {
  const a = lookupRegion(from);
  const b = lookupRegion(to);
  const radians = (degrees: number | null): number => ((degrees ?? 0) * Math.PI) / 180;
  const cosine =
    Math.sin(radians(a.latitude)) * Math.sin(radians(b.latitude)) +
    Math.cos(radians(a.latitude)) *
      Math.cos(radians(b.latitude)) *
      Math.cos(radians(a.longitude) - radians(b.longitude));
  return Math.acos(Math.min(1, Math.max(-1, cosine))) * 6_371;
}
