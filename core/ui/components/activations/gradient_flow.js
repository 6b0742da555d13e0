// How much of the slope is left in each layer, as bars on a logarithmic axis; depth, first weights, first bias and the
// function's own number are dragged, and the last is told to the curves beside them.
// Needs: sketch, knobs, maths/program, activations/functions, activations/products, activations/deep_network.
class Layers {
  constructor(root, setStateValue) {
    this.root = root;
    this.shared = new Shared((state) => setStateValue("state", state));
    root.innerHTML = '<div class="knobs"></div><svg tabindex="0" role="img"></svg><p class="said" aria-live="polite"></p>';
    this.knobs = new Knobs(root.querySelector(".knobs"), () => this.relive(), (keys) => this.tell(keys ? 300 : 0));
    this.svg = root.querySelector("svg");
    this.said = root.querySelector(".said");
    this.picked = 0;
    const pick = (event) => {
      const box = this.svg.getBoundingClientRect();
      this.pick(Math.floor((event.clientX - box.left - this.box.x) / (this.box.w / this.flow.shares.length)));
    };
    this.svg.onpointermove = pick;
    this.svg.onpointerdown = pick;
    this.svg.onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1, Home: -999, End: 999 }[event.key];
      if (!step) return;
      event.preventDefault();
      this.pick(this.picked + step);
    };
  }

  take(data) {
    const fresh = this.shared.news(data.state) || !this.data;
    const { compiles } = data, key = JSON.stringify([data.network, compiles]), before = this.flow;
    const other = data.activation.name !== this.data?.activation.name;
    this.data = data;
    if (fresh || other) this.knobs.take(data.knobs, data.words);
    if (key !== this.key) {
      const depths = data.knobs.find(([name]) => name === "depth")[1];
      if (this.compiles !== compiles) this.products = new Products(BATCH, WIDTH, numbersOf(depths.length), compiles);
      Object.assign(this, { key, compiles, draws: new Draws(data.network, this.products) });
    }
    this.network = null;
    this.measure();
    const shown = this.shown, n = this.flow.shares.length, from = before?.shares.length === n ? shown : null;
    this.stop?.();
    if (before && String(before.shares) === String(this.flow.shares)) return this.draw();
    this.aim();
    const goal = this.shown, start = from ?? goal.map(() => 0);
    this.stop = glide((t) => { // the last layer first, as the gradient comes back
      this.shown = goal.map((g, i) => start[i] + (g - start[i]) * clamp(t * 1.6 - (0.6 * (n - 1 - i)) / n, 0, 1));
      this.draw();
    }, 400);
  }

  // The layers with what the sliders hold; a depth alone needs no layer anew.
  measure() {
    const { activation, network } = this.data, how = this.network?.how;
    const { depth, gain, bias, alpha = activation.alpha } = this.knobs.values(), held = { ...activation, ...network, gain, bias, alpha };
    if (how?.gain !== gain || how.bias !== bias || how.alpha !== alpha) this.network = new DeepNetwork(held, this.draws);
    if (how && how.alpha !== alpha)
      window.dispatchEvent(new CustomEvent("activation", { detail: (grid) => curveOf(held, grid) }));
    this.flow = this.network.flow(depth);
    this.flow.shares = this.flow.shares.map((s, i) => (Number.isFinite(s + this.flow.signals[i]) ? s : -1));
    if (this.picked >= depth) this.picked = 0;
  }

  aim() {
    const logs = this.flow.shares.map((s) => (s > 0 ? Math.log10(s) : null)), known = logs.filter((v) => v !== null);
    const low = Math.min(-3, ...known), high = Math.max(0, ...known);
    const floor = Math.floor(low - 0.02 * (high - low)) - 0.4;
    this.ys = [floor, high + 0.06 * (high - floor)];
    this.shown = logs.map((v) => (v === null ? 0 : (v - floor) / (this.ys[1] - floor)));
  }

  // Once for each picture of the screen, however many stops there were in between.
  relive() {
    this.stop?.();
    this.pending ||= requestAnimationFrame(() => {
      this.pending = 0;
      this.measure();
      this.aim();
      this.draw();
    });
  }

  tell(wait) {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.shared.put(Object.values(this.knobs.texts()).join("|")), wait);
  }

  pick(i) {
    this.picked = clamp(i, 0, this.flow.shares.length - 1);
    this.draw();
  }

  draw() {
    const { svg, data, picked } = this, { words } = data, { shares, dead } = this.flow, n = shares.length;
    if (!this.shown) return;
    svg.setAttribute("height", data.height);
    renew(svg, () => this.scene());
    const facts = { layer: picked + 1, share: percentOf(shares[picked]), dead: dead[picked], neurons: WIDTH };
    const broken = shares.some((s) => s < 0), none = shares.every((s) => s === 0);
    retext(this.said, broken ? words.broken : none ? words.none : filled(words.said, facts));
    svg.setAttribute("aria-label", filled(words.alt, { n, share: percentOf(shares[0]) }));
    Object.assign(this.root.dataset, { picked: picked + 1, first: shares[0] });
  }

  scene() {
    const { svg, data, picked } = this, { words } = data, { shares, dead } = this.flow, n = shares.length;
    const w = widthOf(this.root, 400), anyDead = dead.some(Boolean), foot = anyDead ? 66 : 44;
    const box = { x: 62, y: 34, w: w - 70, h: data.height - 34 - foot };
    const plane = new Plane(box, [0, n], this.ys), unit = box.w / n, gap = clamp(unit * 0.18, 0.5, 6);
    const mark = plane.py(Math.log10(data.enough));
    this.box = box;
    caption(svg, w > 270 ? "name" : "name slim", 0, 18, words.title);
    for (const t of ticks(this.ys[0], this.ys[1], 4).filter(Number.isInteger)) {
      put(svg, "line", { class: "grid", x1: box.x, x2: box.x + box.w, y1: plane.py(t), y2: plane.py(t) });
      if (Math.abs(plane.py(t) - mark) > 18) caption(svg, "tick", box.x - 8, plane.py(t) + 5, t === 0 ? "1" : power(t), "end");
    }
    shares.forEach((share, i) => {
      const h = Math.max(share > 0 ? 3 : 0, this.shown[i] * box.h), x = box.x + i * unit + gap / 2, alive = share >= data.enough;
      const bar = {
        class: `layer${alive ? "" : " faint"}${i === picked ? " picked" : ""}`, x, y: box.y + box.h - h,
        width: unit - gap, height: h, rx: Math.min(4, unit / 4),
      };
      put(svg, "rect", bar);
      if (share <= 0) caption(svg, "cross", x + (unit - gap) / 2, box.y + box.h - 4, unit > 9 ? "×" : "", "middle");
      if (anyDead) {
        const full = 18 * (dead[i] / WIDTH);
        put(svg, "rect", { class: "living", x, y: box.y + box.h + 22, width: unit - gap, height: 18 });
        put(svg, "rect", { class: "dead", x, y: box.y + box.h + 40 - full, width: unit - gap, height: full });
      }
    });
    put(svg, "line", { class: "axis", x1: box.x, x2: box.x + box.w, y1: box.y + box.h, y2: box.y + box.h });
    put(svg, "line", { class: "enough", x1: box.x, x2: box.x + box.w, y1: mark, y2: mark });
    caption(svg, "goal", box.x - 8, mark + 5, words.enough, "end");
    const y = box.y + box.h + 17;
    caption(svg, "tick", box.x, y, words.first);
    caption(svg, "tick", box.x + box.w, y, filled(words.last, { n }), "end");
    if (w > 240) caption(svg, "quiet", box.x + box.w / 2, y, w > 420 ? words.flow : "←", "middle");
    if (anyDead) caption(svg, "quiet", box.x, box.y + box.h + 59, words.dead);
    const x = box.x + picked * unit + unit / 2, top = box.y + box.h - this.shown[picked] * box.h;
    const anchor = picked < n * 0.25 ? "start" : picked > n * 0.75 ? "end" : "middle";
    caption(
      svg, "value halo", anchor === "start" ? x - unit / 2 : anchor === "end" ? x + unit / 2 : x,
      Math.max(box.y + 14, top - 9), percentOf(shares[picked]), anchor,
    );
  }
}
export default (component) => exhibit(Layers, component);
