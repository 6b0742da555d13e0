// Curves whose degree and noise are dragged: the curves on one side, a chart over all degrees on the other.
// Needs: sketch.
const FINE_X = Float64Array.from({ length: 201 }, (_, i) => -1 + i / 100), TOP_Y = 2.2, DEGREES = 15;

// Kinds of it give `prepare()`, `blend(noise)`: what follows from the noise, `curves(degree)`: heights over FINE_X,
// `scene(plane)`, `lines()` and `facts()`.
class DegreeStage {
  constructor(root, setStateValue) {
    this.root = root;
    this.shared = new Shared((degree) => setStateValue("degree", degree));
    this.sharedNoise = new Shared((noise) => setStateValue("noise", noise));
    root.innerHTML = `<div class="two"><svg class="scene" role="img"></svg><svg class="chart" tabindex="0" role="slider"></svg></div>
      <div class="bar"><label></label><input type="range" min="1" max="${DEGREES}" step="1"><b class="at"></b></div>
      <div class="bar noise"><label></label><input type="range" min="0" step="1"><b class="at"></b></div>
      <p class="said" aria-live="polite"></p>`;
    this.find = (name) => root.querySelector(name);
    this.range = this.find("input");
    this.range.oninput = () => this.move(Number(this.range.value));
    this.range.onchange = () => this.tell();
    const noise = this.find(".noise input");
    noise.oninput = () => {
      this.noise = this.data.noises[noise.value];
      this.pending ||= requestAnimationFrame(() => { this.pending = 0; this.stir(); });
    };
    noise.onchange = () => this.sharedNoise.put(this.noise);
    const chart = this.find(".chart");
    drag(chart, (px) => this.move(this.plane.vx(px)), () => this.tell());
    chart.onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, Home: -DEGREES, End: DEGREES }[event.key];
      if (!step) return;
      event.preventDefault();
      this.move(this.degree + step);
      clearTimeout(this.telling);
      this.telling = setTimeout(() => this.tell(), 300);
    };
  }

  take(data) {
    const fresh = this.shared.news(data.degree) || !this.data, other = !this.data || data.key !== this.data.key;
    this.data = data;
    if (other) this.prepare();
    if (fresh || this.degree === undefined) this.degree = Number(data.degree);
    const noisier = this.sharedNoise.news(data.noise) || this.noise === undefined, noise = this.find(".noise input");
    if (noisier) this.noise = data.noise;
    if (other || noisier) this.blend(Number(this.noise));
    noise.max = data.noises.length - 1;
    for (const [bar, range, word] of [[".bar", this.range, data.words.degree], [".noise", noise, data.words.spread]]) {
      this.find(`${bar} label`).textContent = word;
      range.setAttribute("aria-label", word);
    }
    this.go();
  }

  // The noise has moved: the dots and all curves go with it.
  stir() {
    this.blend(Number(this.noise));
    this.stop?.();
    this.shown = this.curves(this.degree);
    this.draw();
  }

  move(to) {
    const degree = clamp(Math.round(to), 1, DEGREES);
    if (degree === this.degree) return;
    this.degree = degree;
    this.go();
  }

  tell() { this.shared.put(String(this.degree)); }

  // The curves bend from what they are to what the degree makes of them.
  go() {
    const to = this.curves(this.degree), from = this.shown?.length === to.length ? this.shown : to;
    this.stop?.();
    this.stop = glide((t) => {
      this.shown = to.map((curve, n) => (t < 1 ? curve.map((v, i) => lerp(from[n][i], v, t)) : curve));
      this.draw();
    }, from === to ? 0 : 220);
  }

  draw() {
    if (!this.shown) return;
    const w = widthOf(this.root), wide = w > 640, left = wide ? w * 0.56 : w, svg = this.find(".scene");
    const h = wide ? clamp(w * 0.4, 280, 400) : 260, said = filled(this.data.words.said, this.facts());
    const plane = new Plane({ x: 34, y: 8, w: left - 46, h: h - 36 }, [-1, 1], [-TOP_Y, TOP_Y]);
    svg.setAttribute("height", h);
    renew(svg, () => {
      plane.axes(svg, [-1, 0, 1], [-2, 0, 2]);
      const frame = put(put(svg, "defs"), "clipPath", { id: "degree-frame" });
      put(frame, "rect", { x: plane.box.x, y: plane.box.y, width: plane.box.w, height: plane.box.h });
      this.scene(svg, plane);
    });
    this.chart(wide ? w - left - 16 : w, h, said);
    retext(this.find(".said"), said);
    retext(this.find(".at"), this.degree);
    this.range.value = this.degree;
    retext(this.find(".noise .at"), fixed(Number(this.noise), 2));
    this.find(".noise input").value = this.data.noises.indexOf(this.noise);
    this.find(".noise input").setAttribute("aria-valuetext", `${this.noise}. ${said}`);
    this.range.setAttribute("aria-valuetext", said);
    svg.setAttribute("aria-label", `${this.data.words.alt} ${said}`);
  }

  line(svg, plane, kind, heights) {
    const spots = Array.from(heights, (v, i) => [plane.px(FINE_X[i]), clamp(plane.py(v), -1e4, 1e4)]);
    put(svg, "path", { class: kind, d: polyline(spots), "clip-path": "url(#degree-frame)" });
  }

  chart(w, h, said) {
    const svg = this.find(".chart"), { words, top } = this.data;
    this.plane = new Plane({ x: 40, y: 40, w: w - 64, h: h - 90 }, [1, DEGREES], [0, top]);
    svg.setAttribute("height", h);
    renew(svg, () => this.byDegree(svg, h));
    const aria = { label: words.chart, valuemin: 1, valuemax: DEGREES, valuenow: this.degree, valuetext: said };
    for (const [name, value] of Object.entries(aria)) svg.setAttribute(`aria-${name}`, value);
  }

  byDegree(svg, h) {
    const { words, top } = this.data, { plane } = this, lines = this.lines();
    caption(svg, "quiet", 0, 16, words.error);
    plane.axes(svg, [1, 5, 10, 15], ticks(0, top, 4));
    caption(svg, "quiet", plane.box.x + plane.box.w, h - 6, words.degree, "end");
    const x = plane.px(this.degree);
    put(svg, "line", { class: "cursor", x1: x, x2: x, y1: plane.box.y - 6, y2: plane.box.y + plane.box.h });
    const inside = (v) => Math.min(v, top);
    for (const { name, values } of lines) {
      const spots = values.map((v, i) => [plane.px(i + 1), plane.py(inside(v))]);
      put(svg, "path", { class: `errors ${name}`, d: polyline(spots) });
    }
    const told = lines.map(({ name, values }) => ({ name, v: values[this.degree - 1] })).sort((a, b) => b.v - a.v);
    let lowest = -Infinity, bottom = plane.box.y + plane.box.h + 18 - 20 * told.length; // leaves room for those below
    const right = this.degree > DEGREES / 2;
    for (const { name, v } of told) {
      const y = plane.py(inside(v)), high = v > top;
      put(svg, "circle", { class: `spot ${name}`, cx: x, cy: y, r: 8 });
      const at = Math.max(lowest + 20, clamp(y + 5, 30, bottom));
      lowest = at;
      bottom += 20;
      const label = `${words[name]} ${high ? "↑ " : ""}${fixed(v)}`;
      caption(svg, `value halo ${name}`, x + (right ? -14 : 14), at, label, right ? "end" : "start");
    }
  }
}
