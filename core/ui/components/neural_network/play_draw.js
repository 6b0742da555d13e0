// The maps of neurons, the plane with its points, the lines of the weights, the chart of the losses.
// Needs: sketch.
const RASTER = 48, FINE = 192; // places along a side where the network is asked, and pixels of the large plane
const KIND_COLOURS = [BLUE, ORANGE, GREEN].map(rgbOf);
const SIGNED = Array.from({ length: 256 }, (_, i) => { // blue for −1, white, orange for 1; as the pixels of a canvas
  const t = (i - 127.5) / 127.5, hue = KIND_COLOURS[t < 0 ? 0 : 1], share = 0.85 * Math.abs(t);
  return hue.reduce((word, c, k) => word | (Math.round(255 + (c - 255) * share) << (8 * k)), 0xff << 24) >>> 0;
});

// The places of the raster (RASTER² × 2) within −reach..reach, rows from the top.
function rasterPlaces(reach) {
  const places = new Float64Array(2 * RASTER * RASTER);
  for (let row = 0, o = 0; row < RASTER; row++)
    for (let column = 0; column < RASTER; column++, o += 2) {
      places[o] = ((column + 0.5) / RASTER * 2 - 1) * reach;
      places[o + 1] = (1 - (row + 0.5) / RASTER * 2) * reach;
    }
  return places;
}

// A map of numbers, one of `every` in a row of them, in blue and orange; the largest |v| has the full colour.
function paintSigned(canvas, numbers, every, at) {
  let most = 0.5;
  for (let i = at; i < numbers.length; i += every) most = Math.max(most, Math.abs(numbers[i]));
  const image = canvas.image ??= new ImageData(RASTER, RASTER), pixels = new Uint32Array(image.data.buffer);
  for (let i = 0, o = at; i < pixels.length; i++, o += every) pixels[i] = SIGNED[Math.round(127.5 + 127.5 * (numbers[o] / most))] ?? 0;
  if (canvas.width !== RASTER) canvas.width = canvas.height = RASTER;
  canvas.getContext("2d").putImageData(image, 0, 0);
}

// The same as pixels for one kind's pale to full colour.
const SURE = KIND_COLOURS.map((hue) => Uint32Array.from({ length: 128 }, (_, i) => {
  const share = 0.14 + (0.44 * i) / 127;
  return hue.reduce((word, c, k) => word | (Math.round(255 + (c - 255) * share) << (8 * k)), 0xff << 24) >>> 0;
}));
const BETWEEN = Array.from({ length: FINE }, (_, i) => { // the two places of the raster that a pixel lies between
  const v = clamp(((i + 0.5) * RASTER) / FINE - 0.5, 0, RASTER - 1), low = Math.floor(v);
  return { low, high: Math.min(low + 1, RASTER - 1), share: v - low };
});

// What the network says everywhere: the colour of the likeliest kind, the fuller the surer. Sums are first
// turned into how much a kind is ahead, −1..1, as those of a sure network grow without limit.
function paintAnswers(canvas, z, outs) {
  const image = canvas.fine ??= new ImageData(FINE, FINE), pixels = new Uint32Array(image.data.buffer);
  const ahead = outs === 1 ? [z.map((v) => Math.tanh(v / 2))] : leads(z, outs);
  for (let y = 0, o = 0; y < FINE; y++) {
    const rows = BETWEEN[y], r0 = rows.low * RASTER, r1 = rows.high * RASTER;
    for (let x = 0; x < FINE; x++, o++) {
      const { low, high, share } = BETWEEN[x];
      let most = -Infinity, kind = 0;
      for (let k = 0; k < ahead.length; k++) {
        const map = ahead[k], top = map[r0 + low] * (1 - share) + map[r0 + high] * share;
        const here = top + (map[r1 + low] * (1 - share) + map[r1 + high] * share - top) * rows.share;
        if (here > most) { most = here; kind = k; }
      }
      if (outs === 1 && most < 0) pixels[o] = SURE[0][Math.round(-127 * most)] ?? 0;
      else pixels[o] = SURE[outs === 1 ? 1 : kind][Math.round(127 * Math.max(most, 0))] ?? 0;
    }
  }
  if (canvas.width !== FINE) canvas.width = canvas.height = FINE;
  canvas.getContext("2d").putImageData(image, 0, 0);
}

// For each kind everywhere: how far its sum is ahead of the largest other one, as tanh of half of it.
function leads(z, outs) {
  const n = z.length / outs, found = Array.from({ length: outs }, () => new Float64Array(n));
  for (let i = 0; i < n; i++)
    for (let k = 0; k < outs; k++) {
      let other = -Infinity;
      for (let m = 0; m < outs; m++) if (m !== k) other = Math.max(other, z[i * outs + m]);
      found[k][i] = Math.tanh((z[i * outs + k] - other) / 2);
    }
  return found;
}

// The points on the plane: full ones are learnt from, ringed ones are for the test.
function drawDots(svg, flat, { xy, kinds, test }) {
  svg.replaceChildren();
  kinds.forEach((kind, i) => {
    const x = flat.px(xy[2 * i]), y = flat.py(xy[2 * i + 1]), look = `kind ${"abc"[kind]}${test[i] ? " test" : ""}`;
    if (kind === 0) put(svg, "circle", { class: look, cx: x, cy: y, r: 5 });
    else if (kind === 1) put(svg, "rect", { class: look, x: x - 4.6, y: y - 4.6, width: 9.2, height: 9.2, rx: 1.5 });
    else put(svg, "path", { class: look, d: `M${x} ${y - 6}L${x + 5.8} ${y + 4.6}H${x - 5.8}Z` });
  });
}

