// The cells of a YOLOv3: a click chooses one, and its anchors show what they answered; the same box in two other ways.
// Needs: sketch, boxes, detection/proposals/encodings.
const WAYS = ["anchor", "point", "default"];

class AnchorCells {
  constructor(root, setStateValue) {
    Object.assign(this, { root, at: [0, 0, 0, 0] });
    this.shared = new Shared((at) => setStateValue("at", at));
    root.innerHTML = `<div class="bar levels" role="radiogroup"></div>
      <div class="parts"><div class="look"><canvas class="main" tabindex="0" role="application"></canvas></div>
        <div class="side"><table><thead><tr></tr></thead><tbody></tbody></table><p class="sum"></p></div></div>
      <p class="said" aria-live="polite"></p><p class="keys"></p><h4></h4>
      <div class="ways">${WAYS.map((way) => `<figure class="${way}"><figcaption></figcaption>
        <div class="look"><canvas role="img"></canvas></div><p class="four"></p></figure>`).join("")}</div>`;
    this.find = (selector) => root.querySelector(selector);
    this.canvas = this.find("canvas.main");
    this.photo = new PhotoCanvas(this.canvas, () => this.draw());
    this.ways = WAYS.map((way) => new PhotoCanvas(this.find(`.${way} canvas`), () => this.draw()));
    drag(this.canvas, (px, py) => this.choose(px / this.photo.scale, py / this.photo.scale), () => this.tell());
    this.canvas.onkeydown = (event) => this.key(event);
  }

  get grid() { return this.grids[this.at[0]]; }

