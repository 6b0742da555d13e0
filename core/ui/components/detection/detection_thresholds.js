// When what happens, in ms: boxes appear, those with a low score sink, neighbours are struck out one by one.
const FLOOD = 600, SINK = 1100, STRIKE = 1900, STRIKE_MS = 1900, FADE = 320, LEAVE = 260, SAME = 0.5;
const RED = "#CC3311", FAINT = "#E8EEF4", PLATED = 40; // so many boxes are named at most

// Which boxes of two networks mean the same thing, as `core.detection.agreement` pairs them.
function pairsOf(a, b) {
  const found = [];
  for (const i of a.shown) for (const j of b.shown) {
    const overlap = a.labels[a.ids[i]] === b.labels[b.ids[j]] ? iouOf(a.boxes[i], b.boxes[j]) : 0;
    if (overlap >= SAME) found.push([overlap, i, j]);
  }
  const mine = new Set(), theirs = new Set();
  found.sort((x, y) => y[0] - x[0]);
  for (const [, i, j] of found) if (!mine.has(i) && !theirs.has(j)) { mine.add(i); theirs.add(j); }
  return [mine, theirs];
}

// One network's boxes over the photo.
class Pane {
  constructor(redraw) {
    this.node = document.createElement("figure");
    this.node.innerHTML = `<figcaption><b></b><span></span></figcaption><div class="look"><canvas tabindex="0" role="img"></canvas></div>
      <ol class="funnel"><li><b></b> <span></span></li><li><b></b> <span></span></li><li><b></b> <span></span></li></ol>`;
    this.canvas = this.node.querySelector("canvas");
    this.photo = new PhotoCanvas(this.canvas, redraw);
    this.steps = [...this.node.querySelectorAll("li")];
    this.leaving = [];
    this.shown = [];
    this.agreed = null;
  }

  take(data, pane, words) {
    const fresh = this.raw !== pane.boxes || this.source !== data.photo;
    if (fresh) Object.assign(this, { raw: pane.boxes, source: data.photo, boxes: boxesOf(pane.boxes), scores: floatsOf(pane.scores), shown: [], leaving: [], over: -1 });
    Object.assign(this, { ids: pane.ids, labels: pane.labels, names: pane.names, all: pane.all });
    this.photo.take(data.photo, data.w, data.h);
    this.node.querySelector("figcaption b").textContent = pane.title;
    this.node.querySelector("figcaption span").textContent = pane.time;
    [words.proposals, words.above, words.kept].forEach((word, i) => { this.steps[i].querySelector("span").textContent = word; });
    return fresh;
  }

  // Sort all boxes by what the thresholds do to them. Struck-out boxes know when, by which and why.
  count(score, iou, off) {
    const limit = single(score), among = [...this.scores.keys()].filter((i) => this.scores[i] > limit), before = this.shown;
    const happens = struckOut(this.boxes, this.ids, among, iou), pace = STRIKE_MS / Math.max(1, happens.length);
    this.fate = new Map(happens.map((what, t) => [what.box, { ...what, at: STRIKE + t * pace }]));
    this.kept = happens.filter(({ by }) => by < 0).map(({ box }) => box);
    const label = (i) => this.labels[this.ids[i]];
    this.shown = this.kept.filter((i) => !off.has(label(i)));
    this.on = (i) => !off.has(label(i));
    const now = performance.now();
    if (before.length && !CALM.matches) this.leaving = before.filter((i) => !this.shown.includes(i)).map((i) => ({ i, started: now }));
    [this.all, among.length, this.kept.length].forEach((n, i) => { this.steps[i].querySelector("b").textContent = thousands(n); });
    Object.assign(this.node.dataset, { all: this.all, above: among.length, kept: this.kept.length, shown: this.shown.length });
  }

  // The smallest box that is shown at a place of the canvas, −1 for none.
  under(px, py) {
    const x = px / this.photo.scale, y = py / this.photo.scale;
    const hit = this.shown.filter((i) => gripOf(this.boxes[i], x, y, 0));
    return hit.length ? hit.reduce((a, b) => (areaOf(this.boxes[b]) < areaOf(this.boxes[a]) ? b : a)) : -1;
  }

  struckBy(box) { return [...this.fate.values()].filter(({ by }) => by === box); }

