// Boxes with names that the learner draws on the photo, beside those of the model. Needs: sketch, boxes.
const QUIET_MS = 350, LEAST = 4, FRESH = 12; // a new box is so many pixels of the page at least

class DrawBoxes {
  constructor(root, setStateValue) {
    Object.assign(this, { root, chosen: -1, boxes: [] });
    this.shared = new Shared((boxes) => setStateValue("boxes", boxes));
    root.innerHTML = `<div class="bar">
        <label><span></span> <select></select></label><button class="new" type="button"></button>
        <button class="delete" type="button"></button><button class="clear" type="button"></button></div>
      <div class="look"><canvas tabindex="0" role="application"></canvas></div><p class="said" aria-live="polite"></p><p class="keys"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.canvas = this.find("canvas");
    this.select = this.find("select");
    this.photo = new PhotoCanvas(this.canvas, () => this.draw());
    let from;
    drag(
      this.canvas,
      (px, py) => this.drawTo(from, ...this.inPhoto(px, py)),
      () => this.release(from),
      (px, py) => {
        from = this.begin(...this.inPhoto(px, py));
        return true;
      },
    );
    this.canvas.onkeydown = (event) => this.key(event);
    this.select.onchange = () => {
      if (this.boxes[this.chosen]) {
        this.boxes[this.chosen].label = this.select.value;
        this.tell();
      }
      this.draw();
    };
    this.find(".new").onclick = () => this.add();
    this.find(".delete").onclick = () => this.remove();
    this.find(".clear").onclick = () => { this.boxes = []; this.chosen = -1; this.tell(); this.draw(); };
  }

  inPhoto(px, py) { return [px / this.photo.scale, py / this.photo.scale]; }

  // Where a pointer comes down: at an edge or the middle of the chosen box it takes hold, elsewhere a new box begins.
  begin(x, y) {
    const box = this.boxes[this.chosen]?.box, reach = 18 / this.photo.scale;
    if (box) {
      const grip = gripOf(box, x, y, reach);
      const middle = Math.hypot(x - (box[0] + box[2]) / 2, y - (box[1] + box[3]) / 2) < 24 / this.photo.scale;
      if (grip && (middle || grip[0] || grip[1])) return { x, y, grip: middle ? [0, 0] : grip, box: [...box] };
    }
    return { x, y };
  }

  drawTo(from, x, y) {
    const { w, h } = this.data;
    if (from.grip) this.boxes[this.chosen].box = pulled(from.box, from.grip, x - from.x, y - from.y, w, h, LEAST);
    else if (from.fresh || Math.hypot(x - from.x, y - from.y) * this.photo.scale > FRESH) {
      if (!from.fresh && this.boxes.length >= this.data.most) return;
      if (!from.fresh) { this.boxes.push({ label: this.select.value }); this.chosen = this.boxes.length - 1; from.fresh = true; }
      const [cx, cy] = [clamp(x, 0, w), clamp(y, 0, h)];
      this.boxes[this.chosen].box = [Math.min(from.x, cx), Math.min(from.y, cy), Math.max(from.x, cx), Math.max(from.y, cy)];
    }
    this.draw();
  }

  release(from) {
    if (from.fresh) {
      const box = this.boxes[this.chosen].box, small = Math.min(box[2] - box[0], box[3] - box[1]) < LEAST;
      if (small) { this.boxes.splice(this.chosen, 1); this.chosen = -1; }
    } else if (!from.grip) {
      const under = this.boxes.map(({ box }, i) => ({ i, box })).filter(({ box }) => gripOf(box, from.x, from.y, 10 / this.photo.scale));
      this.chosen = under.length ? under.reduce((a, b) => (areaOf(b.box) < areaOf(a.box) ? b : a)).i : -1;
      this.draw();
      return;
    }
    this.draw();
    this.tell();
  }

  add() {
    if (this.boxes.length >= this.data.most) return;
    const { w, h } = this.data;
    this.boxes.push({ box: [0.35 * w, 0.35 * h, 0.65 * w, 0.65 * h], label: this.select.value });
    this.chosen = this.boxes.length - 1;
    this.canvas.focus();
    this.draw();
    this.tell();
  }

  remove() {
    if (!this.boxes[this.chosen]) return;
    this.boxes.splice(this.chosen, 1);
    this.chosen = Math.min(this.chosen, this.boxes.length - 1);
    this.draw();
    this.tell();
  }

  key(event) {
    const step = ARROWS[event.key], { w, h } = this.data, mine = this.boxes[this.chosen];
    if (step && mine) {
      mine.box = pulled(mine.box, event.shiftKey ? step.map(Math.abs) : [0, 0], ...step.map((v) => v * Math.max(1, w / 160)), w, h, LEAST);
      clearTimeout(this.telling);
      this.telling = setTimeout(() => this.tell(), QUIET_MS);
    } else if (event.key === "Enter" || event.key === "n") this.add();
    else if (event.key === "Delete" || event.key === "Backspace") this.remove();
    else if (event.key === " ") this.chosen = (this.chosen + 1) % Math.max(1, this.boxes.length);
    else if (event.key === "Escape") this.chosen = -1;
    else return;
    event.preventDefault();
    this.draw();
  }

  tell() { this.shared.put(JSON.stringify(this.boxes.map(({ box, label }) => [...box.map((v) => Math.round(v * 10) / 10), label]))); }

  take(data) {
    const other = this.data && this.data.photo !== data.photo;
    this.data = data;
    const rows = JSON.parse(data.boxes), news = this.shared.news(JSON.stringify(rows)); // Python writes 10.0
    if (news || other) {
      this.boxes = rows.map((row) => ({ box: row.slice(0, 4), label: row[4] }));
      this.chosen = other ? -1 : Math.min(this.chosen, this.boxes.length - 1);
    }
    this.photo.take(data.photo, data.w, data.h);
    const { words } = data, names = JSON.stringify(data.names);
    if (this.named !== names) {
      const before = this.select.value;
      this.select.replaceChildren(...data.names.map(([label, name]) => create("option", { value: label, textContent: name })));
      this.select.value = data.names.some(([label]) => label === before) ? before : data.first;
      this.named = names;
    }
    this.find("label span").textContent = words.thing;
    this.find(".new").textContent = `＋ ${words.add}`;
    this.find(".delete").textContent = words.remove;
    this.find(".clear").textContent = words.clear;
    this.find(".keys").textContent = words.keys;
    this.draw();
  }

  draw() {
    const { photo, data, boxes } = this, { words } = data, g = photo.begin(0.12), named = new Map(data.names);
    for (const { box, hit } of data.found) photo.outline(g, box, BLUE, 2.5, hit ? [] : [8, 6]);
    boxes.forEach(({ box, label }, i) => {
      const on = i === this.chosen;
      g.fillStyle = `${ORANGE}${on ? "38" : "1c"}`;
      g.fillRect(...photo.at(box));
      photo.outline(g, box, ORANGE, on ? 4 : 3);
      if (!on) return;
      photo.handles(g, box, ORANGE);
      this.cross(g, ((box[0] + box[2]) / 2) * photo.scale, ((box[1] + box[3]) / 2) * photo.scale);
    });
    photo.plates(g, [
      ...boxes.map(({ box, label }) => ({ box, text: named.get(label) ?? label, colour: ORANGE })),
      ...data.found.map(({ box, text, hit }) => ({ box, text, colour: hit ? BLUE : "#5b6673", low: true })),
    ]);
    if (boxes[this.chosen]) this.select.value = boxes[this.chosen].label;
    this.find(".delete").disabled = !boxes[this.chosen];
    this.find(".clear").disabled = !boxes.length;
    const said = boxes.length ? filled(words.said, { n: boxes.length }) : words.said_none;
    this.find(".said").textContent = said;
    this.canvas.setAttribute("aria-label", `${words.alt} ${said}`);
    this.root.dataset.boxes = boxes.length;
  }

  // The middle of the chosen box, where it can be moved.
  cross(g, x, y) {
    for (const [colour, width] of [["#fff", 6], [ORANGE, 3]]) {
      g.strokeStyle = colour;
      g.lineWidth = width;
      g.beginPath();
      g.moveTo(x - 10, y);
      g.lineTo(x + 10, y);
      g.moveTo(x, y - 10);
      g.lineTo(x, y + 10);
      g.stroke();
    }
  }
}
export default (component) => exhibit(DrawBoxes, component);
