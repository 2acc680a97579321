import { emptySections, type Picture } from '../../../shared/contract/picture.ts';
import { createSparkTable } from '../../../shared/domain/spark.ts';

/** What the wall shows before the first frame: nothing measured, said in words. */
export const emptyPicture: Picture = {
  epoch: 0,
  seq: 0,
  atMs: 0,
  batches: 0,
  revision: 0,
  sections: emptySections,
  series: {
    value: new Float64Array(0),
    sampledAtMs: new Float64Array(0),
    receivedAtMs: new Float64Array(0),
    standing: new Uint8Array(0),
  },
  cells: {
    state: new Uint8Array(0),
    sinceMs: new Float64Array(0),
    keySeries: new Int32Array(0),
    lastMeasuredState: new Uint8Array(0),
  },
  spark: createSparkTable(0, 0),
};
