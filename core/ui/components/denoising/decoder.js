// The small network that draws a picture from a code, sent along with 16-bit weights; its twin is `decode` in core.denoising.infer.
// Needs: sketch.
const unpacked = (layers) => layers.map(({ weights, scale, bias, out }) => ({
  out, bias: floatsOf(bias),
  weights: Float32Array.from(new Int16Array(bytesOf(weights).buffer), (v) => v * scale),
}));

// The picture of a code, a byte a pixel: ReLU between the layers, the logistic function at the end.
function decoded(layers, code) {
  let x = Float32Array.from(code);
  layers.forEach(({ weights, bias, out }, layer) => {
    const made = new Float32Array(out), last = layer === layers.length - 1;
    for (let i = 0; i < out; i++) {
      let sum = bias[i];
      for (let j = 0, w = i * x.length; j < x.length; j++) sum += weights[w + j] * x[j];
      made[i] = last ? 255 / (1 + Math.exp(-sum)) : Math.max(0, sum);
    }
    x = made;
  });
  return Uint8Array.from(x, Math.round);
}
