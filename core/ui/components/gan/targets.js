// What the forger has to learn: shapes in the plane, and how much of a shape it has reached.
// Needs: gan/engine.
const SPREAD = 0.045, NEAR = 0.17; // the scatter of real points; how near a sample counts as on the shape
const on = (x, y, random, spread = SPREAD) => [x + spread * normal(random), y + spread * normal(random)];
const around = (share, radius) => [radius * Math.cos(2 * Math.PI * share), radius * Math.sin(2 * Math.PI * share)];

const CENTRES = { two: [[-0.5, -0.3], [0.5, 0.3]], eight: Array.from({ length: 8 }, (_, i) => around(i / 8, 0.75)) };
const evenly = (count, place) => Array.from({ length: count }, (_, i) => place((i + 0.5) / count));
const LINE = (t) => [1.6 * t - 0.8, 0.9 * t - 0.45], RING = (t) => around(t, 0.7);

// The parts of a shape (a sample belongs to the nearest) and `point(random)`, one real point.
function shape(name, drawing) {
  if (CENTRES[name]) {
    const parts = CENTRES[name];
    return { parts, point: (random) => on(...parts[Math.floor(random() * parts.length)], random, name === "eight" ? SPREAD : 0.09) };
  }
  if (name === "own" && drawing.length) {
    const parts = spread(drawing, Math.min(8, drawing.length));
    return { parts, point: (random) => on(...drawing[Math.floor(random() * drawing.length)], random, 0.02) };
  }
  const place = name === "line" ? LINE : RING;
  return { parts: evenly(8, place), point: (random) => on(...place(random()), random) };
}

// Farthest points first: `count` of the points, as far from each other as can be.
function spread(points, count) {
  const chosen = [points[0]];
  const gap = points.map((p) => Math.hypot(p[0] - chosen[0][0], p[1] - chosen[0][1]));
  while (chosen.length < count) {
    const at = gap.indexOf(Math.max(...gap));
    chosen.push(points[at]);
    points.forEach((p, i) => { gap[i] = Math.min(gap[i], Math.hypot(p[0] - points[at][0], p[1] - points[at][1])); });
  }
  return chosen;
}

// Which parts have at least a quarter of their fair share of samples, and the share of samples on the shape.
function reached(parts, real, samples) {
  const count = samples.length / 2, hits = parts.map(() => 0);
  let good = 0;
  for (let n = 0; n < count; n++) {
    const [x, y] = [samples[2 * n], samples[2 * n + 1]];
    let near = Infinity;
    for (let i = 0; i < real.length; i += 2) near = Math.min(near, (real[i] - x) ** 2 + (real[i + 1] - y) ** 2);
    if (near > NEAR * NEAR) continue;
    good += 1;
    const far = parts.map(([a, b]) => Math.hypot(a - x, b - y));
    hits[far.indexOf(Math.min(...far))] += 1;
  }
  return { hits: hits.map((h) => h >= (0.25 * count) / parts.length), good: good / count };
}
