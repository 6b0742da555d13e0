// The boxes that an SSD or a YOLO starts from, against one true box that is dragged. Needs: sketch, boxes.
const QUIET_MS = 250, LEAST = 8, MATCH = 0.5;

// Default boxes on the maps of an SSD, or the cells of a YOLO's grids, against one true box that is dragged.
class DefaultBoxes {
  constructor(root, setStateValue) {
    Object.assign(this, { root, level: 0 });
    this.shared = new Shared((box) => setStateValue("box", box));
    root.innerHTML = `<div class="bar levels" role="radiogroup"></div>
      <div class="look"><canvas tabindex="0" role="application"></canvas></div>
      <p class="said" aria-live="polite"></p><p class="keys"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.canvas = this.find("canvas");
    this.photo = new PhotoCanvas(this.canvas, () => this.draw());
    let from;
    drag(this.canvas, (px, py) => {
      const { w, h } = this.data, s = this.photo.scale;
      this.box = pulled(from.box, from.grip, px / s - from.x, py / s - from.y, w, h, LEAST).map(Math.round);
      this.follow();
    }, () => this.tell(), (px, py) => {
      const s = this.photo.scale, [x, y] = [px / s, py / s], grip = gripOf(this.box, x, y, 20 / s);
      from = { x, y, grip, box: [...this.box] };
      return grip !== null;
    });
    this.canvas.onkeydown = (event) => this.key(event);
  }

  key(event) {
    const step = ARROWS[event.key], { w, h, levels } = this.data;
    if (event.key === " " || event.key === "Enter") this.level = (this.level + 1) % levels.length;
    else if (step) {
      this.box = pulled(
        this.box, event.shiftKey ? step.map(Math.abs) : [0, 0],
        ...step.map((v) => v * Math.max(1, Math.round(w / 100))), w, h, LEAST,
      ).map(Math.round);
      clearTimeout(this.telling);
      this.telling = setTimeout(() => this.tell(), QUIET_MS);
    } else return;
    event.preventDefault();
    this.follow();
  }

  tell() { this.shared.put(this.box.join(".")); }

  take(data) {
    const before = this.data, other = before?.photo !== data.photo, kind = JSON.stringify(data.levels.map(({ title }) => title));
    this.data = data;
    if (this.shared.news(data.box) || !this.box || other) this.box = data.box.split(".").map(Number);
    this.maps = data.levels.map((level) => (level.boxes ? { ...level, all: boxesOf(level.boxes) } : level));
    this.photo.take(data.photo, data.w, data.h);
    this.find(".keys").textContent = data.words.keys;
    if (this.kind !== kind) {
      this.kind = kind;
      this.level = 0;
      this.count();
      if (this.matched) this.level = this.best.level;
    }
    this.follow();
  }

  // Which default boxes match on every map (IoU ≥ MATCH), and the best of all.
  count() {
    if (!this.maps[0].all) { this.matched = null; return; }
    this.best = { overlap: -1 };
    this.matched = this.maps.map(({ all }, level) => all.map((box, i) => {
      const overlap = iouOf(box, this.box);
      if (overlap > this.best.overlap) this.best = { level, i, overlap };
      return overlap;
    }));
  }

  follow() {
    this.count();
    this.levels();
    this.draw();
  }

  hits(level) { return this.matched[level].filter((v) => v >= MATCH).length; }

  levels() {
    const { words } = this.data;
    this.find(".levels").setAttribute("aria-label", words.levels);
    this.find(".levels").replaceChildren(...this.maps.map(({ title }, i) => {
      const button = document.createElement("button"), hits = this.matched ? this.hits(i) : 0;
      button.type = "button";
      button.setAttribute("role", "radio");
      button.setAttribute("aria-checked", i === this.level);
      button.innerHTML = `<span></span>${hits ? ` <b>✓ ${hits}</b>` : ""}`;
      button.firstChild.textContent = title;
      button.onclick = () => { this.level = i; this.follow(); };
      return button;
    }));
  }

  draw() {
    const { photo, box, data } = this, g = photo.begin(0.3), map = this.maps[this.level];
    this.matched ? this.drawDefaults(g, map) : this.drawCells(g, map);
    photo.outline(g, box, ORANGE, 4);
    photo.handles(g, box, ORANGE);
    photo.plate(g, box, data.words.truth, ORANGE);
    this.canvas.setAttribute("aria-label", `${data.words.alt} ${this.find(".said").textContent}`);
  }

  grid(g, { left, top, cell_w, cell_h, columns, rows }) {
    const s = this.photo.scale, { w, h } = this.data;
    g.strokeStyle = "rgb(255 255 255 / 0.42)";
    g.lineWidth = 1;
    g.beginPath();
    for (let i = 0; i <= columns; i++) { const x = clamp(left + i * cell_w, 0, w) * s; g.moveTo(x, 0); g.lineTo(x, h * s); }
    for (let i = 0; i <= rows; i++) { const y = clamp(top + i * cell_h, 0, h) * s; g.moveTo(0, y); g.lineTo(w * s, y); }
    g.stroke();
  }

  drawDefaults(g, map) {
    const { photo, data, best } = this, overlaps = this.matched[this.level], s = photo.scale, each = map.all.length / (map.side * map.side);
    this.grid(g, { left: 0, top: 0, cell_w: data.w / map.side, cell_h: data.h / map.side, columns: map.side, rows: map.side });
    g.fillStyle = SKY;
    for (let i = 0; i < map.all.length; i += each) {
      const b = map.all[i];
      g.beginPath();
      g.arc(((b[0] + b[2]) / 2) * s, ((b[1] + b[3]) / 2) * s, map.side > 20 ? 1.5 : 2.5, 0, 2 * Math.PI);
      g.fill();
    }
    const top = overlaps.reduce((at, v, i) => (v > overlaps[at] ? i : at), 0), cell = top - (top % each);
    for (let i = cell; i < cell + each; i++) {
      g.strokeStyle = "rgb(255 255 255 / 0.8)";
      g.lineWidth = 1.5;
      g.setLineDash([5, 5]);
      g.strokeRect(...photo.at(map.all[i]));
    }
    g.setLineDash([]);
    overlaps.forEach((v, i) => { if (v >= MATCH && i !== top) photo.outline(g, map.all[i], BLUE, 2); });
    const must = overlaps[top] >= MATCH || best.level === this.level;
    photo.outline(g, map.all[top], must ? BLUE : GREY, 4, must ? [] : [8, 6]);
    photo.plate(g, map.all[top], `IoU ${fixed(overlaps[top])}`, must ? BLUE : "#5b6673", true);
    const hits = this.maps.map((_, i) => this.hits(i)), sum = (values) => values.reduce((a, b) => a + b, 0);
    const facts = {
      map: map.title, hits: hits[this.level], boxes: thousands(map.all.length), best: fixed(overlaps[top]),
      each, all_hits: sum(hits), all: thousands(sum(this.maps.map(({ all }) => all.length))),
    };
    this.find(".said").textContent = filled(data.words.said, facts);
    Object.assign(this.root.dataset, { hits: hits.join("."), best: best.overlap.toFixed(4), level: this.level });
  }

  drawCells(g, map) {
    const { data, box } = this, s = this.photo.scale, { left, top, cell_w: cw, cell_h: ch } = map;
    const mx = (box[0] + box[2]) / 2, my = (box[1] + box[3]) / 2;
    const column = clamp(Math.floor((mx - left) / cw), 0, map.columns - 1), row = clamp(Math.floor((my - top) / ch), 0, map.rows - 1);
    let inside = 0;
    g.fillStyle = "rgb(86 180 233 / 0.4)";
    for (let r = 0; r < map.rows; r++)
      for (let c = 0; c < map.columns; c++) {
        const x = left + (c + 0.5) * cw, y = top + (r + 0.5) * ch;
        if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) continue;
        inside += 1;
        if (map.stride) g.fillRect((left + c * cw) * s, (top + r * ch) * s, cw * s, ch * s);
      }
    this.grid(g, map);
    g.fillStyle = "rgb(0 114 178 / 0.75)";
    g.fillRect((left + column * cw) * s, (top + row * ch) * s, cw * s, ch * s);
    g.fillStyle = ORANGE;
    g.strokeStyle = "#fff";
    g.lineWidth = 2;
    g.beginPath();
    g.arc(mx * s, my * s, 6, 0, 2 * Math.PI);
    g.fill();
    g.stroke();
    const facts = {
      stride: map.stride, columns: map.columns, rows: map.rows, cells: thousands(map.columns * map.rows),
      column: column + 1, row: row + 1, inside: thousands(inside),
    };
    this.find(".said").textContent = filled(map.stride ? data.words.said : data.words.said_v1, facts);
    Object.assign(this.root.dataset, { cell: `${column}.${row}`, inside, level: this.level });
  }
}
export default (component) => exhibit(DefaultBoxes, component);
