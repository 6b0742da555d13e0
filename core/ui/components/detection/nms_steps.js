// Non-maximum suppression one box after the other, on the photo and in a list.
// Needs: sketch, boxes, detection/nms_count.
const FLIGHT_MS = 360, WHOLE_MS = 16000, PACE_MS = [45, 620]; // a flight; a whole run at most; between two boxes
const FEW = 12, SURE = 0.3; // so many boxes are all named, of more only those with such a score
const HEAVY = 5; // the outline of what a step is about

class NmsSteps {
  constructor(root, setStateValue) {
    Object.assign(this, { root, step: 0, flights: [], soft: false });
    this.shared = new Shared((settings) => setStateValue("settings", settings));
    root.innerHTML = `<div class="bar">
        <button class="play" type="button"></button><button class="back" type="button">◀</button>
        <button class="next" type="button">▶</button>
        <input class="scrub" type="range" min="0" step="1"><button class="soft" type="button" aria-pressed="false"></button></div>
      <div class="parts"><div class="look"><canvas tabindex="0" role="img"></canvas></div>
        <div class="side"><div class="head" aria-hidden="true"></div><ol tabindex="0"></ol></div></div>
      <p class="said" aria-live="polite"></p>
      <div class="bar limits">
        <label class="iou">
          <span></span><input type="range" min="0.05" max="0.95" step="0.01"><output></output></label>
        <label class="score"><span></span><input type="range" min="0.01" max="0.95" step="0.01"><output></output></label></div>`;
    this.find = (selector) => root.querySelector(selector);
    this.canvas = this.find("canvas");
    this.list = this.find("ol");
    this.photo = new PhotoCanvas(this.canvas, () => this.draw());
    this.find(".play").onclick = () => (this.timer ? this.pause() : this.play());
    this.find(".back").onclick = () => this.go(this.step - 1);
    this.find(".next").onclick = () => this.go(this.step + 1);
    this.find(".scrub").oninput = (event) => this.go(Number(event.target.value));
    this.find(".soft").onclick = () => {
      this.soft = !this.soft;
      this.find(".soft").setAttribute("aria-pressed", this.soft);
      this.find(".side").classList.toggle("softened", this.soft);
      this.pause();
      this.go(this.happens.length);
    };
    for (const name of ["iou", "score"]) {
      const range = this.find(`.${name} input`);
      range.oninput = () => { this[name] = Number(range.value); this.pause(); this.count(); this.go(this.happens.length); };
      range.onchange = () => this.shared.put(`${this.score.toFixed(2)},${this.iou.toFixed(2)}`);
    }
    root.addEventListener("keydown", (event) => this.key(event));
    this.list.onclick = (event) => {
      const row = event.target.closest("li");
      if (row) {
        this.pause();
        this.go(this.when.get(Number(row.dataset.box)) + 1);
      }
    };
  }

  key(event) {
    if (event.target.matches("input, button")) return;
    const to = {
      ArrowRight: this.step + 1, ArrowDown: this.step + 1, ArrowLeft: this.step - 1, ArrowUp: this.step - 1,
      PageDown: this.step + 10, PageUp: this.step - 10, Home: 0, End: 1e9,
    }[event.key];
    if (event.key === " ") this.timer ? this.pause() : this.play();
    else if (to !== undefined) { this.pause(); this.go(to); }
    else return;
    event.preventDefault();
  }

  take(data) {
    const before = this.data, fresh = !before || before.boxes !== data.boxes || before.scores !== data.scores;
    this.data = data;
    if (this.shared.news(data.settings) || this.iou === undefined) [this.score, this.iou] = data.settings.split(",").map(Number);
    if (fresh) Object.assign(this, { boxes: boxesOf(data.boxes), scores: floatsOf(data.scores), ids: data.ids });
    this.photo.take(data.photo, data.w, data.h);
    this.name();
    this.count();
    if (!fresh) return this.go(Math.min(this.step, this.happens.length), true);
    this.pause();
    if (CALM.matches) this.go(this.happens.length, true);
    else { this.go(0, true); this.play(); }
  }

