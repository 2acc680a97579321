/** The hatch that means "nothing recorded"; always beside a word. Referenced as `url(#id)`. */
export function GapPattern({ id }: { id: string }) {
  return (
    <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line x1="0" y1="0" x2="0" y2="5" stroke="var(--hatch-gap-ink)" strokeWidth="2.6" />
    </pattern>
  );
}
