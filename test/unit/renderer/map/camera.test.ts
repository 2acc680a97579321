import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Camera,
  cameraApart,
  cameraForKey,
  homeCamera,
  MAX_ZOOM,
  panBy,
  projectionKinds,
  wheelFactor,
  zoomAt,
} from '../../../../renderer/map/camera.ts';
import { createMapProjection, freeStage } from '../../../../renderer/map/projection.ts';
import { centralAngle, type GeoPoint } from '../../../../shared/math/great-circle.ts';

const size = { width: 1172, height: 884, inset: { top: 178, right: 110, bottom: 146, left: 92 } };
const dublin = { longitude: -6.26, latitude: 53.35 };
const london = { longitude: -0.13, latitude: 51.5 };
const sydney = { longitude: 151.2, latitude: -33.9 };
const virginia = { longitude: -77.5, latitude: 39 };
const places: readonly GeoPoint[] = [dublin, london, sydney, virginia];
const viewOf = (camera: Camera) => createMapProjection(size, places, undefined, camera);
const spot = fc.record({ x: fc.integer({ min: 92, max: 1062 }), y: fc.integer({ min: 178, max: 738 }) });
const place = fc.record({
  longitude: fc.double({ min: -179, max: 179, noNaN: true }),
  latitude: fc.double({ min: -70, max: 72, noNaN: true }),
});

describe('every projection', () => {
  it.each(projectionKinds)('%s takes a place to the screen and back', (kind) => {
    const view = viewOf({ kind, zoom: 1, centre: null });
    fc.assert(
      fc.property(place, (one) => {
        fc.pre(view.shows(one));
        const [x, y] = view.project(one);
        const back = view.unproject(x, y);
        expect(back).not.toBeNull();
        // At the edge of a globe a pixel is many kilometres.
        expect(centralAngle(one, back ?? one)).toBeLessThan(1e-3);
      }),
    );
  });

  it.each(projectionKinds)('%s draws a line without a stroke across the whole map', (kind) => {
    fc.assert(
      fc.property(place, place, fc.integer({ min: 1, max: 8 }), (from, to, zoom) => {
        const view = viewOf({ kind, zoom, centre: null });
        const count = 200;
        const points = Array.from({ length: count }, (_, i) => ({
          longitude: from.longitude + ((to.longitude - from.longitude) * i) / count,
          latitude: from.latitude + ((to.latitude - from.latitude) * i) / count,
        }));
        for (const { points: line } of view.lines(points))
          for (let i = 1; i < line.length; i++) {
            const [ax, ay] = line[i - 1] ?? [0, 0];
            const [bx, by] = line[i] ?? [0, 0];
            expect(Math.hypot(bx - ax, by - ay)).toBeLessThan(view.scale);
          }
      }),
      { numRuns: 40 },
    );
  });

  it('shows one side of the globe only', () => {
    const view = viewOf({ kind: 'globe', zoom: 1, centre: dublin });
    expect(view.shows(london)).toBe(true);
    expect(view.shows(sydney)).toBe(false);
  });

  it('keeps distances from the middle on the distance map', () => {
    const view = viewOf({ kind: 'distance', zoom: 1, centre: dublin });
    for (const one of places) {
      const [x, y] = view.project(one);
      const px = Math.hypot(x - view.focus[0], y - view.focus[1]);
      expect(px / view.scale).toBeCloseTo(centralAngle(dublin, one), 6);
    }
  });
});

describe('the camera', () => {
  it.each(['flat', 'equal_area'] as const)('%s keeps the place under the pointer while it zooms', (kind) => {
    fc.assert(
      fc.property(spot, fc.double({ min: 1.1, max: 4, noNaN: true }), ({ x, y }, factor) => {
        const home = { kind, zoom: 4, centre: dublin };
        const under = viewOf(home).unproject(x, y);
        fc.pre(under !== null && Math.abs(under.latitude) < 50 && Math.abs(under.longitude) < 120);
        const [nowX, nowY] = viewOf(zoomAt(home, viewOf(home), factor, x, y)).project(under!);
        expect(Math.hypot(nowX - x, nowY - y)).toBeLessThan(0.5);
      }),
    );
  });

  it('pans by what the hand moved, and round the world', () => {
    const near = { kind: 'flat', zoom: 6, centre: london } as const;
    const moved = viewOf(panBy(near, viewOf(near), 120, -40));
    const [before, after] = [viewOf(near).project(london), moved.project(london)];
    expect(after[0] - before[0]).toBeCloseTo(120, 3);
    expect(after[1] - before[1]).toBeCloseTo(-40, 3);
    let round: Camera = homeCamera;
    for (let i = 0; i < 40; i++) round = panBy(round, viewOf(round), -200, 0);
    for (const one of places) expect(Number.isFinite(viewOf(round).project(one)[0])).toBe(true);
  });

  it('never leaves the world upwards or downwards, nor its zoom', () => {
    let camera: Camera = homeCamera;
    for (let i = 0; i < 60; i++) camera = panBy(camera, viewOf(camera), 0, 300);
    expect(viewOf(camera).centre.latitude).toBeCloseTo(viewOf(homeCamera).centre.latitude, 6);
    for (let i = 0; i < 60; i++) camera = zoomAt(camera, viewOf(camera), 2, 500, 400);
    expect(camera.zoom).toBe(MAX_ZOOM);
    for (let i = 0; i < 60; i++) camera = zoomAt(camera, viewOf(camera), 0.5, 500, 400);
    expect(camera.zoom).toBe(1);
  });

  it('obeys plus, minus, 0 and arrows with Shift, and no other key', () => {
    const press = (
      key: string,
      shiftKey = false,
      camera: Camera = { ...homeCamera, zoom: 4, centre: dublin },
    ) => cameraForKey(camera, viewOf(camera), { key, shiftKey }, freeStage(size));
    expect(press('+')?.zoom).toBeGreaterThan(4);
    expect(press('-')?.zoom).toBeLessThan(4);
    expect(press('0')).toEqual(homeCamera);
    expect(press('ArrowRight')).toBeNull();
    expect(press('ArrowRight', true)?.centre?.longitude).toBeGreaterThan(dublin.longitude);
    expect(press('ArrowUp', true)?.centre?.latitude).toBeGreaterThan(dublin.latitude);
    expect(press('x')).toBeNull();
  });

  it('comes near enough to tell Dublin and London apart', () => {
    const view = viewOf(homeCamera);
    const near = viewOf(
      cameraApart(homeCamera, view, [view.project(dublin), view.project(london)], freeStage(size)),
    );
    const [a, b] = [near.project(dublin), near.project(london)];
    expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeGreaterThan(40);
    for (const [x, y] of [a, b]) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(size.width);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(size.height);
    }
  });

  it('takes a wheel in pixels, lines or pages, and never more than a step at once', () => {
    expect(wheelFactor(-100, 0, false)).toBeGreaterThan(1);
    expect(wheelFactor(100, 0, false)).toBeLessThan(1);
    expect(wheelFactor(-3, 1, false)).toBeCloseTo(wheelFactor(-48, 0, false), 9);
    expect(wheelFactor(-1e6, 0, false)).toBeLessThan(2);
  });
});