  // Draw the moment `t` of the story, Infinity for its end; `faint` says whether boxes that are out stay visible.
  draw(t, faint) {
    const ended = t === Infinity, out = clamp((t - SINK) / FADE, 0, 1);
    const g = this.photo.begin(ended ? (faint || this.over >= 0 ? 0.32 : 0.06) : 0.32 - 0.26 * clamp((t - STRIKE - STRIKE_MS) / FADE, 0, 1));
    this.steps.forEach((step, i) => step.classList.toggle("on", t >= [0, SINK, STRIKE + STRIKE_MS][i]));
    const thin = clamp(22 / Math.sqrt(this.boxes.length + 1) / 2, 0.22, 0.75), appear = clamp(t / FLOOD, 0, 1) * this.boxes.length;
    g.lineWidth = 1.1;
    for (let i = this.boxes.length - 1; i >= 0; i--) {
      if (this.boxes.length - i > appear || !this.on(i)) continue;
      const fate = this.fate.get(i);
      if (fate && (ended || t >= fate.at) && (fate.by < 0 || !faint)) continue;
      const alpha = fate ? (ended ? 0.5 : thin + 0.15) : ended ? 0.22 : thin * (1 - out * (faint ? 0.6 : 1));
      if ((!fate && ended && !faint) || alpha < 0.02) continue;
      g.globalAlpha = alpha;
      g.strokeStyle = fate ? SKY : FAINT;
      g.setLineDash(fate && ended ? [4, 4] : []);
      const [x, y, w, h] = this.photo.at(this.boxes[i]);
      g.strokeRect(x, y + (fate || faint ? 0 : 18 * out * out), w, h);
    }
    g.setLineDash([]);
    g.globalAlpha = 1;
    if (!ended) for (const fate of this.fate.values()) if (fate.by >= 0 && this.on(fate.box) && t >= fate.at && t < fate.at + FADE) this.flyOut(g, fate, (t - fate.at) / FADE);
    this.keep(g, ended ? this.shown : this.shown.filter((i) => t >= this.fate.get(i).at));
    if (ended && this.over >= 0) this.tell(g);
  }

  keep(g, boxes) {
    const now = performance.now();
    for (const { i, started } of this.leaving) {
      g.globalAlpha = clamp(1 - (now - started) / LEAVE, 0, 1);
      this.photo.outline(g, this.boxes[i], SKY, 2, [6, 5]);
    }
    g.globalAlpha = 1;
    for (const i of [...boxes].reverse()) this.photo.outline(g, this.boxes[i], BLUE, i === this.over ? 5 : 3, this.agreed && !this.agreed.has(i) ? [9, 6] : []);
    this.plates(g, boxes);
  }

  // Name the boxes, the surest first, each where its plate covers no other; who finds no place stays without.
  plates(g, boxes) {
    const { scale, w, h } = this.photo, [cw, ch] = [w * scale, h * scale], high = 24, placed = [];
    g.font = `600 ${cw < 420 ? 14 : 15}px ${getComputedStyle(this.canvas).fontFamily}`;
    g.textBaseline = "middle";
    for (const i of boxes.slice(0, PLATED)) {
      const text = `${this.names[this.ids[i]]} ${fixed(this.scores[i])}`, wide = g.measureText(text).width + 12;
      const [x, y, bw, bh] = this.photo.at(this.boxes[i]);
      const spots = [[x, y - high], [x, y], [x + bw - wide, y - high], [x, y + bh - high], [x + bw - wide, y + bh - high], [x, y + bh]];
      const spot = spots.map(([left, top]) => [clamp(left, 0, Math.max(0, cw - wide)), clamp(top, 0, ch - high)])
        .find(([left, top]) => placed.every(([l, t, r]) => left >= r || left + wide <= l || Math.abs(top - t) >= high));
      if (!spot) continue;
      placed.push([spot[0], spot[1], spot[0] + wide]);
      g.fillStyle = BLUE;
      g.fillRect(spot[0], spot[1], wide, high);
      g.fillStyle = "#fff";
      g.fillText(text, spot[0] + 6, spot[1] + high / 2 + 0.5);
    }
  }

  // The box under the hand, and those that it has struck out.
  tell(g) {
    for (const { box } of this.struckBy(this.over)) { g.globalAlpha = 0.75; this.photo.outline(g, this.boxes[box], RED, 1.2, [5, 5]); }
    g.globalAlpha = 1;
    this.photo.outline(g, this.boxes[this.over], BLUE, 5);
    this.photo.plate(g, this.boxes[this.over], `${this.names[this.ids[this.over]]} ${fixed(this.scores[this.over])}`, BLUE);
  }

