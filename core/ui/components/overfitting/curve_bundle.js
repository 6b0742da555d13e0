// Thirty polynomials, each through its own draw of the dots; their mean, and bias² and variance by degree.
// Needs: sketch, overfitting/least_squares, overfitting/degree_stage.
class CurveBundle extends DegreeStage {
  prepare() {
    const xs = floatsOf(this.data.xs), plain = floatsOf(this.data.plain), luck = floatsOf(this.data.chance);
    this.rule = floatsOf(this.data.rule);
    const draws = Array.from({ length: luck.length / xs.length }, (_, n) => luck.subarray(n * xs.length, (n + 1) * xs.length));
    const curve = (ys, k) => { const fit = leastSquares(xs, ys, k + 1); return FINE_X.map((x) => chebyshevSum(fit, x)); };
    this.parts = Array.from({ length: DEGREES }, (_, k) => {
      const lucks = draws.map((ys) => curve(ys, k));
      return { plain: curve(plain, k), lucks, ...apart(lucks) };
    });
  }

  // A fit is a sum: that of the rule, and so many times that of the noise. So is the mean of all, and their variance.
  blend(noise) {
    const missed = (curve) => curve.reduce((sum, v, i) => sum + (v - this.rule[i]) ** 2, 0) / FINE_X.length;
    this.spread = noise;
    this.bias = this.parts.map(({ plain, mean }) => missed(blended(plain, mean, noise)));
    this.variance = this.parts.map(({ variance }) => noise ** 2 * variance);
    this.errors = this.bias.map((bias, k) => bias + this.variance[k] + noise ** 2);
    Object.assign(this.root.dataset, { bias: this.bias.join(), variance: this.variance.join() });
  }

  curves(degree) {
    const { plain, lucks } = this.parts[degree - 1];
    return lucks.map((luck) => blended(plain, luck, this.spread));
  }

  scene(svg, plane) {
    for (const curve of this.shown) this.line(svg, plane, "fit one", curve);
    this.line(svg, plane, "rule", this.rule);
    const mean = FINE_X.map((_, i) => this.shown.reduce((sum, curve) => sum + curve[i], 0) / this.shown.length);
    this.line(svg, plane, "fit mean", mean);
    this.root.dataset.degree = this.degree;
  }

  lines() {
    return [
      { name: "bias", values: this.bias }, { name: "variance", values: this.variance },
      { name: "total", values: this.errors },
    ];
  }

  facts() {
    const at = this.degree - 1;
    const [bias, variance, total] = [this.bias, this.variance, this.errors].map((values) => fixed(values[at], 3));
    return { degree: this.degree, bias, variance, total };
  }
}

// The mean of some curves, and their variance averaged over FINE_X.
function apart(curves) {
  const mean = FINE_X.map((_, i) => curves.reduce((sum, curve) => sum + curve[i], 0) / curves.length);
  const off = (curve) => curve.reduce((sum, v, i) => sum + (v - mean[i]) ** 2, 0);
  const variance = curves.reduce((sum, curve) => sum + off(curve), 0) / (curves.length - 1) / FINE_X.length;
  return { mean, variance };
}
export default (component) => exhibit(CurveBundle, component);
