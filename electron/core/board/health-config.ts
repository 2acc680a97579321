import type { LimitRule } from '../../../shared/domain/limits.ts';
import type { MaintenanceWindow } from '../../../shared/domain/maintenance.ts';
import type { RollUpRule } from '../../../shared/domain/roll-up.ts';
import { type MaintenanceConfig, weekdays } from '../config/health-schema.ts';
import type { VigilConfig } from '../config/schema.ts';

/** Every limit of the configuration with whom it is for. */
export function limitRulesOf({ limits, services, regions }: VigilConfig): readonly LimitRule[] {
  return [
    ...rulesFrom(limits, null, null),
    ...regions.flatMap((region) => rulesFrom(region.limits, null, region.id)),
    ...services.flatMap((service) => [
      ...rulesFrom(service.limits, service.id, null),
      ...Object.entries(service.regions ?? {}).flatMap(([region, own]) =>
        rulesFrom(own.limits, service.id, region),
      ),
    ]),
  ];
}

function rulesFrom(
  limits: VigilConfig['limits'] | undefined,
  service: string | null,
  region: string | null,
): readonly LimitRule[] {
  return Object.entries(limits ?? {}).map(
    ([signal, own]): LimitRule => ({ service, region, signal, ...own }),
  );
}

/** Planned work as the configuration has it; what lacks a begin or an end does not pass its checks. */
export function maintenanceOf({ maintenance }: VigilConfig): readonly MaintenanceWindow[] {
  return maintenance.flatMap((one): readonly MaintenanceWindow[] => {
    const when = whenOf(one);
    if (when === null) return [];
    return [
      { services: one.services ?? null, regions: one.regions ?? null, who: one.who, why: one.why, when },
    ];
  });
}

function whenOf({ from, to, weekly }: MaintenanceConfig): MaintenanceWindow['when'] | null {
  if (weekly !== undefined)
    return {
      kind: 'weekly',
      days: weekly.days.map((day) => weekdays.indexOf(day)),
      fromMinute: minuteOf(weekly.from),
      toMinute: minuteOf(weekly.to),
      timeZone: weekly.timeZone,
    };
  return from === undefined || to === undefined ? null : { kind: 'once', fromMs: from, toMs: to };
}

/** `02:30` as minutes of the day. */
function minuteOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Percent become a share. */
export function rollUpOf(rule: NonNullable<VigilConfig['services'][number]['rollUp']>): RollUpRule {
  return typeof rule === 'string' || 'quorum' in rule ? rule : { traffic: rule.traffic / 100 };
}
