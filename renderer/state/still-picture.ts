import type { Picture } from '../../shared/contract/picture.ts';
import type { Moment } from '../../shared/domain/moment.ts';

/** A copy of a picture that later frames do not write into, as that of a moment. */
export function stillPicture(picture: Picture, moment: Moment): Picture {
  const { series, cells, spark } = picture;
  return {
    ...picture,
    sections: { ...picture.sections, moment },
    series: {
      value: series.value.slice(),
      sampledAtMs: series.sampledAtMs.slice(),
      receivedAtMs: series.receivedAtMs.slice(),
      standing: series.standing.slice(),
    },
    cells: {
      state: cells.state.slice(),
      lastMeasuredState: cells.lastMeasuredState.slice(),
      sinceMs: cells.sinceMs.slice(),
      keySeries: cells.keySeries.slice(),
    },
    spark: { ...spark, values: spark.values.slice() },
  };
}
