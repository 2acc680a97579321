/** What a table can be written as. `excel` is CSV with a byte order mark, without which Excel misreads UTF-8. */
export const exportFormats = [
  { format: 'csv', text: 'CSV' },
  { format: 'excel', text: 'CSV for Excel' },
  { format: 'json', text: 'JSON' },
] as const;

export type ExportFormat = (typeof exportFormats)[number]['format'];
