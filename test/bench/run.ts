/* Runs the benchmarks named on the command line, or all of them, and prints each against its limit of the same run. */

import { benchAlertMerge } from './alert-merge.ts';
import { benchAlertStorm } from './alert-storm.ts';
import { benchAlerts } from './alerts.ts';
import { benchApply } from './apply.ts';
import { benchBaselines } from './baselines.ts';
import type { BenchLine } from './bench-line.ts';
import { benchCatchUp } from './catch-up.ts';
import { benchCold } from './cold.ts';
import { benchExposition } from './exposition.ts';
import { benchFrames } from './frames.ts';
import { benchIdle } from './idle.ts';
import { benchIntake } from './intake.ts';
import { benchJournal } from './journal.ts';
import { benchJournalDay } from './journal-day.ts';
import { benchMap } from './map.ts';
import { benchMemory } from './memory.ts';
import { benchMoments } from './moments.ts';
import { benchOverview } from './overview.ts';
import { benchPalette } from './palette.ts';
import { benchPixels } from './pixels.ts';
import { benchService } from './service.ts';
import { benchStall } from './stall.ts';
import { benchWall } from './wall.ts';

const benchmarks: Readonly<Record<string, () => Promise<readonly BenchLine[]>>> = {
  alerts: benchAlerts,
  'alert-merge': benchAlertMerge,
  'alert-storm': benchAlertStorm,
  apply: benchApply,
  baselines: benchBaselines,
  'catch-up': benchCatchUp,
  cold: benchCold,
  exposition: benchExposition,
  frames: benchFrames,
  idle: benchIdle,
  intake: benchIntake,
  journal: benchJournal,
  'journal-day': benchJournalDay,
  map: benchMap,
  memory: benchMemory,
  moments: benchMoments,
  overview: benchOverview,
  palette: benchPalette,
  pixels: benchPixels,
  service: benchService,
  stall: benchStall,
  wall: benchWall,
};

const asked = process.argv.slice(2);
for (const [name, run] of Object.entries(benchmarks)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n${name}`);
  for (const line of await run()) {
    const ratio = line.ratio === undefined ? '' : `  ${line.ratio.toFixed(2)} ×`;
    const limit = line.limit === undefined ? '' : ` ${line.limit}`;
    console.log(`  ${line.name}: ${line.value.toPrecision(3)} ${line.unit}${ratio}${limit}`);
  }
}
