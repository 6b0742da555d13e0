// A trained network from pixel to answer: all maps of all layers, computed here from its weights; the number under
// the pointer tells what it came from, and what is painted into the picture runs through at once.
// Needs: sketch, halves, architectures/open_layers, architectures/open_desk.

// Screen pixels of a number by the maps' side: on a wide screen, on a phone.
const TILE = { 28: [2, 2], 14: [4, 3], 10: [4, 4], 7: [6, 5], 5: [8, 7], 1: [16, 14] }, NARROW = 420, GAP = 4, PAINT = 8;
const BRUSH = [[0, 0, 1], [1, 0, 0.45], [-1, 0, 0.45], [0, 1, 0.45], [0, -1, 0.45]];

class OpenNetwork extends OpenDesk {
  constructor(root, setStateValue) {
    super();
    this.root = root;
    this.shared = new Shared((at) => setStateValue("at", at));
    root.innerHTML = `<p class="said" aria-live="polite"></p><div class="walk"><div class="flow"></div>
      <div class="desk"><p class="title"></p><div class="look"><canvas class="big" tabindex="0" role="img"></canvas></div>
      <div class="origin"></div></div></div>`;
    this.find = (selector) => root.querySelector(selector);
    const big = this.find(".big");
    drag(big, (x, y) => this.inBig(x, y), () => this.tell());
    big.onkeydown = (event) => this.key(event);
    window.addEventListener("deepvision-open", () => { if (this.data && !this.stack) this.take(this.data); });
  }

  take(data) {
    const before = this.data, fresh = !before || data.picture !== before.picture || data.model !== before.model;
    this.data = data;
    this.stack = window.deepvisionOpen?.[data.model];
    if (!this.stack) return;
    if (fresh || !this.all) {
      this.given = floatsOf(data.picture);
      this.picture = this.given.slice();
      this.all = this.stack.forward(this.picture);
    }
    if (this.shared.news(data.at) || !this.at || before?.model !== data.model) this.at = this.read(data.at);
    if (!this.fits()) this.at = { n: 0, map: 0, y: 14, x: 14 };
    this.draw();
  }

  read(text) {
    const [n, map, y, x] = text.split(".").map(Number);
    return { n, map, y, x };
  }

  fits() {
    const { n, map, y, x } = this.at, shape = n >= 0 && this.all[n + 1]?.shape;
    return shape && map < shape[0] && y < shape[1] && x < shape[2];
  }

