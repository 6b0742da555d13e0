// An SSD's six maps in a row, and how four numbers make a box of a default box. Needs: sketch, boxes, detection/proposals/encodings.
const LEAST = 8, QUIET_MS = 250, SMALL_MAP = 16, LARGE_MAP = 74, ROW = 150;

class SsdMaps {
  constructor(root, setStateValue) {
    this.root = root;
    this.shared = new Shared((box) => setStateValue("box", box));
    root.innerHTML = `<svg class="row" role="img"></svg>
      <div class="bar shapes" role="radiogroup"></div>
      <div class="parts"><div class="look"><canvas tabindex="0" role="application"></canvas></div>
        <div class="side"><ol class="four"></ol><div class="bar"><button class="zero" type="button"></button>
          <button class="fit" type="button"></button></div></div></div>
      <p class="said" aria-live="polite"></p><p class="keys"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.canvas = this.find("canvas");
    this.photo = new PhotoCanvas(this.canvas, () => this.draw());
    this.find(".zero").onclick = () => { this.box = this.base().map(Math.round); this.follow(); this.tell(); };
    this.find(".fit").onclick = () => { this.fit(); this.follow(); };
    let from;
    drag(this.canvas, (px, py) => {
      if (!from.grip) return;
      const { w, h } = this.data, s = this.photo.scale;
      this.box = pulled(from.box, from.grip, px / s - from.x, py / s - from.y, w, h, LEAST).map(Math.round);
      this.follow();
    }, () => this.tell(), (px, py) => {
      const s = this.photo.scale, [x, y] = [px / s, py / s], grip = gripOf(this.box, x, y, 20 / s);
      from = { x, y, grip, box: [...this.box] };
      if (!grip) this.cell(x, y);
      return grip !== null;
    });
    this.canvas.onkeydown = (event) => this.key(event);
  }

  get map() { return this.data.layout[this.at.level]; }
  base() { const { column, row, shape } = this.at; return defaultAt(this.map, column, row, shape, this.data.w, this.data.h); }
  fit() { this.at = bestDefault(this.data.layout, this.box, this.data.w, this.data.h); }

  key(event) {
    const step = ARROWS[event.key], { w, h, layout } = this.data;
    if (event.key === " ") this.level((this.at.level + 1) % layout.length);
    else if (event.key === "Enter") this.at.shape = (this.at.shape + 1) % this.map.shapes.length;
    else if (step) {
      const move = step.map((v) => v * Math.max(1, Math.round(w / 100)));
      this.box = pulled(this.box, event.shiftKey ? step.map(Math.abs) : [0, 0], ...move, w, h, LEAST).map(Math.round);
      clearTimeout(this.telling);
      this.telling = setTimeout(() => this.tell(), QUIET_MS);
    } else return;
    event.preventDefault();
    this.follow();
  }

  tell() { this.shared.put(this.box.join(".")); }

  take(data) {
    const other = this.data?.photo !== data.photo || this.data?.layout.length !== data.layout.length;
    this.data = data;
    const news = this.shared.news(data.box);
    if (news || other) this.box = data.box.split(".").map(Number);
    if (news || other || !this.at) this.fit();
    this.photo.take(data.photo, data.w, data.h);
    this.find(".keys").textContent = data.words.keys;
    this.find(".zero").textContent = data.words.zero;
    this.find(".fit").textContent = data.words.fit;
    this.follow();
  }

  // Another map: the cell stays at its place in the photo.
  level(to) {
    const [x, y] = middleOf(this.base());
    this.at.level = to;
    this.at.shape = Math.min(this.at.shape, this.map.shapes.length - 1);
    this.cell(x, y);
  }

  cell(x, y) {
    const { w, h } = this.data, { side, spread } = this.map, near = (v) => clamp(Math.floor(v * spread), 0, side - 1);
    Object.assign(this.at, { column: near(x / w), row: near(y / h) });
    this.follow();
  }

  follow() { this.row(); this.shapes(); this.draw(); }

  // Photo, base, and the six maps with how many default boxes each has.
  row() {
    const { words, layout, layers } = this.data, svg = this.find(".row"), wide = this.root.clientWidth || 700, n = layout.length;
    const fold = wide < 620 ? 3 : n, lines = Math.ceil(n / fold), lead = fold === n ? 150 : 0, each = (wide - lead) / fold;
    svg.setAttribute("height", lines * ROW + (lead ? 0 : 26));
    svg.replaceChildren();
    const counts = layout.map(({ side, shapes }) => side * side * shapes.length), all = counts.reduce((a, b) => a + b, 0);
    if (lead) {
      put(svg, "rect", { class: "trunk", x: 2, y: 24, width: 124, height: LARGE_MAP, rx: 8 });
      caption(svg, "name", 64, 56, "VGG-16", "middle");
      caption(svg, "quiet", 64, 78, words.base, "middle");
      caption(svg, "quiet", 140, 68, "→", "middle");
    } else caption(svg, "quiet", 2, lines * ROW + 18, `VGG-16 (${words.base}) → ${layers[0]}, …`);
    layout.forEach(({ side, shapes }, i) => {
      const x = lead + (i % fold) * each + each / 2, y = Math.floor(i / fold) * ROW + 24 + LARGE_MAP / 2;
      const size = lerp(SMALL_MAP, LARGE_MAP, Math.sqrt(side / layout[0].side)), lines_ = Math.min(side, 19), on = i === this.at.level;
      const node = put(svg, "g", { class: on ? "map on" : "map", tabindex: 0, role: "button", "aria-label": `${side} × ${side}` });
      put(node, "rect", { class: "touch", x: x - each / 2, y: y - LARGE_MAP / 2 - 20, width: each, height: ROW - 6 });
      put(node, "rect", { class: "sheet", x: x - size / 2, y: y - size / 2, width: size, height: size, rx: 3 });
      for (let k = 1; k < lines_; k++) {
        const at = (k / lines_) * size - size / 2;
        put(node, "path", { class: "mesh", d: `M${x + at} ${y - size / 2}v${size}M${x - size / 2} ${y + at}h${size}` });
      }
      caption(node, "quiet", x, y - LARGE_MAP / 2 - 6, layers[i], "middle");
      caption(node, "name", x, y + LARGE_MAP / 2 + 20, `${side} × ${side}`, "middle");
      caption(node, "quiet", x, y + LARGE_MAP / 2 + 40, `× ${shapes.length} = ${thousands(counts[i])}`, "middle");
      const pick = () => { this.level(i); this.find(".map.on").focus({ preventScroll: true }); };
      node.onclick = pick;
      node.onkeydown = (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); pick(); } };
    });
    svg.setAttribute("aria-label", filled(words.row, { sum: counts.map(thousands).join(" + "), all: thousands(all) }));
  }

  shapes() {
    const { words, w, h } = this.data, most = Math.max(...this.map.shapes.flatMap(([a, b]) => [a * w, b * h]));
    this.find(".shapes").setAttribute("aria-label", words.shapes);
    this.find(".shapes").replaceChildren(
      create("span", { textContent: words.shapes }),
      ...this.map.shapes.map(([a, b], i) => {
        const [wide, high] = [a * w, b * h].map((v) => Math.max(5, (30 * v) / most));
        const button = create("button", { type: "button", onclick: () => { this.at.shape = i; this.follow(); } });
        button.innerHTML = `<svg width="32" height="32" style="width:32px"><rect x="${16 - wide / 2}" y="${16 - high / 2}"
          width="${wide}" height="${high}"/></svg>`;
        button.setAttribute("role", "radio");
        button.setAttribute("aria-checked", i === this.at.shape);
        button.setAttribute("aria-label", `${i + 1}`);
        return button;
      }),
    );
  }

  draw() {
    if (!this.at || !this.photo.w) return;
    const { photo, box, map, data } = this, { words, w, h } = data, g = photo.begin(0.35), s = photo.scale, base = this.base();
    const step = [w / map.spread, h / map.spread];
    Object.assign(g, { strokeStyle: "rgb(255 255 255 / 0.35)", lineWidth: 1 });
    g.beginPath();
    for (let i = 1; i < map.side; i++) {
      g.moveTo(i * step[0] * s, 0); g.lineTo(i * step[0] * s, h * s);
      g.moveTo(0, i * step[1] * s); g.lineTo(w * s, i * step[1] * s);
    }
    g.stroke();
    g.setLineDash([6, 5]);
    map.shapes.forEach((_, shape) => {
      Object.assign(g, { strokeStyle: "#fff", lineWidth: shape === this.at.shape ? 3 : 1 });
      g.globalAlpha = shape === this.at.shape ? 1 : 0.5;
      g.strokeRect(...photo.at(defaultAt(map, this.at.column, this.at.row, shape, w, h)));
    });
    g.globalAlpha = 1;
    g.setLineDash([]);
    photo.outline(g, box, BLUE, 4);
    photo.handles(g, box, BLUE);
    arrow(g, ...middleOf(base).map((v) => v * s), ...middleOf(box).map((v) => v * s), AMBER);
    const moves = offsetsOf(box, base), [mx, my] = middleOf(base), [x, y] = middleOf(box), size = [base[2] - base[0], base[3] - base[1]];
    const overlap = iouOf(base, box), px = (v) => fixed(v, 0);
    const lines = [
      [words.x, `${px(mx)} + 0.1 · ${fixed(moves[0])} · ${px(size[0])} = ${px(x)} px`],
      [words.y, `${px(my)} + 0.1 · ${fixed(moves[1])} · ${px(size[1])} = ${px(y)} px`],
      [words.w, `${px(size[0])} · e^(0.2 · ${fixed(moves[2])}) = ${px(box[2] - box[0])} px`],
      [words.h, `${px(size[1])} · e^(0.2 · ${fixed(moves[3])}) = ${px(box[3] - box[1])} px`],
    ];
    this.find(".four").replaceChildren(...lines.map(([name, sum], i) => {
      const item = create("li");
      item.append(create("span", { textContent: name }), create("b", { textContent: fixed(moves[i]) }), create("i", { textContent: sum }));
      return item;
    }));
    const facts = { iou: fixed(overlap), map: `${map.side} × ${map.side}` };
    this.find(".said").textContent = filled(overlap >= 0.5 ? words.said : words.said_far, facts);
    this.canvas.setAttribute("aria-label", `${words.alt} ${this.find(".said").textContent}`);
    Object.assign(this.root.dataset, {
      moves: moves.map((v) => v.toFixed(3)).join(" "), level: this.at.level, overlap: overlap.toFixed(4), box: box.join("."),
    });
  }
}
export default (component) => exhibit(SsdMaps, component);
