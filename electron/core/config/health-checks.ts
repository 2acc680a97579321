import { signalDefinition } from '../../../shared/domain/signal.ts';
import type { Finding } from './explain-issue.ts';
import type { VigilConfig } from './schema.ts';
import { didYouMean } from './suggest.ts';

const finding = (path: readonly PropertyKey[], message: string): Finding => ({ path, message, atKey: false });

/** What no single value can show of limits, dependencies and planned work. */
export function checkHealth(config: VigilConfig): readonly Finding[] {
  return [
    ...checkLimits(config.limits, ['limits']),
    ...config.services.flatMap(({ limits, regions }, index) => [
      ...checkLimits(limits ?? {}, ['services', index, 'limits']),
      ...Object.entries(regions ?? {}).flatMap(([region, own]) =>
        checkLimits(own.limits, ['services', index, 'regions', region, 'limits']),
      ),
    ]),
    ...config.regions.flatMap(({ limits }, index) => checkLimits(limits ?? {}, ['regions', index, 'limits'])),
    ...checkDependencies(config),
    ...checkMaintenance(config),
  ];
}

/** A down limit on the good side of the degraded one would skip the warning for good. */
function checkLimits(limits: VigilConfig['limits'], base: readonly PropertyKey[]): readonly Finding[] {
  return Object.entries(limits).flatMap(([signal, { degraded, down }]) => {
    if (degraded === undefined || down === undefined) return [];
    const { direction } = signalDefinition(signal);
    const isWrong =
      direction === 'high_is_bad' ? down < degraded : direction === 'low_is_bad' && down > degraded;
    if (!isWrong) return [];
    const side = direction === 'high_is_bad' ? 'at or above' : 'at or below';
    return [
      finding(
        [...base, signal, 'down'],
        `expected a down limit ${side} the degraded one (${degraded}), found ${down}`,
      ),
    ];
  });
}

function checkDependencies({ services }: VigilConfig): readonly Finding[] {
  const ids = services.map(({ id }) => id);
  const unknown = services.flatMap(({ id, dependsOn }, index) =>
    (dependsOn ?? []).flatMap((parent, position) => {
      const path = ['services', index, 'dependsOn', position];
      if (parent === id) return [finding(path, `expected another service, but '${id}' is this one`)];
      if (ids.includes(parent)) return [];
      const others = ids.filter((other) => other !== id);
      return [
        finding(
          path,
          `expected a service of this list, but there is no '${parent}' in it${didYouMean(parent, others)}`,
        ),
      ];
    }),
  );
  return unknown.length > 0 ? unknown : checkCircles(services);
}

/** Each circle is told once, where its first service of the list begins it. */
function checkCircles(services: VigilConfig['services']): readonly Finding[] {
  const parentsOf = new Map(services.map(({ id, dependsOn }) => [id, dependsOn ?? []]));
  const settled = new Set<string>();
  const found: Finding[] = [];
  const visit = (id: string, way: readonly string[]): void => {
    const begin = way.indexOf(id);
    if (begin !== -1) {
      const circle = way.slice(begin);
      const index = services.findIndex((service) => circle.includes(service.id));
      const first = services[index]!.id;
      const at = circle.indexOf(first);
      const turned = [...circle.slice(at), ...circle.slice(0, at), first];
      const position = parentsOf.get(first)!.indexOf(turned[1]!);
      found.push(
        finding(
          ['services', index, 'dependsOn', position],
          `expected dependencies without a circle, but this one leads back to '${first}': ${turned.join(' → ')}`,
        ),
      );
      return;
    }
    if (settled.has(id)) return;
    for (const parent of parentsOf.get(id) ?? []) visit(parent, [...way, id]);
    settled.add(id);
  };
  for (const { id } of services) visit(id, []);
  return found;
}

function checkMaintenance({ maintenance }: VigilConfig): readonly Finding[] {
  return maintenance.flatMap(({ from, to, weekly }, index): readonly Finding[] => {
    const path = ['maintenance', index];
    if (weekly !== undefined) {
      if (from !== undefined || to !== undefined)
        return [finding(path, 'expected either from and to, or weekly, but both are there')];
      return weekly.from === weekly.to || weekly.from === '24:00'
        ? [
            finding(
              [...path, 'weekly', weekly.from === weekly.to ? 'to' : 'from'],
              weekly.from === weekly.to
                ? `expected an end that differs from the begin (${weekly.from}); for a whole day write 00:00 to 24:00`
                : 'expected a begin before 24:00; write 00:00 of the next day instead',
            ),
          ]
        : [];
    }
    if (from === undefined || to === undefined)
      return [finding(path, 'expected from and to, or weekly, so that it ends')];
    return to > from ? [] : [finding([...path, 'to'], 'expected an end after the begin')];
  });
}
