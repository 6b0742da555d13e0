// A photo to paint over, so that a network is asked again without that part. Needs: sketch.
const SHOWN = 512, SIZES = ["small", "medium", "large"], KEPT = 60; // pixels of the longer side; strokes to undo

class PaintOver {
  constructor(root, setStateValue) {
    Object.assign(this, { root, brush: "medium", erase: false, undone: [], cursor: null });
    this.shared = new Shared((mask) => setStateValue("mask", mask));
    root.innerHTML = `<div class="bar brushes" role="radiogroup"></div>
      <canvas tabindex="0" role="img"></canvas>
      <div class="bar">
        <button class="undo" type="button"></button><button class="clear" type="button"></button>
        <p class="said" aria-live="polite"></p></div>
      <p class="keys"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.canvas = this.find("canvas");
    this.stencil = create("canvas", { width: 1, height: 1 });
    this.layer = create("canvas", { width: 1, height: 1 });
    drag(this.canvas, (x, y) => this.stroke(x, y), () => this.end(), () => { this.begin(); return true; });
    this.canvas.addEventListener("pointermove", (event) => {
      const box = this.canvas.getBoundingClientRect(), scale = this.data.wh[0] / box.width;
      this.cursor = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
      this.draw();
    });
    this.canvas.onpointerleave = this.canvas.onblur = () => { this.cursor = null; this.draw(); };
    this.canvas.onkeydown = (event) => this.key(event);
    this.find(".undo").onclick = () => this.undo();
    this.find(".clear").onclick = () => { if (!this.mask.some(Boolean)) return; this.begin(); this.mask.fill(0); this.end(); };
  }

  take(data) {
    const before = this.data;
    this.data = data;
    for (const name of ["photo", "filling"]) {
      if (before?.[name] === data[name]) continue;
      this[name] = new Image();
      this[name].onload = () => this.draw();
      this[name].src = data[name];
    }
    if (before && before.photo !== data.photo) this.undone = [];
    const [w, h] = data.wh, resized = before && String(before.wh) !== String(data.wh);
    if (this.shared.news(data.mask) || !before || resized) {
      const bits = bytesOf(data.mask), n = w * h;
      this.mask = Uint8Array.from({ length: n }, (_, i) => ((bits[i >> 3] ?? 0) >> (7 - (i & 7))) & 1);
    }
    if (!before || resized) {
      this.scale = SHOWN / Math.max(w, h);
      Object.assign(this.stencil, { width: w, height: h });
      for (const canvas of [this.canvas, this.layer])
        Object.assign(canvas, { width: Math.round(w * this.scale), height: Math.round(h * this.scale) });
      this.canvas.style.aspectRatio = `${w} / ${h}`;
    }
    this.name();
    this.draw();
  }

  name() {
    const { words } = this.data, bar = this.find(".brushes");
    const entry = (content, label, on, click, role) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(content);
      button.setAttribute("role", role);
      button.setAttribute("aria-label", label);
      button.title = label;
      button.setAttribute("aria-checked", on);
      button.onclick = () => { click(); this.name(); };
      return button;
    };
    bar.setAttribute("aria-label", words.brush);
    const brushes = SIZES.map((size) => {
      const choose = () => { this.brush = size; };
      return entry(create("b", { className: size }), words[size], this.brush === size, choose, "radio");
    });
    const erase = () => { this.erase = !this.erase; };
    bar.replaceChildren(...brushes, entry(words.erase, words.erase, this.erase, erase, "switch"));
    this.find(".undo").textContent = `↶ ${words.undo}`;
    this.find(".clear").textContent = words.clear;
    this.find(".keys").textContent = words.keys;
  }

  begin() {
    this.undone.push(this.mask.slice());
    if (this.undone.length > KEPT) this.undone.shift();
    this.last = null;
  }

  get radius() { return this.data.brushes[SIZES.indexOf(this.brush)]; }

  stroke(px, py) {
    const scale = this.data.wh[0] / this.canvas.getBoundingClientRect().width, to = [px * scale, py * scale], from = this.last ?? to;
    const steps = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1])));
    for (let i = 0; i <= steps; i++) this.stamp(...[0, 1].map((k) => from[k] + ((to[k] - from[k]) * i) / steps));
    this.last = to;
    this.draw();
  }

  stamp(x, y) {
    const [w, h] = this.data.wh, r = this.radius;
    for (let row = Math.max(0, Math.floor(y - r)); row < Math.min(h, y + r); row++)
      for (let column = Math.max(0, Math.floor(x - r)); column < Math.min(w, x + r); column++)
        if (Math.hypot(column + 0.5 - x, row + 0.5 - y) <= r) this.mask[row * w + column] = this.erase ? 0 : 1;
  }

  end() {
    this.draw();
    this.shared.put(this.packed());
  }

  undo() {
    if (!this.undone.length) return;
    this.mask = this.undone.pop();
    this.end();
  }

  packed() {
    const bytes = new Uint8Array(Math.ceil(this.mask.length / 8));
    this.mask.forEach((on, i) => { bytes[i >> 3] |= on << (7 - (i & 7)); });
    return btoa(String.fromCharCode(...bytes));
  }

  key(event) {
    const step = ARROWS[event.key], { wh } = this.data, stride = Math.max(...wh) / (event.shiftKey ? 8 : 32);
    if (step) this.cursor = (this.cursor ?? wh.map((n) => n / 2)).map((v, i) => clamp(v + step[i] * stride, 0, wh[i]));
    else if (event.key === " " || event.key === "Enter") {
      this.cursor ??= wh.map((n) => n / 2);
      this.begin();
      this.stamp(...this.cursor);
      clearTimeout(this.telling);
      this.telling = setTimeout(() => this.end(), 300);
    } else if (event.key === "Backspace" || event.key === "z") this.undo();
    else if (event.key === "+" || event.key === "-") {
      this.brush = SIZES[clamp(SIZES.indexOf(this.brush) + (event.key === "+" ? 1 : -1), 0, SIZES.length - 1)];
      this.name();
    } else return;
    event.preventDefault();
    this.draw();
  }

  draw() {
    const g = this.canvas.getContext("2d"), l = this.layer.getContext("2d"), { words } = this.data;
    const all = [0, 0, this.canvas.width, this.canvas.height];
    if (!this.photo.complete || !this.filling.complete) return;
    g.drawImage(this.photo, ...all);
    const image = new ImageData(...this.data.wh);
    this.mask.forEach((on, i) => { image.data[4 * i + 3] = 255 * on; });
    this.stencil.getContext("2d").putImageData(image, 0, 0);
    l.globalCompositeOperation = "copy";
    l.imageSmoothingEnabled = false;
    l.drawImage(this.stencil, ...all);
    l.globalCompositeOperation = "source-in";
    l.imageSmoothingEnabled = true;
    l.drawImage(this.filling, ...all);
    g.drawImage(this.layer, 0, 0);
    if (this.cursor) this.ring(g);
    const share = (100 * this.mask.reduce((a, b) => a + b, 0)) / this.mask.length;
    const said = filled(words.share, { share: fixed(share, share ? 1 : 0) });
    this.find(".said").textContent = said;
    this.canvas.setAttribute("aria-label", `${words.alt} ${said}`);
    this.find(".undo").disabled = !this.undone.length;
    this.root.dataset.covered = share.toFixed(2);
  }

  ring(g) {
    const cell = this.scale;
    for (const [colour, width] of [["#1b2430", 5], ["#fff", 2]]) {
      g.strokeStyle = colour;
      g.lineWidth = width;
      g.beginPath();
      g.arc(this.cursor[0] * cell, this.cursor[1] * cell, this.radius * cell, 0, 2 * Math.PI);
      g.stroke();
    }
  }
}
export default (component) => exhibit(PaintOver, component);
