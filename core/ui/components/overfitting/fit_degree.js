// A polynomial through dots, its degree and their noise dragged; what it misses on dots it has seen and on new ones.
// Needs: sketch, overfitting/least_squares, overfitting/degree_stage.
class FitDegree extends DegreeStage {
  prepare() {
    const names = ["xs", "plain", "chance", "new_xs", "new_plain", "new_chance"];
    this.given = names.map((name) => floatsOf(this.data[name]));
    this.rule = floatsOf(this.data.rule);
    const [xs, plain, luck] = this.given;
    this.parts = Array.from({ length: DEGREES }, (_, k) => [plain, luck].map((ys) => leastSquares(xs, ys, k + 1)));
  }

  // A fit is a sum: that of the rule, and so many times that of the noise.
  blend(noise) {
    const [xs, plain, luck, newXs, newPlain, newLuck] = this.given;
    const ys = blended(plain, luck, noise), newYs = blended(newPlain, newLuck, noise);
    this.fits = this.parts.map(([one, other]) => blended(one, other, noise));
    this.errors = {
      train: this.fits.map((fit) => missedBy(xs, ys, fit)),
      test: this.fits.map((fit) => missedBy(newXs, newYs, fit)),
    };
    Object.assign(this, { xs, ys, newXs, newYs });
    Object.assign(this.root.dataset, { train: this.errors.train.join(), test: this.errors.test.join() });
  }

  curves(degree) { return [FINE_X.map((x) => chebyshevSum(this.fits[degree - 1], x))]; }

  scene(svg, plane) {
    const inside = (y) => clamp(plane.py(y), plane.box.y, plane.box.y + plane.box.h);
    this.newXs.forEach((x, i) => {
      if (i % 4 === 0) put(svg, "circle", { class: "new", cx: plane.px(x), cy: inside(this.newYs[i]), r: 4 });
    });
    this.line(svg, plane, "rule", this.rule);
    this.line(svg, plane, "fit", this.shown[0]);
    this.xs.forEach((x, i) => put(svg, "circle", { class: "seen", cx: plane.px(x), cy: inside(this.ys[i]), r: 7 }));
    this.root.dataset.degree = this.degree;
  }

  lines() { return [{ name: "train", values: this.errors.train }, { name: "test", values: this.errors.test }]; }

  facts() {
    const at = this.degree - 1, { train, test } = this.errors;
    return { degree: this.degree, numbers: this.degree + 1, train: fixed(train[at]), test: fixed(test[at]) };
  }
}
export default (component) => exhibit(FitDegree, component);
