import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ScreenPoint, simplified } from '../../../../renderer/map/line-pieces.ts';

const point: fc.Arbitrary<ScreenPoint> = fc.tuple(
  fc.double({ min: -3_000, max: 3_000, noNaN: true }),
  fc.double({ min: -3_000, max: 3_000, noNaN: true }),
);

function distanceToSegment([x, y]: ScreenPoint, [ax, ay]: ScreenPoint, [bx, by]: ScreenPoint): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

it('leaves out only points that lie on the way, and keeps both ends', () => {
  fc.assert(
    fc.property(fc.array(point, { maxLength: 40 }), (points) => {
      const kept = simplified(points, 0.25);
      expect(kept[0]).toEqual(points[0]);
      expect(kept.at(-1)).toEqual(points.at(-1));
      let at = 0;
      for (const one of kept) {
        at = points.indexOf(one, at);
        expect(at).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

it('keeps a curve within the tolerance with a fraction of its points', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 20, max: 900, noNaN: true }),
      fc.double({ min: -300, max: 300, noNaN: true }),
      (wide, high) => {
        const points = Array.from({ length: 120 }, (_, i): ScreenPoint => {
          const share = i / 119;
          return [share * wide, high * Math.sin(Math.PI * share)];
        });
        const kept = simplified(points, 0.25);
        expect(kept.length).toBeLessThan(60);
        for (const one of points) {
          const away = Math.min(
            ...kept.slice(1).map((to, i) => distanceToSegment(one, kept[i] as ScreenPoint, to)),
          );
          expect(away).toBeLessThanOrEqual(0.26);
        }
      },
    ),
  );
});
