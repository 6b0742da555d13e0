// A window that slides over the photo: what it sees × kernel, summed, is one pixel of the result.
// Needs: sketch, convolve, knobs, convolution/kernels, convolution/number_grid, convolution/sliding_window_knobs,
// convolution/sliding_window_kernel, convolution/sliding_window_motion.
const MARKUP = `
  <div class="knobs"></div>
  <div class="pictures">
    <figure class="photo"><figcaption><span></span><b></b></figcaption><div class="frame"><canvas></canvas></div></figure>
    <figure class="result"><figcaption><span></span><b></b></figcaption>
      <div class="frame"><canvas tabindex="0" role="img"></canvas></div></figure>
    <svg aria-hidden="true"><line/><line/><g></g><rect class="halo"/><rect class="window"/><rect class="answer"/></svg>
  </div>
  <div class="bar"><button class="play" type="button"></button><button class="back" type="button">◀</button>
    <button class="step" type="button">▶</button><input type="range" min="0" step="1"></div>
  <div class="lens">
    <div class="block seen"><span></span><div class="cells"><canvas role="img"></canvas></div></div><div class="sign times">×</div>
    <div class="block kernel">
      <span></span><div class="cells"><canvas></canvas></div><span class="paint"></span><div class="brushes"></div></div>
    <div class="break"></div><div class="sign equals">=</div>
    <div class="block products"><span></span><div class="cells"><canvas role="img"></canvas></div></div><div class="sign">→</div>
    <div class="block answer"><span></span><div class="sum"><span></span><span class="shown"></span></div></div>
  </div>
  <p class="said" aria-live="polite"></p><p class="learn" aria-live="polite"></p>`;
const BRUSHES = [-1, 0, 1];

class SlidingWindow {
  constructor(root, _, setTriggerValue) {
    Object.assign(this, { root, at: 0, grown: Infinity, brush: null, shown: null, told: 0, busy: false });
    this.report = (moved) => setTriggerValue("moved", moved);
    root.innerHTML = MARKUP;
    const parts = {}; // they stay
    this.find = (selector) => (parts[selector] ??= root.querySelector(selector));
    this.photo = this.find(".photo canvas");
    this.result = this.find(".result canvas");
    this.range = this.find(".bar input");
    const grid = (block) => new NumberGrid(this.find(`.${block} canvas`), block !== "kernel");
    Object.assign(this, { seen: grid("seen"), weights: grid("kernel"), products: grid("products"), kernelCells: [] });
    this.knobs = new Knobs(this.find(".knobs"), () => this.relive(), (keys) => (keys ? this.tellSoon() : this.tell()));
    this.listen();
    new ResizeObserver(() => {
      if (this.data && root.clientWidth !== this.width) this.layout();
    }).observe(root);
  }

  take(data) {
    const first = !this.data, { busy, told, shape, kernel } = this, known = this.data;
    const mine = !first && (busy || data.told < told); // it answers what the hand has left behind
    if (first || data.pixels !== known.pixels) this.grey = Float64Array.from(bytesOf(data.pixels)); // all sums are of one kind
    this.data = { ...data };
    if (mine) {
      const { size, stride, dilation, amount, sigma, kind, rounds, filters } = known;
      Object.assign(this.data, { size, stride, dilation, amount, sigma, kind, rounds, filters });
    } else {
      this.told = data.told;
      this.kernel = Float64Array.from(data.kernel);
      this.written = [this.kernel.slice(), data.size];
      this.refill = first || keyOf(kernel) !== keyOf(this.kernel); // what is being written stays as it is written
      this.knobs.take(data.knobs, data.words);
    }
    this.name();
    this.settle();
    const fresh = first || data.pixels !== known.pixels || this.shape !== shape;
    if (fresh || this.at >= this.count) this.at = this.start();
    const linked = first && placeIn(data.at, this.last.w, this.last.h);
    if (linked) [this.at, this.placed] = [linked[1] * this.last.w + linked[0], true];
    else if (fresh && !first) [this.placed] = [false, note(data.link, null)];
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
    let best = Math.floor(h / 2) * w + Math.floor(w / 2), most = -Infinity;
    for (let y = Math.floor(h * 0.25); y < h * 0.6; y++)
      for (let x = Math.floor(w * 0.3); x < w * 0.7; x++)
        if (values[y * w + x] > most) most = values[(best = y * w + x)];
    return Math.min(best, Math.max(0, this.count - 1));
  }

