// A function above its derivative: the place glides along both, another function may lie beside them.
// Needs: sketch.
class Curves {
  constructor(root, setStateValue) {
    this.root = root;
    this.moved = new Shared((at) => setStateValue("at", at));
    root.innerHTML = '<svg tabindex="0" role="slider"></svg><p class="said" aria-live="polite"></p>';
    this.svg = root.querySelector("svg");
    this.said = root.querySelector(".said");
    this.heard = ({ type, detail }) => {
      if (!root.isConnected) window.removeEventListener(type, this.heard);
      else this.become(detail);
    };
    drag(this.svg, (px) => this.move(this.upper.vx(px)), () => this.tell());
    this.svg.onkeydown = (event) => {
      const step = { ArrowRight: 0.1, ArrowUp: 0.1, ArrowLeft: -0.1, ArrowDown: -0.1, PageUp: 1, PageDown: -1 }[event.key];
      const [low, high] = this.data.x;
      const to = event.key === "Home" ? low : event.key === "End" ? high : step && this.at + step;
      if (to === undefined) return;
      event.preventDefault();
      this.move(to);
      clearTimeout(this.telling);
      this.telling = setTimeout(() => this.tell(), 300);
    };
  }

  take(data) {
    const news = this.moved.news(data.at);
    if (news || this.at === undefined) this.at = Number(data.at);
    const grid = Float64Array.from({ length: data.x[2] }, (_, i) => data.x[0] + ((data.x[1] - data.x[0]) * i) / (data.x[2] - 1));
    const unpack = (c) => c && { ...c, values: floatsOf(c.values), slopes: floatsOf(c.slopes) };
    const before = this.curve;
    Object.assign(this, { data, grid, curve: unpack(data.curve), other: unpack(data.other) });
    this.at = clamp(this.at, data.x[0], data.x[1]);
    if (data.event) window.addEventListener(data.event, this.heard);
    this.stop?.();
    if (!before || before.name === this.curve.name || before.values.length !== this.curve.values.length) return this.draw();
    const to = this.curve, mix = (a, b, t) => a.map((v, i) => (Number.isFinite(v) && Number.isFinite(b[i]) ? v + (b[i] - v) * t : b[i]));
    this.stop = glide((t) => {
      this.curve = t < 1 ? { ...to, values: mix(before.values, to.values, t), slopes: mix(before.slopes, to.slopes, t) } : to;
      this.draw();
    });
  }

  // The curve as something else on the page has just made it: `curveOf(grid)` gives what of it is another one.
  become(curveOf) {
    const { flat, ...curve } = curveOf(this.grid);
    this.stop?.();
    Object.assign(this.curve, curve, { mean: this.curve.mean === null ? null : curve.mean });
    this.data = { ...this.data, flat };
    this.draw();
  }

  tell() { this.moved.put(String(+this.at.toFixed(2))); }
  index() { return Math.round(((this.at - this.data.x[0]) / (this.data.x[1] - this.data.x[0])) * (this.grid.length - 1)); }

  move(x) {
    this.at = clamp(Math.round(x * 100) / 100, this.data.x[0], this.data.x[1]);
    this.point();
  }

  range(name) {
    const all = [this.curve, this.other].filter(Boolean).flatMap((c) => [...c[name]]).filter(Number.isFinite);
    let low = clamp(Math.min(0, ...all), -4, 0), high = clamp(Math.max(0, ...all), 0, 4);
    if (high - low < 0.4) high = low + 0.4;
    const room = (high - low) * 0.12;
    return [low - room, high + room];
  }

  draw() {
    const { svg, data, grid } = this, w = this.root.clientWidth || 600;
    const left = 48, right = 14, inner = w - left - right;
    const tall = [clamp(w * 0.36, 190, 270), clamp(w * 0.24, 130, 180)], gap = 66, top = 30;
    const bottom = top + tall[0] + gap + tall[1];
    svg.replaceChildren();
    svg.setAttribute("height", bottom + 26);
    this.upper = new Plane({ x: left, y: top, w: inner, h: tall[0] }, [data.x[0], data.x[1]], this.range("values"));
    this.lower = new Plane({ x: left, y: top + tall[0] + gap, w: inner, h: tall[1] }, [data.x[0], data.x[1]], this.range("slopes"));
    const defs = put(svg, "defs");
    const clip = (id, { box }) => {
      const shape = put(defs, "clipPath", { id });
      put(shape, "rect", { x: box.x, y: box.y - 3, width: box.w, height: box.h + 6 });
    };
    clip("curves-upper", this.upper);
    clip("curves-lower", this.lower);
    for (const [from, to] of data.flat) {
      const x1 = this.upper.px(from), wide = this.upper.px(to) - x1;
      put(svg, "rect", { class: "flat", x: x1, y: top, width: wide, height: bottom - top });
      if (wide > 44) caption(svg, "quiet", x1 + wide / 2, top + tall[0] + gap + 18, data.words.flat, "middle");
    }
    const across = ticks(data.x[0], data.x[1], 6);
    const decimals = across.some((t) => t % 1) ? 1 : 0;
    this.upper.axes(svg, across, ticks(...this.upper.ys, 4), decimals);
    this.lower.axes(svg, across, ticks(...this.lower.ys, 3), decimals);
    caption(svg, "name", left, top - 10, filled(data.words.f, { name: this.curve.name }));
    caption(svg, "name", left, top + tall[0] + gap - 10, filled(data.words.slope, { name: this.curve.name }));
    this.meanText = null;
    if (this.curve.mean !== null) {
      const y = this.upper.py(this.curve.mean);
      put(svg, "line", { class: "mean", x1: left, x2: left + inner, y1: y, y2: y });
      this.meanText = caption(svg, "quiet halo", left + 6, y - 7, filled(data.words.mean, { mean: fixed(this.curve.mean) }));
    }
    for (const [plane, name, id] of [[this.upper, "values", "curves-upper"], [this.lower, "slopes", "curves-lower"]]) {
      if (this.other) put(svg, "path", { class: "other", d: plane.path(grid, this.other[name]), "clip-path": `url(#${id})` });
      put(svg, "path", { class: "curve", d: plane.path(grid, this.curve[name]), "clip-path": `url(#${id})` });
    }
    if (this.other) this.nameOther();
    this.live = put(svg, "g");
    this.point();
  }

