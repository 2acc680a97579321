/** Alerts that fire on the pages of this folder. */
export const ALERTS = 10_000;
