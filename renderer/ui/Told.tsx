import { visibleText } from '../../shared/format/visible-text.ts';

/**
 * A name or a text that came from outside: its direction stays its own, and nothing in it is hidden. Every such text on
 * screen is one of these; on canvases, in titles and in sentences it is `isolatedText`.
 */
export function Told({ text, className }: { text: string; className?: string | undefined }) {
  return <bdi className={className}>{visibleText(text)}</bdi>;
}
