/** Marks that hold a name in its own direction: a part of the name must not carry half of a pair. */
const ISOLATES = /[\u2066-\u2069]/g;

/**
 * What a person is called where there is no room for the whole name: the first word of it, "mara" of
 * mara.okafor@example.com. Titles such as "Dr." are no name.
 */
export function firstName(name: string): string {
  const [person = ''] = name.replaceAll(ISOLATES, '').trim().split('@');
  const words = person.split(/\s+/u).filter((word) => word !== '');
  const word = words.find((one) => !one.endsWith('.')) ?? words[0] ?? '';
  return (words.length > 1 ? word : word.split(/[._]/u).find((part) => part !== '')) || 'somebody';
}
