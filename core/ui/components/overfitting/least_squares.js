// Polynomials with the least squared error, as `core.overfitting.polynomial` fits them. Needs: sketch.

// The Chebyshev polynomials T₀ … T_degree at x.
function chebyshevs(x, degree) {
  const row = [1, x];
  for (let k = 2; k <= degree; k++) row.push(2 * x * row[k - 1] - row[k - 2]);
  return row.slice(0, degree + 1);
}

// Σ coefficient · T_k(x), by Clenshaw's recurrence.
function chebyshevSum(coefficients, x) {
  let one = 0, two = 0;
  for (let k = coefficients.length - 1; k > 0; k--) [one, two] = [2 * x * one - two + coefficients[k], one];
  return coefficients[0] + x * one - two;
}

// The coefficients that miss the dots least, by Householder's reflections; more dots than coefficients.
function leastSquares(xs, ys, degree) {
  const rows = xs.length, cols = degree + 1, a = Array.from(xs, (x) => chebyshevs(x, degree)), y = Array.from(ys);
  for (let k = 0; k < cols; k++) {
    let norm = 0;
    for (let i = k; i < rows; i++) norm = Math.hypot(norm, a[i][k]);
    const v = [];
    for (let i = k; i < rows; i++) v.push(a[i][k]);
    v[0] += v[0] < 0 ? -norm : norm;
    const size = v.reduce((sum, part) => sum + part * part, 0);
    if (!size) continue;
    const reflect = (get, set) => {
      let dot = 0;
      for (let i = k; i < rows; i++) dot += v[i - k] * get(i);
      for (let i = k; i < rows; i++) set(i, get(i) - (2 * dot * v[i - k]) / size);
    };
    for (let j = k; j < cols; j++) reflect((i) => a[i][j], (i, value) => { a[i][j] = value; });
    reflect((i) => y[i], (i, value) => { y[i] = value; });
  }
  const answer = new Array(cols).fill(0);
  for (let k = cols - 1; k >= 0; k--) {
    let rest = y[k];
    for (let j = k + 1; j < cols; j++) rest -= a[k][j] * answer[j];
    answer[k] = rest / a[k][k];
  }
  return answer;
}

const blended = (one, other, share) => Float64Array.from(one, (v, i) => v + share * other[i]);
const missedBy = (xs, ys, coefficients) =>
  Math.sqrt(xs.reduce((sum, x, i) => sum + (chebyshevSum(coefficients, x) - ys[i]) ** 2, 0) / xs.length);
