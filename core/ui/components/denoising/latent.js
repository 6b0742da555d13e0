// The plane of an autoencoder with two numbers in the middle: any place is decoded at once.
// Needs: sketch, grey, denoising/decoder.
const ACROSS = 15, TILE = 28, MORPH_MS = 2600;

class Latent {
  constructor(root) {
    Object.assign(this, { root, player: new Player(root), at: null, pins: [] });
    root.innerHTML = `<div class="two"><div class="map"><canvas></canvas><svg tabindex="0" role="application"></svg></div>
      <div class="shown"><figure><figcaption></figcaption><canvas role="img"></canvas></figure><p class="said" aria-live="polite"></p>
      <div class="bar">
        <button type="button" class="a"></button><button type="button" class="b"></button>
        <button type="button" class="play"></button></div>
      <canvas class="way" role="img"></canvas></div></div><p class="names"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.svg = this.find(".map svg");
    drag(this.svg, (x, y) => {
      const w = this.svg.clientWidth, h = this.svg.clientHeight;
      this.stop();
      this.go([x / w, 1 - y / h]);
    });
    this.svg.onkeydown = (event) => {
      const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (!step) return;
      event.preventDefault();
      this.stop();
      this.go(this.at.map((v, i) => v + step[i] / 40));
    };
    this.find(".a").onclick = () => this.pin(0);
    this.find(".b").onclick = () => this.pin(1);
    this.find(".play").onclick = () => (this.player.running ? this.stop() : this.play());
  }

  take(data) {
    const moved = JSON.stringify(data.mine) !== JSON.stringify(this.data?.mine);
    const same = this.data && JSON.stringify(data.layers) === JSON.stringify(this.data.layers);
    this.data = data;
    const { words } = data;
    this.svg.setAttribute("aria-label", `${words.map} ${words.keys}`);
    this.find("figcaption").textContent = words.picture;
    this.find(".a").textContent = words.pin_a;
    this.find(".b").textContent = words.pin_b;
    this.find(".names").textContent = words.dots;
    if (!same) {
      this.layers = unpacked(data.layers);
      this.points = floatsOf(data.points);
      this.paint();
      this.pins = [this.middle(0), this.middle(1)];
    }
    this.own = data.mine && this.share(data.mine);
    if (moved || !same) this.at = (this.own ?? this.pins[0]).map((v) => clamp(v, 0, 1));
    this.draw();
  }

  // Shares 0..1 of the map's width and height, and the numbers they stand for.
  share(code) { return code.map((v, i) => (v - this.data.reach[i][0]) / (this.data.reach[i][1] - this.data.reach[i][0])); }
  code(at) { return at.map((s, i) => this.data.reach[i][0] + s * (this.data.reach[i][1] - this.data.reach[i][0])); }

  middle(kind) {
    const n = this.data.count;
    const sorted = [0, 1].map((axis) => Array.from({ length: n }, (_, i) => this.points[2 * (kind * n + i) + axis]).sort((a, b) => a - b));
    return this.share(sorted.map((values) => values[n >> 1])).map((v) => clamp(v, 0, 1));
  }

  decode(code) { return decoded(this.layers, code); }

  paint() {
    const { side } = this.data, canvas = this.find(".map canvas"), context = canvas.getContext("2d");
    const tile = document.createElement("canvas");
    canvas.width = canvas.height = ACROSS * TILE;
    for (let row = 0; row < ACROSS; row++)
      for (let column = 0; column < ACROSS; column++) {
        grey(tile, this.decode(this.code([(column + 0.5) / ACROSS, 1 - (row + 0.5) / ACROSS])), side);
        context.drawImage(tile, column * TILE, row * TILE, TILE, TILE);
      }
  }

  pin(which) { this.pins[which] = [...this.at]; this.draw(); }

  go(at) { this.at = at.map((v) => clamp(v, 0, 1)); this.draw(); }

  draw() {
    if (!this.data || !this.at) return;
    const { svg, data } = this, { names, colours, count, words } = data, w = svg.clientWidth || 460;
    svg.setAttribute("viewBox", `0 0 ${w} ${w}`);
    svg.replaceChildren();
    const x = (at) => at[0] * w, y = (at) => (1 - at[1]) * w;
    names.forEach((name, kind) => {
      for (let i = 0; i < count; i++) {
        const at = this.share([this.points[2 * (kind * count + i)], this.points[2 * (kind * count + i) + 1]]);
        if (at.every((v) => v > 0 && v < 1)) put(svg, "circle", { class: "point", cx: x(at), cy: y(at), r: 3.4, fill: colours[kind] });
      }
    });
    const mine = this.own?.map((v) => clamp(v, 0.01, 0.99));
    const taken = this.pins.map((pin) => [x(pin), y(pin) + 5]); // names keep off the pins and the learner's mark
    if (mine) taken.push([x(mine), y(mine) + 5], [clamp(x(mine), 40, w - 40), y(mine) + 28]);
    names.forEach((name, kind) => {
      const at = this.middle(kind), half = 5 + (/[가-힣]/.test(name) ? 8 : 4.6) * name.length, left = clamp(x(at), half, w - half);
      const free = (down) => down > 14 && down < w - 4 && !taken.some(([a, b]) => Math.abs(a - left) < 74 && Math.abs(b - down) < 18);
      const begin = clamp(y(at), 16, w - 8), steps = Array.from({ length: 24 }, (_, k) => (k % 2 ? -1 : 1) * Math.ceil(k / 2) * 18);
      const down = begin + (steps.find((step) => free(begin + step)) ?? 0);
      taken.push([left, down]);
      caption(svg, "kind", left, down, name, "middle");
    });
    const [a, b] = this.pins;
    put(svg, "line", { class: "path", x1: x(a), y1: y(a), x2: x(b), y2: y(b) });
    this.pins.forEach((pin, i) => {
      put(svg, "circle", { class: "pin", cx: x(pin), cy: y(pin), r: 12 });
      caption(svg, "letter", x(pin), y(pin) + 5, "AB"[i], "middle");
    });
    if (mine) {
      put(svg, "path", { class: "mine", d: `M${x(mine)} ${y(mine) - 11}l11 11l-11 11l-11 -11z` });
      caption(svg, "kind", clamp(x(mine), 40, w - 40), y(mine) + 28, words.mine, "middle");
    }
    this.spot = put(svg, "circle", { class: "spot", r: 9 });
    this.strip();
    this.show();
  }

  show() {
    const { data, spot, at } = this, w = this.svg.clientWidth || 460, code = this.code(at);
    spot.setAttribute("cx", at[0] * w);
    spot.setAttribute("cy", (1 - at[1]) * w);
    const bytes = this.decode(code), canvas = this.find("figure canvas");
    grey(canvas, bytes, data.side);
    this.find(".said").textContent = filled(data.words.at, { x: fixed(code[0], 2), y: fixed(code[1], 2) });
    canvas.setAttribute("aria-label", filled(data.words.alt, { x: fixed(code[0], 2), y: fixed(code[1], 2) }));
    this.root.dataset.code = code.map((v) => v.toFixed(3)).join();
    this.root.dataset.sum = bytes.reduce((a, b) => a + b, 0);
    this.find(".play").textContent = this.player.running ? data.words.stop : data.words.play;
  }

  between(t) { return this.pins[0].map((v, i) => v + t * (this.pins[1][i] - v)); }

  strip() {
    const { side, words } = this.data, canvas = this.find(".way"), context = canvas.getContext("2d");
    const tile = document.createElement("canvas");
    canvas.width = 7 * side;
    canvas.height = side;
    for (let i = 0; i < 7; i++) {
      grey(tile, this.decode(this.code(this.between(i / 6))), side);
      context.drawImage(tile, i * side, 0);
    }
    canvas.setAttribute("aria-label", words.way);
    canvas.title = words.way;
  }

  play() {
    if (CALM.matches) { this.go(this.pins[1]); return; }
    this.player.start((_, since) => {
      const t = clamp(since / MORPH_MS, 0, 1);
      this.at = this.between(t);
      if (t === 1) this.player.stop();
      this.show();
    });
  }

  stop() {
    this.player.stop();
    this.find(".play").textContent = this.data.words.play;
  }
}
export default (component) => exhibit(Latent, component);