  flyOut(g, { box, by, overlap }, t) {
    const a = this.boxes[box], b = this.boxes[by], s = this.photo.scale, x = ((a[0] + a[2]) / 2) * s, y = ((a[1] + a[3]) / 2) * s;
    const dx = x - ((b[0] + b[2]) / 2) * s || 1, dy = y - ((b[1] + b[3]) / 2) * s || -1, far = (80 * t * t) / Math.hypot(dx, dy);
    g.save();
    g.translate(x + dx * far, y + dy * far - 26 * t * t);
    g.rotate(0.22 * t * t * Math.sign(dx));
    g.scale(1 - 0.3 * t, 1 - 0.3 * t);
    g.translate(-x, -y);
    g.globalAlpha = 1 - t * t;
    this.photo.outline(g, a, RED, 2, [7, 5]);
    this.photo.plate(g, a, `✕ IoU ${fixed(overlap)}`, RED, true);
    g.restore();
  }
}

class Sieve {
  constructor(root, setStateValue) {
    Object.assign(this, { root, panes: [], faint: false, started: -Infinity });
    this.shared = new Shared((settings) => setStateValue("settings", settings));
    this.sharedOff = new Shared((off) => setStateValue("off", off));
    root.innerHTML = `<div class="panes"></div><p class="said" aria-live="polite"></p><div class="bar limits"><label class="score"><span></span><input type="range" min="0.01" max="0.95" step="0.01"><output></output></label>
      <label class="iou"><span></span><input type="range" min="0.05" max="0.95" step="0.01"><output></output></label></div>
      <div class="bar"><button class="play" type="button"></button><button class="faint" type="button" aria-pressed="false"></button></div>
      <div class="chips" role="group"></div>`;
    this.find = (selector) => root.querySelector(selector);
    this.find(".play").onclick = () => (this.running() ? this.end() : this.play());
    this.find(".faint").onclick = () => { this.faint = !this.faint; this.find(".faint").setAttribute("aria-pressed", this.faint); this.end(); };
    for (const name of ["score", "iou"]) {
      const range = this.find(`.${name} input`);
      range.oninput = () => { this[name] = Number(range.value); this.end(false); this.count(); this.draw(); };
      range.onchange = () => this.shared.put(`${this.score.toFixed(2)},${this.iou.toFixed(2)}`);
    }
  }

