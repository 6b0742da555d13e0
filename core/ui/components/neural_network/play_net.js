// A network of a few neurons and how it learns; its twin is core.neural_network.network.
// Needs: sketch.
const KEEP = 0.9, KEEP_SQUARE = 0.999, TINY = 1e-8; // Adam (Kingma & Ba, 2015)
const logistic = (z) => 1 / (1 + Math.exp(-z));
// Each bend f(z), and its slope from z and f(z).
const BENDS = {
  tanh: [Math.tanh, (_, a) => 1 - a * a],
  relu: [(z) => (z > 0 ? z : 0), (z) => (z > 0 ? 1 : 0)],
  sigmoid: [logistic, (_, a) => a * (1 - a)],
  leaky_relu: [(z) => (z > 0 ? z : 0.01 * z), (z) => (z > 0 ? 1 : 0.01)],
  elu: [(z) => (z > 0 ? z : Math.expm1(z)), (z) => (z > 0 ? 1 : Math.exp(z))],
  silu: [(z) => z * logistic(z), (z) => { const s = logistic(z); return s * (1 + z * (1 - s)); }],
  softplus: [(z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))), logistic],
  identity: [(z) => z, () => 1],
};
// What a network may be given of a point, in the order of FEATURES in core.neural_network.setup.
const GIVEN = [
  (x) => x, (_, y) => y, (x) => x * x, (_, y) => y * y, (x, y) => x * y,
  (x) => Math.sin(Math.PI * x), (_, y) => Math.sin(Math.PI * y),
];

// Inputs (n × chosen) of points (n × 2).
function inputsOf(xy, chosen) {
  const n = xy.length / 2, found = new Float64Array(n * chosen.length);
  for (let i = 0, o = 0; i < n; i++) for (const k of chosen) found[o++] = GIVEN[k](xy[2 * i], xy[2 * i + 1]);
  return found;
}

// All weights in one array: per layer W (out × in), then b.
class PlayNet {
  constructor(sizes, setup, start, values) {
    Object.assign(this, { sizes, setup, layers: [], steps: 0, rooms: new Map() });
    let length = 0;
    for (let i = 0; i + 1 < sizes.length; i++) {
      const [into, out] = [sizes[i], sizes[i + 1]];
      this.layers.push({ into, out, w: length, b: length + into * out });
      length += into * out + out;
    }
    for (const name of ["values", "slopes", "mean", "square"]) this[name] = new Float64Array(length);
    if (values?.length === length) this.values.set(values);
    else for (const { into, w, b } of this.layers) for (let i = w; i < b; i++) this.values[i] = start[i] / Math.sqrt(into);
  }

  // Room for the sums and outputs of n points, kept from one call to the next.
  room(n) {
    let room = this.rooms.get(n);
    if (!room) {
      const rows = () => this.layers.map(({ out }) => new Float64Array(n * out));
      this.rooms.set(n, (room = { z: rows(), a: rows(), d: rows() }));
      if (this.rooms.size > 8) this.rooms.delete(this.rooms.keys().next().value);
    }
    return room;
  }

  // What each layer sums up (z) and gives (a) for n inputs; the last gives its sum.
  forward(inputs, n = inputs.length / this.sizes[0]) {
    const room = this.room(n), { values } = this, f = BENDS[this.setup.bend][0], last = this.layers.length - 1;
    let x = inputs;
    this.layers.forEach(({ into, out, w, b }, at) => {
      const z = room.z[at], a = room.a[at];
      for (let i = 0, o = 0; i < n; i++)
        for (let j = 0; j < out; j++, o++) {
          let sum = values[b + j];
          for (let k = 0, p = i * into, q = w + j * into; k < into; k++) sum += values[q + k] * x[p + k];
          z[o] = sum;
          a[o] = at < last ? f(sum) : sum;
        }
      x = a;
    });
    return room;
  }

  // The mean cross-entropy and the share of right answers of n points.
  measure(inputs, kinds) {
    const n = kinds.length, outs = this.sizes.at(-1), z = this.forward(inputs, n).z.at(-1);
    if (!n) return { loss: NaN, right: NaN };
    let loss = 0, right = 0;
    for (let i = 0; i < n; i++) {
      const row = z.subarray(i * outs, (i + 1) * outs);
      loss += entropy(row, kinds[i]);
      right += answer(row) === kinds[i];
    }
    return { loss: loss / n, right: right / n };
  }

