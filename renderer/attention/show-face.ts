import type { ShellBadge } from '../../shared/contract/shell-notices.ts';
import { drawFace } from './draw-face.ts';
import type { Face } from './face.ts';

/**
 * Writes a face into the title and the icon of the tab.
 * @param setBadge puts it onto the task bar or dock as well, where there is a shell that can
 */
export function createFaceShower(setBadge: (badge: ShellBadge) => void): (face: Face) => void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const own = link === null ? null : { href: link.href, type: link.type };
  let shown: Face | null = null;
  return (face) => {
    if (face.title !== document.title) document.title = face.title;
    if (shown !== null && shown.mark === face.mark && shown.count === face.count) return;
    shown = face;
    const icon = face.mark === null ? null : drawFace(face.mark);
    if (link !== null && own !== null) {
      link.type = icon === null ? own.type : 'image/png';
      link.href = icon ?? own.href;
    }
    setBadge({ count: face.count, words: face.words, icon });
  };
}
