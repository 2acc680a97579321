import type { Picture } from '../../../shared/contract/picture.ts';
import { type Alert, compareAlerts, isTrouble } from '../../../shared/domain/alert.ts';
import { orderServices, summariseEstate } from '../../../shared/format/estate-summary.ts';
import { type MarkKind, markOfAlert, stateWord } from '../../../shared/format/words.ts';
import { withQuery } from '../../app/address-query.ts';
import { hashOf } from '../../app/routes.ts';
import type { Chord } from '../../shortcuts/shortcut-table.ts';

export const entryKinds = [
  'moment',
  'action',
  'view',
  'filter',
  'service',
  'alert',
  'region',
  'source',
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** Something to go to or to do. */
export interface PaletteEntry {
  /** Unlike that of any other entry. */
  readonly id: string;
  readonly kind: EntryKind;
  readonly title: string;
  /** Beside the title, quieter. */
  readonly fact: string;
  /** Also found by these words. */
  readonly more?: string;
  readonly mark?: MarkKind;
  readonly keys?: readonly Chord[];
  readonly run: () => void;
}

/** Goes to an address such as `#/services/checkout`. */
export type Go = (hash: string) => void;

/** Alerts offered at most, the worst of them; the feed finds the others. */
export const MAX_ALERT_ENTRIES = 10_000;

/**
 * What a picture holds, worst first: services, alerts that fire, regions, sources.
 * @param go is called when an entry is chosen
 */
export function pictureEntries(picture: Picture, go: Go): readonly PaletteEntry[] {
  const { catalogue, alerts, sources } = picture.sections;
  const summary = summariseEstate(picture);
  const services = orderServices(summary.services).flatMap(({ service, state }): PaletteEntry[] => {
    const known = catalogue.services[service];
    if (known === undefined) return [];
    const { id, name, owner } = known;
    return [
      {
        id: `service ${id}`,
        kind: 'service',
        title: name,
        fact: [stateWord(state), ...(owner === null ? [] : [owner])].join(' · '),
        more: id,
        mark: state,
        run: () => go(hashOf({ name: 'service', id })),
      },
    ];
  });
  const firing = alerts.filter(isTrouble).toSorted(compareAlerts).slice(0, MAX_ALERT_ENTRIES);
  const regions = catalogue.regions.map(
    ({ id, city, group }): PaletteEntry => ({
      id: `region ${id}`,
      kind: 'region',
      title: id,
      fact: [city, group].filter((part) => part !== '').join(', '),
      run: () => go(withQuery(hashOf({ name: 'overview' }), { region: [id] })),
    }),
  );
  return [
    ...services,
    ...firing.map((alert) => alertEntry(alert, go)),
    ...regions,
    ...sources.map(
      ({ id, state }): PaletteEntry => ({
        id: `source ${id}`,
        kind: 'source',
        title: id,
        fact: state,
        run: () => go(hashOf({ name: 'source', id })),
      }),
    ),
  ];
}

function alertEntry(alert: Alert, go: Go): PaletteEntry {
  const place = [alert.service, alert.region].filter((part) => part !== null).join(' in ');
  return {
    id: `alert ${alert.id}`,
    kind: 'alert',
    title: alert.title,
    fact: place,
    more: alert.name,
    mark: markOfAlert(alert),
    run: () => go(withQuery(hashOf({ name: 'alerts' }), { alert: [alert.id] })),
  };
}
