/** Changes within this time travel in one frame. The first one after a pause leaves at once. */
export const COALESCE_MS = 100;