  pane(i) {
    const pane = new Pane(() => this.draw());
    pane.canvas.onpointermove = (event) => { if (!this.running()) this.point(i, pane.under(event.offsetX, event.offsetY)); };
    pane.canvas.onpointerleave = () => this.point(i, -1);
    pane.canvas.onblur = () => this.point(i, -1);
    pane.canvas.onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key], n = pane.shown.length;
      if (event.key === " ") this.play();
      else if (step && n) { this.end(false); this.point(i, pane.shown[(pane.shown.indexOf(pane.over) + step + (step < 0 && pane.over < 0 ? 1 : 0) + n) % n]); }
      else return;
      event.preventDefault();
    };
    return pane;
  }

  take(data) {
    const { words } = data;
    this.data = data;
    while (this.panes.length > data.panes.length) this.panes.pop();
    while (this.panes.length < data.panes.length) this.panes.push(this.pane(this.panes.length));
    this.find(".panes").replaceChildren(...this.panes.map((pane) => pane.node));
    this.find(".panes").style.setProperty("--n", this.panes.length);
    const fresh = this.panes.map((pane, i) => pane.take(data, data.panes[i], words)).some(Boolean);
    if (this.shared.news(data.settings) || this.score === undefined) [this.score, this.iou] = data.settings.split(",").map(Number);
    if (this.sharedOff.news(data.off) || !this.off) this.off = new Set(data.off ? data.off.split(".") : []);
    this.find(".score span").textContent = words.score;
    this.find(".iou span").textContent = words.iou;
    this.find(".faint").textContent = words.faint;
    this.find(".chips").setAttribute("aria-label", words.classes);
    this.count();
    if (fresh && !CALM.matches) this.play();
    else this.draw();
    this.label();
  }

  // Work out all that the thresholds decide.
  count() {
    for (const pane of this.panes) { pane.count(this.score, this.iou, this.off); pane.over = -1; }
    const [a, b] = this.panes;
    if (b) [a.agreed, b.agreed] = pairsOf(a, b);
    else a.agreed = null;
    for (const name of ["score", "iou"]) { this.find(`.${name} input`).value = this[name]; this.find(`.${name} output`).textContent = fixed(this[name]); }
    this.chips();
    this.say();
    Object.assign(this.root.dataset, { shown: this.panes.map((pane) => pane.shown.length), agreed: b ? a.agreed.size : "" });
    if (this.panes.some((pane) => pane.leaving.length)) this.move();
  }

  say() {
    const { words } = this.data, [a, b] = this.panes, over = this.panes.find((pane) => pane.over >= 0);
    let said = filled(a.shown.length ? words.said : words.said_none, { n: a.shown.length });
    if (b) { const things = a.shown.length + b.shown.length - a.agreed.size; said = filled(things ? words.said_both : words.said_none, { a: a.shown.length, b: b.shown.length, both: a.agreed.size, things }); }
    if (over) {
      const struck = over.struckBy(over.over), name = over.names[over.ids[over.over]], score = fixed(over.scores[over.over]);
      said = filled(struck.length ? words.said_box : words.said_alone, { name, score, n: struck.length, low: fixed(Math.min(...struck.map((s) => s.overlap))) });
    }
    if (this.find(".said").textContent !== said) this.find(".said").textContent = said;
    for (const pane of this.panes) pane.canvas.setAttribute("aria-label", `${words.alt} ${pane.shown.slice(0, 12).map((i) => `${pane.names[pane.ids[i]]} ${fixed(pane.scores[i])}`).join(", ")}`);
  }

  // A switch for each class that is found, with how often.
  chips() {
    const { words } = this.data, found = new Map();
    for (const [p, pane] of this.panes.entries()) for (const i of pane.kept) {
      const label = pane.labels[pane.ids[i]];
      if (!found.has(label)) found.set(label, { name: pane.names[pane.ids[i]], counts: this.panes.map(() => 0) });
      found.get(label).counts[p] += 1;
    }
    const wanted = [...found].map(([label, { name, counts }]) => {
      const chip = document.createElement("button"), on = !this.off.has(label);
      Object.assign(chip, { type: "button", textContent: `${on ? "✓ " : ""}${name} ` });
      chip.append(Object.assign(document.createElement("b"), { textContent: counts.join(" · ") }));
      chip.dataset.label = label;
      chip.setAttribute("aria-pressed", on);
      chip.onclick = () => { on ? this.off.add(label) : this.off.delete(label); this.filter(label); };
      return chip;
    });
    if ([...this.off].some((label) => found.has(label))) {
      const every = Object.assign(document.createElement("button"), { type: "button", textContent: words.every });
      every.onclick = () => { this.off.clear(); this.filter(); };
      wanted.push(every);
    }
    this.find(".chips").replaceChildren(...wanted);
  }

  filter(label) {
    this.end(false);
    this.count();
    this.draw();
    this.find(`.chips [data-label="${label}"]`)?.focus();
    this.sharedOff.put([...this.off].join("."));
  }

  point(i, box) {
    const pane = this.panes[i];
    if (!pane || pane.over === box) return;
    pane.over = box;
    this.draw();
    this.say();
  }

  running() { return performance.now() - this.started < STRIKE + STRIKE_MS + 2 * FADE; }
  play() { for (const pane of this.panes) Object.assign(pane, { over: -1, leaving: [] }); this.started = performance.now(); this.move(); this.label(); }
  end(draw = true) { this.started = -Infinity; this.label(); if (draw) this.draw(); }
  label() { const { words } = this.data; this.find(".play").textContent = this.running() ? `■ ${words.skip}` : `▶ ${words.play}`; }

  move() {
    if (this.frame) return;
    const tick = (now) => {
      for (const pane of this.panes) pane.leaving = pane.leaving.filter(({ started }) => now - started < LEAVE);
      this.draw();
      const more = this.running() || this.panes.some((pane) => pane.leaving.length);
      this.frame = more && this.root.isConnected ? requestAnimationFrame(tick) : 0;
      if (!more) this.end();
    };
    this.frame = requestAnimationFrame(tick);
  }

  draw() {
    const t = this.running() ? performance.now() - this.started : Infinity;
    for (const pane of this.panes) pane.draw(t, this.faint);
  }
}
export default (component) => exhibit(Sieve, component);
