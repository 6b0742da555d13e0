// A body whose joints are dragged, the angles between its limbs, and a pose that it is to copy.
// Needs: sketch, boxes, pose/bones.

// Which way a joint bends, −180..180 degrees clockwise, as core.pose.body has it: it tells an arm up from one down.
function turnAt(a, b, c) {
  const [ux, uy, vx, vy] = [a[0] - b[0], a[1] - b[1], c[0] - b[0], c[1] - b[1]];
  return Math.atan2(ux * vy - uy * vx, ux * vx + uy * vy) * DEGREES;
}
const apartOf = (a, b) => { const far = Math.abs(a - b); return Math.min(far, 360 - far); };

class StickFigure {
  constructor(root, setStateValue) {
    this.root = root;
    this.shared = new Shared((points) => setStateValue("points", points));
    root.innerHTML = `<div class="pair"><figure><svg class="model" viewBox="40 0 560 520" role="img"></svg>
      <figcaption></figcaption></figure>
      <svg class="mine" viewBox="0 0 640 520" role="application" tabindex="-1"></svg></div><p class="said" aria-live="polite"></p>
      <div class="bar"><button type="button"></button></div>`;
    this.svg = root.querySelector(".mine");
    root.querySelector("button").onclick = () => { this.points = this.data.first.map((p) => [...p]); this.draw(); this.tell(); };
    drag(this.svg, (x, y) => this.move(x, y), () => this.tell(), (x, y) => this.grab(x, y));
  }

  take(data) {
    this.data = data;
    if (this.shared.news(data.points) || !this.points) this.points = JSON.parse(data.points);
    this.root.querySelector("button").textContent = data.words.again;
    this.model();
    this.draw();
  }

  // The pose to copy, if there is one.
  model() {
    const { data } = this, svg = this.root.querySelector(".model");
    this.root.querySelector("figure").hidden = !data.target;
    if (!data.target) return;
    svg.replaceChildren();
    this.body(svg, data.target);
    svg.setAttribute("aria-label", data.words.target);
    this.root.querySelector("figcaption").textContent = data.words.target;
  }

  body(svg, points) {
    const hips = [0, 1].map((k) => (points[7][k] + points[8][k]) / 2);
    put(svg, "line", { class: "limb", x1: points[0][0], y1: points[0][1], x2: hips[0], y2: hips[1] });
    for (const [a, b] of this.data.limbs)
      put(svg, "line", { class: "limb", x1: points[a][0], y1: points[a][1], x2: points[b][0], y2: points[b][1] });
    put(svg, "circle", { class: "head", cx: points[0][0], cy: points[0][1], r: 30 });
  }

  scale() { return 640 / this.svg.clientWidth; }

  grab(x, y) {
    const s = this.scale(), far = this.points.map(([px, py]) => Math.hypot(px - x * s, py - y * s));
    const near = [...far.keys()].reduce((a, b) => (far[b] < far[a] ? b : a));
    if (far[near] > 40) return false;
    this.held = near;
    return true;
  }

  move(x, y) {
    const s = this.scale();
    this.points[this.held] = [clamp(Math.round(x * s), 10, 630), clamp(Math.round(y * s), 10, 510)];
    this.draw();
  }

  tell() { this.draw(); this.shared.put(JSON.stringify(this.points)); }

  key(event, i) {
    const step = ARROWS[event.key];
    if (!step) return;
    event.preventDefault();
    this.points[i] = [clamp(this.points[i][0] + step[0] * 6, 10, 630), clamp(this.points[i][1] + step[1] * 6, 10, 510)];
    this.draw();
    this.svg.querySelector(`[data-i="${i}"]`).focus();
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.tell(), 400);
  }

  draw() {
    const { svg, points, data } = this, { words, angles, wanted, close } = data;
    svg.replaceChildren();
    this.body(svg, points);
    const found = {};
    this.taken = [];
    this.size = Math.max(17, 12 * Math.min(2, this.scale())); // of the angles' figures: 12 pixels; at first there is no width
    svg.style.setProperty("--size", `${this.size}px`);
    let fitting = 0;
    for (const [name, [a, b, c]] of Object.entries(angles)) {
      found[name] = angleAt(points[a], points[b], points[c]);
      const fits = wanted && name in wanted && apartOf(turnAt(points[a], points[b], points[c]), wanted[name]) <= close;
      fitting += fits ? 1 : 0;
      if (!wanted || name in wanted) this.arc(points[a], points[b], points[c], found[name], fits);
    }
    points.forEach((_, i) => {
      const dot = put(svg, "circle", {
        class: "joint", cx: points[i][0], cy: points[i][1], r: 11, tabindex: 0, role: "button", "data-i": i,
        "aria-label": words.joints[i],
      });
      dot.onkeydown = (event) => this.key(event, i);
    });
    const all = Object.keys(wanted ?? {}).length, list = Object.entries(found).map(([name, v]) => `${words.angles[name]} ${fixed(v, 0)}°`);
    const said = (wanted ? `${filled(words.fitting, { n: fitting, all })} ` : "") + list.join(" · ");
    this.root.querySelector(".said").textContent = said;
    svg.setAttribute("aria-label", `${words.alt} ${said}`);
    Object.assign(this.root.dataset, { angles: JSON.stringify(found), fitting });
  }

  arc(a, b, c, degrees, fits) {
    const from = Math.atan2(a[1] - b[1], a[0] - b[0]), to = Math.atan2(c[1] - b[1], c[0] - b[0]), r = 26;
    let turn = to - from;
    while (turn > Math.PI) turn -= 2 * Math.PI;
    while (turn < -Math.PI) turn += 2 * Math.PI;
    const at = (angle, far) => [b[0] + far * Math.cos(angle), b[1] + far * Math.sin(angle)];
    const [x1, y1] = at(from, r), [x2, y2] = at(to, r), middle = from + turn / 2;
    put(this.svg, "path", { class: `arc${fits ? " fits" : ""}`, d: `M${x1} ${y1}A${r} ${r} 0 0 ${turn > 0 ? 1 : 0} ${x2} ${y2}` });
    const { size } = this, far = r + 1.4 * size, text = `${fits ? "✓ " : ""}${fixed(degrees, 0)}°`, wide = 0.28 * size * text.length;
    const beyond = (by, half) => Math.max(Math.abs(by) - half, 0);
    // Inside the joint, else farther in or a little beside, else outside.
    const aside = [[0, 0], [0, 2], [0.75, 0], [-0.75, 0], [Math.PI, 0], [0.75, 2], [-0.75, 2], [Math.PI, 2]];
    const places = aside.map(([angle, on]) => at(middle + angle, far + on * size));
    const free = ([x, y]) =>
      this.taken.every(([left, top]) => Math.abs(left - x) > 3.9 * size || Math.abs(top - y) > 1.5 * size) &&
      this.points.every(([left, top]) => beyond(left - x, wide) ** 2 + beyond(top - y, 0.4 * size) ** 2 > 100); // the joints' dots
    const [tx, ty] = places.find(free) ?? places[0];
    this.taken.push([tx, ty]);
    caption(this.svg, `halo degrees${fits ? " fits" : ""}`, tx, ty + size / 3, text, "middle");
  }
}
export default (component) => exhibit(StickFigure, component);
