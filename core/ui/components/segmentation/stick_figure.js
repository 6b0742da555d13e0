// A body whose joints are dragged, and the angles between its limbs. Needs: sketch, boxes.

// The angle at `b` between the limbs to `a` and `c`, in degrees, as core.segmentation.pose has it.
function angleAt(a, b, c) {
  const [ux, uy, vx, vy] = [a[0] - b[0], a[1] - b[1], c[0] - b[0], c[1] - b[1]], length = Math.hypot(ux, uy) * Math.hypot(vx, vy);
  return length ? (Math.acos(clamp((ux * vx + uy * vy) / length, -1, 1)) * 180) / Math.PI : NaN;
}

class StickFigure {
  constructor(root, setStateValue) {
    this.root = root;
    this.shared = new Shared((points) => setStateValue("points", points));
    root.innerHTML = `<svg viewBox="0 0 640 520" role="application" tabindex="-1"></svg><p class="said" aria-live="polite"></p>
      <div class="bar"><button type="button"></button></div>`;
    this.svg = root.querySelector("svg");
    root.querySelector("button").onclick = () => { this.points = this.data.first.map((p) => [...p]); this.draw(); this.tell(); };
    drag(this.svg, (x, y) => this.move(x, y), () => this.tell(), (x, y) => this.grab(x, y));
  }

  take(data) {
    this.data = data;
    if (this.shared.news(data.points) || !this.points) this.points = JSON.parse(data.points);
    this.root.querySelector("button").textContent = data.words.again;
    this.draw();
  }

  scale() { return 640 / this.svg.clientWidth; }

  grab(x, y) {
    const s = this.scale(), far = this.points.map(([px, py]) => Math.hypot(px - x * s, py - y * s));
    const near = this.data.movable.reduce((a, b) => (far[b] < far[a] ? b : a));
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
    const { svg, points, data } = this, { words, limbs, angles, movable } = data;
    svg.replaceChildren();
    const nose = points[0], hips = [(points[5][0] + points[6][0]) / 2, (points[5][1] + points[6][1]) / 2];
    put(svg, "line", { class: "limb", x1: nose[0], y1: nose[1], x2: hips[0], y2: hips[1] });
    for (const [a, b] of limbs.filter(([a, b]) => a > 4 && b > 4))
      put(svg, "line", { class: "limb", x1: points[a][0], y1: points[a][1], x2: points[b][0], y2: points[b][1] });
    put(svg, "circle", { class: "head", cx: nose[0], cy: nose[1], r: 30 });
    const found = {};
    for (const [name, [a, b, c]] of Object.entries(angles)) {
      found[name] = angleAt(points[a], points[b], points[c]);
      this.arc(points[a], points[b], points[c], found[name]);
    }
    movable.forEach((i) => {
      const dot = put(svg, "circle", {
        class: "joint", cx: points[i][0], cy: points[i][1], r: 11, tabindex: 0, role: "button", "data-i": i,
        "aria-label": words.joints[i],
      });
      dot.onkeydown = (event) => this.key(event, i);
    });
    const said = Object.entries(found).map(([name, v]) => `${words.angles[name]} ${fixed(v, 0)}°`).join(" · ");
    this.root.querySelector(".said").textContent = said;
    svg.setAttribute("aria-label", `${words.alt} ${said}`);
    this.root.dataset.angles = JSON.stringify(found);
  }

  arc(a, b, c, degrees) {
    const from = Math.atan2(a[1] - b[1], a[0] - b[0]), to = Math.atan2(c[1] - b[1], c[0] - b[0]), r = 26;
    let turn = to - from;
    while (turn > Math.PI) turn -= 2 * Math.PI;
    while (turn < -Math.PI) turn += 2 * Math.PI;
    const at = (angle, far) => [b[0] + far * Math.cos(angle), b[1] + far * Math.sin(angle)];
    const [x1, y1] = at(from, r), [x2, y2] = at(to, r), [tx, ty] = at(from + turn / 2, 50);
    put(this.svg, "path", { class: "arc", d: `M${x1} ${y1}A${r} ${r} 0 0 ${turn > 0 ? 1 : 0} ${x2} ${y2}` });
    caption(this.svg, "halo degrees", tx, ty + 5, `${fixed(degrees, 0)}°`, "middle");
  }
}
export default (component) => exhibit(StickFigure, component);
