import { cdp } from 'vitest/browser';

interface MediaWishes {
  readonly 'prefers-reduced-motion'?: 'reduce';
  readonly 'forced-colors'?: 'active';
}

/** Makes the browser say what a person asked of the system; nothing for a system nobody asked anything of. */
export async function emulateMedia(wishes: MediaWishes): Promise<void> {
  const features = Object.entries(wishes).map(([name, value]) => ({ name, value }));
  await cdp().send('Emulation.setEmulatedMedia', { features });
}
