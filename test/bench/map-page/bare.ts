/*
 * The limit: a canvas that strokes the arcs of the same network once a second, as thin as the map does, each in a colour of its own, and fills 60
 * discs; it does nothing else. It draws as the map does, before a frame: Chromium turns what is drawn in a timer into pixels
 * after the task, where nobody counts it.
 */

import { QUIET_LINE_PX } from '../../../renderer/map/draw-routes.ts';
import { buildNetworkIndex } from '../../../renderer/map/network-index.ts';
import { createMapProjection } from '../../../renderer/map/projection.ts';
import { createArcBook } from '../../../renderer/map/route-geometry.ts';
import { seeded } from '../../builders/seeded.ts';
import { networkFrame } from '../../builders/wall-trials.ts';

const TICK_MS = 1_000;
/** The stage of the map in a window of 1600 × 1000. */
const size = { width: 1172, height: 884, inset: { top: 160, right: 110, bottom: 130, left: 92 } };

const canvas = document.querySelector('canvas');
if (canvas === null) throw new Error('The bare page has no canvas.');
canvas.width = size.width;
canvas.height = size.height;
const context = canvas.getContext('2d');
if (context === null) throw new Error('The bare page cannot draw.');
const { catalogue } = networkFrame(60, 600).sections;
if (catalogue === undefined) throw new Error('The network has no catalogue.');
const index = buildNetworkIndex(catalogue);
const places = index.places.filter((place) => place !== null);
const projection = createMapProjection(size, places);
const book = createArcBook(index, projection, size);
const arcs = index.routes.flatMap((_, route) => book(route, false)?.path ?? []);
const discs = places.map((place) => projection.project(place));
const random = seeded(7);

function draw(brush: CanvasRenderingContext2D): void {
  brush.clearRect(0, 0, size.width, size.height);
  brush.lineWidth = QUIET_LINE_PX;
  for (const arc of arcs) {
    brush.strokeStyle = `hsl(210 50% ${20 + Math.floor(random() * 70)}%)`;
    brush.stroke(arc);
  }
  brush.fillStyle = '#497cab';
  for (const [x, y] of discs) {
    brush.beginPath();
    brush.arc(x, y, 10, 0, Math.PI * 2);
    brush.fill();
  }
}

draw(context);
setInterval(() => requestAnimationFrame(() => draw(context)), TICK_MS);
