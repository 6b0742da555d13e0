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

// What turns each number of `z` into `f` and `slope`, arrays of the same length.
function bending({ name, alpha, program }) {
  if (program) {
    const { height, slopes } = compiled(program, 1);
    return (z, f, slope) => { for (let i = 0; i < z.length; i++) { f[i] = height([z[i]]); slope[i] = slopes[0]; } };
  }
  const [value, rise] = FUNCTIONS[name];
  return (z, f, slope) => { for (let i = 0; i < z.length; i++) { f[i] = value(z[i], alpha); slope[i] = rise(z[i], alpha, f[i]); } };
}