  key(event) {
    const step = ARROWS[event.key];
    if (event.key === " ") this.level((this.at[0] + 1) % this.grids.length);
    else if (event.key === "Enter") this.at[3] = (this.at[3] + 1) % this.grid.sizes.length;
    else if (step) this.cell(this.at[1] + step[0], this.at[2] + step[1]);
    else return;
    event.preventDefault();
    this.draw();
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.tell(), 300);
  }

  tell() { this.shared.put(this.at.join(".")); }

  take(data) {
    const fresh = !this.data || this.data.photo !== data.photo || this.data.grids[0].raw !== data.grids[0].raw;
    this.data = data;
    if (fresh) this.grids = data.grids.map((grid) => ({ ...grid, raw: floatsOf(grid.raw), classes: bytesOf(grid.classes) }));
    if (this.shared.news(data.at) || fresh) {
      const [level, ...rest] = data.at.split(".").map(Number);
      this.at = [clamp(level, 0, this.grids.length - 1), 0, 0, clamp(rest[2], 0, 2)];
      this.cell(rest[0], rest[1], false);
    }
    for (const photo of [this.photo, ...this.ways]) photo.take(data.photo, data.w, data.h);
    const { words } = data;
    this.find(".keys").textContent = words.keys;
    this.find("h4").textContent = words.three;
    this.find("thead tr").replaceChildren(
      ...[words.anchor, words.objectness, words.chance, words.score].map((textContent) => create("th", { textContent })),
    );
    this.draw();
  }

  // Another grid; the cell stays at its place in the photo.
  level(to) {
    const { left, top, cell } = this.grid, [, column, row] = this.at;
    const x = left + (column + 0.5) * cell, y = top + (row + 0.5) * cell;
    this.at[0] = to;
    this.choose(x, y);
  }

  choose(x, y) { const { left, top, cell } = this.grid; this.cell(Math.floor((x - left) / cell), Math.floor((y - top) / cell)); }

  // Another cell; of its anchors that with the highest score.
  cell(column, row, strongest = true) {
    const { columns, rows } = this.grid;
    this.at = [this.at[0], clamp(column, 0, columns - 1), clamp(row, 0, rows - 1), this.at[3]];
    const scores = this.answers().map(({ score }) => score);
    if (strongest && this.data.answered) this.at[3] = scores.indexOf(Math.max(...scores));
    this.draw();
  }

  answer(grid, column, row, k) {
    const each = grid.sizes.length, i = (row * grid.columns + column) * each + k, raw = grid.raw.subarray(6 * i, 6 * i + 6);
    const corner = [grid.left + column * grid.cell, grid.top + row * grid.cell];
    const objectness = sigma(raw[4]), likely = sigma(raw[5]);
    return {
      raw, corner, objectness, likely, score: objectness * likely, name: this.data.names[grid.classes[i]],
      box: fromAnchor(raw, corner, grid.sizes[k], grid.cell),
    };
  }

  answers() { return this.grid.sizes.map((_, k) => this.answer(this.grid, this.at[1], this.at[2], k)); }

  draw() {
    if (!this.data || !this.photo.w) return;
    const { words, answered, floor } = this.data, [level, column, row, k] = this.at, all = this.answers(), one = all[k];
    this.levels();
    this.main(all);
    this.table(all);
    const { grid } = this, size = grid.sizes[k].map((v) => Math.round((v * grid.stride) / grid.cell));
    const facts = {
      columns: grid.columns, rows: grid.rows, column: column + 1, row: row + 1, anchor: `${size[0]} × ${size[1]}`, name: one.name,
      objectness: fixed(one.objectness), chance: fixed(one.likely), score: fixed(one.score),
      most: tiny(Math.max(...all.map(({ objectness }) => objectness))),
    };
    const kind = !answered ? "said_empty" : one.score > floor ? "said" : "said_none";
    this.find(".said").textContent = filled(words[kind], facts);
    const [tx, ty, tw, th] = one.raw, s = grid.stride, spot = (v, t, out) => `(${v} + σ(${fixed(t)})) · ${s} = ${fixed(out, 1)}`;
    this.find(".sum").textContent = filled(words.sum, {
      x: spot(column, tx, (column + sigma(tx)) * s), y: spot(row, ty, (row + sigma(ty)) * s),
      w: `${size[0]} · e^${fixed(tw)} = ${fixed(size[0] * Math.exp(tw), 1)}`,
      h: `${size[1]} · e^${fixed(th)} = ${fixed(size[1] * Math.exp(th), 1)}`,
    });
    this.canvas.setAttribute("aria-label", `${words.alt} ${this.find(".said").textContent}`);
    this.other(one);
    Object.assign(this.root.dataset, {
      at: [level, column, row, k].join("."), score: one.score.toFixed(5), box: one.box.map((v) => v.toFixed(2)).join(" "),
    });
  }

  levels() {
    const { words } = this.data;
    this.find(".levels").setAttribute("aria-label", words.levels);
    this.find(".levels").replaceChildren(...this.grids.map(({ look, columns, rows, stride }, i) => {
      const title = filled(look ? words.again : words.first, { columns, rows, stride });
      const button = create("button", { type: "button", textContent: title, onclick: () => { this.level(i); this.tell(); } });
      button.setAttribute("role", "radio");
      button.setAttribute("aria-checked", i === this.at[0]);
      return button;
    }));
  }

  main(all) {
    const { photo, grid, data } = this, { w, h, floor } = data, s = photo.scale, g = photo.begin(0.35), [, column, row, chosen] = this.at;
    const { left, top, cell, columns, rows, sizes } = grid;
    const place = (c, r) => [(left + c * cell) * s, (top + r * cell) * s, cell * s, cell * s];
    for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) {
      const best = Math.max(...sizes.map((_, k) => this.answer(grid, c, r, k).score));
      if (best <= floor) continue;
      g.fillStyle = `rgb(86 180 233 / ${0.15 + 0.6 * Math.sqrt(best)})`;
      g.fillRect(...place(c, r));
    }
    Object.assign(g, { strokeStyle: "rgb(255 255 255 / 0.4)", lineWidth: 1 });
    g.beginPath();
    for (let c = 0; c <= columns; c++) { const x = clamp(left + c * cell, 0, w) * s; g.moveTo(x, 0); g.lineTo(x, h * s); }
    for (let r = 0; r <= rows; r++) { const y = clamp(top + r * cell, 0, h) * s; g.moveTo(0, y); g.lineTo(w * s, y); }
    g.stroke();
    const x = left + (column + 0.5) * cell, y = top + (row + 0.5) * cell;
    g.setLineDash([6, 5]);
    sizes.forEach(([aw, ah], k) => {
      Object.assign(g, { strokeStyle: "#fff", lineWidth: k === chosen ? 2.5 : 1.2 });
      g.strokeRect(...photo.at(boxAt(x, y, aw, ah)));
    });
    g.setLineDash([]);
    Object.assign(g, { strokeStyle: ORANGE, lineWidth: 3 });
    g.strokeRect(...place(column, row));
    if (!data.answered) return;
    all.forEach(({ box, score }, k) => { if (k !== chosen && score > floor) photo.outline(g, box, SKY, 1.5); });
    const one = all[chosen], sure = one.score > floor;
    photo.outline(g, one.box, sure ? BLUE : GREY, sure ? 4 : 2, sure ? [] : [3, 5]);
    if (sure) photo.plate(g, one.box, `${one.name} ${fixed(one.score)}`, BLUE);
  }

  table(all) {
    const { grid } = this, { answered } = this.data;
    this.find("tbody").replaceChildren(...all.map(({ objectness, likely, score, name }, k) => {
      const line = create("tr", { tabIndex: 0 }), size = grid.sizes[k].map((v) => Math.round((v * grid.stride) / grid.cell));
      const said = answered ? [fixed(objectness, 3), `${name} ${fixed(likely)}`, fixed(score, 3)] : ["–", "–", "–"];
      const cells = [`${size[0]} × ${size[1]}`, ...said];
      line.replaceChildren(...cells.map((textContent) => create("td", { textContent })));
      line.setAttribute("aria-selected", k === this.at[3]);
      const pick = () => { this.at[3] = k; this.draw(); this.tell(); };
      line.onclick = pick;
      line.onkeydown = (event) => { if (event.key === "Enter") pick(); };
      return line;
    }));
  }

  // The chosen box as each family would say it.
  other({ box, raw }) {
    const { words, w, h, layout } = this.data, { grid } = this, [, column, row, k] = this.at;
    const point = [grid.left + (column + 0.5) * grid.cell, grid.top + (row + 0.5) * grid.cell], far = distancesOf(box, point, grid.cell);
    const base = bestDefault(layout, box, w, h), moves = offsetsOf(box, base.box), listed = (v) => [...v].map((n) => fixed(n));
    const starts = [boxAt(...point, ...grid.sizes[k]), null, base.box];
    this.ways.forEach((photo, i) => {
      const g = photo.begin(0.45), s = photo.scale, [px, py] = point.map((v) => v * s), [bx, by] = middleOf(box).map((v) => v * s);
      if (starts[i]) {
        g.setLineDash([6, 5]);
        Object.assign(g, { strokeStyle: "#fff", lineWidth: 2 });
        g.strokeRect(...photo.at(starts[i]));
        g.setLineDash([]);
      }
      photo.outline(g, box, BLUE, 3);
      const edges = [[box[0] * s, py], [px, box[1] * s], [box[2] * s, py], [px, box[3] * s]];
      if (i === 1) for (const [x, y] of edges) arrow(g, px, py, x, y, AMBER);
      else arrow(g, ...middleOf(starts[i]).map((v) => v * s), bx, by, AMBER);
    });
    const four = (way, facts) => { this.find(`.${way} .four`).textContent = filled(words[`${way}_four`], facts); };
    const named = (values) => Object.fromEntries("abcd".split("").map((name, i) => [name, listed(values)[i]]));
    four("anchor", named(raw.subarray(0, 4)));
    four("point", { ...named(far), note: Math.min(...far) < 0 ? words.outside : "" });
    four("default", { ...named(moves), map: `${layout[base.level].side} × ${layout[base.level].side}`, iou: fixed(base.overlap) });
    for (const way of WAYS) this.find(`.${way} figcaption`).textContent = words[`${way}_title`];
    const told = (values) => values.map((v) => v.toFixed(3)).join(" ");
    Object.assign(this.root.dataset, { far: told(far), moves: told(moves), base: `${base.level} ${base.overlap.toFixed(4)}` });
  }
}
export default (component) => exhibit(AnchorCells, component);