// A line from one tile to another, as its four points; `bezier` gives a place on it.
const wire = (from, to) => [from, [(from[0] + to[0]) / 2, from[1]], [(from[0] + to[0]) / 2, to[1]], to];
const bezier = (p, t) => [0, 1].map((i) =>
  (1 - t) ** 3 * p[0][i] + 3 * t * (1 - t) ** 2 * p[1][i] + 3 * t * t * (1 - t) * p[2][i] + t ** 3 * p[3][i]);

// The nearest of wires to a place, and how far it is.
function nearestWire(wires, x, y) {
  let best = null, far = Infinity;
  for (const each of wires)
    for (let t = 0.04; t < 1; t += 0.04) {
      const [u, v] = bezier(each.points, t), d = Math.hypot(u - x, v - y);
      if (d < far) { far = d; best = each; }
    }
  return { best, far };
}

const thickness = (w) => Math.min(0.5 + 2 * Math.abs(w), 11);

// Both losses by epoch; `at` is the epoch that is shown.
function drawLosses(svg, past, at, words) {
  const known = past.flatMap((p) => [p.train, p.test]).filter(Number.isFinite);
  const w = svg.clientWidth || 300, h = 128, top = Math.max(0.05, ...known.map((v) => Math.min(3, v)));
  const first = past[0].epoch, last = Math.max(past.at(-1).epoch, first + 1);
  const shown = past.filter((_, i) => i % Math.ceil(past.length / 300) === 0);
  if (shown.at(-1) !== past.at(-1)) shown.push(past.at(-1));
  const plane = new Plane({ x: 40, y: 24, w: w - 48, h: h - 48 }, [first, last], [0, top]), here = past[at];
  svg.setAttribute("height", h);
  svg.replaceChildren();
  plane.axes(svg, [], ticks(0, top, 2));
  for (const name of ["train", "test"]) {
    const values = shown.map((p) => clamp(p[name], 0, top));
    if (name === "test" && !Number.isFinite(here.test)) continue;
    put(svg, "path", { class: `loss ${name}`, d: plane.path(shown.map((p) => p.epoch), values) });
    put(svg, "circle", { class: `spot ${name}`, cx: plane.px(here.epoch), cy: plane.py(clamp(here[name] || 0, 0, top)), r: 5 });
  }
  caption(svg, "value train", 40, 14, `${words.train} ${fixed(here.train, 3)}`);
  if (Number.isFinite(here.test)) caption(svg, "value test", w - 8, 14, `${words.test} ${fixed(here.test, 3)}`, "end");
  caption(svg, "tick", 40, h - 6, fixed(first, 0));
  caption(svg, "tick", w - 8, h - 6, filled(words.epochs, { n: past.at(-1).epoch }), "end");
}

// The points under the learner's hand: added, rubbed out, all taken away.
const NEAR = 0.06; // of the plane's side, as far as the eraser reaches

class PlayPoints {
  brushes() {
    const bar = this.find(".brushes"), names = ["a", "b", "c", "erase"], { words } = this.data;
    if (!bar.children.length) {
      const buttons = names.map((brush) => {
        const button = create("button", { type: "button", className: brush });
        button.onclick = () => { this.brush = brush; this.brushes(); };
        return button;
      });
      const none = create("button", { type: "button", className: "clear" });
      none.onclick = () => { this.own = []; this.change({ dots: "own", noise: 0 }); };
      bar.append(...buttons, none, create("span", {}));
    }
    names.forEach((brush, i) => {
      bar.children[i].textContent = words[brush];
      bar.children[i].setAttribute("aria-pressed", this.brush === brush);
    });
    bar.querySelector(".clear").textContent = words.clear;
    bar.lastChild.textContent = words.add;
  }

  // The learner's points as numbers.
  owned() {
    const { cells, reach, kinds } = this.data, places = (p) => [1, 4].map((i) => ((Number(p.slice(i, i + 3)) * 2) / cells - 1) * reach);
    return { xy: this.own.flatMap(places), kinds: this.own.map((p) => kinds.indexOf(p[0])) };
  }

  click(event) {
    const box = this.canvas.getBoundingClientRect(), { cells, kinds, most, reach } = this.data;
    const cell = (v) => String(Math.round(clamp(v, 0, 1) * cells)).padStart(3, "0");
    const x = (event.clientX - box.left) / box.width, y = 1 - (event.clientY - box.top) / box.height;
    if (this.setup.dots !== "own") { // the points on screen become the learner's
      const { xy, kinds: all } = this.points, share = (v) => (v / reach + 1) / 2;
      this.own = [...all].map((kind, i) => kinds[kind] + cell(share(xy[2 * i])) + cell(share(xy[2 * i + 1])));
    }
    if (this.brush === "erase") {
      const far = (p) => Math.hypot(Number(p.slice(1, 4)) / cells - x, Number(p.slice(4, 7)) / cells - y);
      const nearest = this.own.reduce((best, p) => (far(p) < far(best) ? p : best), this.own[0]);
      if (!nearest || far(nearest) > NEAR) return;
      this.own.splice(this.own.indexOf(nearest), 1);
    } else {
      if (this.own.length >= most) this.own.shift();
      this.own.push(this.brush.toUpperCase() + cell(x) + cell(y));
    }
    this.change({ dots: "own", noise: 0 });
    clearTimeout(this.telling);
    if (this.own.length < FEWEST) return;
    this.telling = setTimeout(() => { this.sharedPoints.put(this.own.join("")); this.keep(); }, 600);
  }
}
