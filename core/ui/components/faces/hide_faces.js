// Faces hidden under ellipses, as core.faces.hiding hides them; the learner moves, removes and adds them.
// Needs: sketch, boxes.
const LATER_MS = 350, A_DRAG = 10;

class HideFaces {
  constructor(root, setStateValue) {
    Object.assign(this, { root, chosen: -1, places: [], small: document.createElement("canvas") });
    this.shared = new Shared((places) => setStateValue("places", places));
    root.innerHTML = `<div class="look"><canvas tabindex="0" role="application"></canvas></div><p class="said" aria-live="polite"></p>
      <div class="bar"><button class="add" type="button"></button><button class="remove" type="button"></button>
        <button class="again" type="button"></button></div><p class="keys"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.canvas = this.find("canvas");
    this.photo = new PhotoCanvas(this.canvas, () => this.draw());
    let from;
    drag(
      this.canvas,
      (px, py) => this.pull(from, px / this.photo.scale, py / this.photo.scale),
      () => this.release(from),
      (px, py) => { from = this.begin(px / this.photo.scale, py / this.photo.scale); return true; },
    );
    this.canvas.onkeydown = (event) => this.key(event);
    this.find(".add").onclick = () => this.add();
    this.find(".remove").onclick = () => this.remove();
    this.find(".again").onclick = () => { this.chosen = -1; this.shared.put("again"); };
  }

  take(data) {
    const other = data.photo !== this.data?.photo;
    this.data = data;
    const rows = JSON.parse(data.places);
    if (this.shared.news(JSON.stringify(rows)) || other) {
      this.places = rows;
      this.chosen = other ? -1 : Math.min(this.chosen, rows.length - 1);
    }
    this.photo.take(data.photo, data.w, data.h);
    for (const name of ["add", "remove", "again"]) this.find(`.${name}`).textContent = data.words[name];
    this.find(".keys").textContent = data.words.keys;
    this.draw();
  }

  // Where a pointer comes down: on a place it takes hold of that, beside all of them a new one begins.
  begin(x, y) {
    const reach = 14 / this.photo.scale, at = (i) => this.places[i] && gripOf(this.places[i], x, y, reach);
    const under = [this.chosen, ...this.places.keys()].find((i) => at(i));
    if (under === undefined) return { x, y };
    const grip = under === this.chosen ? at(under) : [0, 0];
    this.chosen = under;
    this.draw();
    return { x, y, grip, box: [...this.places[under]] };
  }

  pull(from, x, y) {
    const { w, h, least, most } = this.data;
    if (!from.moved && Math.hypot(x - from.x, y - from.y) * this.photo.scale < A_DRAG) return;
    if (!from.moved && !from.grip) {
      if (this.places.length >= most) return;
      this.chosen = this.places.push([]) - 1;
    }
    from.moved = true;
    const [cx, cy] = [clamp(x, 0, w), clamp(y, 0, h)];
    this.places[this.chosen] = from.grip ? pulled(from.box, from.grip, x - from.x, y - from.y, w, h, least)
      : [Math.min(from.x, cx), Math.min(from.y, cy), Math.max(from.x, cx), Math.max(from.y, cy)];
    this.draw();
  }

  release(from) {
    if (!from.grip && !from.moved) this.chosen = -1;
    const box = this.places[this.chosen];
    if (from.moved && box && Math.min(box[2] - box[0], box[3] - box[1]) < this.data.least) {
      this.places.splice(this.chosen, 1);
      this.chosen = -1;
    }
    this.draw();
    if (from.moved) this.tell();
  }

  add() {
    const { w, h, most } = this.data, side = Math.min(w, h) / 6;
    if (this.places.length >= most) return;
    this.chosen = this.places.push([w / 2 - side / 2, h / 2 - side / 2, w / 2 + side / 2, h / 2 + side / 2]) - 1;
    this.canvas.focus();
    this.draw();
    this.tell();
  }

  remove() {
    if (!this.places[this.chosen]) return;
    this.places.splice(this.chosen, 1);
    this.chosen = -1;
    this.draw();
    this.tell();
  }

  key(event) {
    const step = ARROWS[event.key], box = this.places[this.chosen], { w, h, least } = this.data;
    if (step && box) {
      const far = Math.max(1, w / 160);
      this.places[this.chosen] = pulled(box, event.shiftKey ? step.map(Math.abs) : [0, 0], step[0] * far, step[1] * far, w, h, least);
      clearTimeout(this.telling);
      this.telling = setTimeout(() => this.tell(), LATER_MS);
    } else if (event.key === "Enter") this.add();
    else if (event.key === "Delete" || event.key === "Backspace") this.remove();
    else if (event.key === " ") this.chosen = this.places.length ? (this.chosen + 1) % this.places.length : -1;
    else if (event.key === "Escape") this.chosen = -1;
    else return;
    event.preventDefault();
    this.draw();
  }

  tell() { this.shared.put(JSON.stringify(this.places.map((box) => box.map((v) => Math.round(v * 10) / 10)))); }

  draw() {
    const { photo, data, places } = this, { words } = data, g = photo.begin();
    for (const box of places) this.cover(g, box);
    places.forEach((box, i) => {
      const mine = !data.found.some((seen) => iouOf(seen, box) > data.same), colour = mine ? ORANGE : BLUE;
      const [x, y, wide, high] = photo.at(this.widened(box));
      for (const [line, width] of [["rgb(255 255 255 / 0.9)", i === this.chosen ? 6 : 4], [colour, i === this.chosen ? 4 : 2]]) {
        g.beginPath();
        g.ellipse(x + wide / 2, y + high / 2, wide / 2, high / 2, 0, 0, 2 * Math.PI);
        g.strokeStyle = line;
        g.lineWidth = width;
        g.stroke();
      }
      if (i === this.chosen) { photo.outline(g, box, colour, 2, [6, 5]); photo.handles(g, box, colour); }
    });
    const mine = places.filter((box) => !data.found.some((seen) => iouOf(seen, box) > data.same)).length;
    const said = places.length ? filled(words.said, { n: places.length, mine, found: places.length - mine }) : words.said_none;
    this.find(".said").textContent = said;
    this.find(".remove").disabled = !places[this.chosen];
    this.canvas.setAttribute("aria-label", `${words.alt} ${said}`);
    this.root.dataset.places = places.length;
  }

  widened([x1, y1, x2, y2]) {
    const [mx, my] = [(x1 + x2) / 2, (y1 + y2) / 2], [rx, ry] = [x2 - x1, y2 - y1].map((side) => (side / 2) * this.data.wider);
    return [mx - rx, my - ry, mx + rx, my + ry];
  }

  cover(g, box) {
    const { photo, data, small } = this, [x1, y1, x2, y2] = this.widened(box), scale = photo.scale;
    g.save();
    g.beginPath();
    g.ellipse(((x1 + x2) / 2) * scale, ((y1 + y2) / 2) * scale, ((x2 - x1) / 2) * scale, ((y2 - y1) / 2) * scale, 0, 0, 2 * Math.PI);
    g.clip();
    const [left, top] = [Math.max(Math.floor(x1), 0), Math.max(Math.floor(y1), 0)];
    const [wide, high] = [Math.min(Math.ceil(x2), data.w) - left, Math.min(Math.ceil(y2), data.h) - top];
    if (data.way === "colour" || !photo.image?.naturalWidth || wide < 1 || high < 1) {
      g.fillStyle = data.colour;
      g.fillRect(x1 * scale, y1 * scale, (x2 - x1) * scale, (y2 - y1) * scale);
    } else {
      const columns = Math.max(1, Math.min(data.cells, Math.round(wide))), rows = Math.max(1, Math.round((columns * high) / wide));
      Object.assign(small, { width: columns, height: rows });
      const few = small.getContext("2d");
      few.imageSmoothingQuality = "high";
      few.drawImage(photo.image, left, top, wide, high, 0, 0, columns, rows);
      g.imageSmoothingEnabled = data.way === "blur";
      g.imageSmoothingQuality = "high";
      g.drawImage(small, left * scale, top * scale, wide * scale, high * scale);
    }
    g.restore();
  }
}
export default (component) => exhibit(HideFaces, component);