  name() {
    const { words } = this.data;
    for (const [name, text] of [["back", words.back], ["next", words.next]]) {
      this.find(`.${name}`).title = text;
      this.find(`.${name}`).setAttribute("aria-label", text);
    }
    this.find(".scrub").setAttribute("aria-label", words.scrub);
    this.find(".soft").textContent = words.soft;
    this.find(".iou span").textContent = words.iou;
    this.find(".score span").textContent = words.score;
    this.list.setAttribute("aria-label", words.list);
    this.find(".head").replaceChildren(
      ...[words.rank, words.thing, words.trust, words.softened, words.fate].map((text, i) =>
        create("span", { textContent: text, className: i === 3 ? "low" : "" }),
      ),
    );
    this.label();
  }

  label() { const { words } = this.data; this.find(".play").textContent = this.timer ? `❚❚ ${words.pause}` : `▶ ${words.play}`; }

  // Work out everything that the thresholds decide.
  count() {
    const limit = single(this.score);
    this.among = [...this.scores.keys()].filter((i) => this.scores[i] > limit);
    this.happens = struckOut(this.boxes, this.ids, this.among, this.iou);
    this.lowered = softened(this.boxes, this.ids, this.scores, this.among);
    this.when = new Map(this.happens.map(({ box }, t) => [box, t]));
    this.rank = new Map(this.among.map((box, i) => [box, i + 1]));
    this.result = {
      all: this.among.length, kept: this.happens.filter(({ by }) => by < 0).length,
      soft: this.among.filter((i) => this.lowered[i] > limit).length,
    };
    this.find(".scrub").max = this.happens.length;
    for (const name of ["iou", "score"]) {
      this.find(`.${name} input`).value = this[name];
      this.find(`.${name} output`).textContent = fixed(this[name]);
    }
    this.rows();
    Object.assign(this.root.dataset, this.result);
  }

  rows() {
    const { names } = this.data;
    this.list.replaceChildren(...this.among.map((box, i) => {
      const row = document.createElement("li"), score = this.scores[box], low = this.lowered[box];
      row.dataset.box = box;
      row.innerHTML = `<span>${i + 1}</span><span class="thing"></span><span>${fixed(score)}</span>
        <span class="low">
          <i style="width:${100 * score}%"></i><b style="width:${100 * low}%"></b><em>${fixed(low)}</em></span>
        <span class="fate"></span>`;
      row.querySelector(".thing").textContent = names[this.ids[box]];
      return row;
    }));
    this.items = new Map([...this.list.children].map((row) => [Number(row.dataset.box), row]));
  }

  play() {
    if (this.step >= this.happens.length) this.go(0, true);
    const pace = clamp(WHOLE_MS / Math.max(1, this.happens.length), ...PACE_MS);
    this.timer = setInterval(() => { this.go(this.step + 1); if (this.step >= this.happens.length) this.pause(); }, pace);
    this.label();
  }

  pause() {
    clearInterval(this.timer);
    this.timer = 0;
    if (this.data) this.label();
  }

  // Go to a step; a box that is struck out by just that step flies out.
  go(to, quiet = false) {
    const before = this.step;
    this.step = clamp(to, 0, this.happens.length);
    const last = this.happens[this.step - 1];
    if (!quiet && !CALM.matches && this.step === before + 1 && last.by >= 0) {
      this.flights.push({ ...last, started: performance.now() });
      this.fly();
    } else if (this.step !== before + 1) this.flights = [];
    this.mark();
    this.draw();
  }

  fly() {
    if (this.frame) return;
    const tick = (now) => {
      this.flights = this.flights.filter(({ started }) => now - started < FLIGHT_MS);
      this.draw();
      this.frame = this.flights.length ? requestAnimationFrame(tick) : 0;
    };
    this.frame = requestAnimationFrame(tick);
  }

  mark() {
    const { words, names } = this.data, last = this.happens[this.step - 1], done = this.step >= this.happens.length;
    this.happens.forEach(({ box, by, overlap }, t) => {
      const row = this.items.get(box), known = t < this.step;
      row.className = `${known ? (by < 0 ? "kept" : "struck") : "open"}${t === this.step - 1 ? " now" : ""}`;
      const fate = known ? (by < 0 ? `✓ ${words.kept}` : filled(words.struck, { iou: fixed(overlap), by: this.rank.get(by) })) : "";
      if (row.lastChild.textContent !== fate) row.lastChild.textContent = fate;
    });
    const row = last && this.items.get(last.box);
    if (row) this.list.scrollTop = row.offsetTop - this.list.clientHeight / 2;
    this.find(".scrub").value = this.step;
    const called = (box) => ({ n: this.rank.get(box), name: names[this.ids[box]], score: fixed(this.scores[box]) });
    const facts = last && {
      ...called(last.box), step: this.step, all: this.happens.length, iou: fixed(last.overlap),
      limit: fixed(this.iou),
    };
    if (last && last.by >= 0) { const by = called(last.by); Object.assign(facts, { by: by.n, by_score: by.score }); }
    let said = !this.happens.length
      ? words.said_none
      : !last
        ? filled(words.said_start, this.result)
        : filled(last.by < 0 ? words.said_kept : words.said_struck, facts);
    if (done && this.happens.length) said = filled(words.said_end, this.result);
    this.find(".said").textContent = said;
    this.canvas.setAttribute("aria-label", `${words.alt} ${said}`);
    this.root.dataset.step = this.step;
  }

