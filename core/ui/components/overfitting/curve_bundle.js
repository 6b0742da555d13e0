// Thirty polynomials, each through its own draw of the dots; their mean, and bias² and variance by degree.
// Needs: sketch, overfitting/least_squares, overfitting/degree_stage.
class CurveBundle extends DegreeStage {
  prepare() {
    const xs = floatsOf(this.data.xs), plain = floatsOf(this.data.plain), luck = floatsOf(this.data.chance);
    this.rule = floatsOf(this.data.rule);
    const draws = Array.from({ length: luck.length / xs.length }, (_, n) => luck.subarray(n * xs.length, (n + 1) * xs.length));
    const curve = (ys, k) => { const fit = leastSquares(xs, ys, k + 1); return FINE_X.map((x) => chebyshevSum(fit, x)); };
    this.parts = Array.from({ length: DEGREES }, (_, k) => [curve(plain, k), draws.map((ys) => curve(ys, k))]);
  }

  // A fit is a sum: that of the rule, and so many times that of the noise.
  blend(noise) {
    this.bundles = this.parts.map(([plain, lucks]) => lucks.map((luck) => blended(plain, luck, noise)));
    const errors = this.bundles.map((curves) => this.apart(curves));
    this.bias = errors.map(([bias]) => bias);
    this.variance = errors.map(([, variance]) => variance);
    this.errors = errors.map(([bias, variance]) => bias + variance + noise ** 2);
    Object.assign(this.root.dataset, { bias: this.bias.join(), variance: this.variance.join() });
  }

  // Bias² and variance of some curves, averaged over FINE_X.
  apart(curves) {
    let bias = 0, variance = 0;
    FINE_X.forEach((_, i) => {
      const mean = curves.reduce((sum, curve) => sum + curve[i], 0) / curves.length;
      bias += (mean - this.rule[i]) ** 2 / FINE_X.length;
      variance += curves.reduce((sum, curve) => sum + (curve[i] - mean) ** 2, 0) / (curves.length - 1) / FINE_X.length;
    });
    return [bias, variance];
  }

  curves(degree) { return this.bundles[degree - 1]; }

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
export default (component) => exhibit(CurveBundle, component);
