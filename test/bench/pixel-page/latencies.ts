declare global {
  interface Window {
    /** Milliseconds from the event's own time stamp to the frame that shows it. */
    eventToPixelMs: number[];
  }
}

window.eventToPixelMs = [];

/** Notes how old an event is when the frame after the one that drew it begins: by then it is on screen. */
export function noteWhenPainted(sentAtMs: number): void {
  requestAnimationFrame(() => requestAnimationFrame(() => window.eventToPixelMs.push(Date.now() - sentAtMs)));
}
