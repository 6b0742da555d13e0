// Boxes that follow things in the live picture; the threshold acts at once, things are counted over time.
// Needs: sketch, boxes, courier, live/camera, live/painting.
const COUNTED = 3;

class LiveDetect extends LiveCamera {
  build(beside) {
    beside.innerHTML = `<label><span></span><input type="range" min="5" max="95" step="1" value="25"><b></b></label>
      <p class="said" aria-live="off"></p><h4></h4><canvas class="counts" role="img"></canvas>`;
    this.boxes = new GlidingBoxes();
    this.find("input").oninput = () => { if (this.latest) this.hear(this.latest, performance.now()); this.draw(); };
    this.silence();
  }

  silence() { Object.assign(this, { past: [], latest: null, tints: new Map() }); this.boxes.take([], 0); }

  tint(kind) {
    if (!this.tints.has(kind)) this.tints.set(kind, TINTS[this.tints.size % TINTS.length]);
    return this.tints.get(kind);
  }

  hear(answer, now) {
    const least = Number(this.find("input").value) / 100, repeated = answer === this.latest;
    this.latest = answer;
    const kept = answer.boxes.filter((thing) => thing.score >= least), counts = new Map();
    for (const thing of kept) counts.set(thing.kind, (counts.get(thing.kind) ?? 0) + 1);
    this.boxes.take(kept, now);
    this.names = { ...this.names, ...Object.fromEntries(kept.map((thing) => [thing.kind, thing.name])) };
    if (repeated) this.past.pop();
    this.past = [...this.past.filter((one) => now - one.at < KEEP_MS), { at: now, counts }];
    const sure = new Set(kept.filter((thing) => !thing.doubtful).map(({ kind }) => kind));
    const called = (kind) => `${this.names[kind]}${sure.has(kind) ? "" : "?"}`;
    const listed = [...counts].sort((a, b) => b[1] - a[1]).map(([kind, n]) => `${called(kind)} ${n}`).join(", ");
    this.find(".said").textContent = listed || this.data.words.nothing;
    this.root.dataset.boxes = JSON.stringify(kept.map(({ kind, box }) => [kind, ...box]));
    this.chart(now);
  }

  paint(context, w, h, now) {
    for (const thing of this.boxes.at(now))
      frameBox(context, across(this, thing.box, w, h), this.tint(thing.kind), calledBox(thing.name, thing.score, thing.doubtful));
  }

  chart(now) {
    const canvas = this.find(".counts"), { words } = this.data, w = canvas.clientWidth, h = 130;
    canvas.style.height = `${h}px`;
    const seen = new Map();
    for (const { counts } of this.past) for (const [kind, n] of counts) seen.set(kind, (seen.get(kind) ?? 0) + n);
    const kinds = [...seen].sort((a, b) => b[1] - a[1]).slice(0, COUNTED).map(([kind]) => kind);
    this.find("h4").textContent = words.counts;
    const many = (counts, kind) => counts.get(kind) ?? 0, latest = this.past.at(-1).counts;
    canvas.setAttribute("aria-label", kinds.map((kind) => `${this.names[kind]} ${many(latest, kind)}`).join(", "));
    if (!w) return;
    const context = sharp(canvas, w, h);
    const most = Math.max(2, ...this.past.flatMap(({ counts }) => kinds.map((kind) => many(counts, kind))));
    const x = (at) => 22 + (w - 140) * (1 - (now - at) / KEEP_MS), y = (n) => h - 16 - (n / most) * (h - 30);
    context.font = `14px ${getComputedStyle(canvas).fontFamily}`;
    const ink = context.fillStyle = context.strokeStyle = getComputedStyle(canvas).color;
    for (const n of [0, most]) {
      context.globalAlpha = 0.25;
      context.fillRect(22, y(n), w - 140, 1);
      context.globalAlpha = 1;
      context.fillText(n, 4, y(n) + 5);
    }
    let free = Infinity;
    const ends = kinds.map((kind) => [kind, many(latest, kind)]).sort((a, b) => a[1] - b[1]);
    for (const [kind, last] of ends) {
      const points = this.past.flatMap(({ at, counts }, i) => {
        const before = this.past[i - 1]?.counts ?? counts;
        return [[x(at), y(many(before, kind))], [x(at), y(many(counts, kind))]];
      });
      context.strokeStyle = this.tint(kind);
      context.lineWidth = 3;
      context.stroke(new Path2D(polyline(points)));
      const level = Math.min(y(last) + 5, free - 17);
      free = level;
      context.fillStyle = ink;
      context.fillText(`${this.names[kind]} ${last}`, w - 110, level, 108);
      context.fillStyle = this.tint(kind);
      context.fillRect(w - 117, level - 10, 4, 11);
    }
  }

  draw() {
    this.find("label span").textContent = this.data.words.threshold;
    this.find("label b").textContent = fixed(Number(this.find("input").value) / 100, 2);
    super.draw();
  }
}
export default (component) => exhibit(LiveDetect, component);
