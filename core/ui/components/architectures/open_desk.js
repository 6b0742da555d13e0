// The desk beside the layers: the chosen map enlarged, the chosen number, and the arithmetic it came from.
// Needs: sketch, architectures/open_layers.
const MOST_TERMS = 8, BIG = 196;
const COLD = rgbOf(BLUE), WARM = rgbOf(ORANGE);
const shareOf = (p) => (p > 0 && p < 0.001 ? "<0.1%" : `${fixed(p * 100, p < 0.0995 || p > 0.99 ? 1 : 0)}%`);

// A colour as a pixel of a canvas: −1 blue, 0 white, 1 orange; and grey for 0 (black) to 1 (white).
const HUES = Uint32Array.from({ length: 256 }, (_, i) => {
  const t = (i - 127.5) / 127.5, hue = t < 0 ? COLD : WARM;
  return hue.reduce((word, c, k) => word | (Math.round(255 + (c - 255) * Math.abs(t)) << (8 * k)), 0xff << 24) >>> 0;
});
const hueOf = (v) => HUES[Math.round(127.5 + 127.5 * clamp(v, -1, 1))];
const greyOf = (v) => { const g = Math.round(255 * clamp(v, 0, 1)); return ((0xff << 24) | (g << 16) | (g << 8) | g) >>> 0; };
const shade = (v) => `color-mix(in srgb, ${v < 0 ? BLUE : ORANGE} ${Math.round(Math.min(1, Math.abs(v)) * 62)}%, transparent)`;

function frame(context, x, y, w, h) {
  context.lineWidth = 3;
  context.strokeStyle = "#fff";
  context.strokeRect(x - 1, y - 1, w + 2, h + 2);
  context.lineWidth = 1.5;
  context.strokeStyle = "#000";
  context.strokeRect(x - 1, y - 1, w + 2, h + 2);
}

class OpenDesk {
  // Show the chosen number, where it lies, and the windows it came from.
  look() {
    const { at, all, stack, data: { words } } = this, { n, map, y, x } = at, after = all[n + 1], [, rows, columns] = after.shape;
    const value = after.values[(map * rows + y) * columns + x], origin = originOf(stack, all, n, [map, y, x]);
    const last = n === stack.layers.length - 1, row = this.rows[n + 1];
    const facts = { layer: row.name, map: map + 1, row: y + 1, column: x + 1, name: this.data.names[map] };
    const place = last ? words.at_answer : rows > 1 ? words.at_map : words.at_neuron;
    const shown = create("b", { textContent: last ? shareOf(value) : fixed(value, 3) });
    this.find(".desk .title").replaceChildren(`${filled(place, facts)} = `, shown);
    this.enlarge(after, rows, columns);
    const box = this.find(".origin");
    box.replaceChildren();
    this[`show_${this.kindOf(origin.kind)}`](box, origin, value);
    this.mark(origin);
    Object.assign(this.root.dataset, { at: `${n}.${map}.${y}.${x}`, value });
  }

  kindOf(kind) { return { relu: "bend", tanh: "bend", max: "pool", mean: "pool" }[kind] ?? kind; }

  enlarge(after, rows, columns) {
    const canvas = this.find(".big"), { map, y, x } = this.at;
    canvas.style.display = rows > 1 ? "" : "none";
    if (rows === 1) return;
    const unit = Math.floor(BIG / columns), context = sharp(canvas, unit * columns, unit * rows);
    const most = after.values.reduce((a, v) => Math.max(a, Math.abs(v)), 1e-6);
    Object.assign(canvas.style, { width: `${unit * columns}px`, height: `${unit * rows}px` });
    for (let v = 0; v < rows; v++)
      for (let u = 0; u < columns; u++) {
        const word = hueOf(after.values[(map * rows + v) * columns + u] / most);
        context.fillStyle = `rgb(${word & 255} ${(word >> 8) & 255} ${(word >> 16) & 255})`;
        context.fillRect(u * unit, v * unit, unit, unit);
      }
    frame(context, x * unit, y * unit, unit, unit);
    canvas.setAttribute("aria-label", `${this.find(".desk .title").textContent}. ${this.data.words.keys}`);
  }

  inBig(px, py) {
    const canvas = this.find(".big"), [, rows, columns] = this.all[this.at.n + 1].shape;
    const place = (p, size, count) => clamp(Math.floor((p / size) * count), 0, count - 1);
    this.goTo({ ...this.at, x: place(px, canvas.clientWidth, columns), y: place(py, canvas.clientHeight, rows) });
  }

  // Frames on the layers: the number itself, and the windows of the layer before.
  mark(origin) {
    this.marks?.forEach((mark) => mark.remove());
    const { n, map, y, x } = this.at, marks = this.marks = [];
    const outline = (i, { map: m, top, left, high, wide }, kind) => {
      const t = this.tiles(i), { canvas, row } = this.rows[i], mark = create("i", { className: `mark ${kind}` });
      const from = [(m % t.across) * t.side + left * t.unit, Math.floor(m / t.across) * (t.rows * t.unit + GAP) + top * t.unit];
      Object.assign(mark.style, {
        left: `${canvas.offsetLeft + from[0]}px`, top: `${canvas.offsetTop + from[1]}px`,
        width: `${wide * t.unit}px`, height: `${high * t.unit}px`,
      });
      row.append(mark);
      marks.push(mark);
    };
    if (n < this.stack.layers.length - 1) outline(n + 1, { map, top: y, left: x, high: 1, wide: 1 }, "here");
    const [, rows, columns] = this.all[n].shape;
    for (const { map: m, top, left, size } of origin.windows) {
      const [v, u] = [Math.max(0, top), Math.max(0, left)];
      outline(n, { map: m, top: v, left: u, high: Math.min(rows, top + size) - v, wide: Math.min(columns, left + size) - u }, "from");
    }
  }

