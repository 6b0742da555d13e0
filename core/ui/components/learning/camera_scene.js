// A job for a camera: things are dragged, and the way from the picture to the numbers is shown.
// What the eye does is `core.learning.scenes`. Needs: sketch.

// (high × wide): 0 where nothing lies, else 1 + the colour of what lies there.
function cellsOf(things, places, wide, high) {
  const cells = new Uint8Array(wide * high);
  things.forEach(({ shape, w, h, colour }, n) => {
    for (let y = 0; y < high; y++)
      for (let x = 0; x < wide; x++) {
        const across = (2 * Math.abs(x + 0.5 - places[n][0])) / w, down = (2 * Math.abs(y + 0.5 - places[n][1])) / h;
        if (shape === "disc" ? across * across + down * down < 1 : Math.max(across, down) < 1) cells[y * wide + x] = 1 + colour;
      }
  });
  return cells;
}

// The connected things: area, box (the last two outside) and commonest colour.
function blobsOf(cells, wide, high) {
  const seen = new Uint8Array(cells.length), found = [];
  for (let start = 0; start < cells.length; start++) {
    if (!cells[start] || seen[start]) continue;
    const waiting = [start], box = [wide, high, 0, 0], colours = [0, 0, 0, 0, 0];
    let area = 0;
    seen[start] = 1;
    while (waiting.length) {
      const at = waiting.pop(), x = at % wide, y = (at - x) / wide;
      area += 1;
      colours[cells[at]] += 1;
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x + 1);
      box[3] = Math.max(box[3], y + 1);
      const near = [x > 0 ? at - 1 : -1, x < wide - 1 ? at + 1 : -1, at - wide, at + wide];
      for (const to of near)
        if (to >= 0 && to < cells.length && cells[to] && !seen[to]) { seen[to] = 1; waiting.push(to); }
    }
    found.push({ area, box, colour: colours.indexOf(Math.max(...colours)) - 1 });
  }
  return found;
}

function insideZone(blobs, job, [left, top, right, bottom]) {
  return blobs.filter(({ box: [x0, y0, x1, y1] }) => {
    if (job === "alarm") return x0 < right && x1 > left && y0 < bottom && y1 > top;
    const x = (x0 + x1) / 2, y = (y0 + y1) / 2;
    return left <= x && x < right && top <= y && y < bottom;
  });
}

const GOODS = ["#8C96A3", RED, GREEN, AMBER];

class CameraScene {
  constructor(root, setStateValue) {
    Object.assign(this, { root, picked: 0 });
    this.shared = new Shared((places) => setStateValue("places", places));
    root.innerHTML = `<div class="two"><figure><figcaption></figcaption><svg class="photo" tabindex="0" role="application"></svg></figure>
      <figure><figcaption></figcaption><svg class="eye" role="img"></svg></figure></div><p class="said" aria-live="polite"></p>`;
    this.svg = root.querySelector(".photo");
    drag(this.svg, (px, py) => this.move(this.vx(px), this.vy(py)), () => this.tell(), (px, py) => {
      const far = (i) => Math.hypot(this.places[i][0] - this.vx(px), this.places[i][1] - this.vy(py));
      this.picked = this.places.reduce((best, _, i) => (far(i) < far(best) ? i : best), 0);
      return far(this.picked) < 20;
    });
    this.svg.onkeydown = (event) => {
      const way = ARROWS[event.key], next = event.key === "Enter" || event.key === " ";
      if (!way && !next) return;
      event.preventDefault();
      if (next) { this.picked = (this.picked + 1) % this.places.length; return this.draw(); }
      const [x, y] = this.places[this.picked];
      this.move(x + 2 * way[0], y + 2 * way[1]);
      clearTimeout(this.telling);
      this.telling = setTimeout(() => this.tell(), 300);
    };
  }

  vx(px) { return px / this.unit; }
  vy(py) { return py / this.unit; }

  take(data) {
    const fresh = this.shared.news(data.places) || !this.data || data.name !== this.data.name;
    this.data = data;
    if (fresh) this.places = data.places.split(";").map((part) => part.split(",").map(Number));
    this.picked = Math.min(this.picked, this.places.length - 1);
    this.draw();
  }

  move(x, y) {
    const { wide, high } = this.data;
    this.places[this.picked] = [clamp(Math.round(x), 0, wide), clamp(Math.round(y), 0, high)];
    this.draw();
  }

  tell() { this.shared.put(this.places.map((place) => place.join()).join(";")); }

