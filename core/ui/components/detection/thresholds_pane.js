// One network's boxes over the photo, and what two thresholds do to them.
// Needs: sketch, boxes, detection/nms_count.

// When what happens, in ms: boxes appear, those with a low score sink, neighbours are struck out one by one.
const FLOOD = 600, SINK = 1100, STRIKE = 1900, STRIKE_MS = 1900, FADE = 320, LEAVE = 260, SAME = 0.5;
const FAINT = "#E8EEF4", PLATED = 40, FEW_PLATED = 10, NARROW = 520; // so many boxes are named at most, fewer on a small photo

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
      <ol class="funnel">${"<li><b></b> <span></span></li>".repeat(4)}</ol>`;
    this.canvas = this.node.querySelector("canvas");
    this.photo = new PhotoCanvas(this.canvas, redraw);
    this.steps = [...this.node.querySelectorAll("li")];
    this.leaving = [];
    this.shown = [];
    this.agreed = null;
  }

  take(data, pane, words) {
    const fresh = this.raw !== pane.boxes || this.source !== data.photo;
    if (fresh)
      Object.assign(this, {
        raw: pane.boxes, source: data.photo, boxes: boxesOf(pane.boxes), scores: floatsOf(pane.scores),
        shown: [], leaving: [], over: -1,
      });
    Object.assign(this, { ids: pane.ids, labels: pane.labels, names: pane.names, all: pane.all, given: pane.given, doubt: pane.doubt });
    this.photo.take(data.photo, data.w, data.h);
    this.node.querySelector("figcaption b").textContent = pane.title;
    this.node.querySelector("figcaption span").textContent = pane.time;
    this.steps[0].hidden = !pane.given;
    const steps = [words.given, words.proposals, words.above, words.kept];
    steps.forEach((word, i) => { this.steps[i].querySelector("span").textContent = word; });
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
    const counts = { given: this.given, all: this.all, above: among.length, kept: this.kept.length };
    Object.values(counts).forEach((n, i) => { this.steps[i].querySelector("b").textContent = thousands(n); });
    Object.assign(this.node.dataset, { ...counts, shown: this.shown.length });
  }

  // The smallest box that is shown at a place of the canvas, −1 for none.
  under(px, py) {
    const x = px / this.photo.scale, y = py / this.photo.scale;
    const hit = this.shown.filter((i) => gripOf(this.boxes[i], x, y, 0));
    return hit.length ? hit.reduce((a, b) => (areaOf(this.boxes[b]) < areaOf(this.boxes[a]) ? b : a)) : -1;
  }

  called(i) { return calledBox(this.names[this.ids[i]], this.scores[i], this.scores[i] < this.doubt); }

  struckBy(box) { return [...this.fate.values()].filter(({ by }) => by === box); }

  // Draw the moment `t` of the story, Infinity for its end; `faint` says whether boxes that are out stay visible.
  draw(t, faint) {
    const ended = t === Infinity, out = clamp((t - SINK) / FADE, 0, 1);
    const clearing = 0.32 - 0.26 * clamp((t - STRIKE - STRIKE_MS) / FADE, 0, 1), rest = faint || this.over >= 0 ? 0.32 : 0.06;
    const g = this.photo.begin(ended ? rest : clearing);
    this.steps.forEach((step, i) => step.classList.toggle("on", t >= [0, FLOOD, SINK, STRIKE + STRIKE_MS][i]));
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
    if (!ended)
      for (const fate of this.fate.values())
        if (fate.by >= 0 && this.on(fate.box) && t >= fate.at && t < fate.at + FADE)
          this.flyOut(g, fate, (t - fate.at) / FADE);
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
    for (const i of [...boxes].reverse())
      this.photo.outline(
        g, this.boxes[i], BLUE, i === this.over ? 5 : 3, this.agreed && !this.agreed.has(i) ? [9, 6] : [],
      );
    const named = boxes.slice(0, this.photo.w * this.photo.scale < NARROW ? FEW_PLATED : PLATED);
    this.photo.plates(g, named.map((i) => ({ box: this.boxes[i], text: this.called(i), colour: BLUE })));
  }

  // The box under the hand, and those that it has struck out.
  tell(g) {
    for (const { box } of this.struckBy(this.over)) { g.globalAlpha = 0.75; this.photo.outline(g, this.boxes[box], RED, 1.2, [5, 5]); }
    g.globalAlpha = 1;
    this.photo.outline(g, this.boxes[this.over], BLUE, 5);
    this.photo.plate(g, this.boxes[this.over], this.called(this.over), BLUE);
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
