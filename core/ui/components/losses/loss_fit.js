// Points that are dragged, and the lines that three losses make of them. Needs: sketch.
const NAMES = ["mse", "mae", "huber"];

const squares = (x, y, weights) => {
  const total = weights.reduce((a, b) => a + b, 0), mean = (v) => v.reduce((a, b, i) => a + weights[i] * b, 0) / total;
  const mx = mean(x), my = mean(y);
  const slope =
    x.reduce((a, v, i) => a + weights[i] * (v - mx) * (y[i] - my), 0) /
    x.reduce((a, v, i) => a + weights[i] * (v - mx) ** 2, 0);
  return [slope, my - slope * mx];
};
const errors = (x, y, [slope, intercept]) => y.map((v, i) => v - slope * x[i] - intercept);
const FIT = {
  mse: (x, y) => squares(x, y, x.map(() => 1)),
  mae: (x, y) => { // the best line goes through two of the points
    let best = Infinity, answer = [0, 0];
    for (let i = 0; i < x.length; i++) for (let j = i + 1; j < x.length; j++) {
      if (x[i] === x[j]) continue;
      const slope = (y[j] - y[i]) / (x[j] - x[i]), line = [slope, y[i] - slope * x[i]];
      const total = errors(x, y, line).reduce((a, e) => a + Math.abs(e), 0);
      if (total < best - 1e-9) [best, answer] = [total, line];
    }
    return answer;
  },
  huber: (x, y, delta, rounds) => {
    let line = FIT.mse(x, y);
    for (let k = 0; k < rounds; k++) line = squares(x, y, errors(x, y, line).map((e) => Math.min(1, delta / Math.max(Math.abs(e), 1e-12))));
    return line;
  },
};
const COST = {
  mse: (e) => e * e,
  mae: (e) => Math.abs(e),
  huber: (e, d) => (Math.abs(e) <= d ? 0.5 * e * e : d * (Math.abs(e) - 0.5 * d)),
};

