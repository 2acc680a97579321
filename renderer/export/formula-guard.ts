/** Blanks, quotes and what separates columns, in one run: at the start of a text, or anywhere in it. */
const RUN = /^[\s;"'\u200b-\u200f\u2060\ufeff]*|[\s;"'\u200b-\u200f\u2060\ufeff]+/g;
/** Where semicolons or tabs separate columns, a spreadsheet starts another cell at them, even inside quotes. */
const SEPARATOR = /[;\t\r\n]/;
const FORMULA_SIGN = /[=+\-@\uff0b\uff0d\uff1d\uff20]/;
/** Most texts have no such sign where a cell may start: they are done at a glance. */
const SUSPECT = /(?:^|[\s;"'\u200b-\u200f\u2060\ufeff])[=+\-@\uff0b\uff0d\uff1d\uff20]|^[\t\r\n]/;
/** Some spreadsheets drop these and then read what follows as a formula. */
const DROPPED_START = /^(?=[\t\r\n])/;

/**
 * Text that no spreadsheet takes for a formula: an apostrophe before every sign that begins one. Quotes and blanks
 * before the sign do not help it. Texts come from labels and answers of sources, so anybody may have written them.
 * Other text stays as it is.
 */
export function guardFormula(text: string): string {
  if (!SUSPECT.test(text)) return text;
  const guarded = text.replace(RUN, (run, offset: number) => {
    const startsCell = offset === 0 || SEPARATOR.test(run);
    return startsCell && FORMULA_SIGN.test(text.charAt(offset + run.length)) ? `${run}'` : run;
  });
  return guarded.replace(DROPPED_START, "'");
}