  draw() {
    const { photo, happens, step, boxes } = this, g = photo.begin(0.3), last = happens[step - 1], done = step >= happens.length;
    if (this.soft) return this.drawSoft(g);
    g.lineWidth = 1.2;
    g.strokeStyle = SKY;
    g.globalAlpha = clamp(14 / Math.sqrt(happens.length + 1) / 2, 0.3, 0.8);
    for (let t = happens.length - 1; t >= step; t--) g.strokeRect(...photo.at(boxes[happens[t].box]));
    g.globalAlpha = 1;
    const kept = happens.slice(0, step).filter(({ by }) => by < 0).map(({ box }) => box);
    const about = (box) => last && (box === last.box || (!done && box === last.by));
    for (const box of kept) this.photo.outline(g, this.boxes[box], BLUE, about(box) ? HEAVY : 3);
    const named = kept.filter((box) => about(box) || this.result.kept <= FEW || this.scores[box] > SURE);
    this.photo.plates(g, named.map((box) => ({ box: this.boxes[box], text: this.called(box), colour: BLUE })));
    for (const flight of this.flights) this.flyOut(g, flight);
    if (last && last.by >= 0 && !done && !this.flights.some(({ box }) => box === last.box)) this.strike(g, last, 1);
  }

  called(box) {
    const { names, doubt } = this.data, score = this.scores[box];
    return calledBox(names[this.ids[box]], score, score < doubt);
  }

  strike(g, { box, overlap }, alpha) {
    g.globalAlpha = alpha;
    this.photo.outline(g, this.boxes[box], RED, 2, [7, 5]);
    this.photo.plate(g, this.boxes[box], `✕ IoU ${fixed(overlap)}`, RED, true);
    g.globalAlpha = 1;
  }

  // A box on its way out: it turns, shrinks and fades away from the box that struck it.
  flyOut(g, flight) {
    const t = clamp((performance.now() - flight.started) / FLIGHT_MS, 0, 1), a = this.boxes[flight.box];
    const b = this.boxes[flight.by], s = this.photo.scale;
    const x = ((a[0] + a[2]) / 2) * s, y = ((a[1] + a[3]) / 2) * s, dx = x - ((b[0] + b[2]) / 2) * s || 1;
    const dy = y - ((b[1] + b[3]) / 2) * s || -1, far = (90 * t * t) / Math.hypot(dx, dy);
    g.save();
    g.translate(x + dx * far, y + dy * far - 30 * t * t);
    g.rotate(0.25 * t * t * Math.sign(dx));
    g.scale(1 - 0.35 * t, 1 - 0.35 * t);
    g.translate(-x, -y);
    this.strike(g, flight, 1 - t * t);
    g.restore();
  }

  drawSoft(g) {
    const limit = single(this.score);
    for (const box of [...this.among].reverse()) {
      const low = this.lowered[box], stays = low > limit;
      g.globalAlpha = stays ? 1 : 0.28;
      if (stays) this.photo.outline(g, this.boxes[box], BLUE, 1.5 + 3 * low);
      else {
        g.strokeStyle = SKY;
        g.lineWidth = 1;
        g.strokeRect(...this.photo.at(this.boxes[box]));
      }
    }
    g.globalAlpha = 1;
    const stay = this.among.filter((box) => this.lowered[box] > limit).sort((a, b) => this.lowered[b] - this.lowered[a]);
    this.photo.plates(g, stay.map((box) => (
      { box: this.boxes[box], text: `${this.called(box)} → ${fixed(this.lowered[box])}`, colour: BLUE }
    )));
  }
}
export default (component) => exhibit(NmsSteps, component);
