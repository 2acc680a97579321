/**
 * The beginnings of a formula, at the start of a text and wherever a spreadsheet may start another cell: where
 * semicolons or tabs separate columns, it does so even inside quotes. Quotes and blanks before the sign do not help.
 */
const FORMULA = /(^|[;\t\r\n])(?=[\s"'\u200b-\u200f\u2060\ufeff]*[=+\-@\uff0b\uff0d\uff1d\uff20])/g;
/** Some spreadsheets drop these and then read what follows as a formula. */
const DROPPED_START = /^(?=[\t\r\n])/;

/**
 * Text that no spreadsheet takes for a formula: an apostrophe before every beginning of one. Texts come from labels
 * and answers of sources, so anybody may have written them. Other text stays as it is.
 */
export function guardFormula(text: string): string {
  return text.replace(FORMULA, "$1'").replace(DROPPED_START, "'");
}
