// A deep network with random weights, and what of the gradient comes back to each layer: as core.activations.depth
// measures it, from the same random numbers. Needs: sketch, maths/program, activations/functions.
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

class DeepNetwork {
  // `how`: { name, alpha, program, init, normalise, bias, seed, gain }
  constructor(how, draws) {
    Object.assign(this, { how, draws, layers: [], bend: bending(how) });
    const { seed } = how, size = BATCH * WIDTH;
    this.factor = (how.gain * Math.sqrt(how.init === "he" ? 2 : 1)) / Math.sqrt(WIDTH);
    this.inputs = normals(seed, 0, size);
    this.target = normals(seed, size, BATCH);
    this.head = normals(seed, size + BATCH, WIDTH).map((v) => v / Math.sqrt(WIDTH));
  }

  // The weights of layer k before they are scaled: drawn once, whatever is dragged.
  drawn(k) {
    const start = BATCH * WIDTH + BATCH + WIDTH + k * WIDTH ** 2, { seed, init } = this.how;
    const draw = () =>
      init === "plain" ? uniforms(seed, start, WIDTH ** 2).map((v) => v * 2 - 1) : normals(seed, start, WIDTH ** 2);
    return (this.draws[k] ??= turnedToo(draw()));
  }

  // One layer on top of those that are there.
  grow() {
    const k = this.layers.length, weights = this.drawn(k), from = k ? this.layers[k - 1].out : this.inputs;
    const { factor, how } = this, size = BATCH * WIDTH, z = product(from, weights.turned, factor);
    if (how.bias) for (let i = 0; i < size; i++) z[i] += how.bias;
    const spreads = how.normalise ? normalised(z) : null, out = new Float64Array(size), slope = new Float64Array(size);
    this.bend(z, out, slope);
    this.layers.push({ weights, z, out, slope, spreads, signal: rootMean(out), dead: flat(slope) });
  }

  // What comes back to each of the first `depth` layers.
  flow(depth) {
    while (this.layers.length < depth) this.grow();
    const { factor, head, target } = this, used = this.layers.slice(0, depth), { out } = used[depth - 1];
    let back = new Float64Array(BATCH * WIDTH);
    for (let b = 0; b < BATCH; b++) {
      let said = 0;
      for (let o = 0; o < WIDTH; o++) said += out[b * WIDTH + o] * head[o];
      const missed = (2 * (said - target[b])) / BATCH;
      for (let o = 0; o < WIDTH; o++) back[b * WIDTH + o] = missed * head[o];
    }
    const gradients = [];
    for (let k = depth - 1; k >= 0; k--) {
      const { slope, weights, z, spreads } = used[k];
      for (let i = 0; i < back.length; i++) back[i] *= slope[i];
      gradients.unshift(rootMean(back));
      if (k && spreads) through(back, z, spreads);
      if (k) back = product(back, weights.plain, factor);
    }
    const last = gradients.at(-1), shares = gradients.map((g) => (last > 0 ? g / last : Number.isNaN(last) ? NaN : 0));
    return { shares, gradients, signals: used.map((l) => l.signal), dead: used.map((l) => l.dead) };
  }
}

function turnedToo(plain) {
  return { plain, turned: plain.map((_, at) => plain[(at % WIDTH) * WIDTH + Math.floor(at / WIDTH)]) };
}

// Σ rows[b, i] · weights[o, i], scaled: eight sums at once, faster than one after the other.
function product(rows, weights, factor) {
  const out = new Float64Array(rows.length);
  for (let b = 0; b < rows.length; b += 4 * WIDTH)
    for (let o = 0; o < WIDTH; o += 2) {
      let a0 = 0, a1 = 0, b0 = 0, b1 = 0, c0 = 0, c1 = 0, d0 = 0, d1 = 0;
      for (let i = 0, p = o * WIDTH, q = b; i < WIDTH; i++, p++, q++) {
        const u = weights[p], v = weights[p + WIDTH], r0 = rows[q], r1 = rows[q + WIDTH];
        const r2 = rows[q + 2 * WIDTH], r3 = rows[q + 3 * WIDTH];
        a0 += r0 * u; a1 += r0 * v; b0 += r1 * u; b1 += r1 * v;
        c0 += r2 * u; c1 += r2 * v; d0 += r3 * u; d1 += r3 * v;
      }
      const to = b + o;
      out[to] = factor * a0; out[to + 1] = factor * a1; out[to + WIDTH] = factor * b0; out[to + WIDTH + 1] = factor * b1;
      out[to + 2 * WIDTH] = factor * c0; out[to + 2 * WIDTH + 1] = factor * c1;
      out[to + 3 * WIDTH] = factor * d0; out[to + 3 * WIDTH + 1] = factor * d1;
    }
  return out;
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
