// Houses: area and price, and a line that is held at its two ends. Needs: sketch.
const NAME = 100; // how far the names at its ends reach, px

class HouseLine {
  constructor(root, setStateValue) {
    Object.assign(this, { root, end: 1 });
    this.shared = new Shared((line) => setStateValue("line", line));
    root.innerHTML = `<svg tabindex="0" role="application"></svg><div class="bar"><button type="button" class="play"></button>
      <b class="formula"></b></div><p class="said" aria-live="polite"></p>`;
    this.svg = root.querySelector("svg");
    drag(this.svg, (_, py) => this.pull(this.plane.vy(py)), () => this.tell(), (px) => {
      this.end = px > this.plane.box.x + this.plane.box.w / 2 ? 1 : 0;
      return true;
    });
    this.svg.onkeydown = (event) => {
      const up = { ArrowUp: 0.1, ArrowDown: -0.1, PageUp: 1, PageDown: -1 }[event.key], turn = { ArrowLeft: 0, ArrowRight: 1 }[event.key];
      if (up === undefined && turn === undefined) return;
      event.preventDefault();
      if (turn !== undefined) { this.end = turn; return this.draw(); }
      this.pull(this.at(this.ends[this.end]) + up);
      clearTimeout(this.telling);
      this.telling = setTimeout(() => this.tell(), 300);
    };
    root.querySelector("button").onclick = () => { this.glide(this.data.best); this.tellSoon(this.data.best); };
  }

  take(data) {
    const fresh = this.shared.news(data.line) || !this.data, first = !this.data;
    this.data = data;
    this.ends = [0, data.most];
    this.root.querySelector("button").textContent = data.words.best;
    const to = data.line.split(",").map(Number);
    if (first) { this.line = to; this.draw(); } else if (fresh) this.glide(to); else this.draw();
  }

  glide(to) {
    const from = this.line;
    this.stop?.();
    this.stop = glide((t) => { this.line = to.map((v, i) => lerp(from[i], v, t)); this.draw(); }, 500);
  }

  at(x) { return this.line[0] * x + this.line[1]; }

  // Once let go, the line is the one that is told, so that all numbers on the page are of the same line.
  tell() {
    this.line = [+this.line[0].toFixed(3), +this.line[1].toFixed(1)];
    this.draw();
    this.tellSoon(this.line);
  }

  tellSoon([slope, intercept]) { this.shared.put(`${slope.toFixed(3)},${intercept.toFixed(1)}`); }

  // One end follows the finger, the other stays.
  pull(y) {
    this.stop?.();
    const { limits } = this.data, [x0, x1] = this.ends, other = this.at(this.ends[1 - this.end]);
    const [low, high] = this.end ? [other, y] : [y, other];
    const slope = clamp((high - low) / (x1 - x0), limits[0], limits[1]);
    this.line = [slope, clamp(this.end ? low : high - slope * x1, limits[2], limits[3])];
    this.draw();
  }

  draw() {
    const { svg, data, line } = this, { words, areas, prices, most } = data, w = this.root.clientWidth || 600, h = clamp(w * 0.5, 280, 400);
    const plane = this.plane = new Plane({ x: 40, y: 26, w: w - 64, h: h - 76 }, [-8, most], [-4, 16]);
    svg.setAttribute("height", h);
    svg.replaceChildren();
    plane.axes(svg, [0, 40, 80, 120], [0, 5, 10, 15]);
    caption(svg, "quiet", plane.box.x + plane.box.w, h - 4, words.area, "end");
    caption(svg, "quiet", 0, 14, words.price);
    areas.forEach((x, i) => put(svg, "line", {
      class: "gap", x1: plane.px(x), x2: plane.px(x), y1: plane.py(prices[i]), y2: plane.py(this.at(x)),
    }));
    put(svg, "line", { class: "fit", x1: plane.px(0), y1: plane.py(line[1]), x2: plane.px(most), y2: plane.py(this.at(most)) });
    areas.forEach((x, i) => put(svg, "circle", { class: "house", cx: plane.px(x), cy: plane.py(prices[i]), r: 8 }));
    this.ends.forEach((x, i) => put(svg, "circle", {
      class: `end${i === this.end ? " held" : ""}`, cx: plane.px(x), cy: plane.py(this.at(x)), r: 13,
    }));
    const beside = (x, up) => { // where a name stands clear of the line, which rises or falls along it
      const along = [0, x > 0 ? -NAME : NAME].map((px) => plane.py(this.at(plane.vx(plane.px(x) + px))));
      return up && Math.min(...along) > plane.box.y + 32 ? Math.min(...along) - 16 : Math.max(...along) + 26;
    };
    caption(svg, "name halo", plane.px(0) + 18, beside(0, true), `${words.intercept} ${fixed(line[1], 1)}`);
    caption(svg, "name halo", plane.px(most) - 18, beside(most, false), `${words.slope} ${fixed(line[0], 3)}`, "end");
    const off = areas.map((x, i) => (this.at(x) - prices[i]) ** 2), missed = Math.sqrt(off.reduce((a, b) => a + b, 0) / off.length);
    const facts = { slope: fixed(line[0], 3), intercept: fixed(line[1], 1), missed: fixed(missed) };
    this.root.querySelector(".formula").textContent = filled(words.formula, facts);
    const said = this.root.querySelector(".said").textContent = filled(words.said, facts);
    svg.setAttribute("aria-label", `${words.alt} ${said}`);
    Object.assign(this.root.dataset, { missed, slope: line[0], intercept: line[1] });
  }
}
export default (component) => exhibit(HouseLine, component);