  // The other curve's name stands beside it where no line runs through, furthest from the first curve.
  nameOther() {
    const { svg, grid, upper, curve, other } = this, { x, y, w, h } = upper.box;
    const text = caption(svg, "quiet halo", 0, 0, other.name, "middle"), half = text.getComputedTextLength() / 2 + 3;
    const places = Array.from(grid, (v, i) => [upper.px(v), upper.py(curve.values[i]), upper.py(other.values[i])]);
    const mean = this.meanText && upper.py(curve.mean), end = x + 9 + (this.meanText?.getComputedTextLength() ?? 0);
    let best = null;
    for (let i = 0; i < places.length; i += 4) {
      const [px, first, second] = places[i];
      if (px - half < x || px + half > x + w || !(second > y && second < y + h)) continue;
      for (const away of [-10, 20, -26, 36, -42, 52]) {
        const base = second + away;
        const [high, low] = [base - 16, base + 6];
        if (high < y || low > y + h || (first - base) * (first - second) < 0) continue;
        const near = places.filter(([at]) => Math.abs(at - px) < half);
        const crossed = near.filter(([, ...lines]) => lines.some((v) => v > high && v < low)).length;
        const met = mean !== null && low > mean - (px - half < end ? 22 : 0) && high < mean;
        const score = Math.abs(first - second) - 2 * Math.abs(away) - 1000 * (crossed + met);
        if (!best || score > best.score) best = { score, px, base };
      }
    }
    if (!best) return text.remove();
    text.setAttribute("x", best.px);
    text.setAttribute("y", best.base);
  }

  point() {
    const { live, upper, lower, data } = this, i = this.index(), f = this.curve.values[i], slope = this.curve.slopes[i];
    const x = upper.px(this.at), end = lower.box.y + lower.box.h;
    live.replaceChildren();
    put(live, "line", { class: "cursor", x1: x, x2: x, y1: upper.box.y, y2: end });
    if (Number.isFinite(f)) {
      const reach = (data.x[1] - data.x[0]) * 0.2;
      const dx = reach / Math.hypot(1, (slope * upper.box.h / (upper.ys[1] - upper.ys[0])) / (upper.box.w / (data.x[1] - data.x[0])));
      const [a, b] = [this.at - dx, this.at + dx];
      put(live, "line", {
        class: "tangent", "clip-path": "url(#curves-upper)", x1: upper.px(a), y1: upper.py(f - slope * dx),
        x2: upper.px(b), y2: upper.py(f + slope * dx),
      });
    }
    for (const [plane, v] of [[upper, f], [lower, slope]]) {
      if (!Number.isFinite(v)) continue;
      const off = v > plane.ys[1] ? "↑ " : v < plane.ys[0] ? "↓ " : "", y = plane.py(clamp(v, ...plane.ys));
      if (!off) put(live, "circle", { class: "dot", cx: x, cy: y, r: 9 });
      const away = x > upper.box.x + upper.box.w - 90;
      caption(
        live, "value halo", x + (away ? -16 : 16), y + (y < plane.box.y + 24 ? 24 : -10), `${off}${fixed(v, 3)}`,
        away ? "end" : "start",
      );
    }
    const through = slope ** data.depth;
    const facts = {
      x: fixed(this.at), f: fixed(f, 3), slope: fixed(slope, 3), depth: data.depth, through: tiny(through),
      name: this.curve.name,
    };
    this.said.textContent = filled(data.words.said, facts);
    this.svg.setAttribute("aria-label", `${data.words.alt} ${data.words.keys}`);
    this.svg.setAttribute("aria-valuemin", data.x[0]);
    this.svg.setAttribute("aria-valuemax", data.x[1]);
    this.svg.setAttribute("aria-valuenow", this.at);
    this.svg.setAttribute("aria-valuetext", this.said.textContent);
    this.root.dataset.at = this.at;
    this.root.dataset.f = f;
    this.root.dataset.slope = slope;
  }
}
export default (component) => exhibit(Curves, component);
