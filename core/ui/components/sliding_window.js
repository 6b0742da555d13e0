const MARKUP = `
  <div class="pictures">
    <figure class="photo"><figcaption><span></span><b></b></figcaption><div class="frame"><canvas></canvas></div></figure>
    <figure class="result"><figcaption><span></span><b></b></figcaption>
      <div class="frame"><canvas tabindex="0" role="img"></canvas></div></figure>
    <svg aria-hidden="true"><line/><line/><g></g><rect class="halo"/><rect class="window"/><rect class="answer"/></svg>
  </div>
  <div class="bar"><button class="play" type="button"></button><button class="back" type="button">◀</button>
    <button class="step" type="button">▶</button><input type="range" min="0" step="1"></div>
  <div class="lens">
    <div class="block seen"><span></span><div class="cells"></div></div><div class="sign times">×</div>
    <div class="block kernel"><span></span><div class="cells"></div><div class="brushes"></div></div><div class="sign equals">=</div>
    <div class="block products"><span></span><div class="cells"></div></div><div class="sign">→</div>
    <div class="block answer"><span></span><div class="sum"></div></div>
  </div>
  <p class="said" aria-live="polite"></p>`;
const BRUSHES = [-1, 0, 1, 2];
const SLOW_STEPS = 5, SLOW_MS = 850, FLY_MS = 400, SWEEP_MS = 9000, SEND_AFTER_MS = 500;
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

class Exhibit {
  constructor(root, send) {
    Object.assign(this, { root, send, at: 0, grown: Infinity, sent: new Set(), brush: null, shown: null });
    root.innerHTML = MARKUP;
    this.find = (selector) => root.querySelector(selector);
    this.photo = this.find(".photo canvas");
    this.result = this.find(".result canvas");
    this.range = this.find("input[type=range]");
    this.listen();
    new ResizeObserver(() => this.data && this.layout()).observe(root);
  }

  take(data) {
    const fresh = !this.data || data.pixels !== this.data.pixels || data.place !== this.data.place;
    if (!this.data || (data.cells !== this.data.cells && !this.sent.has(data.cells))) {
      this.kernel = Float64Array.from(data.kernel);
      this.sent.clear();
      clearTimeout(this.sending);
      this.refill = true;
    }
    if (!this.data || fresh) this.grey = bytesOf(data.pixels);
    this.data = data;
    this.name();
    this.compute();
    if (fresh || this.at >= this.count) this.at = this.start();
    this.grown = this.count;
    this.pause();
    this.layout();
  }

  how() { return { ...this.data, kernel: this.kernel }; }

  compute() {
    let x = this.grey, { w, h } = this.data;
    this.sizes = [[w, h]];
    this.last = null;
    for (let i = 0; i < this.data.rounds; i++) {
      const out = slide(x, w, h, this.how());
      if (!out) break;
      this.last = out;
      ({ w, h, values: x } = out);
      this.sizes.push([w, h]);
    }
    this.last ??= { w: 0, h: 0, values: new Float64Array(0), full: padded(this.grey, w, h, this.how()) };
    this.count = this.last.w * this.last.h;
    this.result.values = this.last.values;
  }

  // A place worth looking at first: where the result is strongest, away from the edge.
  start() {
    const { w, h, values } = this.last;
    let best = Math.floor(h / 2) * w + Math.floor(w / 2), most = -1;
    for (let y = Math.floor(h * 0.25); y < h * 0.6; y++)
      for (let x = Math.floor(w * 0.3); x < w * 0.7; x++)
        if (Math.abs(values[y * w + x]) > most) most = Math.abs(values[(best = y * w + x)]);
    return Math.min(best, Math.max(0, this.count - 1));
  }

