import type { Alert } from '../../shared/domain/alert.ts';
import { seeded } from './seeded.ts';
import { STORY_MS, storyRegions, storyServices } from './story-estate.ts';

/** Words that try to be more than words: markup, direction marks, a lone surrogate, and no space at all. */
const hostileTitles = [
  '<img src=x onerror=alert(1)> is failing',
  'right \u202eto left\u202c override',
  'half a pair \ud83d',
  'x'.repeat(400),
  '\u0627\u0644\u062e\u062f\u0645\u0629 \u0644\u0627 \u062a\u0639\u0645\u0644',
];

/** A storm: `count` firing alerts over all services and regions, some with hostile words. Seeded. */
export function manyAlerts(count: number): Alert[] {
  const random = seeded(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  return Array.from({ length: count }, (_, index): Alert => {
    const service = pick(storyServices).id;
    const region = pick(storyRegions);
    const startsAtMs = STORY_MS - Math.floor(random() * 40 * 60_000);
    const unconfirmed = region === 'ap-south-1';
    return {
      id: `storm-${index}`,
      name: 'ReplicaLag',
      title: index % 40 === 0 ? pick(hostileTitles) : `Replica ${index} of ${service} lags`,
      summary: `${(random() * 90).toFixed(1)} s behind its primary, limit 10 s.`,
      severity: random() > 0.9 ? 'critical' : random() > 0.2 ? 'warning' : 'info',
      state: 'firing',
      kind: 'reported',
      service,
      region,
      labels: { alertname: 'ReplicaLag', cluster: 'pay-eu-b', service, region, replica: String(index) },
      startsAtMs,
      resolvedAtMs: null,
      lastSeenAtMs: unconfirmed ? STORY_MS - 372_000 : STORY_MS - 2_000,
      sourceIds: [unconfirmed ? 'prometheus-mumbai' : 'prometheus-eu'],
      unconfirmed,
      suppression: null,
      runbookUrl: index % 3 === 0 ? 'javascript:alert(1)' : null,
    };
  });
}
