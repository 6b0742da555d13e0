// Autoencoders with bottlenecks of several sizes: the same pictures through each, and its scores.
// Needs: sketch, grey.
class BottleneckSizes {
  constructor(root, setStateValue) {
    this.root = root;
    this.shared = new Shared((at) => setStateValue("at", at));
    root.innerHTML = `<div class="way"><figure><figcaption></figcaption><canvas role="img"></canvas></figure>
      <svg class="hall" aria-hidden="true"></svg><figure class="model"><figcaption></figcaption><canvas role="img"></canvas></figure></div>
      <div class="row" role="radiogroup"></div><p class="said" aria-live="polite"></p><svg class="chart" role="img"></svg>`;
    this.find = (selector) => root.querySelector(selector);
    this.find(".row").onkeydown = (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      this.pick(clamp(this.at + step, 0, this.data.widths.length - 1));
      this.find(".row").children[this.at].focus();
    };
  }

  take(data) {
    this.data = data;
    this.pictures = bytesOf(data.rebuilt);
    if (this.shared.news(data.at) || this.at === undefined) this.at = data.at;
    const { words, widths, side } = data, captions = this.root.querySelectorAll("figcaption");
    captions[0].textContent = words.before;
    this.find(".row").setAttribute("aria-label", words.choose);
    this.find(".row").replaceChildren(...widths.map((width, i) => {
      const button = document.createElement("button"), canvas = document.createElement("canvas");
      const name = document.createElement("b"), score = document.createElement("span");
      button.type = "button";
      button.setAttribute("role", "radio");
      grey(canvas, this.part(i), side);
      name.textContent = width;
      score.textContent = `${fixed(data.psnr[i], 1)} dB`;
      button.append(name, canvas, score);
      button.setAttribute("aria-label", filled(words.bottleneck, { n: width, psnr: fixed(data.psnr[i], 1) }));
      button.onclick = () => this.pick(i);
      return button;
    }));
    grey(this.root.querySelector(".way canvas"), bytesOf(data.clean), side);
    this.draw();
  }

  part(i) { const { side } = this.data; return this.pictures.subarray(i * side * side, (i + 1) * side * side); }

  pick(i) {
    if (i === this.at) return;
    this.at = i;
    this.draw();
    this.shared.put(i);
  }

  draw() {
    if (!this.data) return;
    const { words, widths, psnr, usual, side } = this.data, at = this.at;
    [...this.find(".row").children].forEach((button, i) => {
      button.setAttribute("aria-checked", i === at);
      button.tabIndex = i === at ? 0 : -1;
    });
    const [before, after] = this.root.querySelectorAll(".way canvas");
    grey(after, this.part(at), side);
    before.setAttribute("aria-label", words.before);
    after.setAttribute("aria-label", filled(words.bottleneck, { n: widths[at], psnr: fixed(psnr[at], 1) }));
    this.root.querySelectorAll("figcaption")[1].textContent = filled(words.after, { psnr: fixed(psnr[at], 1) });
    const facts = { n: widths[at], psnr: fixed(psnr[at], 1), usual: fixed(usual[at], 1) };
    this.find(".said").textContent = filled(words.said, facts);
    this.root.dataset.bottleneck = widths[at];
    this.hall();
    this.chart(facts);
  }

  // The way through: it narrows towards the bottleneck, whose numbers are bars to both sides of the middle.
  hall() {
    const svg = this.find(".hall"), { words, widths, codes } = this.data, code = codes[this.at], n = widths[this.at], w = 320, h = 260;
    svg.setAttribute("viewBox", `0 0 ${w} ${h}`);
    svg.replaceChildren();
    const half = 10 + (Math.log2(n) / 7) * 86, top = 130 - half, bottom = 130 + half;
    put(svg, "path", { class: "wall", d: `M0 20L118 ${top}V${bottom}L0 240Z` });
    put(svg, "path", { class: "wall out", d: `M${w} 20L202 ${top}V${bottom}L${w} 240Z` });
    const most = Math.max(...code.map(Math.abs), 1e-6), step = (2 * half) / n;
    code.forEach((v, i) => {
      const long = (Math.abs(v) / most) * 38;
      put(svg, "rect", {
        class: v < 0 ? "minus" : "plus", x: v < 0 ? 160 - long : 160, y: top + i * step + step * 0.1,
        width: Math.max(long, 0.5), height: Math.max(step * 0.8, 0.6), rx: Math.min(3, step / 3),
      });
    });
    put(svg, "line", { class: "axis", x1: 160, x2: 160, y1: top, y2: bottom });
    caption(svg, "name", 160, Math.max(16, top - 12), filled(words.numbers, { n }), "middle");
  }

  chart(facts) {
    const svg = this.find(".chart"), { widths, psnr, usual, words } = this.data, width = svg.clientWidth || 700, height = 210;
    const all = [...psnr, ...usual].filter(Number.isFinite);
    const plane = new Plane(
      { x: 40, y: 24, w: width - 170, h: height - 72 },
      [0, widths.length - 1],
      [Math.min(...all) - 1, Math.max(...all) + 1],
    );
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("height", height);
    svg.replaceChildren();
    plane.axes(svg, [], ticks(...plane.ys, 4));
    widths.forEach((n, i) => caption(svg, "tick", plane.px(i), height - 28, n, "middle"));
    caption(svg, "quiet", 0, 12, "PSNR (dB)");
    caption(svg, "quiet", plane.box.x + plane.box.w, height - 6, words.axis, "end");
    const xs = widths.map((_, i) => i), end = plane.box.x + plane.box.w + 8;
    put(svg, "path", { class: "usual", d: plane.path(xs, usual) });
    put(svg, "path", { class: "here", d: plane.path(xs, psnr) });
    let [a, b] = [plane.py(usual.at(-1)), plane.py(psnr.at(-1))];
    if (Math.abs(a - b) < 18) [a, b] = a < b ? [b - 18, b] : [b + 18, b];
    caption(svg, "quiet", end, a + 5, words.usual);
    caption(svg, "mine", end, b + 5, words.here);
    put(svg, "circle", { class: "dot", cx: plane.px(this.at), cy: plane.py(psnr[this.at]), r: 7 });
    svg.setAttribute("aria-label", filled(words.alt, facts));
  }
}
export default (component) => exhibit(BottleneckSizes, component);
