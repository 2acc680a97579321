import type { Metric } from '../../map/metric.ts';
import type { NetworkIndex } from '../../map/network-index.ts';
import type { NetworkModel } from '../../map/network-model.ts';
import type { Saying } from '../../map/network-words.ts';

/** Something pointed at in one part of the view, which the others show too. */
export interface Pointed {
  readonly kind: 'route' | 'region';
  /** Into the routes or the regions of the model. */
  readonly index: number;
}

/** What every part of the latency map is given: the network, what is shown of it, and what is chosen in it. */
export interface MapProps {
  readonly index: NetworkIndex;
  readonly model: NetworkModel;
  readonly saying: Saying;
  readonly metric: Metric;
  /** Of the circles: "p95 latency". */
  readonly signalLabel: string;
  /** The region everything is seen from; null is the whole network. */
  readonly target: number | null;
  readonly onTarget: (region: number | null) => void;
  readonly chosenRoute: number | null;
  readonly onChooseRoute: (route: number | null) => void;
  readonly pointed: Pointed | null;
  readonly onPoint: (pointed: Pointed | null) => void;
}
