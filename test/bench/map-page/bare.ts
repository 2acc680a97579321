/* The limit: a canvas of the same size that strokes 600 arcs and fills 60 discs once a second, and does nothing else. */
import { seeded } from '../../builders/seeded.ts';

const ARCS = 600;
const DISCS = 60;
const POINTS = 64;
const TICK_MS = 1_000;
/** The stage of the map in a window of 1600 × 1000. */
const WIDTH = 1172;
const HEIGHT = 884;

const canvas = document.querySelector('canvas');
if (canvas === null) throw new Error('The bare page has no canvas.');
canvas.width = WIDTH;
canvas.height = HEIGHT;
const context = canvas.getContext('2d');
if (context === null) throw new Error('The bare page cannot draw.');
const random = seeded(7);
const arcs = Array.from({ length: ARCS }, () => {
  const [fromX, fromY, toX, toY] = [random(), random(), random(), random()];
  const path = new Path2D();
  for (let i = 0; i < POINTS; i++) {
    const share = i / (POINTS - 1);
    const x = (fromX + (toX - fromX) * share) * WIDTH;
    const y = (fromY + (toY - fromY) * share) * HEIGHT - 60 * Math.sin(Math.PI * share);
    if (i === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
  return path;
});

function draw(brush: CanvasRenderingContext2D): void {
  brush.clearRect(0, 0, WIDTH, HEIGHT);
  brush.lineWidth = 1.2;
  for (const arc of arcs) {
    brush.strokeStyle = `hsl(210 50% ${20 + Math.floor(random() * 70)}%)`;
    brush.stroke(arc);
  }
  brush.fillStyle = '#497cab';
  for (let disc = 0; disc < DISCS; disc++) {
    brush.beginPath();
    brush.arc((WIDTH * (disc + 0.5)) / DISCS, HEIGHT / 2, 10, 0, Math.PI * 2);
    brush.fill();
  }
}

draw(context);
setInterval(() => draw(context), TICK_MS);
