// The same dots learnt from in three ways, side by side in time: with labels, without, by warmer and colder.
// Needs: sketch, learning/time_bar.
const HUES = [BLUE, ORANGE, GREEN, PINK], STAR = "M0 -15L4 -5L15 -5L6 2L10 13L0 6L-10 13L-6 2L-15 -5L-4 -5Z";

class ThreeWays {
  constructor(root) {
    this.root = root;
    const figures = ["labels", "groups", "mouse"];
    root.innerHTML = `<div class="ways">${figures.map((name) => `<figure class="${name}">
      <figcaption><b></b><span></span></figcaption><svg role="img"></svg><p></p></figure>`).join("")}</div><div class="bar"></div>`;
    this.find = (name) => root.querySelector(name);
    this.time = new TimeBar(root, this.find(".bar"), () => this.draw());
  }

  take(data) {
    const other = !this.data || data.key !== this.data.key;
    this.data = data;
    const looks = floatsOf(data.looks), kind = bytesOf(data.kind), borders = floatsOf(data.borders);
    this.dots = Array.from(kind, (k, i) => ({ x: looks[2 * i], y: looks[2 * i + 1], kind: k }));
    this.borders = Array.from({ length: borders.length / 3 }, (_, i) => borders.subarray(3 * i, 3 * i + 3));
    this.time.set(this.borders.length - 1, data.words);
    for (const name of ["labels", "groups", "mouse"]) {
      this.find(`.${name} b`).textContent = data.words[name];
      this.find(`.${name} span`).textContent = data.words[`${name}_given`];
    }
    if (other) this.time.begin(); else this.draw();
  }

  draw() {
    if (!this.data) return;
    const w = this.root.clientWidth || 900, side = w > 640 ? (w - 40) / 3 : Math.min(w, 420), at = this.time.at;
    this.flat = new Plane({ x: 2, y: 2, w: side - 4, h: side - 4 }, [0, 1], [0, 1]);
    for (const svg of this.root.querySelectorAll("figure svg")) {
      svg.setAttribute("height", side);
      svg.style.width = `${side}px`;
      svg.replaceChildren();
      put(svg, "rect", { class: "frame", x: 1, y: 1, width: side - 2, height: side - 2, rx: 8 });
    }
    this.labels(at);
    this.groups(at);
    this.walk(at);
    this.root.dataset.at = at;
  }

  say(name, facts) {
    const said = filled(this.data.words[`${name}_said`], facts);
    this.find(`.${name} p`).textContent = said;
    this.find(`.${name} svg`).setAttribute("aria-label", said);
  }

  dot(svg, one, kind, fill) {
    const { flat } = this, [x, y] = [flat.px(one.x), flat.py(one.y)];
    if (kind === 0) put(svg, "rect", { class: "dot", fill, x: x - 6, y: y - 6, width: 12, height: 12, rx: 2 });
    else put(svg, "circle", { class: "dot", fill, cx: x, cy: y, r: 7 });
  }

  labels(at) {
    const svg = this.find(".labels svg"), { flat } = this, [w1, w2, b] = this.borders[at];
    const right = this.dots.filter((one) => (w1 * one.x + w2 * one.y + b > 0 ? 1 : 0) === one.kind).length;
    // The part of the line that is inside the square.
    const within = (v) => v >= -1e-9 && v <= 1 + 1e-9, edges = [[0, -b / w2], [1, (-b - w1) / w2], [-b / w1, 0], [(-b - w2) / w1, 1]];
    const low = edges.filter(([x, y]) => within(x) && within(y));
    if (low.length > 1) put(svg, "path", { class: "line", d: polyline(low.slice(0, 2).map(([x, y]) => [flat.px(x), flat.py(y)])) });
    for (const one of this.dots) this.dot(svg, one, one.kind, one.kind ? BLUE : ORANGE);
    this.root.dataset.right = right;
    this.say("labels", { right, n: this.dots.length });
  }

  groups(at) {
    const svg = this.find(".groups svg"), { flat, data } = this, looks = data.groups, n = Math.min(looks.length - 1, Math.floor(at / 3));
    const { middles, of } = looks[n];
    this.dots.forEach((one, i) => {
      const [x, y] = middles[of[i]];
      put(svg, "line", { class: "to", stroke: HUES[of[i]], x1: flat.px(one.x), y1: flat.py(one.y), x2: flat.px(x), y2: flat.py(y) });
    });
    this.dots.forEach((one, i) => this.dot(svg, one, 1, HUES[of[i]]));
    middles.forEach(([x, y], i) => put(svg, "path", {
      class: "middle", fill: HUES[i], transform: `translate(${flat.px(x)} ${flat.py(y)})`, d: STAR,
    }));
    this.say("groups", { k: middles.length, n, end: n === looks.length - 1 ? data.words.settled : "" });
  }

  walk(at) {
    const svg = this.find(".mouse svg"), { flat, data } = this, { side } = data, cells = data.walks[at], unit = flat.box.w / side;
    const [px, py] = [(x) => flat.box.x + (x + 0.5) * unit, (y) => flat.box.y + flat.box.h - (y + 0.5) * unit];
    for (const [x, y] of data.bushes) {
      put(svg, "rect", { class: "bush", x: px(x) - unit / 2, y: py(y) - unit / 2, width: unit, height: unit, rx: unit / 4 });
    }
    for (const one of this.dots) put(svg, "circle", { class: "dot none", cx: flat.px(one.x), cy: flat.py(one.y), r: 4 });
    put(svg, "path", { class: "trail", d: polyline(cells.map(([x, y]) => [px(x), py(y)])) });
    cheeseAt(svg, px(data.cheese[0]), py(data.cheese[1]), unit * 0.38);
    const [x, y] = cells.at(-1);
    mouseAt(svg, px(x), py(y), unit * 0.26);
    this.root.dataset.walked = cells.length - 1;
    this.say("mouse", { n: at + 1, steps: cells.length - 1 });
  }
}
export default (component) => exhibit(ThreeWays, component);
