// A phone that is turned about an axis, and what two networks make of each angle.
// Needs: sketch, activity/ribbon.
const AXES = ["x", "y", "z"], HALF = [0.62, 1.2, 0.09], STEP_MS = 90;
const times = (a, b) => a.map((row) => b[0].map((_, j) => row.reduce((sum, v, k) => sum + v * b[k][j], 0)));
const apply = (m, v) => m.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]);
const flipped = (m) => m.map((_, i) => m.map((row) => row[i]));
// The rotation by `angle` degrees about an axis, right-handed.
function about(axis, angle) {
  const c = Math.cos((angle * Math.PI) / 180), s = Math.sin((angle * Math.PI) / 180);
  return [[[1, 0, 0], [0, c, -s], [0, s, c]], [[c, 0, s], [0, 1, 0], [-s, 0, c]], [[c, -s, 0], [s, c, 0], [0, 0, 1]]][axis];
}
const WORN = [[0, -1, 0], [1, 0, 0], [0, 0, 1]]; // as in the training: x, the right edge, points up
const VIEW = times(about(0, 14), about(1, -28));

class TurnedPhone {
  constructor(root, setStateValue) {
    Object.assign(this, { root, player: new Player(root), axis: 1, step: 0 });
    this.shared = new Shared((turn) => setStateValue("turn", turn));
    root.innerHTML = `<div class="turning">
        <div class="left">
          <svg class="phone" role="img"></svg><div class="bar axes" role="radiogroup"></div></div>
      <div class="right">
        <div class="one"><p></p><svg></svg></div><div class="one"><p></p><svg></svg></div>
        <div class="one true"><p></p><svg></svg></div></div></div>
      <div class="bar slide">
        <button class="play" type="button"></button><input type="range" step="1"><output></output></div>
      <svg class="curve" role="img"></svg><p class="said" aria-live="polite"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.range = this.find("input");
    this.range.oninput = () => { this.pause(); this.step = Number(this.range.value); this.place(); };
    this.range.onchange = () => this.tell();
    this.find(".play").onclick = () => (this.player.running ? this.pause() : this.play());
    drag(this.find(".curve"), (px) => { this.pause(); this.step = this.nearest(this.plane.vx(px)); this.place(); }, () => this.tell());
  }

  take(data) {
    const fresh = !this.data || data.rows !== this.data.rows, { windows, angles } = data;
    const news = this.shared.news(data.turn);
    this.data = data;
    if (fresh) {
      this.rows = bytesOf(data.rows);
      this.size = windows * 6;
      this.range.min = 0;
      this.range.max = angles.length - 1;
    }
    if (news || fresh) {
      const [axis, angle] = data.turn.split(":");
      this.axis = Math.max(0, AXES.indexOf(axis));
      this.step = this.nearest(Number(angle) || 0);
    }
    this.draw();
  }

  nearest(angle) { return this.data.angles.reduce((best, a, i, all) => (Math.abs(a - angle) < Math.abs(all[best] - angle) ? i : best), 0); }
  tell() { this.shared.put(`${AXES[this.axis]}:${this.data.angles[this.step]}`); }

  // The (W, 6) probabilities of a model at an axis and angle, as the server computed them.
  answers(model) {
    const { angles, windows } = this.data, at = ((model * 3 + this.axis) * angles.length + this.step) * this.size;
    return Array.from({ length: windows }, (_, i) => Array.from(this.rows.subarray(at + i * 6, at + i * 6 + 6), (v) => v / 255));
  }

  play() {
    let next = 0;
    this.player.start((_, since) => {
      if (since < next) return;
      this.step = (this.step + 1) % this.data.angles.length;
      this.place();
      next = since + STEP_MS * 2;
    });
    this.find(".play").textContent = `❚❚ ${this.data.words.pause}`;
  }

  pause() {
    if (!this.player.running) return;
    this.player.stop();
    this.find(".play").textContent = `▶ ${this.data.words.play}`;
    this.tell();
  }

  draw() {
    const { data } = this, { words } = data;
    this.find(".axes").replaceChildren(...AXES.map((axis, i) => {
      const button = create("button", { type: "button", textContent: words[`about_${axis}`] });
      button.setAttribute("role", "radio");
      button.setAttribute("aria-checked", this.axis === i);
      button.onclick = () => { this.axis = i; this.draw(); this.tell(); };
      return button;
    }));
    if (!this.player.running) this.find(".play").textContent = `▶ ${words.play}`;
    this.range.setAttribute("aria-label", words.angle);
    const strip = this.find(".true");
    strip.style.display = data.truth.length ? "" : "none";
    strip.querySelector("p").textContent = words.truth;
    if (data.truth.length) this.strip(strip.querySelector("svg"), 26, (svg, plane, bounds) => {
      ribbon(svg, plane, bounds, data.truth.map((k) => HUES.map((_, j) => Number(j === k))));
      stretches(svg, plane, bounds, data.truth, data.shorts, 20);
    });
    this.curve();
    this.place();
  }

  strip(svg, height, fill) {
    const w = svg.parentElement.clientWidth || 300, plane = new Plane({ x: 0, y: 0, w, h: height }, [0, this.data.windows], [0, 1]);
    svg.replaceChildren();
    svg.setAttribute("height", height);
    fill(svg, plane, Array.from({ length: this.data.windows }, (_, i) => [i, i + 1]));
  }

  place() {
    const { data, step } = this, { words, angles, texts } = data, angle = fixed(angles[step], 0);
    this.range.value = step;
    this.find("output").textContent = `${angle}°`;
    this.range.setAttribute("aria-valuetext", `${angle}°`);
    const said = { angle, axis: AXES[this.axis] };
    data.models.forEach((name, model) => {
      const part = this.root.querySelectorAll(".one")[model], rows = this.answers(model), share = texts[model][this.axis][step];
      part.querySelector("p").innerHTML = "<b></b> <span></span>";
      part.querySelector("b").textContent = name;
      part.querySelector("span").textContent = filled(words.share, { share });
      this.strip(part.querySelector("svg"), 64, (svg, plane, bounds) => {
        ribbon(svg, plane, bounds, rows);
        stretches(svg, plane, bounds, rows.map(topOf), data.shorts, 26);
        svg.setAttribute("aria-label", `${name}: ${share}`);
      });
      said[model ? "second" : "first"] = share;
    });
    this.find(".said").textContent = filled(words.said, said);
    this.phone(angles[step]);
    this.cursor();
    Object.assign(this.root.dataset, { axis: AXES[this.axis], angle: angles[step] });
  }

  phone(angle) {
    const svg = this.find(".phone"), w = svg.clientWidth || 240, h = 230, unit = 68, { words } = this.data;
    const pose = times(VIEW, times(times(WORN, this.data.upright), flipped(about(this.axis, angle))));
    const at = (v) => { const [x, y, z] = apply(pose, v); return [w / 2 + x * unit, h / 2 - y * unit, z]; };
    svg.replaceChildren();
    svg.setAttribute("height", h);
    svg.setAttribute("aria-label", filled(words.phone_alt, { angle: fixed(angle, 0), axis: AXES[this.axis] }));
    const face = (axis, side) => {
      const [u, v] = AXES.map((_, i) => i).filter((i) => i !== axis);
      return [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([a, b]) => {
        const p = [0, 0, 0];
        p[axis] = side * HALF[axis];
        p[u] = a * HALF[u];
        p[v] = b * HALF[v];
        return at(p);
      });
    };
    const shape = (points, kind) =>
      put(svg, "polygon", {
        class: kind,
        points: points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" "),
      });
    const arrow = (i) => {
      const tip = [0, 0, 0], label = [0, 0, 0];
      tip[i] = HALF[i] + 0.45; label[i] = HALF[i] + 0.62;
      const [x1, y1] = at([0, 0, 0]), [x2, y2] = at(tip), [x, y] = at(label);
      put(svg, "line", { class: `axis-${AXES[i]} arrow`, x1, y1, x2, y2 });
      caption(svg, `label-${AXES[i]} halo`, Math.max(x, 8), y + 5, AXES[i], "middle");
    };
    const deep = (points) => points.reduce((sum, p) => sum + p[2], 0);
    const faces = AXES.flatMap((_, axis) => [-1, 1].map((side) => ({ axis, side, points: face(axis, side) }))).sort(
      (a, b) => deep(a.points) - deep(b.points),
    );
    const arrows = AXES.map((_, i) => i), ahead = (i) => pose[2][i] > 0;
    arrows.filter((i) => !ahead(i)).forEach(arrow);
    for (const { axis, side, points } of faces) {
      shape(points, axis === 2 ? (side > 0 ? "glass" : "shell") : "edge");
      if (axis === 2 && side > 0) {
        const inset = [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([a, b]) => at([a * HALF[0] * 0.88, b * HALF[1] * 0.9, HALF[2]]));
        shape(inset, "screen");
      }
    }
    arrows.filter(ahead).forEach(arrow);
    put(svg, "line", { class: "down", x1: 16, x2: 16, y1: h - 92, y2: h - 40 });
    put(svg, "path", { class: "tip", d: `M8 ${h - 42}h16l-8 14z` });
    caption(svg, "quiet", 4, h - 8, words.gravity);
  }

  curve() {
    const svg = this.find(".curve"), { data } = this, { words, angles } = data;
    const w = this.root.clientWidth || 600, slim = w < 560, h = slim ? 180 : 210;
    this.plane = new Plane({ x: 52, y: 30, w: w - 70, h: h - 62 }, [angles[0], angles.at(-1)], [0, 1]);
    svg.replaceChildren();
    svg.setAttribute("height", h);
    svg.setAttribute("aria-label", words.curve_alt);
    caption(svg, "name", 0, 18, words.curve);
    for (const t of [0, 0.5, 1]) {
      put(svg, "line", {
        class: "grid", x1: this.plane.box.x, x2: this.plane.box.x + this.plane.box.w, y1: this.plane.py(t),
        y2: this.plane.py(t),
      });
      caption(svg, "tick", this.plane.box.x - 8, this.plane.py(t) + 5, `${t * 100}%`, "end");
    }
    for (const t of slim ? [-180, 0, 180] : [-180, -90, 0, 90, 180])
      caption(svg, "tick", this.plane.px(t), h - 10, `${fixed(t, 0)}°`, "middle");
    data.models.forEach((name, model) => {
      const line = data.shares[model][this.axis], spots = line.map((s, i) => [this.plane.px(angles[i]), this.plane.py(s)]);
      put(svg, "path", { class: model ? "held" : "usual", d: polyline(spots) });
    });
    // Each name where its curve is farthest from the other one.
    const [a, b] = data.shares.map((all) => all[this.axis]), from = Math.floor(a.length * 0.25), to = Math.ceil(a.length * 0.75);
    let far = from;
    for (let i = from; i < to; i++) if (Math.abs(a[i] - b[i]) > Math.abs(a[far] - b[far])) far = i;
    let under = 0;
    for (const model of a[far] > b[far] ? [0, 1] : [1, 0]) {
      const y = this.plane.py([a, b][model][far]), above = under ? y + 26 > h - 38 : y - 12 > 44;
      const base = Math.max(under, y + (above ? -12 : 26));
      caption(svg, `${model ? "label-held" : "label-usual"} halo`, this.plane.px(angles[far]), base, data.models[model], "middle");
      under = base + 20;
    }
    this.spot = put(svg, "g");
  }

  cursor() {
    const { plane, spot, data, step } = this, x = plane.px(data.angles[step]);
    spot.replaceChildren();
    put(spot, "line", { class: "cursor", x1: x, x2: x, y1: plane.box.y, y2: plane.box.y + plane.box.h });
    data.models.forEach((_, model) =>
      put(spot, "circle", { class: "dot", cx: x, cy: plane.py(data.shares[model][this.axis][step]), r: 8 }),
    );
  }
}
export default (component) => exhibit(TurnedPhone, component);