  draw() {
    if (!this.data) return;
    const { data } = this, { words, wide, high, zone, job, things } = data, w = this.root.clientWidth || 700;
    const width = w > 640 ? (w - 24) / 2 : w;
    this.unit = width / wide;
    [words.photo, words.eye].forEach((text, i) => { this.root.querySelectorAll("figcaption")[i].textContent = text; });
    for (const svg of this.root.querySelectorAll("svg")) {
      svg.setAttribute("height", high * this.unit);
      svg.setAttribute("viewBox", `0 0 ${wide} ${high}`);
      svg.style.width = `${width}px`;
      svg.replaceChildren();
    }
    this.scene();
    things.forEach((thing, i) => this.thing(thing, this.places[i], i === this.picked));
    const cells = cellsOf(things, this.places, wide, high), blobs = blobsOf(cells, wide, high), seen = insideZone(blobs, job, zone);
    this.eye(cells, blobs, seen);
    const said = this.root.querySelector(".said").textContent = filled(words.said, { all: blobs.length, n: seen.length });
    this.svg.setAttribute("aria-label", `${words.alt} ${said}`);
    this.root.querySelector(".eye").setAttribute("aria-label", said);
    this.root.dataset.blobs = JSON.stringify(blobs.map(({ area, box, colour }) => [area, ...box, colour]));
    this.root.dataset.seen = seen.length;
  }

  scene() {
    const { name, zone: [x, y, right, bottom] } = this.data, { svg } = this, w = right - x, h = bottom - y;
    put(svg, "rect", { class: `ground ${name}`, width: 120, height: 72 });
    if (name === "railway") {
      for (let v = 3; v < 72; v += 8) put(svg, "rect", { class: "sleeper", x: x + 2, y: v, width: w - 4, height: 3 });
      for (const at of [x + 7, right - 9]) put(svg, "rect", { class: "rail", x: at, y: 0, width: 2, height: 72 });
    } else if (name === "insurance") {
      put(svg, "path", { class: "car", d: "M12 58V44Q14 38 24 36L36 22H80L94 36Q106 38 108 44V58Z" });
      for (const at of [32, 88]) put(svg, "circle", { class: "wheel", cx: at, cy: 60, r: 8 });
    } else if (name === "tumour") put(svg, "ellipse", { class: "slice", cx: 60, cy: 36, rx: 46, ry: 31 });
    else put(svg, "rect", { class: `zone ${name}`, x, y, width: w, height: h, rx: 2 });
  }

  thing({ shape, w, h, colour }, [x, y], picked) {
    const { name } = this.data, node = put(this.svg, "g", { class: `thing ${name}${picked ? " picked" : ""}` });
    const fill = colour ? { style: `fill:${GOODS[colour]}` } : {};
    if (shape === "disc") put(node, "ellipse", { cx: x, cy: y, rx: w / 2, ry: h / 2, ...fill });
    else put(node, "rect", { x: x - w / 2, y: y - h / 2, width: w, height: h, rx: 1, ...fill });
    if (name === "packing" && shape === "disc") put(node, "circle", { class: "hole", cx: x, cy: y, r: 2 });
    if (name === "danger" && shape === "box") put(node, "circle", { class: "head", cx: x, cy: y - h / 2 + 4, r: 3.5 });
    if (name === "breeds") {
      put(node, "circle", { class: "hole", cx: x + w / 2 - 3, cy: y - h / 2 + 4, r: 1 });
      const d = `M${x - w / 2 + 2} ${y + h / 2 - 4}V${y + h / 2}M${x + w / 2 - 3} ${y + h / 2 - 4}V${y + h / 2}`;
      put(node, "path", { class: "legs", d });
      put(node, "path", { class: "ear", d: `M${x + w / 2 - 9} ${y - h / 2}h4l-1 6q-2 2 -3 -1Z` });
      put(node, "circle", { class: "nose", cx: x + w / 2 - 0.8, cy: y - h / 2 + 6, r: 0.9 });
    }
  }

  eye(cells, blobs, seen) {
    const svg = this.root.querySelector(".eye"), { wide, zone: [x, y, right, bottom], job } = this.data;
    put(svg, "rect", { class: "dark", width: 120, height: 72 });
    let d = "";
    for (let i = 0; i < cells.length; i++) {
      if (!cells[i] || (i % wide && cells[i - 1])) continue;
      let n = 1;
      while ((i + n) % wide && cells[i + n]) n += 1;
      d += `M${i % wide} ${Math.floor(i / wide)}h${n}v1h${-n}Z`;
    }
    put(svg, "path", { class: "mask", d });
    put(svg, "rect", { class: "frame", x, y, width: right - x, height: bottom - y });
    for (const blob of blobs) {
      const [x0, y0, x1, y1] = blob.box, on = seen.includes(blob);
      put(svg, "rect", { class: on ? "box on" : "box", x: x0, y: y0, width: x1 - x0, height: y1 - y0 });
      if (on) caption(svg, "number", x0, y0 > 8 ? y0 - 1.5 : y1 + 5, this.number(blob, job));
    }
  }

  // The number of a thing that its job goes by.
  number({ area, box: [x0, y0, x1, y1], colour }, job) {
    if (job === "count") return fixed(area / ((x1 - x0) * (y1 - y0)));
    if (job === "breed") return fixed((x1 - x0) / (y1 - y0));
    if (job === "price") return fixed(this.data.prices[colour], 0);
    return fixed(area, 0);
  }
}
export default (component) => exhibit(CameraScene, component);
