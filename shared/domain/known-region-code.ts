const shorterWords: readonly (readonly [word: string, short: string])[] = [
  ['northamerica', 'na'],
  ['southamerica', 'sa'],
  ['europe-', 'eu-'],
  ['australia-', 'au-'],
  ['northeast', 'ne'],
  ['northwest', 'nw'],
  ['southeast', 'se'],
  ['southwest', 'sw'],
  ['central', 'cent'],
];

/** The code for narrow columns: `ap-southeast-1` becomes `ap-se-1`; codes that are short already stay. */
export function shortRegionCode(id: string): string {
  return shorterWords.reduce((code, [word, short]) => code.replace(word, short), id);
}
