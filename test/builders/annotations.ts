import type { Annotation } from '../../shared/domain/annotation.ts';
import { STORY_MS } from './core.ts';

/** A deploy of checkout at the hour of the story, told by source `a`. */
export function annotation(parts: Partial<Annotation> = {}): Annotation {
  return {
    id: 'a',
    kind: 'deploy',
    atMs: STORY_MS,
    endMs: null,
    title: 'checkout 2.14.0',
    text: '',
    service: 'checkout',
    region: null,
    sourceId: 'a',
    url: null,
    ...parts,
  };
}