class Lines {
  constructor(root, setStateValue) {
    this.root = root;
    this.picked = 6;
    this.shared = new Shared((heights) => setStateValue("heights", heights));
    this.border = new Shared((delta) => setStateValue("delta", delta));
    root.innerHTML = `<label class="bar"><span></span><input type="range" step="0.1"><b class="at"></b></label>
      <svg tabindex="0" role="slider"></svg><table><thead><tr>${"<th></th>".repeat(4)}</tr></thead><tbody>
      ${NAMES.map((name) => `<tr class="${name}">${"<td></td>".repeat(4)}</tr>`).join("")}</tbody></table>
      <p class="said" aria-live="polite"></p>`;
    this.svg = root.querySelector("svg");
    this.range = root.querySelector("input");
    [this.at, this.said] = [root.querySelector(".at"), root.querySelector(".said")];
    this.cells = [...root.querySelectorAll("tr")].map((row) => [...row.cells]);
    this.range.oninput = () => { this.delta = Number(this.range.value); this.draw(); };
    this.range.onchange = () => this.border.put(String(this.delta));
    drag(this.svg, (_, py) => this.move(this.plane.vy(py)), () => this.tell(), (px, py) => {
      const far = (i) => Math.abs(this.plane.px(this.data.xs[i]) - px);
      this.picked = this.data.xs.reduce((best, _, i) => (far(i) < far(best) ? i : best), 0);
      return Math.abs(this.plane.py(this.ys[this.picked]) - py) < 60;
    });
    this.svg.onkeydown = (event) => {
      const up = { ArrowUp: 0.2, ArrowDown: -0.2, PageUp: 2, PageDown: -2 }[event.key];
      const next = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!up && !next) return;
      event.preventDefault();
      if (next) { this.picked = (this.picked + next + this.ys.length) % this.ys.length; this.draw(); return; }
      this.move(this.ys[this.picked] + up);
      clearTimeout(this.telling);
      this.telling = setTimeout(() => this.tell(), 300);
    };
  }

  take(data) {
    const fresh = this.shared.news(data.heights) || !this.data;
    this.data = data;
    if (this.border.news(String(data.delta)) || this.delta === undefined) this.delta = data.delta;
    [this.range.min, this.range.max] = data.borders;
    this.root.querySelector(".bar span").textContent = data.words.delta;
    if (fresh) {
      const to = data.heights.split(",").map(Number), from = this.ys ?? to;
      this.stop?.();
      this.stop = glide(
        (t) => {
          this.ys = to.map((v, i) => (t < 1 ? from[i] + (v - from[i]) * t : v));
          this.draw();
        },
        from === to ? 0 : 300,
      );
    }
    this.draw();
  }

  move(y) {
    this.ys[this.picked] = clamp(Math.round(y * 10) / 10, this.data.limits[2], this.data.limits[3]);
    this.draw();
  }

  tell() { this.shared.put(this.ys.map((y) => y.toFixed(1)).join(",")); }

  draw() {
    if (!this.ys) return;
    const { svg, data, ys, delta } = this, { limits, words } = data, w = widthOf(this.root), h = clamp(w * 0.5, 260, 400);
    this.plane = new Plane({ x: 40, y: 10, w: w - 168, h: h - 40 }, limits.slice(0, 2), limits.slice(2));
    this.range.value = delta;
    retext(this.at, fixed(delta, 1));
    this.fits = Object.fromEntries(NAMES.map((name) => [name, FIT[name](data.xs, ys, delta, data.rounds)]));
    svg.setAttribute("height", h);
    renew(svg, () => this.scene());
    this.table();
    const facts = {
      n: this.picked + 1, y: fixed(ys[this.picked], 1), mse: fixed(this.fits.mse[0]),
      mae: fixed(this.fits.mae[0]), huber: fixed(this.fits.huber[0]),
    };
    const said = filled(words.said, facts);
    retext(this.said, said);
    svg.setAttribute("aria-label", words.alt);
    svg.setAttribute("aria-valuemin", limits[2]);
    svg.setAttribute("aria-valuemax", limits[3]);
    svg.setAttribute("aria-valuenow", ys[this.picked]);
    svg.setAttribute("aria-valuetext", said);
    this.root.dataset.fits = JSON.stringify(this.fits);
  }

  scene() {
    const { svg, plane, fits, ys } = this, { xs, limits, words } = this.data, { box } = plane;
    plane.axes(svg, [0, 2, 4, 6], [0, 4, 8, 12]);
    const ends = NAMES.map((name) => ({ name, y: plane.py(fits[name][0] * limits[1] + fits[name][1]) })).sort((a, b) => a.y - b.y);
    ends.forEach((end, i) => {
      end.at = clamp(end.y, box.y + 8, box.y + box.h);
      if (i) end.at = Math.max(end.at, ends[i - 1].at + 21);
    });
    for (const { name, at } of ends) {
      const [slope, intercept] = fits[name], [x1, x2] = limits;
      put(svg, "line", {
        class: `fit ${name}`, x1: plane.px(x1), y1: plane.py(slope * x1 + intercept), x2: plane.px(x2),
        y2: plane.py(slope * x2 + intercept),
      });
      caption(svg, `label ${name}`, box.x + box.w + 8, at + 5, words[name]);
    }
    ys.forEach((y, i) => {
      const x = plane.px(xs[i]), at = fits.mse[0] * xs[i] + fits.mse[1];
      if (i === this.picked) put(svg, "line", { class: "gap", x1: x, x2: x, y1: plane.py(y), y2: plane.py(at) });
      put(svg, "circle", { class: `point${i === this.picked ? " picked" : ""}`, cx: x, cy: plane.py(y), r: i === this.picked ? 12 : 9 });
    });
  }

  // Its cells are made once; later only their texts are other ones.
  table() {
    const { words, xs } = this.data, { delta, cells, fits, picked } = this;
    cells[0].forEach((cell, k) => retext(cell, words[["name", "line", "loss", "pull"][k]]));
    NAMES.forEach((name, row) => {
      const missed = errors(xs, this.ys, fits[name]), cost = missed.reduce((sum, e) => sum + COST[name](e, delta), 0);
      const [slope, intercept] = fits[name], line = `${fixed(slope)}·x ${intercept < 0 ? "−" : "+"} ${fixed(Math.abs(intercept))}`;
      const texts = [words[name], line, fixed(cost / xs.length, 3), fixed(Math.abs(missed[picked]), 1)];
      cells[row + 1].forEach((cell, k) => retext(cell, texts[k]));
    });
  }
}
export default (component) => exhibit(Lines, component);
