// A generator and a discriminator for points in the plane, and how they learn; core.gan.objectives has the formulas.
// Needs: sketch.
const SLOPE = 0.2; // of the leaky ReLU below zero
const COMPACT = 0.1; // factor of the forger's last weights: its first points lie in the middle of the plane
const HEAD_RATE = 0.01; // learning rate, with Adam, while the detective is alone
const softplus = (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))); // log(1 + e^x)
const sigmoid = (x) => 1 / (1 + Math.exp(-x));

function normal(random) { return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()); }

// Layers of `sizes` with a leaky ReLU between them; all weights in one array: per layer W (out × in), then b.
class Net {
  constructor(sizes, random) {
    this.sizes = sizes;
    this.layers = [];
    let length = 0;
    for (let i = 0; i + 1 < sizes.length; i++) {
      const [into, out] = [sizes[i], sizes[i + 1]];
      this.layers.push({ into, out, weights: length, bias: length + into * out });
      length += into * out + out;
    }
    this.values = new Float64Array(length);
    for (const { into, out, weights } of this.layers)
      for (let i = 0; i < into * out; i++) this.values[weights + i] = normal(random) * Math.sqrt(2 / into / (1 + SLOPE * SLOPE));
    Object.assign(this, { slopes: new Float64Array(length), mean: new Float64Array(length), square: new Float64Array(length), steps: 0 });
  }

  // Outputs (n × last size) of inputs (n × first size); what each layer got is kept for `backward`.
  forward(inputs) {
    const count = inputs.length / this.sizes[0], last = this.layers.length - 1;
    this.seen = [];
    let x = inputs;
    this.layers.forEach(({ into, out, weights, bias }, at) => {
      this.seen.push(x);
      const y = new Float64Array(count * out);
      for (let n = 0; n < count; n++)
        for (let j = 0; j < out; j++) {
          let sum = this.values[bias + j];
          for (let i = 0, w = weights + j * into, p = n * into; i < into; i++) sum += this.values[w + i] * x[p + i];
          y[n * out + j] = at < last && sum < 0 ? SLOPE * sum : sum;
        }
      x = y;
    });
    return x;
  }

  // From the slopes of a loss by the outputs of the last `forward` to those by its inputs; with `learns`
  // those by the weights are added to `slopes`.
  backward(slopes, learns) {
    let dy = slopes;
    for (let at = this.layers.length - 1; at >= 0; at--) {
      const { into, out, weights, bias } = this.layers[at], x = this.seen[at], dx = new Float64Array(x.length);
      const count = x.length / into;
      for (let n = 0; n < count; n++)
        for (let j = 0; j < out; j++) {
          const d = dy[n * out + j];
          if (d === 0) continue;
          if (learns) this.slopes[bias + j] += d;
          for (let i = 0, w = weights + j * into, p = n * into; i < into; i++) {
            dx[p + i] += this.values[w + i] * d;
            if (learns) this.slopes[w + i] += x[p + i] * d;
          }
        }
      if (at > 0) for (let i = 0; i < dx.length; i++) if (x[i] < 0) dx[i] *= SLOPE; // x is what the bend let through
      dy = dx;
    }
    return dy;
  }

  // One plain step down the slopes, which are then forgotten.
  slide(rate) {
    for (let i = 0; i < this.values.length; i++) this.values[i] -= rate * this.slopes[i];
    this.slopes.fill(0);
  }

  // One step of Adam (Kingma & Ba, 2015) down the slopes, which are then forgotten.
  adam(rate, keep = 0.5, keepSquare = 0.99) {
    this.steps += 1;
    const a = 1 - keep ** this.steps, b = 1 - keepSquare ** this.steps;
    for (let i = 0; i < this.values.length; i++) {
      const g = this.slopes[i];
      this.mean[i] = keep * this.mean[i] + (1 - keep) * g;
      this.square[i] = keepSquare * this.square[i] + (1 - keepSquare) * g * g;
      this.values[i] -= (rate * this.mean[i]) / a / (Math.sqrt(this.square[i] / b) + 1e-8);
    }
    this.slopes.fill(0);
  }
}

