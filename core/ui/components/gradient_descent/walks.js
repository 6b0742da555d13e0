// Walks downhill, as `core.gradient_descent.descent` walks them: for what moves while it is dragged.
// Needs: sketch, maths/program.
const FLAT = 0.02; // a slope shorter than this moves hardly anything, as in `core.gradient_descent.verdicts`
const adamStep = (w, g, m, rate, t) => {
  m.speed = 0.9 * m.speed + 0.1 * g;
  m.size = 0.999 * m.size + 0.001 * g * g;
  return w - (rate * (m.speed / (1 - 0.9 ** t))) / (Math.sqrt(m.size / (1 - 0.999 ** t)) + 1e-8);
};
const plainStep = (w, g, m, rate) => w - rate * g;
const RULES = { // as `core.gradient_descent.optimizers`
  gd: plainStep, sgd: plainStep, minibatch: plainStep, adam: adamStep,
  momentum: (w, g, m, rate, t, beta) => w - rate * (m.speed = beta * m.speed + g),
  nesterov: (w, g, m, rate, t, beta) => { m.speed = beta * m.speed + g; return w - rate * (g + beta * m.speed); },
  adagrad: (w, g, m, rate) => { m.size += g * g; return w - (rate * g) / (Math.sqrt(m.size) + 1e-10); },
  rmsprop: (w, g, m, rate) => { m.size = 0.99 * m.size + 0.01 * g * g; return w - (rate * g) / (Math.sqrt(m.size) + 1e-8); },
  adamw: (w, g, m, rate, t) => adamStep(w - rate * 0.01 * w, g, m, rate, t),
};

// Which share of the learning rate a step takes, as `core.gradient_descent.tuning` has it.
function scheduled(kind, t, steps) {
  const wave = (share) => 0.5 * (1 + Math.cos(Math.PI * share)), rise = Math.ceil(steps / 10);
  if (kind === "warmup") return t <= rise ? t / rise : wave((t - rise) / (steps - rise + 1));
  if (kind === "cosine") return wave((t - 1) / steps);
  return kind === "step" ? 0.5 ** Math.floor((t - 1) / Math.ceil(steps / 4)) : 1;
}

// The landscape of a scene: `height(w)`, and then `slope(w, rows)` at the same place, of some data points or of all.
function landOf(scene) {
  if (scene.program) {
    const { height, slopes } = compiled(scene.program, scene.params);
    return { height, slope: () => slopes };
  }
  const { points, model, params } = scene, all = points.map((_, i) => i), yes = model === "logistic";
  const scaled = (w, x) => w[0] * x + (params > 1 ? w[1] : 0);
  const height = (w) => {
    let sum = 0;
    for (const [x, y] of points) sum += yes ? softplus(scaled(w, x)) - y * scaled(w, x) : (scaled(w, x) - y) ** 2;
    return sum / points.length;
  };
  const slopes = new Float64Array(params);
  const slope = (w, rows = all) => {
    slopes.fill(0);
    for (const i of rows) {
      const [x, y] = points[i], z = scaled(w, x), error = ((yes ? logistic(z) : z) - y) * (yes ? 1 : 2);
      slopes[0] += (error * x) / rows.length;
      if (params > 1) slopes[1] += error / rows.length;
    }
    return slopes;
  };
  return { height, slope };
}

// The best w and b of a fit to data, as `core.gradient_descent.problems` finds them: least squares, or Newton's method
// within 12 of 0. Nothing where all points stand above each other.
function bestFit(points, model) {
  let [w, b] = [0, 0];
  for (let round = 0; round < (model === "logistic" ? 50 : 1); round++) {
    let [xx, x1, n, gx, g1] = model === "logistic" ? [1e-6, 0, 1e-6, 0, 0] : [0, 0, 0, 0, 0];
    for (const [x, y] of points) {
      const p = model === "logistic" ? logistic(w * x + b) : w * x + b, weight = model === "logistic" ? p * (1 - p) : 1;
      xx += weight * x * x; x1 += weight * x; n += weight; gx += x * (p - y); g1 += p - y;
    }
    const area = xx * n - x1 * x1;
    if (Math.abs(area) < 1e-12) return round ? [w, b] : undefined;
    const limit = model === "logistic" ? 12 : Infinity;
    w = clamp(w - (n * gx - x1 * g1) / area, -limit, limit);
    b = clamp(b - (xx * g1 - x1 * gx) / area, -limit, limit);
  }
  return [w, b];
}

// The losses of a grid over the view, for points that are on the move.
function gridOf({ grid: { nx, ny }, x, y }, land) {
  const loss = new Float32Array(nx * ny);
  for (let j = 0; j < ny; j++)
    for (let i = 0; i < nx; i++) loss[j * nx + i] = land.height([lerp(...x, i / (nx - 1)), lerp(...y, j / (ny - 1))]);
  return loss;
}

// The data points that step t of a rule looks at: every point once an epoch, in the order that the server drew.
function rowsOf(scene, run, batch, t) {
  const count = scene.points?.length, size = run.looks === "one" ? 1 : Math.min(batch, count);
  if (!count || run.looks === "all") return undefined;
  const slices = Math.ceil(count / size), epoch = Math.floor((t - 1) / slices), from = ((t - 1) % slices) * size;
  return scene.orders.subarray(epoch * count + from, epoch * count + Math.min(from + size, count));
}

// What a step costs, in passes over the data.
const costOf = ({ points }, { looks }, batch) =>
  !points || looks === "all" ? 1 : (looks === "one" ? 1 : Math.min(batch, points.length)) / points.length;

// One walk with the settings of the knobs: { rate, beta, batch }.
function walked(scene, land, run, knobs) {
  const { steps, params: d, far, floor, tolerance, schedule } = scene, rule = RULES[run.rule];
  const rate = run.own ?? knobs.rate, { beta, batch } = knobs, memories = Array.from({ length: d }, () => ({ speed: 0, size: 0 }));
  const params = new Float64Array((steps + 1) * d), losses = new Float64Array(steps + 1);
  const w = Array.from(scene.start), after = [...w];
  let last = 0, diverged = null, reached = null;
  params.set(w);
  losses[0] = land.height(w);
  if (!Number.isFinite(losses[0])) [diverged, losses[0]] = [0, 0];
  for (let t = 1; t <= steps && diverged === null; t++) {
    const g = land.slope(w, rowsOf(scene, run, batch, t)), now = rate * scheduled(schedule, t, steps);
    for (let k = 0; k < d; k++) after[k] = rule(w[k], g[k], memories[k], now, t, beta);
    const loss = after.every((u) => Math.abs(u) < far) ? land.height(after) : NaN;
    if (!Number.isFinite(loss)) { diverged = t; continue; }
    after.forEach((u, k) => { w[k] = params[t * d + k] = u; });
    losses[t] = loss;
    last = t;
    if (reached === null && loss <= floor + tolerance) reached = t;
  }
  for (let t = last + 1; t <= steps; t++) {
    params.set(w, t * d);
    losses[t] = losses[last];
  }
  if (losses[0] <= floor + tolerance) reached = 0;
  if (diverged !== null) reached = null;
  const stuck = reached === null && diverged === null && Math.hypot(...land.slope(w)) < FLAT;
  return { ...run, d, params, losses, heights: null, reached, diverged, stuck };
}
