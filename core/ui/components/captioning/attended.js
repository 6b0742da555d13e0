// A sentence written word after word over its photo, with the place looked at and what else was likely.
// Needs: sketch, boxes.
const WRITE_MS = 520, DARK = 205; // time for a word, and how dark a place is that was not looked at, of 255

class Attended {
  constructor(root, setStateValue) {
    Object.assign(this, { root, at: 0, shown: 0, marks: new Set(), player: new Player(root) });
    this.send = (value) => setStateValue("marked", value);
    root.innerHTML = `<div class="sentence" role="group"></div>
      <div class="scene"><div class="look"><canvas tabindex="0" role="application"></canvas></div>
        <div class="likely"><p class="title"></p><ol></ol></div></div>
      <div class="bar"><button class="play" type="button"></button><button class="wrong" type="button"></button></div>
      <p class="said" aria-live="polite"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.canvas = this.find("canvas");
    this.photo = new PhotoCanvas(this.canvas, () => this.draw());
    root.addEventListener("keydown", (event) => this.key(event));
    this.find(".play").onclick = () => (this.player.running ? this.finish() : this.write());
    this.find(".wrong").onclick = () => this.mark();
  }

  take(data) {
    const fresh = !this.data || data.sentence !== this.data.sentence || data.photo !== this.data.photo;
    const maps = floatsOf(data.maps), cells = data.side ** 2;
    this.data = data;
    this.marks = new Set(data.marked ? data.marked.split(",").map(Number) : []);
    this.maps = data.steps.map((_, i) => maps.subarray(i * cells, (i + 1) * cells));
    if (fresh) this.build();
    this.find(".wrong").textContent = data.words.wrong;
    this.photo.take(data.photo, data.w, data.h);
    if (fresh && data.steps.length) this.write();
    else this.draw();
  }

  build() {
    this.at = 0;
    this.chips = this.data.steps.map(({ word, gloss }, i) => {
      const chip = create("button", { type: "button", className: "word" });
      chip.append(create("span", { textContent: word }));
      if (gloss) chip.append(create("small", { textContent: gloss }));
      chip.dataset.word = i;
      chip.onclick = chip.onfocus = () => this.choose(i);
      chip.onpointerenter = (event) => { if (event.pointerType === "mouse") this.choose(i); };
      return chip;
    });
    const holder = this.find(".sentence");
    holder.setAttribute("aria-label", this.data.words.sentence);
    holder.replaceChildren(...this.chips);
  }

  // Word after word appears; who wants it calm has the whole sentence at once.
  write() {
    const all = this.data.steps.length;
    if (CALM.matches) return this.finish();
    this.shown = 1;
    this.go(0);
    this.player.start((_, since) => {
      const n = Math.min(all, 1 + Math.floor(since / WRITE_MS));
      if (n > this.shown) { this.shown = n; this.go(n - 1); }
      if (since > all * WRITE_MS) this.finish();
    });
    this.draw();
  }

  finish() {
    this.player.stop();
    this.shown = this.data.steps.length;
    this.draw();
  }

  choose(i) {
    if (this.player.running) this.finish();
    this.go(i);
  }

  go(i) {
    const to = clamp(i, 0, this.data.steps.length - 1), from = this.now ?? this.maps[to];
    this.at = to;
    this.stop?.();
    this.stop = glide((t) => { this.now = from.map((v, k) => lerp(v, this.maps[to][k], t)); this.draw(); }, 260);
  }

  key(event) {
    const all = this.data.steps.length;
    const to = {
      ArrowRight: this.at + 1, ArrowDown: this.at + 1, ArrowLeft: this.at - 1, ArrowUp: this.at - 1, Home: 0, End: all - 1,
    }[event.key];
    if (event.key === "x" || event.key === "Delete") this.mark();
    else if (to === undefined || !all) return;
    else {
      const focused = event.target.classList.contains("word");
      this.choose(to);
      if (focused) this.chips[this.at].focus();
    }
    event.preventDefault();
  }

  mark() {
    if (!this.data.steps.length) return;
    if (!this.marks.delete(this.at)) this.marks.add(this.at);
    this.draw();
    const marks = [...this.marks].sort((a, b) => a - b);
    this.send(marks.length ? `${this.data.sentence}:${marks.join(",")}` : "");
  }

  draw() {
    if (!this.data) return;
    const g = this.photo.begin(), { steps, words } = this.data, step = steps[this.at];
    this.find(".play").textContent = this.player.running ? `❚❚ ${words.whole}` : `▶ ${words.again}`;
    if (!step) { this.find(".said").textContent = words.nothing; return; }
    this.veil(g);
    this.chips.forEach((chip, i) => {
      chip.classList.toggle("later", i >= this.shown);
      chip.classList.toggle("crossed", this.marks.has(i));
      chip.setAttribute("aria-current", i === this.at);
    });
    const wrong = this.find(".wrong");
    wrong.setAttribute("aria-pressed", this.marks.has(this.at));
    this.likely(step);
    this.say(step);
  }

  // Dark where it did not look; the brightest place has a frame.
  veil(g) {
    const { side, w, h } = this.data, map = this.now ?? this.maps[this.at], top = Math.max(...map);
    const small = new OffscreenCanvas(side, side), s = small.getContext("2d"), picture = s.createImageData(side, side);
    map.forEach((v, i) => picture.data.set([10, 16, 26, DARK * (1 - v / top)], 4 * i));
    s.putImageData(picture, 0, 0);
    g.imageSmoothingEnabled = true;
    g.imageSmoothingQuality = "high";
    g.drawImage(small, 0, 0, w * this.photo.scale, h * this.photo.scale);
    const [x, y] = this.peak(), cell = [w / side, h / side];
    this.photo.outline(g, [x * cell[0], y * cell[1], (x + 1) * cell[0], (y + 1) * cell[1]], BLUE);
  }

  // The column and row of the place that the present word was looked up at most.
  peak() {
    const map = this.maps[this.at], best = map.indexOf(Math.max(...map)), { side } = this.data;
    return [best % side, Math.floor(best / side)];
  }

  likely(step) {
    const { words } = this.data, rows = [step, ...step.others].sort((a, b) => b.p - a.p);
    this.find(".likely .title").textContent = filled(words.likely, { n: this.at + 1 });
    this.find(".likely ol").replaceChildren(...rows.map((row) => {
      const item = create("li", { className: row === step ? "own" : "" }), bar = create("i");
      bar.style.width = `${Math.max(1, 100 * row.p)}%`;
      item.append(create("b", { textContent: row.gloss ? `${row.word} ${row.gloss}` : row.word }),
        create("span", { textContent: percent(row.p) }), bar);
      return item;
    }));
  }

  say(step) {
    const { words, side } = this.data, [x, y] = this.peak(), map = this.maps[this.at];
    const third = (v) => Math.min(2, Math.floor((3 * (v + 0.5)) / side));
    const facts = {
      n: this.at + 1, word: step.word, p: percent(step.p), place: words[`place_${third(y)}${third(x)}`],
      share: percent(Math.max(...map)), even: percent(1 / side ** 2),
    };
    const said = filled(words.said, facts);
    this.find(".said").textContent = said;
    this.canvas.setAttribute("aria-label", `${words.alt} ${said}`);
    const marks = [...this.marks].sort((a, b) => a - b).join(",");
    Object.assign(this.root.dataset, { at: this.at, shown: this.shown, marks, peak: `${x},${y}` });
  }
}
const percent = (share) => (share > 0 && share < 0.001 ? "<0.1%" : `${fixed(100 * share, share < 0.0995 ? 1 : 0)}%`);
export default (component) => exhibit(Attended, component);
