const OPENS = /[\u2066-\u2068]/;
const CLOSES = '\u2069';

/** A text of at most so many characters, the last of them the dots that say it goes on. Isolates it cuts open are closed. Pure. */
export function cutText(text: string, maxChars: number): string {
  const letters = [...text];
  if (letters.length <= maxChars) return text;
  const kept = letters.slice(0, Math.max(0, maxChars - 1));
  let open = 0;
  for (const letter of kept) {
    if (OPENS.test(letter)) open += 1;
    else if (letter === CLOSES) open = Math.max(0, open - 1);
  }
  return `${kept.join('').trimEnd()}${CLOSES.repeat(open)}…`;
}
