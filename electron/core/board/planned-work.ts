import {
  type MaintenanceWindow,
  nextMaintenanceChangeMs,
  type PlannedWork,
  plannedWorkAt,
  workOn,
} from '../../../shared/domain/maintenance.ts';

/** Which planned work goes on: calendars are asked only when a window begins or ends, not for every cell. */
export class PlannedWorkClock {
  private readonly windows: readonly MaintenanceWindow[];
  private work: readonly PlannedWork[] = [];
  /** The time for which `work` holds. */
  private fromMs = Number.POSITIVE_INFINITY;
  private untilMs = Number.NEGATIVE_INFINITY;

  constructor(windows: readonly MaintenanceWindow[]) {
    this.windows = windows;
  }

  /** The work on a service in a region at a moment; null for none. */
  workOn(service: string, region: string, atMs: number): PlannedWork | null {
    if (this.windows.length === 0) return null;
    if (atMs < this.fromMs || atMs >= this.untilMs) {
      this.work = plannedWorkAt(this.windows, atMs);
      this.fromMs = atMs;
      this.untilMs = nextMaintenanceChangeMs(this.windows, atMs);
    }
    return this.work.length === 0 ? null : workOn(this.work, service, region);
  }
}
