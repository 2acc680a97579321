/** What else a source says along with its list. */
export interface ListNotes {
  /** Names of alerts that may be missing without being over. */
  readonly silentRules?: readonly string[] | undefined;
  readonly externalLabels?: Readonly<Record<string, string>> | undefined;
  readonly ignoredLabels?: readonly string[] | undefined;
  /** Nothing that is missing is over. */
  readonly isPartial?: boolean | undefined;
}
