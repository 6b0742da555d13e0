// A formula as steps for a stack, with its slopes: forward-mode differentiation with dual numbers, as
// `core.shared.formula` does it. Needs: nothing.
const UNARY = { // each function of one number, with its derivative
  sin: [Math.sin, Math.cos], cos: [Math.cos, (x) => -Math.sin(x)], tan: [Math.tan, (x) => 1 / Math.cos(x) ** 2],
  exp: [Math.exp, Math.exp], log: [Math.log, (x) => 1 / x], ln: [Math.log, (x) => 1 / x],
  sqrt: [Math.sqrt, (x) => 0.5 / Math.sqrt(x)], abs: [Math.abs, Math.sign], sign: [Math.sign, () => 0],
  sinh: [Math.sinh, Math.cosh], cosh: [Math.cosh, Math.sinh], tanh: [Math.tanh, (x) => 1 - Math.tanh(x) ** 2],
  atan: [Math.atan, (x) => 1 / (1 + x * x)], erf: [errorFunction, (x) => (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x)],
  sigmoid: [logistic, (x) => logistic(x) * logistic(-x)], softplus: [softplus, logistic],
  relu: [(x) => Math.max(x, 0), (x) => (x > 0 ? 1 : 0)],
};
const COMPARED = { "<": (a, b) => a < b, "<=": (a, b) => a <= b, ">": (a, b) => a > b, ">=": (a, b) => a >= b };

function logistic(x) { return 0.5 * (1 + Math.tanh(0.5 * x)); }
function softplus(x) { return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))); }

// erf by its series near 0, else by the continued fraction of erfc (Abramowitz & Stegun 7.1.6 and 7.1.14).
function errorFunction(x) {
  const size = Math.abs(x), square = x * x;
  if (!(size < 6)) return Math.sign(x);
  if (size < 2.5) {
    let term = x, sum = x;
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) sum += term *= (2 * square) / (2 * n + 1);
    return (2 / Math.sqrt(Math.PI)) * Math.exp(-square) * sum;
  }
  let below = size;
  for (let n = 80; n > 0; n--) below = size + n / 2 / below;
  return Math.sign(x) * (1 - Math.exp(-square) / (Math.sqrt(Math.PI) * below));
}

// A function of the parameters that gives the loss and leaves its slopes in `slopes`: `v` holds the values on the
// stack, `s` their slopes, d each.
function compiled(program, d) {
  const deep = program.length + 1, v = new Float64Array(deep), s = new Float64Array(deep * d), slopes = new Float64Array(d);
  let top = 0, place;
  const scale = (at, by) => { for (let k = at * d; k < at * d + d; k++) s[k] *= by; };
  const take = (to, from) => { v[to] = v[from]; for (let k = 0; k < d; k++) s[to * d + k] = s[from * d + k]; };
  const mix = (a, da, b, db) => { for (let k = 0; k < d; k++) s[a * d + k] = s[a * d + k] * da + s[b * d + k] * db; };
  const flat = () => { for (let k = top * d; k < top * d + d; k++) s[k] = 0; };
  const MAKE = {
    number: (value) => () => { flat(); v[top++] = value; },
    variable: (which) => () => { flat(); s[top * d + which] = 1; v[top++] = place[which]; },
    square: () => () => { const x = v[top - 1]; scale(top - 1, 2 * x); v[top - 1] = x * x; },
    neg: () => () => { v[top - 1] = -v[top - 1]; scale(top - 1, -1); },
    "+": () => () => { const a = --top - 1; mix(a, 1, top, 1); v[a] += v[top]; },
    "-": () => () => { const a = --top - 1; mix(a, 1, top, -1); v[a] -= v[top]; },
    "*": () => () => { const a = --top - 1; mix(a, v[top], top, v[a]); v[a] *= v[top]; },
    "/": () => () => {
      const a = --top - 1, ratio = v[a] / v[top];
      for (let k = 0; k < d; k++) s[a * d + k] = (s[a * d + k] - ratio * s[top * d + k]) / v[top];
      v[a] = ratio;
    },
    "^": (steady) => () => {
      const a = --top - 1, x = v[a], n = v[top], whole = x ** n, through = n === 0 ? 0 : n * x ** (n - 1);
      if (steady) scale(a, through);
      else mix(a, through, top, whole * Math.log(x));
      v[a] = whole;
    },
    max: () => () => { const a = --top - 1; if (!(v[a] >= v[top])) take(a, top); },
    min: () => () => { const a = --top - 1; if (!(v[a] <= v[top])) take(a, top); },
    if: (sign) => () => { top -= 3; take(top - 1, COMPARED[sign](v[top - 1], v[top]) ? top + 1 : top + 2); },
    call: (name) => {
      const [f, slope] = UNARY[name];
      return () => { const x = v[top - 1]; v[top - 1] = f(x); scale(top - 1, slope(x)); };
    },
  };
  const squared = (i) => program[i]?.[0] === "number" && program[i][1] === 2 && program[i + 1]?.[0] === "^";
  const steps = program.flatMap(([what, about], i) => (squared(i) ? [] : [squared(i - 1) ? MAKE.square() : MAKE[what](about)]));
  const height = (w) => {
    [top, place] = [0, w];
    for (let i = 0; i < steps.length; i++) steps[i]();
    for (let k = 0; k < d; k++) slopes[k] = Number.isNaN(v[0]) ? NaN : s[k];
    return v[0];
  };
  return { height, slopes };
}
