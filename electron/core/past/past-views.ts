import type { Alert } from '../../../shared/domain/alert.ts';
import type { Annotation } from '../../../shared/domain/annotation.ts';
import { assertNever } from '../../../shared/domain/assert-never.ts';
import type { Moment } from '../../../shared/domain/moment.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import { type HealthView, healthView, type LinksView, linksView } from '../publish/json-views.ts';
import type { PastPicture } from './past-picture.ts';

/** What the JSON API answers of a past moment, by name. */
export interface PastViews {
  health: HealthView & { readonly moment: Moment };
  links: LinksView & { readonly moment: Moment };
  alerts: { readonly atMs: number; readonly moment: Moment; readonly alerts: readonly Alert[] };
  annotations: {
    readonly atMs: number;
    readonly moment: Moment;
    readonly annotations: readonly Annotation[];
  };
  sources: { readonly atMs: number; readonly moment: Moment; readonly sources: readonly SourceStatus[] };
}
export type PastViewName = keyof PastViews;

/** Reads a view off a picture of the past, by the code that reads it off the live one. */
export function viewOf(
  name: PastViewName,
  { board, sections }: PastPicture,
  atMs: number,
): PastViews[PastViewName] {
  const moment = sections.current.moment.value;
  switch (name) {
    case 'health':
      return { ...healthView(board, atMs), moment };
    case 'links':
      return { ...linksView(board, atMs), moment };
    case 'alerts':
      return { atMs, moment, alerts: sections.current.alerts.value };
    case 'annotations':
      return { atMs, moment, annotations: sections.current.annotations.value };
    case 'sources':
      return { atMs, moment, sources: sections.current.sources.value };
    default:
      return assertNever(name);
  }
}
