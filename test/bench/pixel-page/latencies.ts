declare global {
  interface Window {
    /** Milliseconds from the event's own time stamp to the frame that shows it. */
    eventToPixelMs: number[];
  }
}

window.eventToPixelMs = [];

/**
 * Called when an event arrives: notes its age when the frame after the one that draws it begins, for by then it is on
 * screen. Both pages call it at the same point, so that both are measured by the same two frames.
 */
export function noteWhenPainted(sentAtMs: number): void {
  requestAnimationFrame(() => requestAnimationFrame(() => window.eventToPixelMs.push(Date.now() - sentAtMs)));
}
