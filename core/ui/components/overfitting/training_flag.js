// A network after any step of its training: a flag is dragged along its loss curves. Needs: sketch.
const SIDE_PX = 80, COLD_RGB = rgbOf(BLUE), WARM_RGB = rgbOf(ORANGE);

class TrainingFlag {
  constructor(root, setStateValue) {
    Object.assign(this, { root, player: new Player(root), at: 0 });
    this.shared = new Shared((flag) => setStateValue("flag", flag));
    root.innerHTML = `<div class="two"><div class="stage"><canvas role="img"></canvas><svg aria-hidden="true"></svg></div>
      <svg class="chart" tabindex="0" role="slider"></svg></div>
      <div class="bar"><button class="play" type="button"></button><span class="key"></span></div>
      <p class="said" aria-live="polite"></p>`;
    this.find = (name) => root.querySelector(name);
    const chart = this.find(".chart");
    drag(chart, (px) => { this.pause(); this.show(this.plane.vx(px) / this.data.steps.at(-1) * (this.data.steps.length - 1)); },
      () => this.tell());
    chart.onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10, Home: -999, End: 999 }[event.key];
      if (!step) return;
      event.preventDefault();
      this.pause();
      this.show(this.at + step);
      clearTimeout(this.telling);
      this.telling = setTimeout(() => this.tell(), 300);
    };
    this.find(".play").onclick = () => (this.player.running ? this.pause() : this.play(this.data.steps.length - 1, true));
  }

  take(data) {
    const other = !this.data || data.weights !== this.data.weights, news = this.shared.news(data.flag);
    this.data = data;
    if (other) {
      const weights = floatsOf(data.weights), each = weights.length / data.steps.length;
      this.looks = data.steps.map((_, i) => weights.subarray(i * each, (i + 1) * each));
      const half = (text) => Array.from({ length: floatsOf(text).length / 3 }, (_, i) => floatsOf(text).subarray(3 * i, 3 * i + 3));
      this.dots = { train: half(data.train_dots), validation: half(data.validation_dots) };
    }
    const far = (i) => Math.abs(data.steps[i] - data.flag);
    const wanted = data.steps.reduce((best, _, i) => (far(i) < far(best) ? i : best), 0);
    this.find(".key").textContent = data.words.key;
    this.draw();
    if (other && !CALM.matches) { this.show(0); this.play(wanted); }
    else if (other || news) { this.pause(); this.show(wanted); }
    else this.pause();
  }

  // What the network of a look says at (x, y), before the sigmoid: `Network.outputs` of `core.overfitting.network`.
  output(weights, x, y) {
    const { sizes } = this.data;
    let values = [x, y], at = 0;
    for (let k = 1; k < sizes.length; k++) {
      const n = sizes[k - 1], m = sizes[k], next = new Array(m).fill(0);
      for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) next[j] += values[i] * weights[at + i * m + j];
      at += n * m;
      for (let j = 0; j < m; j++) next[j] += weights[at + j];
      at += m;
      values = k < sizes.length - 1 ? next.map((v) => Math.max(0, v)) : next;
    }
    return values[0];
  }

  loss(name) {
    const weights = this.looks[this.at];
    const costs = this.dots[name].map(([x, y, kind]) => {
      const z = this.output(weights, x, y);
      return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - kind * z;
    });
    return costs.reduce((a, b) => a + b, 0) / costs.length;
  }

  draw() {
    const { data } = this, w = this.root.clientWidth || 600, wide = w > 640, side = wide ? clamp(w * 0.44, 260, 400) : w;
    this.side = side;
    const stage = this.find(".stage"), svg = stage.querySelector("svg"), { reach } = data;
    stage.style.width = stage.style.height = `${side}px`;
    svg.setAttribute("height", side);
    svg.replaceChildren();
    const plane = new Plane({ x: 0, y: 0, w: side, h: side }, [-reach, reach], [-reach, reach]);
    for (const [name, dots] of Object.entries(this.dots))
      for (const [x, y, kind] of dots) {
        const shape = kind
          ? ["rect", { x: plane.px(x) - 6, y: plane.py(y) - 6, width: 12, height: 12, rx: 2 }]
          : ["circle", { cx: plane.px(x), cy: plane.py(y), r: 6.5 }];
        put(svg, shape[0], { class: `dot ${name} ${kind ? "b" : "a"}`, ...shape[1] });
      }
    this.chart(wide ? w - side - 20 : w, wide ? side : 260);
    this.show(this.at);
  }

  chart(w, h) {
    const svg = this.find(".chart"), { data } = this, { words, steps, train, validation } = data;
    const top = clamp(Math.max(...train, ...validation), 0.8, 2);
    const plane = new Plane({ x: 40, y: 44, w: w - 58, h: h - 92 }, [0, steps.at(-1)], [0, top]);
    this.plane = plane;
    svg.setAttribute("height", h);
    svg.replaceChildren();
    caption(svg, "quiet", 0, 16, words.loss);
    plane.axes(svg, [0, steps.at(-1) / 2, steps.at(-1)], ticks(0, top, 4));
    caption(svg, "quiet", plane.box.x + plane.box.w, h - 6, words.steps, "end");
    for (const [name, values] of [["train", train], ["validation", validation]])
      put(svg, "path", { class: `errors ${name}`, d: polyline(values.map((v, i) => [plane.px(steps[i]), plane.py(Math.min(v, top))])) });
    this.live = put(svg, "g");
    this.top = top;
  }

  show(to) {
    const { data, plane, live } = this, { steps, words } = data;
    this.at = clamp(Math.round(to), 0, steps.length - 1);
    const x = plane.px(steps[this.at]), right = this.at > steps.length / 2, y0 = plane.box.y;
    live.replaceChildren();
    put(live, "line", { class: "pole", x1: x, x2: x, y1: y0 - 16, y2: y0 + plane.box.h });
    put(live, "path", { class: "flag", d: `M${x} ${y0 - 18}L${x + (right ? -34 : 34)} ${y0 - 7}L${x} ${y0 + 4}Z` });
    const told = ["train", "validation"].map((name) => ({ name, v: data[name][this.at] })).sort((a, b) => b.v - a.v);
    let lowest = -Infinity, bottom = y0 + plane.box.h + 18 - 20 * told.length; // leaves room for those below
    for (const { name, v } of told) {
      const y = plane.py(Math.min(v, this.top));
      put(live, "circle", { class: `spot ${name}`, cx: x, cy: y, r: 8 });
      lowest = Math.max(lowest + 20, clamp(y + 5, y0 + 24, bottom));
      bottom += 20;
      caption(live, `value halo ${name}`, x + (right ? -14 : 14), lowest, `${words[name]} ${fixed(v)}`, right ? "end" : "start");
    }
    this.paint();
    const [train, validation] = [this.loss("train"), this.loss("validation")];
    const said = filled(words.said, { step: steps[this.at], train: fixed(train), validation: fixed(validation) });
    this.find(".said").textContent = said;
    this.find("canvas").setAttribute("aria-label", `${words.alt} ${said}`);
    const aria = { label: words.chart, valuemin: 0, valuemax: steps.at(-1), valuenow: steps[this.at], valuetext: said };
    for (const [name, value] of Object.entries(aria)) this.find(".chart").setAttribute(`aria-${name}`, value);
    Object.assign(this.root.dataset, { step: steps[this.at], train, validation });
  }

  paint() {
    const { reach } = this.data, weights = this.looks[this.at], image = new ImageData(SIDE_PX, SIDE_PX), canvas = this.find("canvas");
    for (let v = 0, o = 0; v < SIDE_PX; v++)
      for (let u = 0; u < SIDE_PX; u++, o += 4) {
        const z = this.output(weights, ((u + 0.5) / SIDE_PX * 2 - 1) * reach, (1 - (v + 0.5) / SIDE_PX * 2) * reach);
        const t = Math.tanh(z / 2), hue = t < 0 ? COLD_RGB : WARM_RGB, share = 0.12 + 0.5 * Math.abs(t);
        for (let c = 0; c < 3; c++) image.data[o + c] = 255 + (hue[c] - 255) * share;
        image.data[o + 3] = 255;
      }
    canvas.width = canvas.height = SIDE_PX;
    canvas.getContext("2d").putImageData(image, 0, 0);
  }

  play(end, told = false) {
    if (this.at >= end) this.show(0);
    const from = this.at;
    this.player.start((_, since) => {
      const at = from + Math.floor(since / 35);
      if (at > this.at) this.show(Math.min(at, end));
      if (this.at < end) return;
      this.pause();
      if (told) this.tell();
    });
    this.find(".play").textContent = `❚❚ ${this.data.words.pause}`;
  }

  pause() {
    this.player.stop();
    this.find(".play").textContent = `▶ ${this.data.words.play}`;
  }

  tell() { this.shared.put(String(this.data.steps[this.at])); }
}
export default (component) => exhibit(TrainingFlag, component);
