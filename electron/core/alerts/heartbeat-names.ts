/** What rule authors call the alert that always fires, in lower case. */
const heartbeatNames: ReadonlySet<string> = new Set(['watchdog', 'deadmansswitch', 'alwaysfiring']);

/** True for an alert that by its name is a dead-man's switch: its absence is the news. */
export function isHeartbeatName(name: string): boolean {
  return heartbeatNames.has(name.toLowerCase());
}