  // One step down the slopes of n points.
  learn(inputs, kinds) {
    const n = kinds.length, room = this.forward(inputs, n), top = this.layers.length - 1, outs = this.sizes.at(-1);
    const slope = BENDS[this.setup.bend][1], { values, slopes } = this;
    slopes.fill(0);
    for (let i = 0; i < n; i++) {
      const chances = probabilities(room.z[top].subarray(i * outs, (i + 1) * outs));
      if (outs === 1) room.d[top][i] = (chances[1] - kinds[i]) / n;
      else chances.forEach((p, k) => { room.d[top][i * outs + k] = (p - (kinds[i] === k)) / n; });
    }
    for (let at = top; at >= 0; at--) {
      const { into, out, w, b } = this.layers[at], x = at ? room.a[at - 1] : inputs, d = room.d[at];
      const below = at ? room.d[at - 1].fill(0) : null;
      for (let i = 0, o = 0; i < n; i++)
        for (let j = 0; j < out; j++, o++) {
          slopes[b + j] += d[o];
          for (let k = 0, p = i * into, q = w + j * into; k < into; k++) {
            slopes[q + k] += d[o] * x[p + k];
            if (below) below[p + k] += d[o] * values[q + k];
          }
        }
      if (below) for (let i = 0; i < below.length; i++) below[i] *= slope(room.z[at - 1][i], room.a[at - 1][i]);
    }
    this.step();
  }

  // The penalty's slopes, then one step of Adam or of plain descent.
  step() {
    const { values, slopes, mean, square } = this, { decay, decayRate, optimizer, rate } = this.setup;
    if (decay !== "none")
      for (const { w, b } of this.layers)
        for (let i = w; i < b; i++) slopes[i] += decayRate * (decay === "l1" ? Math.sign(values[i]) : values[i]);
    if (optimizer === "sgd") {
      for (let i = 0; i < values.length; i++) values[i] -= rate * slopes[i];
      return;
    }
    this.steps += 1;
    const a = 1 - KEEP ** this.steps, b = 1 - KEEP_SQUARE ** this.steps;
    for (let i = 0; i < values.length; i++) {
      mean[i] = KEEP * mean[i] + (1 - KEEP) * slopes[i];
      square[i] = KEEP_SQUARE * square[i] + (1 - KEEP_SQUARE) * slopes[i] ** 2;
      values[i] -= (rate * mean[i]) / a / (Math.sqrt(square[i] / b) + TINY);
    }
  }

  // Once through the training points, batch after batch in their order.
  epoch(inputs, kinds) {
    const { batch } = this.setup, wide = this.sizes[0];
    for (let at = 0; at < kinds.length; at += batch) {
      const end = Math.min(at + batch, kinds.length);
      this.learn(inputs.subarray(at * wide, end * wide), kinds.subarray(at, end));
    }
  }

  snapshot() {
    const copy = (name) => this[name].slice();
    return { values: copy("values"), mean: copy("mean"), square: copy("square"), steps: this.steps };
  }

  restore(kept) {
    for (const name of ["values", "mean", "square"]) this[name].set(kept[name]);
    this.steps = kept.steps;
  }
}

// The chances of all kinds from the sums of the output layer: a sigmoid for one, softmax for several.
function probabilities(z) {
  if (z.length === 1) { const p = logistic(z[0]); return [1 - p, p]; }
  const most = Math.max(...z), powers = Array.from(z, (v) => Math.exp(v - most)), sum = powers.reduce((a, b) => a + b);
  return powers.map((v) => v / sum);
}

function entropy(z, kind) {
  if (z.length === 1) return Math.max(z[0], 0) + Math.log1p(Math.exp(-Math.abs(z[0]))) - kind * z[0];
  const most = Math.max(...z);
  return most + Math.log(z.reduce((sum, v) => sum + Math.exp(v - most), 0)) - z[kind];
}

const answer = (z) => (z.length === 1 ? Number(z[0] > 0) : z.indexOf(Math.max(...z)));
