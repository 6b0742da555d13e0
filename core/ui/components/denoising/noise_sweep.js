// One photo at several levels of noise: what a network and three filters make of it. Needs: sketch, grey.
const QUIET_MS = 200; // so long after the last move the server hears of it

class NoiseSweep {
  constructor(root, setStateValue) {
    this.root = root;
    this.shared = new Shared((level) => setStateValue("level", level));
    root.innerHTML = `<div class="three"></div>
      <label class="bar"><span></span><input type="range" min="0" step="1"><output></output></label>
      <p class="said" aria-live="polite"></p>
      <div class="below"><div><h4></h4><div class="four"></div></div><svg role="img"></svg></div>`;
    this.find = (selector) => root.querySelector(selector);
    this.range = this.find("input");
    this.range.oninput = () => {
      this.at = Number(this.range.value);
      this.show();
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.shared.put(this.at), QUIET_MS);
    };
  }

  take(data) {
    const fresh =
      !this.data ||
      JSON.stringify([data.makers, data.words, data.clean]) !==
        JSON.stringify([this.data.makers, this.data.words, this.data.clean]);
    this.data = data;
    if (fresh) this.build();
    if (this.shared.news(data.at) || this.at === undefined) this.at = data.at;
    this.range.max = data.levels.length - 1;
    this.draw();
  }

  figure(holder, name, kind) {
    const node = document.createElement("figure"), canvas = document.createElement("canvas");
    node.className = kind;
    node.innerHTML = `<figcaption></figcaption><span></span><small></small>`;
    node.querySelector("figcaption").textContent = name;
    node.querySelector("figcaption").after(canvas);
    holder.appendChild(node);
    return node;
  }

  build() {
    const { makers, words, clean, side } = this.data, three = this.find(".three"), four = this.find(".four");
    three.replaceChildren();
    four.replaceChildren();
    grey(this.figure(three, words.clean, "clean").querySelector("canvas"), bytesOf(clean), side);
    this.pictures = makers.map((maker) => bytesOf(maker.images));
    this.figures = makers.map((maker, i) => this.figure(i < 2 ? three : four, maker.name, maker.id));
    this.find("label span").textContent = words.level;
    this.find("h4").textContent = words.filters;
  }

  draw() {
    if (!this.data || this.at === undefined) return;
    const { makers, levels, words } = this.data, svg = this.find("svg"), width = svg.clientWidth || 520, height = 260;
    const finite = makers.flatMap((m) => m.psnr).filter(Number.isFinite);
    this.plane = new Plane(
      { x: 40, y: 26, w: width - 190, h: height - 76 },
      [0, levels.length - 1],
      [Math.min(...finite) - 1, Math.max(...finite) + 1],
    );
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("height", height);
    svg.replaceChildren();
    this.plane.axes(svg, [], ticks(...this.plane.ys, 4));
    const some = levels.map((_, i) => i).filter((i) => i % Math.ceil(levels.length / clamp(Math.floor(this.plane.box.w / 70), 2, 5)) === 0);
    for (const i of some) caption(svg, "tick", this.plane.px(i), height - 30, levels[i], "middle");
    caption(svg, "quiet", 0, 14, words.scores);
    caption(svg, "quiet", this.plane.box.x + this.plane.box.w, height - 6, words.axis, "end");
    this.cursor = put(svg, "line", { class: "cursor", y1: this.plane.box.y, y2: this.plane.box.y + this.plane.box.h });
    const ends = makers.map((maker, i) => {
      const kind = i > 1 ? `filter f${i - 2}` : maker.id;
      put(svg, "path", { class: `line ${kind}`, d: this.plane.path(maker.psnr.map((_, x) => x), maker.psnr) });
      return { maker, i, y: this.plane.py(maker.psnr.at(-1)) };
    }).sort((a, b) => a.y - b.y);
    let free = 0;
    for (const end of ends) {
      free = Math.max(end.y + 5, free + 18);
      const right = this.plane.box.x + this.plane.box.w;
      put(svg, "path", { class: "lead", d: `M${right} ${end.y}L${right + 6} ${free - 5}` });
      caption(svg, `end ${end.i > 1 ? "filter" : end.maker.id}`, this.plane.box.x + this.plane.box.w + 8, free, end.maker.name);
    }
    this.dots = makers.map((maker, i) => put(svg, "circle", { class: `dot ${i > 1 ? "filter" : maker.id}`, r: i === 1 ? 6 : 4 }));
    this.show();
  }

  show() {
    const { makers, levels, words, side } = this.data, at = (this.at = clamp(this.at, 0, levels.length - 1));
    this.range.value = at;
    this.range.setAttribute("aria-valuetext", levels[at]);
    this.find("output").textContent = levels[at];
    const filters = makers.slice(2), best = filters.reduce((a, b) => (b.psnr[at] > a.psnr[at] ? b : a));
    const winner = best.psnr[at] > makers[1].psnr[at] ? best : makers[1];
    makers.forEach((maker, i) => {
      const node = this.figures[i], canvas = node.querySelector("canvas");
      grey(canvas, this.pictures[i].subarray(at * side * side), side);
      node.querySelector("span").textContent = `${fixed(maker.psnr[at], 1)} dB · SSIM ${fixed(maker.ssim[at], 2)}`;
      node.querySelector("small").textContent = maker.notes[at] ?? "";
      node.classList.toggle("wins", maker === winner);
      const scores = `${words.psnr} ${fixed(maker.psnr[at], 1)}, ${words.ssim} ${fixed(maker.ssim[at], 2)}`;
      canvas.setAttribute("aria-label", `${maker.name}: ${scores}`);
      canvas.setAttribute("role", "img");
      this.dots[i].setAttribute("cx", this.plane.px(at));
      this.dots[i].setAttribute("cy", this.plane.py(maker.psnr[at]));
    });
    this.cursor.setAttribute("x1", this.plane.px(at));
    this.cursor.setAttribute("x2", this.plane.px(at));
    const facts = {
      level: levels[at], noisy: fixed(makers[0].psnr[at], 1), network: fixed(makers[1].psnr[at], 1),
      filter: best.name, best: fixed(best.psnr[at], 1),
    };
    this.find(".said").textContent = filled(words.said, facts);
    this.find("svg").setAttribute("aria-label", filled(words.alt, facts));
    this.root.dataset.at = at;
    this.root.dataset.winner = winner.id;
  }
}
export default (component) => exhibit(NoiseSweep, component);
