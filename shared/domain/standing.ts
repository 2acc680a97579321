/**
 * Who vouches for a series' latest value; the numbers are the wire code. `reported`: its source, in this run.
 * `absent`: nobody, the source answers without it. `remembered`: a snapshot; its source has not spoken of it since.
 */
export const standing = { reported: 0, absent: 1, remembered: 2 } as const;

/**
 * Whether a value of this standing may be shown as fresh when it is young enough. In a cached picture, which says
 * of itself that all of it is memory, what is remembered counts as it did then.
 */
export function mayBeFresh(code: number | undefined, isCached: boolean): boolean {
  return code === standing.reported || (isCached && code === standing.remembered);
}
