/* A wall of 60 charts, drawn by the library that `?kind=` names; `?every=1000` updates it by itself. */
import '../../../renderer/ui/tokens.css';
import '../../../renderer/ui/fonts.css';
import './wall.css';
import { createWalk, type MountWall } from './walk.ts';

declare global {
  interface Window {
    chartWall: {
      /** When all charts had been painted, milliseconds since the page was asked for. */
      readonly paintedAtMs: number;
      /** Appends a point to every chart once per frame. Resolves with how many times it could within the budget. */
      run(updates: number, budgetMs: number): Promise<number>;
    };
  }
}

/** Each in a file of its own: a page loads the library it shows and no other. */
const kinds: Readonly<Record<string, () => Promise<{ readonly mountWall: MountWall }>>> = {
  canvas: () => import('./plain-canvas.ts'),
  vigil: () => import('./vigil-tiles.tsx'),
  uplot: () => import('./uplot-wall.ts'),
  chartjs: () => import('./chartjs-wall.ts'),
  echarts: () => import('./echarts-wall.ts'),
  recharts: () => import('./recharts-wall.tsx'),
};

const query = new URLSearchParams(location.search);
const load = kinds[query.get('kind') ?? ''];
const host = document.querySelector<HTMLElement>('#wall');
const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

if (load !== undefined && host !== null) {
  const { mountWall } = await load();
  const walk = createWalk();
  const wall = mountWall(host, walk.tiles);
  await nextFrame();
  await nextFrame();
  window.chartWall = {
    paintedAtMs: performance.now(),
    async run(updates, budgetMs) {
      const endMs = performance.now() + budgetMs;
      let done = 0;
      for (; done < updates && performance.now() < endMs; done += 1) {
        await nextFrame();
        wall.update(walk.next());
      }
      // What the last update left to the next frame belongs to it.
      await nextFrame();
      await nextFrame();
      return done;
    },
  };
  const everyMs = Number(query.get('every') ?? 0);
  if (everyMs > 0) setInterval(() => wall.update(walk.next()), everyMs);
}
