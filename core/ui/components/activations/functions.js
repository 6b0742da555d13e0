// Activation functions f and their slopes, as core.shared.activation_functions has them. Needs: maths/program.
const SELU_SCALE = 1.0507009873554805, SELU_ALPHA = 1.6732632423543772;
const bell = (x) => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
const below = (x) => 0.5 * (1 + errorFunction(x / Math.SQRT2));
const FUNCTIONS = { // of x and the function's own number α; a slope gets f(x) too
  identity: [(x) => x, () => 1],
  step: [(x) => (x > 0 ? 1 : 0), () => 0],
  sigmoid: [logistic, (x) => logistic(x) * logistic(-x)],
  tanh: [Math.tanh, (x, a, y) => 1 - y * y],
  relu: [(x) => (x > 0 ? x : 0), (x) => (x > 0 ? 1 : 0)],
  leaky_relu: [(x, a) => (x > 0 ? x : a * x), (x, a) => (x > 0 ? 1 : a)],
  elu: [(x, a) => (x > 0 ? x : a * Math.expm1(x)), (x, a) => (x > 0 ? 1 : a * Math.exp(x))],
  selu: [
    (x) => SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x)), (x) => SELU_SCALE * (x > 0 ? 1 : SELU_ALPHA * Math.exp(x)),
  ],
  gelu: [(x) => x * below(x), (x, a, y) => (x ? y / x : 0.5) + x * bell(x)],
  silu: [(x) => x * logistic(x), (x) => { const s = logistic(x); return s * (1 + x * (1 - s)); }],
  softplus: [softplus, logistic],
  hardswish: [(x) => (x * Math.min(6, Math.max(0, x + 3))) / 6, (x) => (x <= -3 ? 0 : x >= 3 ? 1 : x / 3 + 0.5)],
};

const SMOOTH = ["sigmoid", "tanh", "gelu", "silu", "softplus"], REACH = 16, A_UNIT = 128, TABLES = {};

// A smooth f and its slope at the places of a fine grid, each followed by how it rises to the next place.
function tabled(name) {
  const [value, rise] = FUNCTIONS[name], last = 2 * REACH * A_UNIT, table = new Float64Array(4 * (last + 1));
  const s = (j) => { const x = j / A_UNIT - REACH; return rise(x, undefined, value(x)); };
  for (let j = 0; j <= last; j++) {
    const bend = (s(j - 2) - 8 * s(j - 1) + 8 * s(j + 1) - s(j + 2)) / 12;
    table.set([value(j / A_UNIT - REACH), s(j) / A_UNIT, s(j), bend], 4 * j);
  }
  return table;
}

// As `bending`, by cubics between the places of a table (Hermite's): right to nine digits, several times as fast. From
// the place that is nearer to 0, so that what is tiny keeps its digits.
function tableBending(name) {
  const [value, rise] = FUNCTIONS[name], table = (TABLES[name] ??= tabled(name)), middle = REACH * A_UNIT;
  return (z, f, slope) => {
    for (let i = 0; i < z.length; i++) {
      const x = z[i];
      if (!(x > -REACH && x < REACH)) {
        f[i] = value(x);
        slope[i] = rise(x, undefined, f[i]);
        continue;
      }
      const way = x < 0 ? -1 : 1, place = x * A_UNIT, whole = place | 0, a = 4 * (middle + whole), b = a + 4 * way;
      const t = (place - whole) * way, u = t - 1, share = t * t * (3 - 2 * t), left = way * t * u * u, right = way * t * t * u;
      f[i] = table[a] + share * (table[b] - table[a]) + left * table[a + 1] + right * table[b + 1];
      slope[i] = table[a + 2] + share * (table[b + 2] - table[a + 2]) + left * table[a + 3] + right * table[b + 3];
    }
  };
}

// As `bending`, for what is x on the right of 0.
const LEFT_OF_0 = { identity: 1, relu: 0, leaky_relu: null };
function twoLines(left) {
  return (z, f, slope) => {
    for (let i = 0; i < z.length; i++) {
      const rise = z[i] > 0 ? 1 : left;
      slope[i] = rise;
      f[i] = rise && rise * z[i];
    }
  };
}

// f over an even grid, as the curves show it: its mean under a bell (null: has none), and where it is flat.
const FLAT_BELOW = 0.05;
function curveOf(how, grid) {
  const all = Float64Array.from({ length: 3201 }, (_, i) => i / 200 - 8), bend = bending(how), flat = [];
  const over = (x) => {
    const values = new Float64Array(x.length), slopes = new Float64Array(x.length);
    bend(x, values, slopes);
    return { values, slopes };
  };
  let sum = 0, weight = 0;
  over(all).values.forEach((v, i) => { if (Number.isFinite(v)) { sum += v * bell(all[i]); weight += bell(all[i]); } });
  const { values, slopes } = over(grid);
  for (let i = 0, from = 0; i <= grid.length; i++) {
    if (i < grid.length && Math.abs(slopes[i]) < FLAT_BELOW) continue;
    if (i - from > 1) flat.push([grid[from], grid[i - 1]]);
    from = i + 1;
  }
  return { values, slopes, mean: weight ? sum / weight : null, flat };
}

// What turns each number of `z` into `f` and `slope`, arrays of the same length.
function bending({ name, alpha, program }) {
  if (program) {
    const { height, slopes } = compiled(program, 1);
    return (z, f, slope) => { for (let i = 0; i < z.length; i++) { f[i] = height([z[i]]); slope[i] = slopes[0]; } };
  }
  if (SMOOTH.includes(name)) return tableBending(name);
  if (name in LEFT_OF_0) return twoLines(LEFT_OF_0[name] ?? alpha);
  const [value, rise] = FUNCTIONS[name];
  return (z, f, slope) => { for (let i = 0; i < z.length; i++) { f[i] = value(z[i], alpha); slope[i] = rise(z[i], alpha, f[i]); } };
}
