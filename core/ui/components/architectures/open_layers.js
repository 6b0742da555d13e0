// A trained network layer by layer, as core.architectures.open_network lists it. Maps are channel after channel,
// each row after row. Needs: sketch, halves.
class LayerStack {
  constructor({ layers, numbers }) {
    const all = halves(numbers);
    let at = 0;
    const take = (shape) => shape && all.subarray(at, (at += shape.reduce((a, b) => a * b)));
    this.layers = layers.map((layer) => ({ ...layer, w: take(layer.weight), b: take(layer.weight && [layer.weight[0]]) }));
  }

  // The numbers after every layer, the picture first: [{ values, shape: [maps, rows, columns] }].
  forward(picture) {
    const all = [{ values: picture, shape: [1, 28, 28] }];
    for (const layer of this.layers) all.push(STEPS[layer.kind](all.at(-1), layer));
    return all;
  }
}

const eachNumber = (f) => ({ values, shape }) => ({ values: values.map(f), shape });
const STEPS = {
  conv: convolveMaps,
  relu: eachNumber((v) => (v > 0 ? v : 0)),
  tanh: eachNumber(Math.tanh),
  max: (before, layer) => pooled(before, layer.size, (numbers) => Math.max(...numbers)),
  mean: (before, layer) => pooled(before, layer.size, (numbers) => numbers.reduce((a, b) => a + b) / numbers.length),
  dense: (before, { w, b }) => {
    const n = before.values.length, values = Float32Array.from(b, (bias, j) => {
      let sum = bias;
      for (let i = 0; i < n; i++) sum += w[j * n + i] * before.values[i];
      return sum;
    });
    return { values, shape: [b.length, 1, 1] };
  },
  softmax: ({ values, shape }, { temperature }) => {
    const most = Math.max(...values), powers = Array.from(values, (v) => Math.exp((v - most) / temperature));
    const sum = powers.reduce((a, b) => a + b);
    return { values: Float32Array.from(powers, (v) => v / sum), shape };
  },
};

// A window of k × k slides over all maps; outside of them are zeros. The innermost loop runs over neighbours.
function convolveMaps({ values, shape: [maps, rows, columns] }, { weight: [out, , k], padding, w, b }) {
  const high = rows + 2 * padding - k + 1, wide = columns + 2 * padding - k + 1, found = new Float64Array(out * high * wide);
  for (let o = 0; o < out; o++) {
    found.fill(b[o], o * high * wide, (o + 1) * high * wide);
    for (let c = 0; c < maps; c++)
      for (let i = 0; i < k * k; i++) {
        const factor = w[(o * maps + c) * k * k + i], down = Math.floor(i / k) - padding, right = (i % k) - padding;
        const first = Math.max(0, -right), last = Math.min(wide, columns - right);
        for (let y = Math.max(0, -down), end = Math.min(high, rows - down); y < end; y++) {
          const to = (o * high + y) * wide, from = (c * rows + y + down) * columns + right;
          for (let x = first; x < last; x++) found[to + x] += factor * values[from + x];
        }
      }
  }
  return { values: Float32Array.from(found), shape: [out, high, wide] };
}

function pooled({ values, shape: [maps, rows, columns] }, size, take) {
  const high = Math.floor(rows / size), wide = Math.floor(columns / size), found = new Float32Array(maps * high * wide);
  for (let c = 0, o = 0; c < maps; c++)
    for (let y = 0; y < high; y++)
      for (let x = 0; x < wide; x++, o++) {
        const numbers = [];
        for (let i = 0; i < size * size; i++)
          numbers.push(values[(c * rows + y * size + Math.floor(i / size)) * columns + x * size + (i % size)]);
        found[o] = take(numbers);
      }
  return { values: found, shape: [maps, high, wide] };
}

// What one number came from. `at` is [map, row, column] behind layer `n`; `terms` are what went in: for sums also
// the weight and the product, per map of the layer before.
function originOf(stack, all, n, [map, y, x]) {
  const layer = stack.layers[n], before = all[n], [maps, rows, columns] = before.shape, k = layer.weight?.[2] ?? layer.size;
  const value = (c, v, u) => (v < 0 || u < 0 || v >= rows || u >= columns ? 0 : before.values[(c * rows + v) * columns + u]);
  const found = { kind: layer.kind, windows: [], terms: [], bias: layer.b?.[map] ?? 0 };
  if (layer.kind === "conv")
    for (let c = 0; c < maps; c++) {
      const top = y - layer.padding, left = x - layer.padding;
      found.windows.push({ map: c, top, left, size: k });
      found.terms.push(Array.from({ length: k * k }, (_, i) => {
        const given = value(c, top + Math.floor(i / k), left + (i % k)), weight = layer.w[(map * maps + c) * k * k + i];
        return { given, weight, product: given * weight };
      }));
    }
  else if (layer.kind === "dense") {
    const cells = before.values.length;
    found.terms.push(Array.from(before.values, (given, i) => {
      const weight = layer.w[map * cells + i];
      return { given, weight, product: given * weight };
    }));
  } else if (layer.kind === "softmax") found.terms.push(Array.from(before.values, (given) => ({ given })));
  else {
    const size = layer.size || 1;
    found.windows.push({ map, top: y * size, left: x * size, size });
    const cells = Array.from({ length: size * size }, (_, i) => value(map, y * size + Math.floor(i / size), x * size + (i % size)));
    found.terms.push(cells.map((given) => ({ given })));
  }
  return found;
}
