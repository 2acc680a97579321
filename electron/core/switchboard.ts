import type { Outlet, Session } from '../../shared/contract/client.ts';
import type { Vigil } from './vigil.ts';

/** A Vigil that can be exchanged for another one while views look at it. */
export interface Switchboard extends Vigil {
  /**
   * Moves every view to another Vigil: the next frame each receives is a full one of the new picture.
   * @returns the one that ran before; closing it is up to the caller
   */
  exchange(next: Vigil): Vigil;
}

interface Seat {
  readonly outlet: Outlet;
  session: Session;
}

/** @param first the Vigil that runs now */
export function createSwitchboard(first: Vigil): Switchboard {
  let current = first;
  const seats = new Set<Seat>();
  return {
    exchange(next) {
      const before = current;
      current = next;
      for (const seat of seats) {
        seat.session.close();
        seat.session = next.connect(seat.outlet);
      }
      return before;
    },
    connect(outlet) {
      const seat: Seat = { outlet, session: current.connect(outlet) };
      seats.add(seat);
      return {
        request: (name, payload) => seat.session.request(name, payload),
        close() {
          seats.delete(seat);
          seat.session.close();
        },
      };
    },
    status: () => current.status(),
    health: () => current.health(),
    healthWithUsual: (atMs) => current.healthWithUsual(atMs),
    links: () => current.links(),
    alerts: () => current.alerts(),
    annotations: (fromMs, toMs) => current.annotations(fromMs, toMs),
    objectives: () => current.objectives(),
    asOf: (name, atMs) => current.asOf(name, atMs),
    reconfigure: (config) => current.reconfigure(config),
    noteConfigProblem: (text) => current.noteConfigProblem(text),
    previewRule: (request) => current.previewRule(request),
    capsule: (range) => current.capsule(range),
    post: (sourceId, call) => current.post(sourceId, call),
    metrics: () => current.metrics(),
    close: () => current.close(),
  };
}
