// The square that the second network looks at, turned and sized by hand, and what its numbers mean in the photo.
// Needs: sketch, boxes, pose/bones.
const CROP = 256, HANDLE = 24;

class Upright {
  constructor(root, setStateValue) {
    this.root = root;
    this.shared = new Shared((view) => setStateValue("view", view));
    root.innerHTML = `<div class="pair">${["whole", "near"].map((kind) =>
      `<figure><figcaption></figcaption><canvas class="${kind}" tabindex="0" role="application"></canvas></figure>`).join("")}</div>
      <div class="bar"><label class="turn"><span></span><input type="range" min="-180" max="180" step="5"><output></output></label>
      <label class="size"><span></span><input type="range" min="60" max="240" step="5"><output></output></label></div>
      <p class="said" aria-live="polite"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.whole = this.find(".whole");
    this.near = this.find(".near");
    this.photo = new PhotoCanvas(this.whole, () => this.draw());
    this.turnInput = this.find(".turn input");
    this.sizeInput = this.find(".size input");
    for (const input of [this.turnInput, this.sizeInput]) {
      input.oninput = () => { this.turn = Number(this.turnInput.value); this.size = Number(this.sizeInput.value); this.draw(); };
      input.onchange = () => this.tell();
    }
    drag(this.whole, (x, y) => this.pull(x, y), () => this.tell(), (x, y) => this.grab(x, y));
    this.near.onpointermove = this.near.onpointerdown = (event) => this.over(event);
    this.whole.onkeydown = (event) => this.key(event);
    this.near.onkeydown = (event) => this.step(event);
  }

  take(data) {
    this.data = data;
    if (this.shared.news(data.view) || this.turn === undefined) [this.turn, this.size] = data.view.split(",").map(Number);
    this.answered = data.view;
    this.body = bodyOf(data.body);
    const { words } = data;
    this.root.querySelectorAll("figcaption").forEach((node, i) => { node.textContent = [words.whole, words.near][i]; });
    for (const part of ["turn", "size"]) this.find(`.${part} span`).textContent = words[part];
    this.photo.take(data.photo, data.w, data.h);
    this.draw();
  }

  // The square as it is turned and sized now; its matrix leads from the crop's pixels into the photo's.
  square() {
    const { x, y, side, angle } = this.data.square, wide = (side * this.size) / 100, a = angle + this.turn / DEGREES, s = wide / CROP;
    const m = [s * Math.cos(a), s * Math.sin(a), -s * Math.sin(a), s * Math.cos(a)], half = CROP / 2;
    const to = new DOMMatrix([...m, x - (m[0] + m[2]) * half, y - (m[1] + m[3]) * half]);
    return { x, y, wide, a, s, to };
  }

  // Where the handle is: in the middle of the upper edge, or in the photo as near to it as can be.
  handle() {
    const { to } = this.square(), at = to.transformPoint(new DOMPoint(CROP / 2, 0));
    return [clamp(at.x, 0, this.data.w), clamp(at.y, 0, this.data.h)].map((v) => v * this.photo.scale);
  }

  grab(x, y) {
    const [hx, hy] = this.handle();
    return Math.hypot(hx - x, hy - y) < HANDLE + 8;
  }

  pull(px, py) {
    const { square, w } = this.data, dx = px / this.photo.scale - square.x, dy = py / this.photo.scale - square.y;
    const turned = (Math.atan2(dx, -dy) - square.angle) * DEGREES;
    if (Math.hypot(dx, dy) < w * 0.01) return;
    this.turn = Math.round((((turned + 540) % 360) - 180) / 5) * 5;
    this.draw();
  }

  key(event) {
    const step = ARROWS[event.key];
    if (!step) return;
    event.preventDefault();
    this.turn = clamp(this.turn + step[0] * 5, -180, 180);
    this.size = clamp(this.size - step[1] * 5, 60, 240);
    this.draw();
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.tell(), 400);
  }

  tell() { this.shared.put(`${this.turn},${this.size}`); }

  over(event) {
    const box = this.near.getBoundingClientRect(), unit = CROP / box.width, back = this.square().to.inverse();
    const at = [(event.clientX - box.left) * unit, (event.clientY - box.top) * unit];
    const far = this.body.points.map(([x, y]) => {
      const p = back.transformPoint(new DOMPoint(x, y));
      return Math.hypot(p.x - at[0], p.y - at[1]);
    });
    this.at = far.reduce((best, v, i) => (v < far[best] ? i : best), 0);
    this.draw();
  }

  step(event) {
    const step = ARROWS[event.key];
    if (!step) return;
    event.preventDefault();
    this.at = ((this.at ?? 0) + (step[0] || step[1]) + this.body.points.length) % this.body.points.length;
    this.draw();
  }

  draw() {
    const { data, photo } = this;
    if (!data) return;
    const g = photo.begin(0.25), { scale } = photo, now = this.square(), old = this.answered !== `${this.turn},${this.size}`;
    const at = this.at ?? 0;
    drawBones(g, { ...this.body, seen: this.body.seen.map((v) => (old ? 0 : v)) }, data.limbs, scale, BLUE);
    const corners = [[0, 0], [CROP, 0], [CROP, CROP], [0, CROP]].map(([u, v]) => now.to.transformPoint(new DOMPoint(u, v)));
    for (const [ink, width] of [["#fff", 5], [ORANGE, 3]]) {
      Object.assign(g, { strokeStyle: ink, lineWidth: width });
      g.beginPath();
      corners.forEach(({ x, y }, i) => g[i ? "lineTo" : "moveTo"](x * scale, y * scale));
      g.closePath();
      g.stroke();
    }
    this.knob(g, this.handle());
    this.crop(now, old, at);
    const [x, y] = this.body.points[at], p = now.to.inverse().transformPoint(new DOMPoint(x, y));
    this.mark(g, x * scale, y * scale);
    this.turnInput.value = this.turn;
    this.sizeInput.value = this.size;
    this.find(".turn output").textContent = `${fixed(this.turn, 0)}°`;
    this.find(".size output").textContent = `${this.size}%`;
    const facts = { name: data.names[at], u: p.x, v: p.y, x, y, cx: now.x, cy: now.y };
    for (const [k, v] of Object.entries(facts)) if (k !== "name") facts[k] = fixed(v, 0);
    Object.assign(facts, { s: fixed(now.s), degrees: fixed(now.a * DEGREES, 0) });
    const said = this.find(".said").textContent = old ? data.words.wait : filled(data.words.said, facts);
    for (const canvas of [this.whole, this.near]) canvas.setAttribute("aria-label", `${data.words.alt} ${said}`);
    Object.assign(this.root.dataset, { turn: this.turn, size: this.size, matrix: [..."abcdef"].map((k) => now.to[k]).join(",") });
  }

  crop(now, old, at) {
    const side = Math.min(this.near.parentElement.clientWidth, 360), g = sharp(this.near, side, side), unit = side / CROP;
    Object.assign(this.near.style, { width: `${side}px`, height: `${side}px` });
    const back = now.to.inverse(), { image } = this.photo, { w, h, limbs } = this.data;
    g.save();
    g.scale(unit, unit);
    g.transform(back.a, back.b, back.c, back.d, back.e, back.f);
    if (image?.naturalWidth) g.drawImage(image, 0, 0, w, h);
    g.restore();
    const points = this.body.points.map(([x, y]) => { const p = back.transformPoint(new DOMPoint(x, y)); return [p.x, p.y]; });
    drawBones(g, { points, seen: this.body.seen.map((v) => (old ? 0 : v)) }, limbs, unit, BLUE);
    this.mark(g, ...points[at].map((v) => v * unit));
  }

  knob(g, [x, y]) {
    g.beginPath();
    g.arc(x, y, 12, 0, 2 * Math.PI);
    Object.assign(g, { fillStyle: ORANGE, strokeStyle: "#fff", lineWidth: 3 });
    g.fill();
    g.stroke();
  }

  mark(g, x, y) {
    g.beginPath();
    g.arc(x, y, 11, 0, 2 * Math.PI);
    for (const [ink, width] of [["#fff", 6], [AMBER, 3]]) {
      Object.assign(g, { strokeStyle: ink, lineWidth: width });
      g.stroke();
    }
  }
}
export default (component) => exhibit(Upright, component);
