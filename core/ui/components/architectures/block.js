// A block of layers drawn from its description: boxes as wide as they have channels, and what flows through.
// Needs: sketch.
const BOX = 54, THIN = 28, GAP = 20, BEND = 30, SIDE = 16, NODE = 15;
const PEN = document.createElement("canvas").getContext("2d");
const soft = (t) => t * t * (3 - 2 * t);

class BlockDrawing {
  constructor(root) {
    Object.assign(this, { root, player: new Player(root), picked: -1, y: 0 });
    root.innerHTML = `<div class="roll"><svg tabindex="0" role="img"></svg></div>
      <div class="bar"><button class="play" type="button"></button><p class="said" aria-live="polite"></p></div>`;
    this.svg = root.querySelector("svg");
    this.button = root.querySelector("button");
    this.button.onclick = () => (this.player.running ? this.pause() : this.play());
    this.svg.onkeydown = (event) => {
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (event.key === " ") this.button.click();
      else if (step) this.pick(clamp(this.picked + step, 0, this.boxes.length - 1));
      else return;
      event.preventDefault();
    };
  }

  take(data) {
    const fresh = !this.data || JSON.stringify(data.steps) !== JSON.stringify(this.data.steps);
    this.data = data;
    if (fresh) { this.picked = -1; this.y = 0; }
    this.draw();
    const roll = this.root.querySelector(".roll"); // too wide for a phone: both sides show that there is more
    if (fresh) roll.scrollLeft = (roll.scrollWidth - roll.clientWidth) / 2;
    if (fresh && !CALM.matches) this.play();
    else this.name();
  }

  width(channels) {
    const { widest, columns } = this.data, phone = this.root.clientWidth < 500;
    return (columns > 2 ? 84 : 96) + (columns > 2 ? 44 : phone ? 60 : 150) * Math.sqrt(channels / widest);
  }

  // How far a row of steps reaches to the left and right of its own line, and down.
  size(steps) {
    let l = NODE, r = NODE, h = 0;
    for (const step of steps) {
      const s = step.branches ? this.sizeOfSplit(step) : this.sizeOfBox(step);
      [l, r, h] = [Math.max(l, s.l), Math.max(r, s.r), h + s.h + GAP];
    }
    return { l, r, h: steps.length ? h - GAP : 0 };
  }

  sizeOfBox(op) {
    PEN.font = `600 15px ${getComputedStyle(this.root).fontFamily}`;
    const text = Math.max(PEN.measureText(op.name).width, PEN.measureText(op.detail).width) + 18;
    op.top = Math.max(this.width(op.n_in), text);
    op.bottom = Math.max(this.width(op.n_out), text);
    const half = Math.max(op.top, op.bottom) / 2;
    return { l: half, r: half, h: op.thin ? THIN : BOX };
  }

  sizeOfSplit(split) {
    const sizes = split.branches.map((branch) => this.size(branch)), inner = Math.max(...sizes.map((s) => s.h), 20);
    const h = BEND + inner + BEND + 2 * NODE;
    split.inner = inner;
    if (split.join === "concat") {
      const total = sizes.reduce((sum, s) => sum + s.l + s.r, 0) + SIDE * (sizes.length - 1);
      let x = -total / 2;
      split.axes = sizes.map((s) => { const axis = x + s.l; x += s.l + s.r + SIDE; return axis; });
      return { l: total / 2, r: total / 2, h };
    }
    split.axes = [0, sizes[0].r + SIDE + sizes[1].l]; // the first branch goes straight on, the other passes it by
    return { l: sizes[0].l, r: split.axes[1] + sizes[1].r, h };
  }

  draw() {
    const { svg, data } = this, { words } = data, s = this.size(data.steps), top = 34;
    Object.assign(this, { tracks: [], boxes: [], height: top + s.h + 2 * GAP + 34 });
    const left = Math.max(s.l, 70), width = left + Math.max(s.r, 70) + 16;
    svg.replaceChildren();
    svg.setAttribute("viewBox", `0 0 ${width} ${this.height}`);
    svg.style.width = `${width * clamp(this.root.clientWidth / width, 0.93, 1)}px`;
    svg.setAttribute("aria-label", words.alt);
    this.under = put(svg, "g");
    this.sparks = put(svg, "g", { class: "sparks" });
    this.over = put(svg, "g");
    caption(svg, "end", left + 8, 16, words.enter, "middle");
    caption(svg, "end", left + 8, this.height - 6, words.leave, "middle");
    const x = left + 8;
    this.straight(x, 24, top + GAP - 4);
    const end = this.row(data.steps, x, top + GAP - 4);
    this.straight(x, end, this.height - 24);
    put(this.over, "path", { class: "tip", d: `M${x - 6} ${this.height - 32}l6 9 6 -9` });
    this.flow();
    this.tell();
  }

