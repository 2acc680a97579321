import { z } from 'zod/mini';
import { alertSchema } from '../domain/alert.ts';
import { alertFilterSchema } from '../domain/alert-filter.ts';
import { alertTurnSchema } from '../domain/alert-timeline.ts';

/** Most rows of one page of a search. */
export const MAX_ALERT_PAGE_ROWS = 500;

/** Most annotations of one alert that are kept as they were sent. */
export const MAX_ANNOTATIONS = 32;
/** Longest name and value of one; the rest of a longer value is cut, and it shows. */
export const MAX_ANNOTATION_NAME_CHARS = 128;
export const MAX_ANNOTATION_CHARS = 4_096;

/** Where the next page of a search begins; made by the one before and handed back as it is. */
const cursor = z.object({ startsAtMs: z.number(), id: z.number() });

/** Commands about alerts that are too much for every frame: those of the past, and what stands beside the present ones. */
export const alertCommands = {
  /**
   * Alerts that were active in the range and that a filter lets through, newest start first, page by page. A page is a
   * bounded piece of work: it can hold few rows or none and still name a next one.
   */
  searchAlerts: {
    request: z.object({
      fromMs: z.number(),
      toMs: z.number(),
      /** As they were known at that moment; null asks for what is known today. */
      knownByMs: z.nullable(z.number()),
      filter: alertFilterSchema,
      cursor: z.nullable(cursor),
      limit: z.number().check(z.int(), z.minimum(1), z.maximum(MAX_ALERT_PAGE_ROWS)),
    }),
    reply: z.object({
      alerts: z.array(alertSchema),
      /** Null when there is no more. */
      next: z.nullable(cursor),
    }),
  },
  /** What became of one alert, oldest first: when it began, who took it, what silenced it, when it was over. */
  alertTimeline: {
    request: z.object({
      id: z.string().check(z.maxLength(256)),
      fromMs: z.number(),
      toMs: z.number(),
      knownByMs: z.nullable(z.number()),
    }),
    reply: z.object({
      turns: z.array(alertTurnSchema),
      /** There are older ones, which are left out. */
      isCut: z.boolean(),
    }),
  },
  /**
   * What the rule's author wrote beside an alert that is reported now, as the sources sent it; by name. Nothing where no
   * source reports it any more, nor has since Vigil started: the history does not keep it.
   */
  alertAnnotations: {
    request: z.object({ id: z.string().check(z.maxLength(256)) }),
    reply: z.object({
      annotations: z.array(
        z.object({
          name: z.string(),
          value: z.string(),
          /** Who says so, where others say something else under this name; else empty. */
          sourceIds: z.array(z.string()),
        }),
      ),
      /** There are more, which are left out. */
      moreCount: z.number(),
    }),
  },
} as const;