  tell() {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => { const { n, map, y, x } = this.at; this.shared.put(`${n}.${map}.${y}.${x}`); }, 300);
  }

  draw() {
    if (!this.stack) return;
    const { data } = this, key = `${data.model}/${data.words.picture}`;
    if (this.built !== key) this.build(key);
    this.paintAll();
    this.look();
  }

  // A row for the picture and for each layer: what it is, and a canvas with its maps.
  build(key) {
    this.built = key;
    const { words } = this.data, flow = this.find(".flow"), counts = {};
    this.rows = this.all.map(({ shape }, i) => {
      const layer = this.stack.layers[i - 1], row = create("section", { className: "layer" });
      if (layer) counts[layer.kind] = (counts[layer.kind] ?? 0) + 1;
      const many = layer && this.stack.layers.filter(({ kind }) => kind === layer.kind).length > 1;
      const name = layer ? `${words[`kind_${layer.kind}`]}${many ? ` ${counts[layer.kind]}` : ""}` : words.picture;
      const size = shape[1] > 1 ? shape.join(" × ") : String(shape[0]);
      const head = create("p", {});
      head.append(create("b", { textContent: layer?.title ? `${name} (${layer.title})` : name }), ` · ${size} · `);
      head.append(create("span", { textContent: layer ? words[`does_${layer.kind}`] : words.paint }));
      const canvas = create("canvas", { tabIndex: 0 });
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", `${name}, ${size}. ${layer ? words.keys : words.paint}`);
      row.append(head, canvas);
      if (layer) {
        const pick = (event) => this.pick(i - 1, event);
        canvas.onpointermove = (event) => { if (event.pointerType === "mouse") pick(event); };
        canvas.onclick = (event) => { pick(event); this.tell(); };
        canvas.onkeydown = (event) => this.key(event, i - 1);
      } else this.easel(row, canvas);
      return { row, canvas, name, layer };
    });
    flow.replaceChildren(...this.rows.map(({ row }) => row));
  }

  // The picture can be painted on: the whole network answers at every move.
  easel(row, canvas) {
    const { words } = this.data, bar = create("div", { className: "bar" });
    const erase = create("button", { type: "button", textContent: words.erase });
    const back = create("button", { type: "button", textContent: words.restore });
    const press = () => erase.setAttribute("aria-pressed", Boolean(this.erasing));
    erase.onclick = () => { this.erasing = !this.erasing; press(); };
    back.onclick = () => { this.picture.set(this.given); this.again(); };
    press();
    bar.append(erase, back);
    row.append(bar);
    canvas.className = "easel";
    let last = null;
    drag(canvas, (x, y) => {
      const to = [x, y].map((v) => (v / canvas.clientWidth) * 28 - 0.5);
      const steps = last ? Math.ceil(Math.hypot(to[0] - last[0], to[1] - last[1])) : 1;
      for (let i = 1; i <= steps; i++) this.dab(...to.map((v, k) => Math.round(lerp((last ?? to)[k], v, i / steps))));
      last = to;
      this.again();
    }, () => { last = null; });
    this.cursor = [14, 14];
    canvas.onkeydown = (event) => {
      const by = ARROWS[event.key];
      if (by) this.cursor = this.cursor.map((v, k) => clamp(v + by[k], 0, 27));
      else if (event.key === " " || event.key === "Enter") this.dab(...this.cursor);
      else return;
      event.preventDefault();
      this.keyed = true;
      this.again();
    };
  }

  dab(x, y) {
    for (const [right, down, ink] of BRUSH) {
      const u = x + right, v = y + down;
      if (u < 0 || v < 0 || u > 27 || v > 27) continue;
      const at = v * 28 + u, now = this.picture[at];
      this.picture[at] = this.erasing ? Math.max(0, now - ink) : Math.min(1, now + ink);
    }
  }

  again() {
    this.all = this.stack.forward(this.picture);
    this.paintAll();
    this.look();
  }

  // How the maps of a layer lie on its canvas.
  tiles(i) {
    const [maps, rows, columns] = this.all[i].shape, wide = this.find(".flow").clientWidth;
    const unit = i ? TILE[rows][Number(wide < NARROW)] : PAINT, side = columns * unit + GAP;
    const across = Math.max(1, Math.min(maps, Math.floor((wide + GAP) / side)));
    return { maps, rows, columns, unit, side, across, high: Math.ceil(maps / across) * (rows * unit + GAP) };
  }

  paintAll() {
    this.rows.forEach(({ canvas }, i) => {
      if (i === this.rows.length - 1) return this.paintAnswer(canvas);
      const t = this.tiles(i), { values } = this.all[i], wide = t.across * t.side - GAP, high = t.high - GAP;
      const context = sharp(canvas, wide, high), small = this.small ??= create("canvas", {});
      Object.assign(canvas.style, { width: `${wide}px`, height: `${high}px` });
      Object.assign(small, { width: t.columns, height: t.rows });
      context.imageSmoothingEnabled = false;
      const most = i ? values.reduce((a, v) => Math.max(a, Math.abs(v)), 1e-6) : 1, cells = t.rows * t.columns;
      const image = new ImageData(t.columns, t.rows), pixels = new Uint32Array(image.data.buffer), inner = small.getContext("2d");
      for (let map = 0; map < t.maps; map++) {
        for (let k = 0; k < cells; k++) pixels[k] = i ? hueOf(values[map * cells + k] / most) : greyOf(values[k]);
        inner.putImageData(image, 0, 0);
        const [left, top] = [(map % t.across) * t.side, Math.floor(map / t.across) * (t.rows * t.unit + GAP)];
        context.drawImage(small, left, top, t.columns * t.unit, t.rows * t.unit);
      }
      if (!i && this.keyed) frame(context, this.cursor[0] * PAINT, this.cursor[1] * PAINT, PAINT, PAINT);
    });
    this.answer();
  }

  // The probabilities as bars; the last row is one of words.
  paintAnswer(canvas) {
    const { values } = this.all.at(-1), { names } = this.data, best = values.indexOf(Math.max(...values)), row = 26;
    const wide = Math.min(this.find(".flow").clientWidth || 320, 520), context = sharp(canvas, wide, row * names.length);
    const style = getComputedStyle(this.root);
    Object.assign(canvas.style, { width: `${wide}px`, height: `${row * names.length}px` });
    context.font = `15px ${style.fontFamily}`;
    context.textBaseline = "middle";
    const label = Math.max(...names.map((name) => context.measureText(name).width)) + 12, room = wide - label - 60;
    names.forEach((name, i) => {
      const y = i * row;
      context.fillStyle = style.color;
      context.fillText(name, 4, y + row / 2);
      context.fillText(shareOf(values[i]), label + room * values[i] + 8, y + row / 2);
      context.fillStyle = i === best ? BLUE : GREY;
      context.fillRect(label, y + 4, Math.max(1.5, room * values[i]), row - 8);
    });
  }

  answer() {
    const { values } = this.all.at(-1), { names, words, doubt } = this.data;
    const [first, second] = [...values.keys()].sort((a, b) => values[b] - values[a]);
    const facts = { name: names[first], p: shareOf(values[first]), second: names[second], q: shareOf(values[second]) };
    const kind = this.picture.every((v) => v < 0.05) ? "empty" : values[first] < doubt ? "unsure" : "sure";
    this.find(".said").textContent = filled(words[`said_${kind}`], facts);
    Object.assign(this.root.dataset, { answer: names[first], kind });
  }

  // The number under the pointer.
  pick(n, event) {
    const box = this.rows[n + 1].canvas.getBoundingClientRect(), [px, py] = [event.clientX - box.left, event.clientY - box.top];
    let found;
    if (n === this.stack.layers.length - 1) found = { map: Math.floor(py / 26), y: 0, x: 0 };
    else {
      const t = this.tiles(n + 1), tall = t.rows * t.unit + GAP, map = Math.floor(py / tall) * t.across + Math.floor(px / t.side);
      found = { map, y: Math.floor((py % tall) / t.unit), x: Math.floor((px % t.side) / t.unit) };
    }
    this.goTo({ n, ...found });
  }

  goTo(at) {
    const before = this.at;
    this.at = at;
    if (!this.fits()) this.at = before;
    else this.look();
  }

  key(event, n = this.at.n) {
    const here = this.at.n === n ? this.at : { n, map: 0, y: 0, x: 0 }, shape = this.all[n + 1].shape;
    const [right, down] = ARROWS[event.key] ?? [0, 0];
    const map = { PageUp: -1, PageDown: 1 }[event.key] ?? (shape[1] === 1 ? right + down : 0);
    if (!map && !right && !down) return;
    event.preventDefault();
    const to = (v, by, most) => clamp(v + by, 0, most - 1);
    this.goTo({ n, map: to(here.map, map, shape[0]), y: to(here.y, down, shape[1]), x: to(here.x, right, shape[2]) });
    this.tell();
  }
}
export default (component) => exhibit(OpenNetwork, component);