  line(box, text, kind = "") { box.append(create("p", { className: kind, textContent: text })); }

  // Products of a window, those of one map of the layer before at a time; the sums of all maps as buttons.
  show_conv(box, { terms, windows, bias }, value) {
    const { words } = this.data, sums = terms.map((list) => list.reduce((sum, { product }) => sum + product, 0));
    const key = `${this.data.model}/${this.at.n}`;
    if (this.channelOf !== key || !(this.channel < sums.length)) {
      this.channelOf = key;
      this.channel = sums.reduce((best, sum, i) => (Math.abs(sum) > Math.abs(sums[best]) ? i : best), 0);
    }
    const size = windows[0].size, grid = create("div", { className: "grid" }), chosen = terms[this.channel];
    const most = Math.max(1e-6, ...terms.flat().map(({ product }) => Math.abs(product)));
    this.line(box, filled(words.how_conv, { k: size, maps: terms.length, all: size * size * terms.length }));
    if (terms.length > 1) {
      const label = create("label", { className: "channel" }), list = create("select", {});
      const told = (sum, i) => filled(words.from_map, { n: i + 1, sum: fixed(sum) });
      list.append(...sums.map((sum, i) => create("option", { value: i, textContent: told(sum, i) })));
      list.value = this.channel;
      list.onchange = () => { this.channel = Number(list.value); this.look(); };
      label.append(create("span", { textContent: words.which_map }), list);
      box.append(label);
    }
    grid.style.setProperty("--k", size);
    grid.append(...chosen.map(({ given, weight, product }) => {
      const cell = create("span", {});
      cell.style.background = shade(product / most);
      cell.append(create("b", { textContent: fixed(given) }), create("i", { textContent: `× ${fixed(weight)}` }));
      return cell;
    }));
    box.append(grid);
    const others = sums.reduce((a, b) => a + b, 0) - sums[this.channel];
    const parts = terms.length > 1 ? words.sum_maps : words.sum_map;
    const facts = { here: fixed(sums[this.channel]), others: fixed(others), bias: fixed(bias), value: fixed(value, 3) };
    this.line(box, filled(parts, facts), "sum");
  }

  show_bend(box, { kind, terms: [[{ given }]] }, value) {
    const { words } = this.data;
    this.line(box, words[`how_${kind}`]);
    this.line(box, filled(words[`sum_${kind}`], { given: fixed(given, 3), value: fixed(value, 3) }), "sum");
  }

  show_pool(box, { kind, terms: [cells], windows: [{ size }] }, value) {
    const { words } = this.data, grid = create("div", { className: "grid wide" });
    this.line(box, filled(words[`how_${kind}`], { k: size }));
    grid.style.setProperty("--k", size);
    const chosen = (given) => (kind === "max" && given === value ? "chosen" : "");
    grid.append(...cells.map(({ given }) => create("span", { textContent: fixed(given, 3), className: chosen(given) })));
    box.append(grid);
    this.line(box, filled(words[`sum_${kind}`], { value: fixed(value, 3) }), "sum");
  }

  // The largest products; the others in one sum.
  show_dense(box, { terms: [list], bias }, value) {
    const { words } = this.data, strength = (i) => Math.abs(list[i].product);
    const order = [...list.keys()].sort((a, b) => strength(b) - strength(a));
    const shown = order.slice(0, MOST_TERMS), rest = order.slice(MOST_TERMS).reduce((sum, i) => sum + list[i].product, 0);
    this.line(box, filled(words.how_dense, { n: list.length, shown: shown.length }));
    const most = Math.max(1e-6, Math.abs(list[order[0]].product)), table = create("div", { className: "terms" });
    for (const i of shown) {
      const { given, weight, product } = list[i], cell = create("b", { textContent: fixed(product) });
      cell.style.background = shade(product / most);
      const name = create("span", { textContent: filled(words.neuron, { n: i + 1 }) });
      table.append(name, create("i", { textContent: `${fixed(given)} × ${fixed(weight)}` }), cell);
    }
    box.append(table);
    const first = shown.reduce((sum, i) => sum + list[i].product, 0);
    const facts = { first: fixed(first), rest: fixed(rest), bias: fixed(bias), value: fixed(value, 3) };
    this.line(box, filled(words.sum_dense, facts), "sum");
  }

  // Scores, their powers of e, and the shares.
  show_softmax(box, { terms: [list] }, value) {
    const { words, names } = this.data, { temperature } = this.stack.layers[this.at.n];
    const powers = list.map(({ given }) => Math.exp(given / temperature)), sum = powers.reduce((a, b) => a + b);
    const table = create("div", { className: "terms" });
    this.line(box, filled(words.how_softmax, { t: fixed(temperature, 2) }));
    list.forEach(({ given }, i) => {
      const cell = create("b", { textContent: tiny(powers[i]) });
      cell.style.background = shade(powers[i] / sum);
      const name = create("span", { textContent: names[i], className: i === this.at.map ? "chosen" : "" });
      table.append(name, create("i", { textContent: `e^(${fixed(given)} ÷ ${fixed(temperature, 2)})` }), cell);
    });
    box.append(table);
    this.line(box, filled(words.sum_softmax, { power: tiny(powers[this.at.map]), sum: tiny(sum), p: shareOf(value) }), "sum");
  }
}
