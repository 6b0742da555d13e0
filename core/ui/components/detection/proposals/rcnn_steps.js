// R-CNN, Fast, Faster and Mask R-CNN as rows of steps; the chosen step is drawn over the photo. Needs: sketch, boxes.
const CELLS = 20, POOLED = 7, MASKED = 28, CROPS = 6, SCALES = [0.16, 0.32, 0.64], RATIOS = [0.5, 1, 2];

class RcnnSteps {
  constructor(root, setStateValue) {
    Object.assign(this, { root, network: 0, step: 0 });
    this.shared = new Shared((at) => setStateValue("at", at));
    root.innerHTML = `<div class="rows"></div><p class="said" aria-live="polite"></p>
      <div class="look"><canvas tabindex="0" role="img"></canvas></div><p class="keys"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.canvas = this.find("canvas");
    this.photo = new PhotoCanvas(this.canvas, () => this.draw());
    root.addEventListener("keydown", (event) => {
      const step = ARROWS[event.key];
      if (!step) return;
      event.preventDefault();
      this.go(this.network + step[1], this.step + step[0]);
      if (!event.target.matches("canvas")) this.find("[aria-checked='true']").focus({ preventScroll: true });
    });
  }

  take(data) {
    this.data = data;
    if (this.shared.news(data.at)) {
      const [name, step] = data.at.split(".");
      this.network = data.networks.findIndex((network) => network.name === name);
      this.step = Number(step);
    }
    this.proposals = boxesOf(data.proposals);
    this.photo.take(data.photo, data.w, data.h);
    this.find(".keys").textContent = data.words.keys;
    this.draw();
  }

  go(network, step) {
    const { networks } = this.data;
    this.network = clamp(network, 0, networks.length - 1);
    this.step = clamp(step, 0, networks[this.network].steps.length - 1);
    this.draw();
    this.shared.put(`${networks[this.network].name}.${this.step}`);
  }

  draw() {
    if (!this.data || !this.photo.w) return;
    const { words, networks } = this.data, network = networks[this.network], step = network.steps[this.step];
    this.rows();
    this.find(".said").textContent = filled(words[`does_${step.name}`], { times: thousands(step.times) });
    const g = this.photo.begin(0.3);
    this[step.name](g);
    this.canvas.setAttribute("aria-label", `${words.alt} ${network.title}: ${this.find(".said").textContent}`);
    Object.assign(this.root.dataset, { at: `${network.name}.${this.step}`, times: step.times });
  }

  rows() {
    const { words, networks } = this.data;
    this.find(".rows").replaceChildren(...networks.map(({ title, steps }, i) => {
      const row = create("div", { className: "steps" });
      row.setAttribute("role", "radiogroup");
      row.setAttribute("aria-label", title);
      row.append(create("b", { textContent: title }), ...steps.map(({ name, times }, k) => {
        const button = create("button", { type: "button", className: times > 1 ? "each" : "once", onclick: () => this.go(i, k) });
        button.setAttribute("role", "radio");
        button.setAttribute("aria-checked", i === this.network && k === this.step);
        button.append(
          create("span", { textContent: words[`step_${name}`] }),
          create("em", { textContent: times > 1 ? filled(words.each, { times: thousands(times) }) : words.once }),
        );
        return button;
      }));
      return row;
    }));
  }

  // The pictures of the steps, each over the photo.
  search(g) { this.many(g, this.proposals); }

  many(g, boxes) {
    Object.assign(g, { strokeStyle: SKY, lineWidth: 1.4 });
    for (const b of boxes) g.strokeRect(...this.photo.at(b));
    this.photo.outline(g, this.data.box, ORANGE, 4);
  }

  crop(g, b, x, y, side) {
    const image = this.photo.image, share = image.naturalWidth / this.data.w;
    if (image.complete && image.naturalWidth)
      g.drawImage(image, b[0] * share, b[1] * share, (b[2] - b[0]) * share, (b[3] - b[1]) * share, x, y, side, side);
    Object.assign(g, { strokeStyle: "#fff", lineWidth: 3 });
    g.strokeRect(x, y, side, side);
  }

  // The box, and beside it the square that it is squeezed into.
  warp(g) {
    const { photo, data } = this, s = photo.scale, side = Math.min(data.w, data.h) * s * 0.42, [x, , w] = photo.at(data.box);
    const right = x + w / 2 < (data.w * s) / 2 ? data.w * s - side - 12 : 12;
    photo.outline(g, data.box, ORANGE, 4);
    this.crop(g, data.box, right, data.h * s - side - 12, side);
    g.fillStyle = "#fff";
    g.font = `600 15px ${getComputedStyle(this.canvas).fontFamily}`;
    g.fillText("227 × 227", right + 6, data.h * s - side - 20);
  }

  cnn(g) {
    const { photo, data } = this, s = photo.scale, cw = data.w * s, ch = data.h * s, side = Math.min(cw / 3.4, ch / 2.4);
    const boxes = [data.box, ...this.proposals].slice(0, CROPS), gap = (cw - 3 * side) / 4, high = (ch - 2 * side) / 3;
    boxes.forEach((b, i) => {
      const x = gap + (i % 3) * (side + gap), y = high + Math.floor(i / 3) * (side + high);
      this.crop(g, b, x, y, side);
      this.mesh(g, x, y, side, side, POOLED, POOLED, "rgb(255 255 255 / 0.45)");
    });
  }

  svm(g) { this.named(g); }
  head(g) { this.named(g); }

  // What comes out: the box before it is corrected, the box after, and the name.
  named(g) {
    const { photo, data } = this, b = data.box, dx = (b[2] - b[0]) * 0.09, dy = (b[3] - b[1]) * 0.07;
    g.setLineDash([6, 5]);
    Object.assign(g, { strokeStyle: "#fff", lineWidth: 2 });
    g.strokeRect(...photo.at([b[0] + dx, b[1] - dy, b[2] + 2 * dx, b[3] - 2 * dy]));
    g.setLineDash([]);
    photo.outline(g, b, BLUE, 4);
    photo.plate(g, b, data.name, BLUE);
  }

  mesh(g, x, y, w, h, columns, rows, colour) {
    Object.assign(g, { strokeStyle: colour, lineWidth: 1 });
    g.beginPath();
    for (let i = 0; i <= columns; i++) { g.moveTo(x + (i / columns) * w, y); g.lineTo(x + (i / columns) * w, y + h); }
    for (let i = 0; i <= rows; i++) { g.moveTo(x, y + (i / rows) * h); g.lineTo(x + w, y + (i / rows) * h); }
    g.stroke();
  }

  get cell() { return Math.max(this.data.w, this.data.h) / CELLS; }

  map(g) {
    const { w, h } = this.data, s = this.photo.scale, columns = Math.ceil(w / this.cell), rows = Math.ceil(h / this.cell);
    g.fillStyle = "rgb(86 180 233 / 0.28)";
    g.fillRect(0, 0, w * s, h * s);
    this.mesh(g, 0, 0, columns * this.cell * s, rows * this.cell * s, columns, rows, "rgb(255 255 255 / 0.6)");
  }

  // Nine anchors, three sizes and three shapes, in one cell of the map.
  rpn(g) {
    const { w, h, box } = this.data, { cell, photo } = this, whole = Math.min(w, h);
    this.map(g);
    const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2].map((v) => (Math.floor(v / cell) + 0.5) * cell);
    g.setLineDash([6, 5]);
    for (const scale of SCALES) for (const ratio of RATIOS) {
      const wide = scale * whole * Math.sqrt(ratio), high = (scale * whole) / Math.sqrt(ratio);
      Object.assign(g, { strokeStyle: "#fff", lineWidth: 2 });
      g.strokeRect(...photo.at([x - wide / 2, y - high / 2, x + wide / 2, y + high / 2]));
    }
    g.setLineDash([]);
    g.fillStyle = ORANGE;
    g.fillRect(...photo.at([x - cell / 2, y - cell / 2, x + cell / 2, y + cell / 2]));
    photo.outline(g, box, BLUE, 3);
  }

  // RoI pooling snaps the box to the map's cells before it cuts it into 7 × 7; RoIAlign does not.
  pool(g) { this.cut(g, this.data.box.map((v) => Math.round(v / this.cell) * this.cell)); }
  align(g) { this.cut(g, this.data.box); }

  cut(g, b) {
    this.map(g);
    const [x, y, w, h] = this.photo.at(b);
    this.photo.outline(g, this.data.box, ORANGE, 3);
    g.fillStyle = "rgb(0 114 178 / 0.4)";
    g.fillRect(x, y, w, h);
    this.mesh(g, x, y, w, h, POOLED, POOLED, "#fff");
  }

  mask(g) {
    const [x, y, w, h] = this.photo.at(this.data.box), mid = (MASKED - 1) / 2;
    g.fillStyle = "rgb(0 114 178 / 0.6)";
    for (let r = 0; r < MASKED; r++) for (let c = 0; c < MASKED; c++)
      if (Math.hypot((c - mid) / mid, (r - mid) / mid) < 0.94)
        g.fillRect(x + (c / MASKED) * w, y + (r / MASKED) * h, w / MASKED, h / MASKED);
    this.mesh(g, x, y, w, h, MASKED, MASKED, "rgb(255 255 255 / 0.25)");
    this.named(g);
  }
}
export default (component) => exhibit(RcnnSteps, component);
