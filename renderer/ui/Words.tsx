/** Codes such as `eu-west-1`, `prometheus-mumbai`. */
const codePattern = /([a-z0-9]+(?:-[a-z0-9]+)+)/i;

/** Running text in which codes of regions and sources never break at their hyphens. */
export function Words({ children }: { children: string }) {
  const parts = children.split(codePattern);
  if (parts.length === 1) return children;
  return parts.map((part, index) =>
    index % 2 === 1 ? (
      // A split text has no other identity than the order of its parts.
      <span key={index} className="code">
        {part}
      </span>
    ) : (
      part
    ),
  );
}
