// Two maps side by side: where two networks put pictures, where codes drawn by chance fall, what each draws from them.
// Needs: sketch, grey, denoising/decoder.
const ACROSS = 15, TILE = 28, PRIOR = 2; // tiles a side, their pixels, standard deviations in the ring

class PriorMap {
  constructor(root) {
    this.root = root;
    root.innerHTML = `<div class="head"><div><h4></h4><p class="at" aria-live="polite"></p></div>
      <canvas class="lens" role="img"></canvas></div>
      <div class="map"><canvas class="tiles"></canvas><svg tabindex="0" role="application"></svg></div>
      <div class="draws"></div><p class="said"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.svg = this.find("svg");
    drag(this.svg, (x, y) => this.go([this.plane.vx(x), this.plane.vy(y)]));
    this.svg.onkeydown = (event) => {
      const step = ARROWS[event.key], [low, high] = this.facts.reach[0];
      if (!step) return;
      event.preventDefault();
      this.go([this.at[0] + (step[0] * (high - low)) / 40, this.at[1] - (step[1] * (high - low)) / 40]);
    };
  }

  take(facts, data) {
    const same = this.facts && JSON.stringify(facts.layers) === JSON.stringify(this.facts.layers);
    const moved = JSON.stringify(facts.mine) !== JSON.stringify(this.facts?.mine);
    Object.assign(this, { facts, data, points: floatsOf(facts.points), codes: floatsOf(facts.codes) });
    this.find("h4").textContent = facts.title;
    this.find(".said").textContent = facts.said;
    this.svg.setAttribute("aria-label", `${facts.title}. ${data.words.keys}`);
    if (!same) {
      this.layers = unpacked(facts.layers);
      this.paint();
    }
    if (moved || !same) this.at = this.inside(facts.mine);
    this.pictures();
    this.draw();
  }

  inside(code) { return code.map((v, i) => clamp(v, ...this.facts.reach[i])); }

  go(code) {
    this.at = this.inside(code);
    this.show();
  }

  paint() {
    const { side } = this.data, [[left, right], [low, high]] = this.facts.reach;
    const canvas = this.find(".tiles"), context = canvas.getContext("2d"), tile = document.createElement("canvas");
    canvas.width = canvas.height = ACROSS * TILE;
    for (let row = 0; row < ACROSS; row++)
      for (let column = 0; column < ACROSS; column++) {
        const code = [lerp(left, right, (column + 0.5) / ACROSS), lerp(high, low, (row + 0.5) / ACROSS)];
        grey(tile, decoded(this.layers, code), side);
        context.drawImage(tile, column * TILE, row * TILE, TILE, TILE);
      }
  }

  // What was drawn by chance, each with what the judge takes it for; a click goes to its place on the map.
  pictures() {
    const { facts, data } = this, { words } = data;
    this.find(".draws").replaceChildren(...facts.labels.map((label, i) => {
      const figure = create("figure", { className: facts.sure[i] ? "" : "unsure" }), canvas = document.createElement("canvas");
      const code = [this.codes[2 * i], this.codes[2 * i + 1]], said = facts.sure[i] ? label : words.unsure;
      grey(canvas, decoded(this.layers, code), data.side);
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", said);
      const short = data.names.some((name) => name.length > 2) ? "✓" : label; // long names have no room
      figure.append(canvas, create("figcaption", { textContent: facts.sure[i] ? short : "?" }));
      figure.title = said;
      figure.onclick = () => this.go(code);
      return figure;
    }));
  }

  draw() {
    const { svg, facts, data } = this, { names, colours, words } = data, n = facts.count, w = svg.clientWidth || 420;
    const plane = this.plane = new Plane({ x: 0, y: 0, w, h: w }, ...facts.reach);
    const place = (code) => [plane.px(code[0]), plane.py(code[1])], unit = plane.px(1) - plane.px(0);
    svg.setAttribute("viewBox", `0 0 ${w} ${w}`);
    svg.replaceChildren();
    names.forEach((_, kind) => {
      for (let i = kind * n; i < (kind + 1) * n; i++) {
        const [cx, cy] = place([this.points[2 * i], this.points[2 * i + 1]]);
        if (cx > 0 && cx < w && cy > 0 && cy < w) put(svg, "circle", { class: "point", cx, cy, r: 3, fill: colours[kind] });
      }
    });
    const [x, y] = place([0, 0]);
    put(svg, "circle", { class: "prior", cx: x, cy: y, r: PRIOR * unit });
    for (let i = 0; i < facts.labels.length; i++) {
      const [cx, cy] = place([this.codes[2 * i], this.codes[2 * i + 1]]);
      put(svg, "circle", { class: "drawn", cx, cy, r: 5 });
    }
    const [a, b] = place(this.inside(facts.mine)), top = y - PRIOR * unit - 8;
    put(svg, "path", { class: "mine", d: `M${a} ${b - 14}l14 14l-14 14l-14 -14z` });
    const taken = [[a, b + 5], ...[-60, -20, 20, 60].map((aside) => [x + aside, top])];
    this.label(taken);
    caption(svg, "kind", x, top, words.prior, "middle");
    this.spot = put(svg, "circle", { class: "spot", r: 8 });
    this.show();
  }

  // The classes' names near the middle of their pictures, off what is `taken` by a mark or another name.
  label(taken) {
    const { svg, plane, points, facts: { count } } = this, w = plane.box.w;
    this.data.names.forEach((name, kind) => {
      const middle = [0, 1].map((axis) => {
        const own = Array.from({ length: count }, (_, i) => points[2 * (kind * count + i) + axis]);
        return own.sort((p, q) => p - q)[count >> 1];
      });
      const half = 5 + (/[가-힣]/.test(name) ? 8 : 4.6) * name.length, left = clamp(plane.px(middle[0]), half, w - half);
      const near = (down) => taken.some(([p, q]) => Math.abs(p - left) < half + 16 && Math.abs(q - down) < 18);
      const begin = clamp(plane.py(middle[1]) + 5, 16, w - 8);
      const steps = Array.from({ length: 24 }, (_, k) => (k % 2 ? -1 : 1) * Math.ceil(k / 2) * 9);
      const down = begin + (steps.find((step) => begin + step > 14 && begin + step < w - 4 && !near(begin + step)) ?? 0);
      taken.push([left, down]);
      caption(svg, "kind", left, down, name, "middle");
    });
  }

  show() {
    const { data, plane, at } = this;
    this.spot.setAttribute("cx", plane.px(at[0]));
    this.spot.setAttribute("cy", plane.py(at[1]));
    const bytes = decoded(this.layers, at), lens = this.find(".lens"), facts = { x: fixed(at[0], 2), y: fixed(at[1], 2) };
    grey(lens, bytes, data.side);
    lens.setAttribute("aria-label", filled(data.words.alt, facts));
    this.find(".at").textContent = filled(data.words.at, facts);
    this.root.dataset.code = at.map((v) => v.toFixed(4)).join();
    this.root.dataset.sum = bytes.reduce((p, q) => p + q, 0);
  }
}

class PriorMaps {
  constructor(root) {
    this.root = root;
    root.innerHTML = `<div class="sides"></div><p class="names"></p>
      <div class="bar"><button type="button" class="view" aria-pressed="false"></button></div>`;
    this.find = (selector) => root.querySelector(selector);
    this.find(".view").onclick = ({ currentTarget }) =>
      currentTarget.setAttribute("aria-pressed", this.find(".sides").classList.toggle("tiled"));
    this.maps = [];
  }

  take(data) {
    this.data = data;
    data.maps.forEach((facts, i) => {
      this.maps[i] ??= new PriorMap(this.find(".sides").appendChild(document.createElement("section")));
      this.maps[i].take(facts, data);
    });
    this.find(".view").textContent = data.words.tiles;
    this.find(".names").textContent = data.words.dots;
  }

  draw() { this.maps.forEach((map) => map.draw()); }
}
export default (component) => exhibit(PriorMaps, component);