// The loss −E[log D(x)] − E[log(1 − D(G(z)))] and its slopes by the logits of real and of generated points.
function detectiveLoss(real, fake) {
  let loss = 0;
  const dReal = real.map((logit) => { loss += softplus(-logit) / real.length; return (sigmoid(logit) - 1) / real.length; });
  const dFake = fake.map((logit) => { loss += softplus(logit) / fake.length; return sigmoid(logit) / fake.length; });
  return { loss, dReal, dFake };
}

// "practice": −E[log D(G(z))]; "minimax": E[log(1 − D(G(z)))]; and the slopes by the logits.
function forgerLoss(fake, objective) {
  let loss = 0;
  const dFake = fake.map((logit) => {
    loss += (objective === "minimax" ? -softplus(logit) : softplus(-logit)) / fake.length;
    return (objective === "minimax" ? -sigmoid(logit) : sigmoid(logit) - 1) / fake.length;
  });
  return { loss, dFake };
}

// Both networks and the game they play; the detective may begin `how.head` steps early. `how.target(random)` gives
// a real point with coordinates within −1..1, `how.optimizer` is "adam" or "slide" (plain descent).
class Game {
  constructor(how, seed) {
    this.random = chance(seed);
    Object.assign(this, { how, step: 0, losses: [] });
    this.forger = new Net([2, 32, 32, 2], this.random);
    this.detective = new Net([2, 32, 32, 1], this.random);
    const { into, out, weights } = this.forger.layers.at(-1);
    for (let i = 0; i < into * out; i++) this.forger.values[weights + i] *= COMPACT;
    this.noise = this.draw(how.batch);
    for (let i = 0; i < how.head; i++) this.learnDetective("adam", HEAD_RATE);
  }

  draw(count) { return Float64Array.from({ length: 2 * count }, () => normal(this.random)); }
  real(count) {
    const points = new Float64Array(2 * count);
    for (let i = 0; i < count; i++) points.set(this.how.target(this.random), 2 * i);
    return points;
  }

  learnDetective(optimizer = this.how.optimizer, rate = this.how.rateD) {
    const { batch } = this.how, count = batch, real = this.real(count), fake = this.forger.forward(this.draw(count));
    const both = new Float64Array(4 * count);
    both.set(real);
    both.set(fake, 2 * count);
    const logits = this.detective.forward(both), told = detectiveLoss(logits.subarray(0, count), logits.subarray(count));
    const slopes = new Float64Array(2 * count);
    slopes.set(told.dReal);
    slopes.set(told.dFake, count);
    this.detective.backward(slopes, true);
    this.detective[optimizer](rate);
    return told.loss;
  }

  learnForger() {
    const fake = this.forger.forward(this.draw(this.how.batch)), told = forgerLoss(this.detective.forward(fake), this.how.objective);
    this.forger.backward(this.detective.backward(told.dFake, false), true);
    this.forger[this.how.optimizer](this.how.rateG);
    return told.loss;
  }

  // A round: the detective learns `how.rounds` times, the forger once.
  round() {
    let detective = NaN;
    for (let i = 0; i < this.how.rounds; i++) detective = this.learnDetective();
    const forger = this.learnForger();
    this.step += 1;
    this.losses.push([this.step, detective, forger]);
    if (this.losses.length > 400) this.losses = this.losses.filter((_, i) => i % 2);
  }

  // The shown samples, what the detective says to them, and which way each would become more real to it:
  // minus the slope of the forger's loss by the point, times the batch.
  look(noise = this.noise) {
    const points = this.forger.forward(noise), logits = this.detective.forward(points), told = forgerLoss(logits, this.how.objective);
    const slopes = this.detective.backward(told.dFake, false);
    return { points, says: logits.map(sigmoid), pull: slopes.map((v) => -v * logits.length) };
  }

  // What the detective says on a raster of `side`² places within −reach..reach, rows from the top.
  map(side, reach) {
    const places = new Float64Array(2 * side * side);
    for (let row = 0, o = 0; row < side; row++)
      for (let column = 0; column < side; column++, o += 2) {
        places[o] = ((column + 0.5) / side * 2 - 1) * reach;
        places[o + 1] = (1 - (row + 0.5) / side * 2) * reach;
      }
    return this.detective.forward(places).map(sigmoid);
  }
}
