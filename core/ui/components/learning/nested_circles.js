// AI holds machine learning holds deep learning: each circle opens something that runs.
// Needs: sketch, learning/time_bar.
const RINGS = ["ai", "machine", "deep"], RING_HUES = [GREY, SKY, BLUE], COLD_HUE = rgbOf(ORANGE), WARM_HUE = rgbOf(BLUE);

class NestedCircles {
  constructor(root, setStateValue) {
    this.root = root;
    this.shared = new Shared((circle) => setStateValue("circle", circle));
    root.innerHTML = `<div class="two"><svg class="rings" tabindex="0" role="radiogroup"></svg><figure><figcaption></figcaption>
      <div class="stage"><canvas></canvas><svg class="run" role="img"></svg></div></figure></div>
      <div class="bar"></div><p class="said" aria-live="polite"></p>`;
    this.find = (name) => root.querySelector(name);
    this.time = new TimeBar(root, this.find(".bar"), () => this.draw());
    this.find(".rings").onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      this.open(RINGS[clamp(RINGS.indexOf(this.circle) + step, 0, 2)]);
    };
  }

  take(data) {
    const first = !this.data, news = this.shared.news(data.circle) || first;
    this.data = data;
    if (first) {
      const unpack = (text) => Array.from({ length: floatsOf(text).length / 3 }, (_, i) => floatsOf(text).subarray(3 * i, 3 * i + 3));
      for (const name of ["dots", "ring", "borders"]) this[name] = unpack(data[name]);
      this.planes = bytesOf(data.planes);
    }
    if (news) this.circle = data.circle;
    this.time.set(data.looks - 1, data.words);
    if (news) this.time.begin(); else this.draw();
  }

  open(circle) {
    if (circle === this.circle) return;
    this.circle = circle;
    this.time.begin();
    this.shared.put(circle);
  }

  draw() {
    if (!this.data) return;
    const w = this.root.clientWidth || 800, wide = w > 640, h = wide ? 380 : Math.min(w, 330), { words } = this.data;
    this.circles(wide ? w - h - 24 : w, h);
    const svg = this.find(".run");
    this.flat = new Plane({ x: 0, y: 0, w: h, h }, [0, 1], [0, 1]);
    this.find(".stage").style.width = this.find(".stage").style.height = `${h}px`;
    svg.setAttribute("height", h);
    svg.replaceChildren();
    this.find("canvas").style.display = this.circle === "deep" ? "block" : "none";
    const facts = this[this.circle](svg, this.time.at);
    this.find("figcaption").textContent = words[`${this.circle}_runs`];
    const said = this.find(".said").textContent = filled(words[`${this.circle}_said`], facts);
    svg.setAttribute("aria-label", said);
    Object.assign(this.root.dataset, { circle: this.circle, at: this.time.at, ...facts });
  }

  circles(w, h) {
    const svg = this.find(".rings"), { words } = this.data, sizes = [0.49, 0.36, 0.22], cx = w / 2;
    svg.setAttribute("height", h);
    svg.replaceChildren();
    sizes.forEach((share, i) => {
      const r = Math.min(h, w) * share, cy = h - 4 - r, on = RINGS[i] === this.circle;
      const node = put(svg, "g", { class: `ring${on ? " on" : ""}`, role: "radio", "aria-checked": on, "aria-label": words[RINGS[i]] });
      put(node, "circle", { cx, cy, r, fill: RING_HUES[i] });
      caption(node, "name halo", cx, cy - r + (i === 2 ? r : Math.min(h, w) * 0.105), words[RINGS[i]], "middle");
      node.onclick = () => this.open(RINGS[i]);
    });
    svg.setAttribute("aria-label", words.alt);
  }

  // A search written by hand: rings of cells from the cheese, then the way.
  ai(svg, at) {
    const { steps, path, side } = this.data, unit = this.flat.box.w / side, most = path.length - 1;
    const reach = Math.round((at / (this.data.looks - 1)) * (most + 4));
    const [px, py] = [(x) => (x + 0.5) * unit, (y) => this.flat.box.h - (y + 0.5) * unit];
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        const n = steps[y][x], kind = n < 0 ? "bush" : n <= reach ? "reached" : "cell";
        put(svg, "rect", { class: kind, x: px(x) - unit / 2 + 1, y: py(y) - unit / 2 + 1, width: unit - 2, height: unit - 2, rx: 5 });
        if (n >= 0 && n <= reach) caption(svg, "tick", px(x), py(y) + 5, n, "middle");
      }
    if (reach >= most) put(svg, "path", { class: "trail", d: polyline(path.map(([x, y]) => [px(x), py(y)])) });
    mouseAt(svg, px(path[0][0]), py(path[0][1]), unit * 0.26);
    cheeseAt(svg, px(path.at(-1)[0]), py(path.at(-1)[1]), unit * 0.36);
    return { n: Math.min(reach, most), steps: most };
  }

  // A line that is found from examples.
  machine(svg, at) {
    const [w1, w2, b] = this.borders[at], line = [0, 1].map((x) => [this.flat.px(x), clamp(this.flat.py((-b - w1 * x) / w2), -2e4, 2e4)]);
    const frame = put(put(svg, "defs"), "clipPath", { id: "ring-frame" });
    put(frame, "rect", { width: this.flat.box.w, height: this.flat.box.h });
    put(svg, "rect", { class: "cell", width: this.flat.box.w, height: this.flat.box.h });
    put(svg, "path", { class: "line", d: polyline(line), "clip-path": "url(#ring-frame)" });
    for (const dot of this.dots) this.dot(svg, dot);
    return { right: this.dots.filter(([x, y, kind]) => w1 * x + w2 * y + b > 0 === kind > 0.5).length, n: this.dots.length, step: at + 1 };
  }

  // What a network with two hidden layers says everywhere.
  deep(svg, at) {
    const { size } = this.data, plane = this.planes.subarray(at * size * size, (at + 1) * size * size), image = new ImageData(size, size);
    plane.forEach((v, i) => {
      const t = v / 127.5 - 1, hue = t < 0 ? COLD_HUE : WARM_HUE;
      for (let c = 0; c < 3; c++) image.data[4 * i + c] = 255 + (hue[c] - 255) * (0.1 + 0.5 * Math.abs(t));
      image.data[4 * i + 3] = 255;
    });
    const canvas = this.find("canvas");
    canvas.width = canvas.height = size;
    canvas.getContext("2d").putImageData(image, 0, 0);
    for (const dot of this.ring) this.dot(svg, dot);
    return { right: Math.round(this.data.right[at] * this.ring.length), n: this.ring.length, step: at + 1 };
  }

  dot(svg, [x, y, kind]) {
    const [cx, cy] = [this.flat.px(x), this.flat.py(y)];
    if (kind > 0.5) put(svg, "circle", { class: "dot a", cx, cy, r: 7 });
    else put(svg, "rect", { class: "dot b", x: cx - 6, y: cy - 6, width: 12, height: 12, rx: 2 });
  }
}
export default (component) => exhibit(NestedCircles, component);
