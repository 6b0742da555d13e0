// One picture as a cloud of codes: middle and spread from the network, the rest by chance. Needs: sketch, grey, denoising/decoder.
const REACH = 3, COUNT = 8; // standard deviations that are shown to each side, codes that are drawn

class Cloud {
  constructor(root, setStateValue) {
    Object.assign(this, { root, shared: new Shared((draw) => setStateValue("draw", draw)) });
    root.innerHTML = `<div class="flow"><figure><figcaption></figcaption><canvas role="img"></canvas></figure>
      <figure class="cloud"><figcaption></figcaption><svg tabindex="0" role="application"></svg></figure>
      <figure class="model"><figcaption></figcaption><canvas role="img"></canvas></figure></div>
      <p class="said" aria-live="polite"></p><div class="bar"><button type="button" class="again"></button></div><div class="draws"></div>`;
    this.find = (selector) => root.querySelector(selector);
    this.svg = this.find("svg");
    drag(this.svg, (x, y) => this.go([this.plane.vx(x), this.plane.vy(y)].map((v, i) => (v - this.data.mean[i]) / this.data.spread[i])));
    this.svg.onkeydown = (event) => {
      const step = ARROWS[event.key];
      if (!step) return;
      event.preventDefault();
      this.go([this.noise[0] + step[0] / 4, this.noise[1] - step[1] / 4]);
    };
    this.find(".again").onclick = () => {
      this.number += 1;
      this.shared.put(String(this.number));
      this.scatter();
      this.draw();
    };
  }

  take(data) {
    const key = JSON.stringify([data.mean, data.spread]), fresh = this.shared.news(data.draw) || !this.data;
    const other = key !== this.key;
    Object.assign(this, { data, key });
    if (other) {
      this.layers = unpacked(data.layers);
      this.noise = [1, 1];
    }
    if (fresh) this.number = Number(data.draw);
    const { words, side } = data, captions = this.root.querySelectorAll("figcaption");
    [words.before, words.cloud, words.after].forEach((text, i) => { captions[i].textContent = text; });
    this.find(".again").textContent = words.again;
    this.svg.setAttribute("aria-label", `${words.cloud}. ${words.keys}`);
    const canvas = this.find("figure canvas");
    grey(canvas, bytesOf(data.picture), side);
    canvas.setAttribute("aria-label", words.before);
    if (fresh || other) this.scatter();
    this.draw();
  }

  // z = μ + σ · ε, as `draw` in core.denoising.vae
  code(noise) { return noise.map((e, i) => this.data.mean[i] + this.data.spread[i] * e); }

  // Standard normal numbers (Box & Muller, 1958).
  scatter() {
    const random = chance(this.number);
    this.codes = Array.from({ length: COUNT }, () => {
      const far = Math.sqrt(-2 * Math.log(1 - random())), turn = 2 * Math.PI * random();
      return this.code([far * Math.cos(turn), far * Math.sin(turn)]);
    });
  }

  go(noise) {
    this.noise = noise.map((e) => clamp(e, -REACH, REACH));
    this.show();
  }

  draw() {
    const { svg, data } = this, { mean, spread, words } = data, w = svg.clientWidth || 300, half = (REACH + 0.3) * Math.max(...spread);
    const plane = this.plane = new Plane({ x: 0, y: 0, w, h: w }, ...mean.map((m) => [m - half, m + half]));
    svg.setAttribute("viewBox", `0 0 ${w} ${w}`);
    svg.replaceChildren();
    const [cx, cy] = [plane.px(mean[0]), plane.py(mean[1])], pixels = w / (2 * half);
    for (const wide of [2, 1])
      put(svg, "ellipse", { class: "ring", cx, cy, rx: wide * spread[0] * pixels, ry: wide * spread[1] * pixels });
    this.codes.forEach(([x, y]) => put(svg, "circle", { class: "drawn", cx: plane.px(x), cy: plane.py(y), r: 5 }));
    put(svg, "circle", { class: "middle", cx, cy, r: 6 });
    caption(svg, "mu halo", cx, cy - 12, "μ", "middle");
    caption(svg, "quiet halo", 8, w - 10, filled(words.wide, { wide: fixed(2 * half, 2) }));
    this.spot = put(svg, "circle", { class: "spot", r: 9 });
    this.find(".draws").replaceChildren(...this.codes.map((code) => {
      const canvas = create("canvas", {});
      grey(canvas, decoded(this.layers, code), data.side);
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", this.alt(code));
      return canvas;
    }));
    this.show();
  }

  alt(code) { return filled(this.data.words.alt, { x: fixed(code[0], 2), y: fixed(code[1], 2) }); }

  show() {
    const { data, noise, plane } = this, code = this.code(noise), bytes = decoded(this.layers, code);
    const canvas = this.find(".model canvas");
    this.spot.setAttribute("cx", plane.px(code[0]));
    this.spot.setAttribute("cy", plane.py(code[1]));
    grey(canvas, bytes, data.side);
    canvas.setAttribute("aria-label", this.alt(code));
    const pair = (values, digits = 2) => `(${values.map((v) => fixed(v, digits)).join(", ")})`;
    const facts = { mean: pair(data.mean), spread: pair(data.spread, 3), noise: pair(noise), code: pair(code) };
    this.find(".said").textContent = filled(data.words.said, facts);
    const sum = bytes.reduce((a, b) => a + b, 0);
    Object.assign(this.root.dataset, { noise: noise.join(), code: code.join(), sum, number: this.number });
  }
}
export default (component) => exhibit(Cloud, component);