  name() {
    const { words, op, editable } = this.data;
    const put = (selector, text) => (this.find(selector).textContent = text);
    put(".photo span", words.photo); put(".result span", words.result); put(".seen span", words.window);
    put(".kernel span", words.kernel); put(".products span", words.products); put(".answer span", words[op]);
    for (const [selector, text] of [[".back", words.back], [".step", words.step], ["input[type=range]", words.scrub]]) {
      this.find(selector).setAttribute("aria-label", text);
      this.find(selector).title = text;
    }
    for (const part of [".times", ".kernel", ".equals", ".products"]) this.find(part).hidden = op !== "conv";
    for (const part of [".times", ".kernel", ".equals", ".products"])
      this.find(part).style.display = op === "conv" ? "" : "none";
    this.find(".brushes").style.display = editable ? "" : "none";
    this.find(".brushes").replaceChildren(...BRUSHES.map((value) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = written(value);
      button.setAttribute("aria-label", filled(words.brush, { value: written(value) }));
      button.setAttribute("aria-pressed", this.brush === value);
      button.title = button.getAttribute("aria-label");
      button.onclick = () => { this.brush = this.brush === value ? null : value; this.name(); };
      return button;
    }));
    this.playing ? this.play() : this.pause();
  }

  layout() {
    const { size, op, dilation, before, after, w, h, rounds } = this.data;
    const width = this.root.clientWidth, half = this.find(".photo .frame").clientWidth;
    if (!half) return;
    const W = rounds > 1 ? w : w + before + after, H = rounds > 1 ? h : h + before + after;
    const unit = Math.min(half / Math.max(W, this.last.w), 460 / Math.max(H, this.last.h));
    Object.assign(this, { unit, margin: rounds > 1 ? 0 : before });
    for (const [canvas, cw, ch] of [[this.photo, W, H], [this.result, this.last.w, this.last.h]]) {
      canvas.style.width = `${cw * unit}px`;
      canvas.style.height = `${ch * unit}px`;
    }
    for (const frame of this.root.querySelectorAll(".frame"))
      frame.style.height = `${Math.max(H, this.last.h) * unit}px`;
    const narrow = width < 560, blocks = op === "conv" ? (narrow ? 2 : 3) : 1;
    const cell = Math.floor(Math.min(54, (width - (narrow ? 50 : 230)) / (blocks * size) - 2));
    this.root.style.setProperty("--k", size);
    this.root.style.setProperty("--cell", `${cell}px`);
    this.root.style.setProperty("--type", `${Math.max(9, Math.min(18, cell * 0.36))}px`);
    const captions = [[".photo b", [w, h]], [".result b", [this.last.w, this.last.h]]];
    for (const [selector, [cw, ch]] of captions) this.find(selector).textContent = `${cw} × ${ch}`;
    this.rounds();
    this.drawPhoto();
    this.cells();
    this.draw();
    this.move(this.at, true);
  }

  rounds() {
    const frame = this.find(".result .frame"), unit = this.unit;
    frame.querySelectorAll(".round").forEach((old) => old.remove());
    for (const [w, h] of this.sizes.slice(0, -1)) {
      const outline = document.createElement("div");
      outline.className = "round";
      outline.style.cssText = `width:${w * unit}px;height:${h * unit}px`;
      frame.appendChild(outline);
    }
  }

  drawPhoto() {
    const { w, h, before, rounds } = this.data;
    const full = rounds > 1 ? { x: this.grey, w, h } : padded(this.grey, w, h, this.how());
    const margin = this.margin;
    painted(this.photo, full.w, full.h, full.x, "clip", (i) => {
      const x = (i % full.w) - margin, y = Math.floor(i / full.w) - margin;
      return x >= 0 && y >= 0 && x < w && y < h ? 255 : 110;
    });
  }

  draw() {
    const { w, h, values } = this.last;
    if (this.count) painted(this.result, w, h, values, this.data.show, (i) => (i < this.grown ? 255 : 26));
    this.find(".play").disabled = !this.count;
  }

  cells() {
    const { size, editable, words } = this.data, count = size * size;
    const block = (selector, tag) => {
      const cells = this.find(`${selector} .cells`);
      while (cells.children.length > count) cells.lastChild.remove();
      while (cells.children.length < count) cells.appendChild(document.createElement(tag));
      return [...cells.children];
    };
    this.seenCells = block(".seen", "span");
    this.productCells = block(".products", "span");
    this.kernelCells = block(".kernel", "input");
    this.kernelCells.forEach((cell, i) => {
      cell.inputMode = "decimal";
      cell.readOnly = !editable;
      cell.setAttribute("aria-label", filled(words.cell, { row: Math.floor(i / size) + 1, column: (i % size) + 1 }));
      if (this.refill || (this.root.getRootNode().activeElement !== cell && cell.value === ""))
        cell.value = written(this.kernel[i]);
      cell.style.background = tint(this.kernel[i], Math.max(...this.kernel.map(Math.abs)));
    });
    this.refill = false;
  }

  edit(i, value, rewrite) {
    this.kernel[i] = value;
    const cell = this.kernelCells[i];
    if (rewrite) cell.value = written(value);
    this.cells();
    this.compute();
    this.grown = this.count;
    this.draw();
    this.move(this.at, true);
    clearTimeout(this.sending);
    this.sending = setTimeout(() => this.post(), SEND_AFTER_MS);
  }

  post() {
    const { size } = this.data, rows = [];
    for (let i = 0; i < size; i++)
      rows.push([...this.kernel.slice(i * size, (i + 1) * size)].map((v) => String(+v.toPrecision(4))).join(","));
    this.sent.add(rows.join("_"));
    this.send(rows.join("_"));
  }

  // Where the window of result pixel `at` begins in the photo, and how far it sees.
  place(at) {
    const { stride, before, rounds } = this.data, { w } = this.last;
    let x = at % w, y = Math.floor(at / w), sees = 1, jump = 1;
    for (let i = 1; i < this.sizes.length; i++) {
      x = x * stride - before; y = y * stride - before;
      sees += (reachOf(this.data) - 1) * jump; jump *= stride;
    }
    return { x, y, sees };
  }

  move(at, jump) {
    if (!this.count) { this.find(".said").textContent = this.data.words.nothing; this.overlay(null); return; }
    this.at = Math.max(0, Math.min(this.count - 1, at));
    this.range.max = this.count - 1;
    this.range.value = this.at;
    this.numbers();
    if (jump || still() || !this.shown) { this.shown = this.spot(); this.overlay(this.shown); return; }
    if (!this.gliding) this.glide();
  }

  spot() {
    const { x, y, sees } = this.place(this.at), { w } = this.last;
    return { x, y, sees, rx: this.at % w, ry: Math.floor(this.at / w) };
  }

  glide() {
    const goal = this.spot(), near = (a, b) => Math.abs(a - b) < 0.05;
    for (const k of ["x", "y", "rx", "ry"]) this.shown[k] += (goal[k] - this.shown[k]) * 0.35;
    this.shown.sees = goal.sees;
    const there = ["x", "y", "rx", "ry"].every((k) => near(this.shown[k], goal[k]));
    if (there) this.shown = goal;
    this.overlay(this.shown);
    this.gliding = there ? null : requestAnimationFrame(() => this.glide());
  }

  overlay(spot) {
    const svg = this.find("svg"), base = svg.getBoundingClientRect();
    svg.style.display = spot ? "" : "none";
    if (!spot) return;
    const from = this.photo.getBoundingClientRect(), to = this.result.getBoundingClientRect(), unit = this.unit;
    const box = (left, top, side, least) => {
      const grow = Math.max(0, least - side) / 2;
      return { x: left - grow, y: top - grow, width: side + 2 * grow, height: side + 2 * grow };
    };
    const window = box(from.left - base.left + (spot.x + this.margin) * unit,
      from.top - base.top + (spot.y + this.margin) * unit, spot.sees * unit, 14);
    const answer = box(to.left - base.left + spot.rx * unit, to.top - base.top + spot.ry * unit, unit, 10);
    const set = (node, facts) => { for (const k in facts) node.setAttribute(k, facts[k]); };
    set(svg.querySelector(".window"), { ...window, rx: 2 });
    set(svg.querySelector(".halo"), { ...window, rx: 2 });
    set(svg.querySelector(".answer"), { ...answer, rx: 2 });
    const [upper, lower] = svg.querySelectorAll("line");
    set(upper, { x1: window.x + window.width, y1: window.y, x2: answer.x, y2: answer.y });
    set(lower, { x1: window.x + window.width, y1: window.y + window.height, x2: answer.x, y2: answer.y + answer.height });
    this.taps(svg.querySelector("g"), spot, window, unit);
  }

  taps(group, spot, window, unit) {
    const { size, dilation, rounds } = this.data, taps = [];
    if (dilation > 1 && rounds === 1)
      for (let i = 0; i < size * size; i++) {
        const tap = document.createElementNS("http://www.w3.org/2000/svg", "rect");
        tap.setAttribute("class", "tap");
        tap.setAttribute("x", window.x + (i % size) * dilation * (window.width / spot.sees));
        tap.setAttribute("y", window.y + Math.floor(i / size) * dilation * (window.width / spot.sees));
        tap.setAttribute("width", Math.max(2, unit));
        tap.setAttribute("height", Math.max(2, unit));
        taps.push(tap);
      }
    group.replaceChildren(...taps);
  }

  numbers() {
    const { size, stride, dilation, op, show, words } = this.data, { w, full, values } = this.last;
    const x = this.at % w, y = Math.floor(this.at / w), sum = values[this.at];
    const seen = [], products = [];
    for (let i = 0; i < size * size; i++) {
      const row = y * stride + Math.floor(i / size) * dilation, column = x * stride + (i % size) * dilation;
      seen.push(full.x[row * full.w + column]);
      products.push(seen[i] * this.kernel[i]);
    }
    const most = Math.max(...products.map(Math.abs), 1);
    this.seenCells.forEach((cell, i) => {
      const v = Math.max(0, Math.min(255, this.data.rounds > 1 ? brightness[show](seen[i]) : seen[i]));
      cell.textContent = written(seen[i]);
      cell.style.background = `rgb(${v} ${v} ${v})`;
      cell.style.color = v > 120 ? "#111" : "#fff";
      cell.classList.toggle("best", op === "max" && seen[i] === sum);
    });
    this.productCells.forEach((cell, i) => {
      cell.textContent = written(products[i]);
      cell.style.background = tint(products[i], most);
    });
    const bright = Math.max(0, Math.min(255, brightness[show](sum)));
    const box = this.find(".sum"), chip = document.createElement("span");
    chip.className = "shown";
    chip.style.background = `rgb(${bright} ${bright} ${bright})`;
    box.replaceChildren(written(sum), " ", chip);
    this.result.dataset.at = `${x},${y}`;
    this.result.dataset.sum = sum;
    if (this.playing) return;
    const facts = { x: x + 1, y: y + 1, n: size * size, sum: written(sum), bright: Math.round(bright) };
    this.find(".said").textContent = filled(words[`said_${op}`], facts);
    this.result.setAttribute("aria-label", `${words.result_alt} ${this.find(".said").textContent}`);
  }

  listen() {
    const over = (canvas, toIndex) => {
      const point = (event) => {
        if (!this.count) return;
        const box = canvas.getBoundingClientRect();
        this.pause();
        this.move(toIndex((event.clientX - box.left) / this.unit, (event.clientY - box.top) / this.unit));
      };
      canvas.onpointermove = point;
      canvas.onpointerdown = point;
    };
    const within = (v, n) => Math.max(0, Math.min(n - 1, Math.floor(v)));
    over(this.result, (x, y) => within(y, this.last.h) * this.last.w + within(x, this.last.w));
    over(this.photo, (x, y) => {
      const first = this.place(0), { stride } = this.data, jump = stride ** (this.sizes.length - 1);
      const middle = (v, start) => (v - this.margin - start - first.sees / 2) / jump + 0.5;
      return within(middle(y, first.y), this.last.h) * this.last.w + within(middle(x, first.x), this.last.w);
    });
    this.result.onkeydown = (event) => {
      const { w } = this.last;
      const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: w, ArrowUp: -w, Home: -this.at, End: this.count }[event.key];
      if (event.key === " ") this.playing ? this.pause() : this.play();
      else if (step) { this.pause(); this.move(this.at + step); }
      else return;
      event.preventDefault();
    };
    this.range.oninput = () => { this.pause(); this.reveal(Number(this.range.value)); };
    this.find(".play").onclick = () => (this.playing ? this.pause() : this.play());
    this.find(".step").onclick = () => { this.pause(); this.reveal(this.grown < this.count ? this.at + 1 : this.at); this.fly(); };
    this.find(".back").onclick = () => { this.pause(); this.reveal(this.at - 1); };
    this.listenKernel();
  }

  listenKernel() {
    const cells = this.find(".kernel .cells"), index = (cell) => this.kernelCells.indexOf(cell);
    cells.oninput = (event) => {
      const value = parsed(event.target.value);
      event.target.classList.toggle("changed", value === null);
      if (value !== null) this.edit(index(event.target), value);
    };
    cells.onfocusin = (event) => this.brush === null && event.target.select?.();
    cells.onkeydown = (event) => {
      const step = { ArrowUp: 1, ArrowDown: -1 }[event.key], i = index(event.target);
      if (!step || !this.data.editable || i < 0) return;
      event.preventDefault();
      this.edit(i, +Math.max(-999, Math.min(999, this.kernel[i] + step * (event.shiftKey ? 0.1 : 1))).toFixed(4), true);
    };
    const paint = (event) => {
      if (this.brush === null || !event.buttons) return;
      event.preventDefault();
      event.target.releasePointerCapture?.(event.pointerId);
      const cell = this.root.getRootNode().elementFromPoint(event.clientX, event.clientY), i = index(cell);
      if (i >= 0 && this.kernel[i] !== this.brush) this.edit(i, this.brush, true);
    };
    cells.onpointerdown = paint;
    cells.onpointermove = paint;
  }

  reveal(at) {
    this.move(at);
    this.grown = this.at + 1;
    this.draw();
  }

  play() {
    if (!this.count) return;
    if (!this.playing) {
      if (this.grown >= this.count) { this.grown = 0; this.at = -1; }
      this.playing = { steps: 0, since: performance.now(), due: 0 };
    }
    this.find(".play").textContent = `⏸ ${this.data.words.pause}`;
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame((now) => this.tick(now));
  }

  // The first steps are slow and each product flies; then it goes faster, until the picture is full.
  tick(now) {
    const playing = this.playing;
    if (!playing) return;
    if (this.grown >= this.count) return this.pause();
    if (now >= playing.due) {
      const slow = playing.steps < SLOW_STEPS && !still(), fastest = this.count / (SWEEP_MS / 16);
      playing.speed = slow ? 1 : Math.min(fastest, (playing.speed ?? 1) * 1.06 + 0.02);
      this.carry = slow ? 1 : (this.carry ?? 0) + playing.speed * (fastest < 1 ? 1 : Math.min(1, fastest));
      const steps = Math.floor(this.carry);
      this.carry -= steps;
      if (steps) {
        const next = Math.min(this.count - 1, this.at + steps);
        this.move(next, !slow);
        this.grown = slow ? next : next + 1;
        this.draw();
        if (slow) this.fly(() => { if (this.playing) { this.grown = next + 1; this.draw(); } });
        playing.due = now + (slow ? SLOW_MS : 0);
      }
      playing.steps += 1;
    }
    this.frame = requestAnimationFrame((later) => this.tick(later));
  }

  pause() {
    const was = this.playing;
    this.playing = null;
    cancelAnimationFrame(this.frame);
    this.find(".play").textContent = `▶ ${this.data.words.play}`;
    if (was && this.count) this.numbers();
  }

  // Each product flies from its cell into the result pixel.
  fly(landed) {
    const cells = this.data.op === "conv" ? this.productCells : this.seenCells;
    if (still() || !this.count) return landed?.();
    const base = this.root.getBoundingClientRect(), to = this.result.getBoundingClientRect(), spot = this.spot();
    const x = to.left - base.left + (spot.rx + 0.5) * this.unit, y = to.top - base.top + (spot.ry + 0.5) * this.unit;
    const flights = cells.map((cell, i) => {
      const start = cell.getBoundingClientRect(), ghost = document.createElement("div");
      ghost.className = "fly";
      ghost.textContent = cell.textContent;
      ghost.style.cssText = `left:${start.left - base.left}px;top:${start.top - base.top}px;width:${start.width}px;height:${start.height}px`;
      this.root.appendChild(ghost);
      const dx = x - (start.left - base.left + start.width / 2), dy = y - (start.top - base.top + start.height / 2);
      const path = [
        { transform: "none", opacity: 0.95 },
        { transform: `translate(${dx}px, ${dy}px) scale(0.15)`, opacity: 0.7 },
      ];
      const flight = ghost.animate(path, { duration: FLY_MS, delay: i * (120 / cells.length), easing: "ease-in", fill: "both" });
      return flight.finished.finally(() => ghost.remove());
    });
    Promise.allSettled(flights).then(() => landed?.());
  }
}

// Blue for what adds, orange for what takes away; the sign is written as well.
function tint(value, most) {
  const share = most ? Math.min(1, Math.abs(value) / most) * 55 : 0;
  return `color-mix(in srgb, ${value < 0 ? "#D55E00" : "#0072B2"} ${share}%, var(--st-background-color))`;
}

function parsed(text) {
  const [top, bottom] = text.trim().replace("−", "-").replace(",", ".").split("/");
  const value = bottom === undefined ? Number(top) : Number(top) / Number(bottom);
  return top !== "" && Number.isFinite(value) && Math.abs(value) <= 999 ? value : null;
}

export default function ({ parentElement, data, setTriggerValue }) {
  let root = parentElement.querySelector(".exhibit");
  if (!root) {
    root = document.createElement("div");
    root.className = "exhibit";
    parentElement.appendChild(root);
    root.exhibit = new Exhibit(root);
  }
  root.exhibit.send = (cells) => setTriggerValue("cells", cells);
  root.exhibit.take(data);
}
