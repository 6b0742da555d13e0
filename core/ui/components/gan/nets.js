// Generator and discriminator in the browser, layers as core.gan.browser_export has them. Maps are rows × columns × channels,
// kernels rows × columns × inputs × outputs: so the innermost loop runs over neighbours in memory.
// Needs: sketch, halves, gan/carrier.

function addRow(out, o, value, kernel, k, count) { for (let i = 0; i < count; i++) out[o + i] += value * kernel[k + i]; }

// Padding 1, stride 2. `up`: a transposed convolution, `side` becomes twice as long; else it becomes half as long.
function convolved(input, side, from, { kernel, bias, size }, up) {
  const wide = up ? 2 * side : Math.ceil(side / 2), to = bias.length, out = new Float32Array(wide * wide * to);
  for (let at = 0; at < out.length; at += to) out.set(bias, at);
  for (let y = 0; y < (up ? side : wide); y++)
    for (let x = 0; x < (up ? side : wide); x++)
      for (let ky = 0; ky < size; ky++)
        for (let kx = 0; kx < size; kx++) {
          const v = 2 * y - 1 + ky, u = 2 * x - 1 + kx, edge = up ? wide : side;
          if (v < 0 || u < 0 || v >= edge || u >= edge) continue;
          const i = (up ? y * side + x : v * side + u) * from, o = (up ? v * wide + u : y * wide + x) * to;
          const k = (ky * size + kx) * from * to;
          for (let c = 0; c < from; c++) if (input[i + c]) addRow(out, o, input[i + c], kernel, k + c * to, to);
        }
  return out;
}

class GanNets {
  constructor({ numbers, shapes }) {
    const all = halves(numbers);
    let at = 0;
    const take = () => {
      const shape = shapes.shift(), part = all.subarray(at, (at += shape.reduce((a, b) => a * b)));
      part.shape = shape;
      return part;
    };
    shapes = [...shapes];
    const layer = () => { const kernel = take(); return { kernel, bias: take(), size: kernel.shape[0] }; };
    this.first = { kernel: take(), bias: take() };
    this.generator = [layer(), layer()];
    this.discriminator = [layer(), layer(), layer()];
    [this.real, this.realBias, this.ofClass] = [take(), take(), take()];
  }

  // The picture (784) of a code: latent numbers, then class weights.
  picture(code) {
    let h = Float32Array.from(this.first.bias);
    code.forEach((v, i) => addRow(h, 0, v, this.first.kernel, i * h.length, h.length));
    let side = 7;
    for (const layer of this.generator) {
      h = convolved(h.map((v) => Math.max(v, 0)), side, h.length / side / side, layer, true);
      side *= 2;
    }
    return h.map((v) => 1 / (1 + Math.exp(-v)));
  }

  // How likely the discriminator takes a picture for a real one of its class weights.
  opinion(picture, classes) {
    let h = picture.map((v) => 2 * v - 1), side = 28;
    for (const layer of this.discriminator) {
      h = convolved(h, side, h.length / side / side, layer, false).map((v) => (v < 0 ? 0.2 * v : v));
      side = Math.ceil(side / 2);
    }
    let logit = this.realBias[0];
    h.forEach((v, i) => {
      let weight = this.real[i];
      classes.forEach((c, k) => {
        weight += c * this.ofClass[i * classes.length + k];
      });
      logit += v * weight;
    });
    return 1 / (1 + Math.exp(-logit));
  }
}
