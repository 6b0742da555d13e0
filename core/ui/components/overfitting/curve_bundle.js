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
    this.bundle(plane);
    this.line(svg, plane, "rule", this.rule);
    const mean = new Float64Array(FINE_X.length);
    for (const curve of this.shown) for (let i = 0; i < mean.length; i++) mean[i] += curve[i];
    this.line(svg, plane, "fit mean", mean.map((sum) => sum / this.shown.length));
    this.root.dataset.degree = this.degree;
  }

  // Thirty curves on one canvas below the rest, a pixel wide: wider ones cost ten times as much.
  bundle(plane) {
    const two = this.find(".two"), canvas = two.querySelector("canvas") ?? two.appendChild(create("canvas", { className: "bundle" }));
    const { x, y, w, h } = plane.box, [wide, tall] = [x + w, y + h], g = sharp(canvas, wide, tall);
    const xs = Array.from(FINE_X, (v) => plane.px(v));
    Object.assign(canvas.style, { width: `${wide}px`, height: `${tall}px` });
    g.save();
    g.beginPath();
    g.rect(x, y, w, h);
    g.clip();
    Object.assign(g, { strokeStyle: BLUE, globalAlpha: 0.55, lineWidth: 1 });
    for (const curve of this.shown) {
      g.beginPath();
      for (let i = 0; i < xs.length; i++) g.lineTo(xs[i], clamp(plane.py(curve[i]), -1e4, 1e4));
      g.stroke();
    }
    g.restore();
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
