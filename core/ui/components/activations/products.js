// Products of matrices that all have rows of one width: by WebAssembly, two numbers at once, where the page may compile
// it, else by JavaScript; both make the same additions in the same order. Needs: nothing.
const unsigned = (n) => (n < 128 ? [n] : [(n & 127) | 128, ...unsigned(n >>> 7)]);
const integer = (n) => [0x41, ...signed(n)], signed = (n) => (n < 64 ? [n] : [(n & 127) | 128, ...signed(n >>> 7)]);
const simd = (code, ...more) => [0xfd, ...unsigned(code), ...more];
const WASM = { // instructions as bytes, as the specification of WebAssembly 2.0 numbers them
  get: (local) => [0x20, ...unsigned(local)], set: (local) => [0x21, ...unsigned(local)],
  load: (offset) => simd(0, 3, ...unsigned(offset)), twice: (offset) => simd(10, 3, ...unsigned(offset)),
  store: (offset) => simd(11, 3, ...unsigned(offset)), both: simd(20), nothing: [...integer(0), ...simd(17)],
  add: simd(0xf0), times: simd(0xf2),
  on: (local, bytes) => [...WASM.get(local), ...integer(bytes), 0x6a, ...WASM.set(local)],
  repeat: (local, n, body) => [
    ...integer(n), ...WASM.set(local), 0x03, 0x40, ...body,
    ...WASM.get(local), ...integer(1), 0x6b, 0x22, local, 0x0d, 0, 0x0b, // one less; again, if that is not 0
  ],
  section: (id, bytes) => [id, ...unsigned(bytes.length), ...bytes],
};
const VECTOR = 0x7b, INTEGER = 0x7f, DOUBLE = 0x7c;

// A module whose function p(rows, weights, out, factor) does what `product` does, in the memory e.m.
function productModule(batch, width) {
  const { get, set, load, twice, store, both, nothing, add, times, on, repeat, section } = WASM, line = 8 * width;
  const [rows, weights, out, factor, w, row, bs, os, is, sums, pair, number] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 17, 19];
  const each = (write) => [0, 1, 2, 3].flatMap((r) => [0, 1].flatMap((half) => write(sums + 2 * r + half, r, half)));
  const step = [
    ...[0, 1].flatMap((half) => [...get(w), ...load(16 * half), ...set(pair + half)]),
    ...each((sum, r, half) => [
      ...(half ? [] : [...get(row), ...twice(r * line), ...set(number)]),
      ...get(sum), ...get(number), ...get(pair + half), ...times, ...add, ...set(sum),
    ]),
    ...on(w, 32), ...on(row, 8),
  ];
  const four = [
    ...get(rows), ...set(row), ...each((sum) => [...nothing, ...set(sum)]), ...repeat(is, width, step),
    ...each((sum, r, half) => [...get(out), ...get(factor), ...both, ...get(sum), ...times, ...store(r * line + 16 * half)]),
    ...on(out, 32),
  ];
  const all = repeat(bs, batch / 4, [
    ...get(weights), ...set(w), ...repeat(os, width / 4, four), ...on(out, 3 * line), ...on(rows, 4 * line),
  ]);
  const code = [2, 5, INTEGER, 11, VECTOR, ...all, 0x0b];
  return Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...section(1, [1, 0x60, 4, INTEGER, INTEGER, INTEGER, DOUBLE, 0]),
    ...section(2, [1, 1, 0x65, 1, 0x6d, 2, 0, 1]), ...section(3, [1, 0]), ...section(7, [1, 1, 0x70, 0, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
}

class Products {
  // For `batch` rows of `width` numbers, both multiples of 4, and `count` numbers in all; `may` compile, or not.
  constructor(batch, width, count, may) {
    Object.assign(this, { batch, width, used: 0 });
    try {
      const memory = may && new WebAssembly.Memory({ initial: Math.ceil(count / 8192) });
      if (memory) this.run = new WebAssembly.Instance(new WebAssembly.Module(productModule(batch, width)), { e: { m: memory } }).exports.p;
      this.memory = memory.buffer;
    } catch {
      this.run = null; // a browser without it
    }
  }

  clear() { this.used = 0; }

  // Room for numbers, whose values are what was there before.
  room(count) {
    if (!this.run) return new Float64Array(count);
    this.used += count;
    return new Float64Array(this.memory, 8 * (this.used - count), count);
  }

  // Weights (in, out), or (out, in) `turned`, as products want them: four outputs side by side for each input.
  packed(plain, turned) {
    const { width } = this, weights = this.room(plain.length);
    for (let i = 0; i < width; i++)
      for (let o = 0; o < width; o++) weights[(o >> 2) * 4 * width + 4 * i + (o & 3)] = plain[turned ? o * width + i : i * width + o];
    return weights;
  }

  // out[b, o] = factor · Σ rows[b, i] · weights[i, o], all in this room.
  product(rows, weights, factor, out) {
    if (this.run) this.run(rows.byteOffset, weights.byteOffset, out.byteOffset, factor);
    else multiplied(rows, weights, factor, out, this.width);
  }
}

// Eight sums at once, faster than one after the other.
function multiplied(rows, weights, factor, out, width) {
  for (let b = 0; b < rows.length; b += 2 * width)
    for (let o = 0; o < width; o += 4) {
      let a0 = 0, a1 = 0, a2 = 0, a3 = 0, b0 = 0, b1 = 0, b2 = 0, b3 = 0;
      for (let q = b, p = o * width, end = b + width; q < end; q++, p += 4) {
        const u = weights[p], v = weights[p + 1], w = weights[p + 2], x = weights[p + 3], r = rows[q], s = rows[q + width];
        a0 += r * u; a1 += r * v; a2 += r * w; a3 += r * x;
        b0 += s * u; b1 += s * v; b2 += s * w; b3 += s * x;
      }
      const to = b + o, next = to + width;
      out[to] = factor * a0; out[to + 1] = factor * a1; out[to + 2] = factor * a2; out[to + 3] = factor * a3;
      out[next] = factor * b0; out[next + 1] = factor * b1; out[next + 2] = factor * b2; out[next + 3] = factor * b3;
    }
}