  name() {
    const { words, op, editable } = this.data;
    const texts = {
      ".photo span": words.photo, ".result span": words.result, ".seen span": words.window, ".kernel span": words.kernel,
      ".products span": words.products, ".answer span": words[op], ".paint": words.paint,
    };
    for (const [selector, text] of Object.entries(texts)) this.find(selector).textContent = text;
    for (const [selector, text] of [[".back", words.back], [".step", words.step], [".bar input", words.scrub]]) {
      this.find(selector).setAttribute("aria-label", text);
      this.find(selector).title = text;
    }
    for (const part of [".times", ".kernel", ".equals", ".products"])
      this.find(part).style.display = op === "conv" ? "" : "none";
    for (const part of [".paint", ".brushes"]) this.find(part).style.display = editable ? "" : "none";
    this.find(".kernel .cells").style.cursor = editable ? "ew-resize" : "";
    this.find(".kernel .cells").style.touchAction = this.brush === null ? (editable ? "pan-y" : "") : "none";
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
    Object.assign(this, { width, boxes: null, laid: this.shape });
    const W = rounds > 1 ? w : w + before + after, H = rounds > 1 ? h : h + before + after;
    const unit = Math.min(half / Math.max(W, this.last.w), 460 / Math.max(H, this.last.h));
    Object.assign(this, { unit, margin: rounds > 1 ? 0 : before });
    for (const [canvas, cw, ch] of [[this.photo, W, H], [this.result, this.last.w, this.last.h]]) {
      canvas.style.width = `${cw * unit}px`;
      canvas.style.height = `${ch * unit}px`;
    }
    for (const frame of this.root.querySelectorAll(".frame"))
      frame.style.height = `${Math.max(H, this.last.h) * unit}px`;
    const narrow = width < 560, folded = op === "conv" && (narrow || size > 4);
    const across = op === "conv" ? (folded ? 2 : 3) * size : size, signs = folded ? 50 : 300;
    const cell = Math.floor(Math.min(folded ? 36 : 54, (width - (op === "conv" ? signs : 200)) / across - 2));
    this.find(".break").style.display = folded ? "" : "none";
    this.root.style.setProperty("--k", size);
    this.root.style.setProperty("--cell", `${cell}px`);
    Object.assign(this, { cell, type: Math.max(9, Math.min(18, cell * 0.36)) });
    this.root.style.setProperty("--type", `${this.type}px`);
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
    const { w, h, before, after, mirror, rounds } = this.data;
    const drawn = [w, h, before, after, mirror, rounds > 1].join();
    if (this.drawnGrey === this.grey && this.drawn === drawn) return;
    Object.assign(this, { drawnGrey: this.grey, drawn });
    const full = rounds > 1 ? { x: this.grey, w, h } : padded(this.grey, w, h, this.how());
    const margin = this.margin;
    painted(this.photo, full.w, full.h, full.x, "clip", (i) => {
      const x = (i % full.w) - margin, y = Math.floor(i / full.w) - margin;
      return x >= 0 && y >= 0 && x < w && y < h ? 255 : 110;
    });
  }

  draw() {
    const { w, h, values } = this.last;
    if (this.count) painted(this.result, w, h, values, this.data.show, this.grown < this.count && ((i) => (i < this.grown ? 255 : 26)));
    this.find(".play").disabled = !this.count;
    this.learn();
  }

  // What the layer has to learn: the numbers of all its filters, and one more for each.
  learn() {
    const { size, filters, knobs, words } = this.data, learn = (size * size + 1) * filters;
    if (this.learnt?.words === words && this.learnt.learn === learn) return;
    this.learnt = { words, learn };
    const facts = { k: size, filters, learn: learn.toLocaleString("en-US") };
    retext(this.find(".learn"), knobs.some(([name]) => name === "filters") ? filled(words.learn, facts) : "");
    this.root.dataset.learn = learn;
  }

