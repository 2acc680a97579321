import type { ReactNode } from 'react';
import { expect } from 'vitest';
import { type RenderResult, render } from 'vitest-browser-react';
import { createMemoryClient } from '../../renderer/client/memory-client.ts';
import { usePictureReady } from '../../renderer/state/hooks.ts';
import { createVigil, VigilProvider } from '../../renderer/state/provider.tsx';
import type { Frame } from '../../shared/contract/frame.ts';
import { createMemoryHub, type MemoryHub } from '../builders/memory-hub.ts';
import { storyFrame } from '../builders/story.ts';
import { createStoryAnswers } from '../builders/story-answers.ts';

export interface Mounted {
  readonly screen: RenderResult;
  readonly hub: MemoryHub;
}

/** Shows something that reads Vigil's picture, on the story of the pictures unless another frame is given. */
export async function mountStory(children: ReactNode, frame: Frame = storyFrame()): Promise<Mounted> {
  const hub = createMemoryHub(frame, createStoryAnswers());
  const vigil = createVigil(createMemoryClient(hub));
  const screen = await render(
    <VigilProvider vigil={vigil}>
      <WhenReady>{children}</WhenReady>
    </VigilProvider>,
  );
  await expect.poll(() => screen.container.querySelector('[data-ready]')).not.toBeNull();
  return { screen, hub };
}

/** What stands in a view is drawn once there is a picture. */
function WhenReady({ children }: { children: ReactNode }) {
  return usePictureReady() ? (
    <div data-ready style={{ height: '100vh' }}>
      {children}
    </div>
  ) : null;
}
