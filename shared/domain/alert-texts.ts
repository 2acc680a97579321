import { z } from 'zod/mini';

/** The annotations of an alert as its sources tell them: texts from outside, to be shown as texts. */
export const keptTextsSchema = z.object({
  /** By name; where sources tell differently, one for each text. */
  annotations: z.array(
    z.object({
      name: z.string(),
      /** Cut short when it ends in an ellipsis. */
      text: z.string(),
      /** Who tells it so. */
      sourceIds: z.array(z.string()),
    }),
  ),
  /** More that a source told than Vigil keeps of one alert. */
  leftOut: z.number(),
});
/** As the log keeps them. */
export type KeptTexts = z.infer<typeof keptTextsSchema>;

export const alertTextsSchema = z.extend(keptTextsSchema, {
  /** When a source told them last; in the log, since when they were told so. */
  seenAtMs: z.number(),
});
export type AlertTexts = z.infer<typeof alertTextsSchema>;
