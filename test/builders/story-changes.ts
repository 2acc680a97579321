import type { Annotation } from '../../shared/domain/annotation.ts';
import { storyTime } from './story-estate.ts';

const change = (
  parts: Pick<Annotation, 'id' | 'title' | 'kind' | 'atMs'> & Partial<Annotation>,
): Annotation => ({
  endMs: null,
  text: '',
  service: null,
  region: null,
  sourceId: 'pipeline',
  url: null,
  ...parts,
});

/** What people did on the day of the pictures, oldest first. */
export const storyAnnotations: Annotation[] = [
  change({
    id: 'pipeline:flag-81',
    kind: 'deploy',
    title: 'flag fast-cart to 10 %',
    service: 'checkout',
    atMs: storyTime('13:36:00'),
  }),
  change({
    id: 'pipeline:ledger-318',
    kind: 'deploy',
    title: 'ledger 3.18.0 released',
    atMs: storyTime('13:58:40'),
    url: 'https://ci.example/ledger/318',
  }),
];
