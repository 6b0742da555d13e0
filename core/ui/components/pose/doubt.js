// A heat map's peak against two numbers, for a point that may be at one of two places. Needs: sketch.
const VIEW = 256, SPREAD = 1.2; // pixels of the view, and how wide a peak is, in cells: core.pose.regression
const CELLS = [4, 8, 16, 32, 64];

// The map of the best network of this kind, as core.pose.regression has it.
function heatOf({ a, b, share, cells }) {
  const wide = 2 * ((SPREAD * VIEW) / cells) ** 2;
  return Float64Array.from({ length: cells * cells }, (_, i) => {
    const x = (((i % cells) + 0.5) * VIEW) / cells, y = ((Math.floor(i / cells) + 0.5) * VIEW) / cells;
    const bump = ([px, py]) => Math.exp(-((x - px) ** 2 + (y - py) ** 2) / wide);
    return share * bump(a) + (1 - share) * bump(b);
  });
}
function peakOf(heat, cells) {
  const best = heat.reduce((at, v, i) => (v > heat[at] ? i : at), 0);
  return [best % cells, Math.floor(best / cells)].map((n) => ((n + 0.5) * VIEW) / cells);
}
const apart = (p, q) => Math.hypot(p[0] - q[0], p[1] - q[1]);

class Doubt {
  constructor(root, setStateValue) {
    this.root = root;
    this.shared = new Shared((state) => setStateValue("state", state));
    root.innerHTML = `<div class="pair">${["heat", "numbers"].map((kind) =>
      `<figure><figcaption></figcaption><canvas class="${kind}" tabindex="0" role="application"></canvas><p></p></figure>`).join("")}</div>
      <div class="bar"><label class="cells"><span></span><input type="range" min="0" max="4" step="1"><output></output></label>
      <label class="share"><span></span><input type="range" min="50" max="100" step="5"><output></output></label></div>
      <p class="said" aria-live="polite"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.cellsInput = this.find(".cells input");
    this.shareInput = this.find(".share input");
    for (const canvas of root.querySelectorAll("canvas")) {
      drag(canvas, (x, y) => this.move(canvas, x, y), () => this.tell(), (x, y) => this.grab(canvas, x, y));
      canvas.onkeydown = (event) => this.key(event);
    }
    this.cellsInput.oninput = () => { this.now.cells = CELLS[this.cellsInput.value]; this.draw(); };
    this.shareInput.oninput = () => { this.now.share = this.shareInput.value / 100; this.draw(); };
    this.cellsInput.onchange = this.shareInput.onchange = () => this.tell();
  }

  take(data) {
    this.data = data;
    if (this.shared.news(data.state) || !this.now) {
      const [ax, ay, bx, by, share, cells] = data.state.split(",").map(Number);
      this.now = { a: [ax, ay], b: [bx, by], share, cells };
    }
    const { words } = data;
    this.root.querySelectorAll("figcaption").forEach((node, i) => { node.textContent = [words.heat, words.numbers][i]; });
    for (const part of ["cells", "share"]) this.find(`.${part} span`).textContent = words[part];
    this.draw();
  }

  grab(canvas, x, y) {
    const unit = canvas.clientWidth / VIEW, far = ["a", "b"].map((k) => apart(this.now[k].map((v) => v * unit), [x, y]));
    this.held = far[0] <= far[1] ? "a" : "b";
    return Math.min(...far) < 44;
  }

  move(canvas, x, y) {
    this.now[this.held] = [x, y].map((v) => clamp(Math.round((v * VIEW) / canvas.clientWidth), 0, VIEW));
    this.draw();
  }

  key(event) {
    const step = ARROWS[event.key];
    if (!step) return;
    event.preventDefault();
    const held = event.shiftKey ? "b" : "a";
    this.now[held] = this.now[held].map((v, k) => clamp(v + step[k] * 3, 0, VIEW));
    this.draw();
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.tell(), 400);
  }

  tell() { const { a, b, share, cells } = this.now; this.shared.put([...a, ...b, share, cells].join(",")); }

  draw() {
    const { now, data } = this, { words } = data, heat = heatOf(now), peak = peakOf(heat, now.cells);
    const mean = now.a.map((v, k) => now.share * v + (1 - now.share) * now.b[k]);
    const [far_heat, far_numbers] = [peak, mean].map((p) => apart(p, now.a));
    this.cellsInput.value = CELLS.indexOf(now.cells);
    this.shareInput.value = now.share * 100;
    this.find(".cells output").textContent = `${now.cells} × ${now.cells}`;
    this.find(".share output").textContent = `${fixed(now.share * 100, 0)}%`;
    this.panel(this.find(".heat"), peak, heat);
    this.panel(this.find(".numbers"), mean);
    const told = [[words.heat_said, peak, far_heat], [words.numbers_said, mean, far_numbers]];
    this.root.querySelectorAll("figure p").forEach((node, i) => {
      const [text, [x, y], off] = told[i];
      node.textContent = filled(text, { x: fixed(x, 1), y: fixed(y, 1), off: fixed(off, 1) });
    });
    this.find(".said").textContent = words.hint;
    for (const canvas of this.root.querySelectorAll("canvas")) canvas.setAttribute("aria-label", `${words.alt} ${words.hint}`);
    Object.assign(this.root.dataset, { heat: far_heat, numbers: far_numbers });
  }

  panel(canvas, answer, heat) {
    const side = Math.min(canvas.parentElement.clientWidth, 420), g = sharp(canvas, side, side), unit = side / VIEW;
    Object.assign(canvas.style, { width: `${side}px`, height: `${side}px` });
    g.scale(unit, unit);
    this.person(g);
    if (heat) this.cells(g, heat);
    const { a, b, share } = this.now;
    if (!heat && share < 1) {
      g.setLineDash([5, 5]);
      this.line(g, a, b, GREY, 1.5);
      g.setLineDash([]);
    }
    this.line(g, a, answer, BLUE, 2.5);
    if (share < 1) this.dot(g, b, GREY, 7);
    this.dot(g, a, ORANGE, 7);
    this.cross(g, answer);
  }

  person(g) {
    const { a, b } = this.now, limb = (p, q) => this.line(g, p, q, "rgb(140 150 163 / 0.55)", 13);
    g.lineCap = "round";
    limb([98, 92], [158, 92]);
    limb([98, 92], [110, 190]);
    limb([158, 92], [146, 190]);
    limb([110, 190], [146, 190]);
    limb([110, 190], [106, 252]);
    limb([146, 190], [150, 252]);
    limb([98, 92], a);
    limb([158, 92], b);
    g.beginPath();
    g.arc(128, 48, 24, 0, 2 * Math.PI);
    g.fillStyle = "rgb(140 150 163 / 0.55)";
    g.fill();
  }

  cells(g, heat) {
    const { cells } = this.now, side = VIEW / cells, most = Math.max(...heat) || 1, [red, green, blue] = rgbOf(BLUE);
    heat.forEach((v, i) => {
      g.fillStyle = `rgb(${red} ${green} ${blue} / ${(0.85 * v) / Math.max(most, 0.5)})`;
      g.fillRect((i % cells) * side, Math.floor(i / cells) * side, side, side);
    });
    g.strokeStyle = `rgb(140 150 163 / ${cells > 32 ? 0.15 : 0.35})`;
    g.lineWidth = 0.5;
    g.beginPath();
    for (let i = 0; i <= cells; i++) { g.moveTo(i * side, 0); g.lineTo(i * side, VIEW); g.moveTo(0, i * side); g.lineTo(VIEW, i * side); }
    g.stroke();
  }

  line(g, p, q, colour, width) {
    Object.assign(g, { strokeStyle: colour, lineWidth: width });
    g.beginPath();
    g.moveTo(...p);
    g.lineTo(...q);
    g.stroke();
  }

  dot(g, p, colour, r) {
    g.beginPath();
    g.arc(...p, r, 0, 2 * Math.PI);
    Object.assign(g, { fillStyle: colour, strokeStyle: "#fff", lineWidth: 2 });
    g.fill();
    g.stroke();
  }

  cross(g, [x, y]) {
    for (const [colour, width] of [["#fff", 5], [BLUE, 2.5]]) {
      this.line(g, [x - 9, y - 9], [x + 9, y + 9], colour, width);
      this.line(g, [x - 9, y + 9], [x + 9, y - 9], colour, width);
    }
  }
}
export default (component) => exhibit(Doubt, component);