  // The kernel is drawn on a canvas, too; its inputs lie above, and only the one that is written in shows its text.
  cells() {
    const { size, editable, words } = this.data, cells = this.find(".kernel .cells");
    while (this.kernelCells.length > size * size) this.kernelCells.pop().remove();
    while (this.kernelCells.length < size * size) this.kernelCells.push(cells.appendChild(create("input", { inputMode: "decimal" })));
    this.kernelCells.forEach((cell, i) => {
      cell.readOnly = !editable;
      cell.setAttribute("aria-label", filled(words.cell, { row: Math.floor(i / size) + 1, column: (i % size) + 1 }));
    });
    for (const grid of [this.seen, this.weights, this.products]) grid.place(size, this.cell, this.type);
    this.fillKernel();
  }

  fillKernel() {
    const { kernel } = this, focused = this.root.getRootNode().activeElement, most = Math.max(...kernel.map(Math.abs));
    const texts = Array.from(kernel, (v, i) => (this.kernelCells[i] === focused ? "" : written(v)));
    this.weights.draw(texts, Array.from(kernel, (v) => tint(v, most)));
    if (!this.busy) this.writeKernel();
  }

  // The numbers that can be written in, but for the one that is being written: when the hand rests.
  writeKernel() {
    const focused = this.root.getRootNode().activeElement;
    this.kernelCells.forEach((cell, i) => {
      const text = written(this.kernel[i]);
      if ((this.refill && cell.value !== text) || (focused !== cell && cell.value === "")) cell.value = text;
    });
    this.refill = false;
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
    const bytes = seen.map((v) => clamp(this.data.rounds > 1 ? shades[show](v) : v, 0, 255));
    const greys = bytes.map((v) => `rgb(${v}, ${v}, ${v})`), inks = bytes.map((v) => (v > 120 ? "#111" : "#fff"));
    this.seen.draw(seen.map(written), greys, inks, op === "max" ? seen.map((v) => v === sum) : []);
    if (op === "conv") this.products.draw(products.map(written), products.map((v) => tint(v, most)));
    const bright = Math.max(0, Math.min(255, shades[show](sum)));
    retext(this.find(".sum span"), `${written(sum)} `);
    dress(this.find(".shown"), "", `rgb(${bright} ${bright} ${bright})`);
    this.result.dataset.at = `${x},${y}`;
    this.result.dataset.sum = sum;
    if (this.playing) return;
    const facts = { x: x + 1, y: y + 1, n: size * size, sum: written(sum), bright: Math.round(bright) };
    const said = filled(words[`said_${op}`], facts);
    retext(this.find(".said"), said);
    this.result.setAttribute("aria-label", `${words.result_alt} ${said}`);
  }

  listen() {
    const over = (canvas, toIndex) => {
      const point = (event) => {
        if (!this.count) return;
        const box = canvas.getBoundingClientRect();
        this.pause();
        this.go(toIndex((event.clientX - box.left) / this.unit, (event.clientY - box.top) / this.unit));
      };
      canvas.onpointermove = point;
      canvas.onpointerdown = point;
    };
    const within = (v, n) => Math.max(0, Math.min(n - 1, Math.floor(v)));
    over(this.result, (x, y) => within(y, this.last.h) * this.last.w + within(x, this.last.w));
    over(this.photo, (x, y) => this.nearest(x - this.margin, y - this.margin));
    this.result.onkeydown = (event) => {
      const { w } = this.last;
      const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: w, ArrowUp: -w, Home: -this.at, End: this.count }[event.key];
      if (event.key === " ") this.playing ? this.pause() : this.play();
      else if (step) { this.pause(); this.go(this.at + step); }
      else return;
      event.preventDefault();
    };
    this.range.oninput = () => { this.pause(); this.reveal(Number(this.range.value)); };
    this.find(".play").onclick = () => (this.playing ? this.pause() : this.play());
    this.find(".step").onclick = () => { this.pause(); this.reveal(this.grown < this.count ? this.at + 1 : this.at); this.fly(); };
    this.find(".back").onclick = () => { this.pause(); this.reveal(this.at - 1); };
    this.listenKernel();
  }
}
Object.assign(SlidingWindow.prototype, ofKnobs, ofKernel, ofMotion);

export default (component) => exhibit(SlidingWindow, component);