  row(steps, x, y) {
    steps.forEach((step, i) => {
      if (i) { this.straight(x, y, y + GAP); y += GAP; }
      y = step.branches ? this.split(step, x, y) : this.box(step, x, y);
    });
    return y;
  }

  box(op, x, y) {
    const h = op.thin ? THIN : BOX, [a, b] = [op.top / 2, op.bottom / 2], index = this.boxes.length;
    this.straight(x, y, y + h);
    const group = put(this.over, "g", { class: `op ${op.weighs ? "weighs" : ""} ${op.fresh ? "fresh" : ""}` });
    put(group, "path", { d: `M${x - a} ${y}H${x + a}L${x + b} ${y + h}H${x - b}Z` });
    if (op.kind === "depthwise") // each channel by itself
      for (let i = -4; i <= 4; i++)
        for (const end of [y, y + h - 7])
          put(group, "line", { class: "stripe", x1: x + (i * a) / 5, x2: x + (i * a) / 5, y1: end, y2: end + 7 });
    caption(group, "title", x, y + (op.thin ? 19 : 23), op.name, "middle");
    if (!op.thin) caption(group, "detail", x, y + 43, op.detail, "middle");
    group.onpointerenter = group.onclick = () => this.pick(index);
    this.boxes.push({ group, y, h, said: op.said });
    return y + h;
  }

  split(step, x, y) {
    const { axes, inner, join, branches } = step, kind = step.fresh ? "fresh" : "", low = y + BEND + inner;
    branches.forEach((branch, i) => {
      const at = x + axes[i], s = this.size(branch), start = y + BEND + (inner - s.h) / 2;
      const pass = !branch.length ? `pass ${kind}` : "";
      this.curve(x, at, y, y + BEND, pass);
      this.straight(at, y + BEND, start, pass);
      const end = this.row(branch, at, start);
      this.straight(at, end, low, pass);
      this.curve(at, x, low, low + BEND, pass);
    });
    const node = low + BEND + NODE, bar = join === "concat" ? (axes.at(-1) - axes[0]) * 0.42 : 0, index = this.boxes.length;
    const group = put(this.over, "g", { class: `join ${kind}` });
    put(group, "rect", { x: x - NODE - bar, y: node - NODE, width: 2 * (NODE + bar), height: 2 * NODE, rx: NODE });
    const sign = { add: "+", multiply: "×", concat: this.data.words.concat }[join];
    caption(group, join === "concat" ? "title" : "sign", x, node + (join === "concat" ? 5 : 8), sign, "middle");
    group.onpointerenter = group.onclick = () => this.pick(index);
    this.boxes.push({ group, y: node - NODE, h: 2 * NODE, said: step.said });
    this.straight(x, low + BEND, node + NODE);
    return node + NODE;
  }

  straight(x, y0, y1, kind = "") {
    if (y1 <= y0) return;
    put(this.under, "path", { class: `wire ${kind}`, d: `M${x} ${y0}V${y1}` });
    this.tracks.push({ y0, y1, at: () => x });
  }

  curve(x0, x1, y0, y1, kind = "") {
    const at = (y) => x0 + (x1 - x0) * soft((y - y0) / (y1 - y0));
    const steps = Array.from({ length: 13 }, (_, i) => y0 + ((y1 - y0) * i) / 12);
    put(this.under, "path", { class: `wire ${kind}`, d: polyline(steps.map((y) => [at(y), y])) });
    this.tracks.push({ y0, y1, at });
  }

  // One front moves down through all branches at once; the boxes that it passes light up.
  flow() {
    const here = this.tracks.filter((track) => this.player.running && track.y0 <= this.y && this.y < track.y1);
    this.sparks.replaceChildren();
    for (const track of here) put(this.sparks, "circle", { cx: track.at(this.y), cy: this.y, r: 7 });
    this.boxes.forEach(({ group, y, h }) => group.classList.toggle("lit", Boolean(this.player.running) && y <= this.y && this.y < y + h));
  }

  play() {
    this.player.start((passed) => {
      this.y += Math.min(passed, 60) * 0.085;
      if (this.y > this.height + 60) this.y = 20;
      this.flow();
    });
    this.name();
  }

  pause() {
    this.player.stop();
    this.flow();
    this.name();
  }

  name() {
    this.button.textContent = this.player.running ? "❚❚" : "▶";
    this.button.setAttribute("aria-label", this.player.running ? this.data.words.pause : this.data.words.play);
  }

  pick(index) {
    this.picked = index;
    this.tell();
  }

  tell() {
    this.boxes.forEach(({ group }, i) => group.classList.toggle("picked", i === this.picked));
    this.root.querySelector(".said").textContent = this.boxes[this.picked]?.said ?? this.data.words.hint;
    this.root.dataset.boxes = this.boxes.length;
  }
}
export default (component) => exhibit(BlockDrawing, component);
