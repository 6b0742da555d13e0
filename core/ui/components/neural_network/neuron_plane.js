// One neuron: two weights and a bias, its line in the plane, and its table of four cases. Needs: sketch.
const CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]];

class Gate {
  constructor(root, setStateValue) {
    this.root = root;
    this.shared = new Shared((neuron) => setStateValue("neuron", neuron));
    root.innerHTML = `<div class="two">
        <svg role="img" tabindex="0"></svg>
        <div class="side"><div class="knobs"></div><table><tbody></tbody></table></div></div>
      <p class="said" aria-live="polite"></p>`;
    this.svg = root.querySelector("svg");
    this.knobs = ["w1", "w2", "b"].map((name) => {
      const row = document.createElement("label");
      row.innerHTML = '<span></span><input type="range" step="0.05"><output></output>';
      root.querySelector(".knobs").appendChild(row);
      const range = row.querySelector("input");
      range.oninput = () => { this[name] = Number(range.value); this.draw(); };
      range.onchange = () => this.tell();
      return { name, row, range };
    });
    let from = null;
    drag(this.svg, (px, py) => { // dragging the plane slides the line: only the bias changes
      const at = this.w1 * this.plane.vx(px) + this.w2 * this.plane.vy(py);
      from ??= { at, b: this.b };
      this.b = clamp(Math.round((from.b + from.at - at) * 20) / 20, -this.data.limit, this.data.limit);
      this.draw();
    }, () => { from = null; this.tell(); });
    this.svg.onkeydown = (event) => {
      const step = { ArrowUp: 0.05, ArrowRight: 0.05, ArrowDown: -0.05, ArrowLeft: -0.05 }[event.key];
      if (!step) return;
      event.preventDefault();
      this.b = clamp(Math.round((this.b + step) * 20) / 20, -this.data.limit, this.data.limit);
      this.draw();
      clearTimeout(this.telling);
      this.telling = setTimeout(() => this.tell(), 300);
    };
  }

  take(data) {
    const fresh = this.shared.news(data.neuron) || !this.data;
    this.data = data;
    if (fresh) {
      const to = data.neuron.split(",").map(Number), from = [this.w1 ?? to[0], this.w2 ?? to[1], this.b ?? to[2]];
      this.stop?.();
      this.stop = glide((t) => {
        [this.w1, this.w2, this.b] = to.map((v, i) => +(from[i] + (v - from[i]) * t).toFixed(3));
        this.draw();
      });
    }
    for (const { name, row, range } of this.knobs) {
      range.min = -data.limit; range.max = data.limit;
      row.querySelector("span").textContent = data.words[name];
    }
    this.draw();
  }

  tell() { this.shared.put([this.w1, this.w2, this.b].map((v) => String(+v.toFixed(2))).join(",")); }

  draw() {
    const { svg, data, w1, w2, b } = this, { words } = data;
    const room = svg.parentElement.clientWidth || 600, side = Math.min(room < 560 ? room : room - 320, 460);
    const span = [-0.6, 1.6], pad = 36;
    this.plane = new Plane({ x: pad, y: 8, w: side - pad - 8, h: side - pad - 8 }, span, span);
    const { plane } = this, corner = (x, y) => w1 * x + w2 * y + b;
    svg.style.width = `${side}px`;
    svg.setAttribute("height", side);
    svg.replaceChildren();
    put(svg, "rect", { class: "silent", x: plane.box.x, y: plane.box.y, width: plane.box.w, height: plane.box.h });
    const half = this.half(span, corner);
    if (half.length > 2) put(svg, "polygon", { class: "fires", points: half.map(([x, y]) => `${plane.px(x)},${plane.py(y)}`).join(" ") });
    plane.axes(svg, [0, 1], [0, 1]);
    caption(svg, "quiet", plane.px(1.6), plane.box.y + plane.box.h + 24, words.x1, "end");
    caption(svg, "quiet", plane.box.x + 8, plane.box.y + 20, words.x2);
    const edge = half.filter(([x, y]) => Math.abs(corner(x, y)) < 1e-9);
    if (edge.length === 2) {
      const [p, q] = edge;
      put(svg, "line", { class: "line", x1: plane.px(p[0]), y1: plane.py(p[1]), x2: plane.px(q[0]), y2: plane.py(q[1]) });
      const long = Math.hypot(w1, w2) || 1, mx = (p[0] + q[0]) / 2, my = (p[1] + q[1]) / 2;
      put(svg, "line", {
        class: "arrow", x1: plane.px(mx), y1: plane.py(my), x2: plane.px(mx + (0.28 * w1) / long),
        y2: plane.py(my + (0.28 * w2) / long),
      });
      put(svg, "circle", { class: "tip", cx: plane.px(mx + (0.28 * w1) / long), cy: plane.py(my + (0.28 * w2) / long), r: 6 });
    }
    let right = 0;
    const body = this.root.querySelector("tbody");
    body.innerHTML = "";
    CORNERS.forEach(([x, y], i) => {
      const z = +corner(x, y).toFixed(6), fired = z > 0 ? 1 : 0, good = fired === data.answers[i];
      right += good;
      const group = put(svg, "g", { transform: `translate(${plane.px(x)} ${plane.py(y)})` });
      put(group, "circle", { class: data.answers[i] ? "one" : "zero", r: 19 });
      put(group, "text", { class: data.answers[i] ? "inone" : "inzero", "text-anchor": "middle", y: 7 }, data.answers[i]);
      caption(group, `mark halo ${good ? "good" : "bad"}`, 25, -13, good ? "✓" : "✗", "middle");
      const row = document.createElement("tr");
      for (const text of [
        `(${x}, ${y})`, `${fixed(z)} ${z > 0 ? "> 0" : "≤ 0"}`, fired ? words.fires : words.silent,
        good ? `✓ ${words.right}` : `✗ ${words.wrong}`,
      ]) {
        const cell = document.createElement("td");
        cell.textContent = text;
        row.appendChild(cell);
      }
      row.className = good ? "good" : "bad";
      body.appendChild(row);
    });
    for (const { name, row, range } of this.knobs) {
      range.value = this[name];
      row.querySelector("output").textContent = fixed(this[name]);
    }
    const added = (v) => (fixed(v).startsWith("−") ? `− ${fixed(-v)}` : `+ ${fixed(v)}`);
    const facts = { w1: fixed(w1), w2: added(w2), b: added(b), threshold: fixed(-b), right };
    this.root.querySelector(".said").textContent = filled(words.said, facts);
    svg.setAttribute("aria-label", `${words.alt} ${this.root.querySelector(".said").textContent}`);
    this.root.dataset.right = right;
  }

  // The part of the square where the neuron fires: the square clipped by the line.
  half([low, high], value) {
    const square = [[low, low], [high, low], [high, high], [low, high]], kept = [];
    square.forEach((p, i) => {
      const q = square[(i + 1) % 4], a = value(...p), c = value(...q);
      if (a > 0) kept.push(p);
      if (a > 0 !== c > 0) { const t = a / (a - c); kept.push([p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])]); }
    });
    return kept;
  }
}
export default (component) => exhibit(Gate, component);
