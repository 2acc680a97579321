import { Told } from '../../ui/Told.tsx';
import styles from './AlertDetail.module.css';
import { linkedParts } from './linked-text.ts';

/** Words from outside: text, with the addresses in it as links that show where they lead. */
export function LinkedText({ text }: { text: string }) {
  return linkedParts(text).map(({ text: part, link }, index) =>
    link === null ? (
      // oxlint-disable-next-line react/no-array-index-key -- the parts of one text
      <Told key={index} text={part} />
    ) : (
      // oxlint-disable-next-line react/no-array-index-key -- the parts of one text
      <a key={index} className={styles['link']} href={link.href} target="_blank" rel="noopener noreferrer">
        <Told text={part} /> (at {link.host})
      </a>
    ),
  );
}
