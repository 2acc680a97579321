/** The same text with memory of its own: a slice keeps the whole reply it was cut from alive. */
export function ownCopy(text: string): string {
  const copy = Buffer.from(text, 'utf8').toString('utf8');
  // Halves of surrogate pairs do not survive that way.
  return copy === text ? copy : Buffer.from(text, 'utf16le').toString('utf16le');
}
