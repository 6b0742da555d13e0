// One box said in three ways, as `core.detection.encodings` does. Boxes are [x1, y1, x2, y2].
// Needs: sketch, boxes.
const VARIANCE = [0.1, 0.1, 0.2, 0.2], LARGEST_LOG = 10;
const sigma = (v) => 1 / (1 + Math.exp(-clamp(v, -80, 80)));
const middleOf = (b) => [(b[0] + b[2]) / 2, (b[1] + b[3]) / 2];
const boxAt = (x, y, w, h) => [x - w / 2, y - h / 2, x + w / 2, y + h / 2];

// What four numbers make of an anchor [w, h] in a cell whose left upper corner is [x, y].
const fromAnchor = ([tx, ty, tw, th], [x, y], [w, h], cell) => boxAt(
  x + sigma(tx) * cell, y + sigma(ty) * cell,
  w * Math.exp(Math.min(tw, LARGEST_LOG)), h * Math.exp(Math.min(th, LARGEST_LOG)),
);

// How far a point is from the four edges, in strides.
const distancesOf = (b, [x, y], stride) => [x - b[0], y - b[1], b[2] - x, b[3] - y].map((v) => v / stride);

// By how much an SSD moves and stretches a default box into a box, and back.
function offsetsOf(b, base) {
  const [x, y] = middleOf(b), [bx, by] = middleOf(base), w = base[2] - base[0], h = base[3] - base[1];
  const raw = [(x - bx) / w, (y - by) / h, Math.log((b[2] - b[0]) / w), Math.log((b[3] - b[1]) / h)];
  return raw.map((v, i) => v / VARIANCE[i]);
}

// The default box of a shape in a cell of an SSD's map, over a photo of w × h.
const defaultAt = ({ spread, shapes }, column, row, shape, w, h) => boxAt(
  ((column + 0.5) / spread) * w, ((row + 0.5) / spread) * h, shapes[shape][0] * w, shapes[shape][1] * h,
);

// The default box that fits a box best: of each shape the one whose middle is nearest.
function bestDefault(layout, b, w, h) {
  const [x, y] = middleOf(b), best = { overlap: -1 };
  layout.forEach((map, level) => {
    const near = (v) => clamp(Math.floor(v * map.spread), 0, map.side - 1), column = near(x / w), row = near(y / h);
    map.shapes.forEach((_, shape) => {
      const box = defaultAt(map, column, row, shape, w, h), overlap = iouOf(box, b);
      if (overlap > best.overlap) Object.assign(best, { level, column, row, shape, box, overlap });
    });
  });
  return best;
}

// A straight arrow on a canvas.
function arrow(g, x1, y1, x2, y2, colour, width = 3) {
  const far = Math.hypot(x2 - x1, y2 - y1), turn = Math.atan2(y2 - y1, x2 - x1), head = Math.min(9, far);
  Object.assign(g, { strokeStyle: colour, fillStyle: colour, lineWidth: width });
  g.beginPath();
  g.moveTo(x1, y1);
  g.lineTo(x2, y2);
  g.stroke();
  g.beginPath();
  g.moveTo(x2, y2);
  for (const side of [0.5, -0.5]) g.lineTo(x2 - head * Math.cos(turn + side), y2 - head * Math.sin(turn + side));
  g.fill();
}
