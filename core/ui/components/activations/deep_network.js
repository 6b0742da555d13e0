// A deep network with random weights, and what of the gradient comes back to each layer: as core.activations.depth
// measures it, from the same random numbers. Needs: sketch, maths/program, activations/functions, activations/products.
const WIDTH = 64, BATCH = 32, SPREAD = 1e-5, FLAT = 1e-6, EVERY = 0x6d2b79f5;

// `count` numbers in 0..1 from the place `start` in a seed's row, and normal ones of them (Box & Muller, 1958).
function uniforms(seed, start, count) {
  const draw = chance(seed + Math.imul(start, EVERY));
  return Float64Array.from({ length: count }, draw);
}
function normals(seed, start, count) {
  const u = uniforms(seed, start, count);
  for (let i = 0; i < count; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - u[i])), angle = 2 * Math.PI * u[i + 1];
    u[i] = radius * Math.cos(angle);
    u[i + 1] = radius * Math.sin(angle);
  }
  return u;
}
// Plain loops: `reduce` calls a function for each number, and there are 2048 a layer.
function rootMean(values) {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum / values.length);
}
function meanOf(values) {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

// What is random in a network, the same whatever is dragged, and room for its numbers: one network at a time uses it.
class Draws {
  // `how`: { init, seed }; `products` has room for `numbersOf` the layers, of which nobody else uses any.
  constructor(how, products) {
    const { seed } = how, size = BATCH * WIDTH;
    products.clear();
    Object.assign(this, { how, products, layers: [] });
    Object.assign(this, { inputs: this.room(), backs: [this.room(), this.room()] }).inputs.set(normals(seed, 0, size));
    this.target = normals(seed, size, BATCH);
    this.head = normals(seed, size + BATCH, WIDTH).map((v) => v / Math.sqrt(WIDTH));
  }

  room() { return this.products.room(BATCH * WIDTH); }

  // Layer k: its weights before they are scaled, and where its sums, its outputs and their slopes are put.
  layer(k) {
    const start = BATCH * WIDTH + BATCH + WIDTH + k * WIDTH ** 2, count = WIDTH ** 2, { products, how, layers } = this;
    if (layers[k]) return layers[k];
    const plain = how.init === "plain" ? uniforms(how.seed, start, count).map((v) => v * 2 - 1) : normals(how.seed, start, count);
    const weights = { forward: products.packed(plain), backward: products.packed(plain, true) };
    return (layers[k] = { ...weights, z: this.room(), out: this.room(), slope: this.room() });
  }
}
const numbersOf = (layers) => layers * (2 * WIDTH ** 2 + 3 * BATCH * WIDTH) + 3 * BATCH * WIDTH;

class DeepNetwork {
  // `how`: { name, alpha, program, init, normalise, bias, seed, gain }
  constructor(how, draws) {
    Object.assign(this, { how, draws, layers: [], bend: bending(how) });
    this.factor = (how.gain * Math.sqrt(how.init === "he" ? 2 : 1)) / Math.sqrt(WIDTH);
  }

  // One layer on top of those that are there.
  grow() {
    const { factor, how, layers, draws } = this, k = layers.length, layer = draws.layer(k), { z, out, slope } = layer;
    draws.products.product(k ? layers[k - 1].out : draws.inputs, layer.forward, factor, z);
    if (how.bias) for (let i = 0; i < z.length; i++) z[i] += how.bias;
    const spreads = how.normalise ? normalised(z) : null;
    this.bend(z, out, slope);
    layers.push(Object.assign(layer, { spreads, signal: rootMean(out), dead: flat(slope) }));
  }

  // What comes back to each of the first `depth` layers.
  flow(depth) {
    while (this.layers.length < depth) this.grow();
    const { factor } = this, { head, target, backs, products } = this.draws, used = this.layers.slice(0, depth), { out } = used[depth - 1];
    let [back, other] = backs;
    for (let b = 0; b < BATCH; b++) {
      let said = 0;
      for (let o = 0; o < WIDTH; o++) said += out[b * WIDTH + o] * head[o];
      const missed = (2 * (said - target[b])) / BATCH;
      for (let o = 0; o < WIDTH; o++) back[b * WIDTH + o] = missed * head[o];
    }
    const gradients = [];
    for (let k = depth - 1; k >= 0; k--) {
      const { slope, backward, z, spreads } = used[k];
      for (let i = 0; i < back.length; i++) back[i] *= slope[i];
      gradients.unshift(rootMean(back));
      if (k && spreads) through(back, z, spreads);
      if (!k) break;
      products.product(back, backward, factor, other);
      [back, other] = [other, back];
    }
    const last = gradients.at(-1), shares = gradients.map((g) => (last > 0 ? g / last : Number.isNaN(last) ? NaN : 0));
    return { shares, gradients, signals: used.map((l) => l.signal), dead: used.map((l) => l.dead) };
  }
}

const column = (values, o) => Float64Array.from({ length: BATCH }, (_, b) => values[b * WIDTH + o]);

// Brings each neuron's sums to mean 0 and variance 1; returns by what they were divided.
function normalised(z) {
  return Float64Array.from({ length: WIDTH }, (_, o) => {
    const all = column(z, o), mean = meanOf(all), spread = Math.sqrt(meanOf(all.map((v) => (v - mean) ** 2)) + SPREAD);
    for (let b = 0; b < BATCH; b++) z[b * WIDTH + o] = (all[b] - mean) / spread;
    return spread;
  });
}

// The gradient on its way back through that.
function through(back, z, spreads) {
  for (let o = 0; o < WIDTH; o++) {
    const g = column(back, o), sums = column(z, o), mean = meanOf(g), along = meanOf(g.map((v, b) => v * sums[b]));
    for (let b = 0; b < BATCH; b++) back[b * WIDTH + o] = (g[b] - mean - sums[b] * along) / spreads[o];
  }
}

// How many neurons answer none of the inputs.
function flat(slope) {
  let count = 0;
  for (let o = 0, b; o < WIDTH; o++) {
    for (b = 0; b < BATCH && Math.abs(slope[b * WIDTH + o]) < FLAT; b++);
    count += b === BATCH;
  }
  return count;
}

// A share as people write it, small ones too: `depth.percent` of core.activations.depth.
function percentOf(share) {
  const points = 100 * share, size = Math.floor(Math.log10(points));
  if (points !== 0 && (points < 1e-6 || points >= 1e7)) {
    const [mantissa, exponent] = points.toExponential(1).split("e");
    return `${mantissa} × ${power(Number(exponent))}%`;
  }
  if (points === 0 || points >= 10) return `${points.toLocaleString("en-US", { maximumFractionDigits: 0 })}%`;
  return `${points.toFixed(Math.max(1, -size))}%`;
}
