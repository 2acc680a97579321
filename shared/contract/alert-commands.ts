import { z } from 'zod/mini';
import { alertSchema } from '../domain/alert.ts';
import { alertFilterSchema } from '../domain/alert-filter.ts';
import { alertTextsSchema } from '../domain/alert-texts.ts';
import { alertTurnSchema } from '../domain/alert-timeline.ts';

/** Most rows of one page of a search. */
export const MAX_ALERT_PAGE_ROWS = 500;

/** Where the next page of a search begins; made by the one before and handed back as it is. */
const cursor = z.object({ startsAtMs: z.number(), id: z.number() });

/** Commands about alerts of the past, and what of the present is too heavy for every frame. */
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
  /** The annotations of an alert as they are told now, or were told last up to a moment. Null where nothing told any. */
  alertTexts: {
    request: z.object({
      id: z.string().check(z.maxLength(256)),
      /** When the alert began that is meant: it may be over, and another of the same name have begun. */
      startsAtMs: z.number(),
      /** Up to when: the end of an alert that is over, or the moment on screen. Null for now. */
      toMs: z.nullable(z.number()),
    }),
    reply: z.object({
      texts: z.nullable(alertTextsSchema),
      /** Read from the log, which holds some of what was told between the first and the last word. */
      isFromLog: z.boolean(),
    }),
  },
} as const;
