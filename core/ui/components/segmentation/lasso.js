// The learner's outline in orange, the model's region in blue; where both lie the colours mix.
// Needs: sketch, boxes, segmentation/pixel_classes.
class Lasso {
  constructor(root, setStateValue) {
    Object.assign(this, { root, points: [], layer: new Layer(), lines: new Layer(), cursor: null });
    this.shared = new Shared((outline) => setStateValue("outline", outline));
    root.innerHTML = `<div class="look"><canvas tabindex="0" role="application"></canvas></div>
      <div class="bar">
        <button class="clear" type="button"></button><button class="close" type="button"></button>
        <span class="key mine"></span><span class="key model"></span></div>
      <p class="said" aria-live="polite"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.canvas = this.find("canvas");
    this.photo = new PhotoCanvas(this.canvas, () => this.draw());
    drag(
      this.canvas,
      (x, y) => this.add(x / this.photo.scale, y / this.photo.scale),
      () => this.close(),
      () => {
        this.points = [];
        this.open = true;
        return true;
      },
    );
    this.canvas.onkeydown = (event) => this.key(event);
    this.find(".clear").onclick = () => { this.points = []; this.open = false; this.tell(); };
    this.find(".close").onclick = () => this.close();
  }

  take(data) {
    const other = data.photo !== this.data?.photo;
    this.data = data;
    if (this.shared.news(data.outline) || other) { this.points = JSON.parse(data.outline); this.open = false; }
    this.mask = data.region ? bytesOf(data.region) : null;
    this.photo.take(data.photo, data.w, data.h);
    for (const part of ["clear", "close", "mine", "model"]) this.find(`.${part}`).textContent = data.words[part];
    this.draw();
  }

  add(x, y) {
    const { w, h } = this.data, [px, py] = this.points.at(-1) ?? [-9, -9], at = [clamp(x, 0, w), clamp(y, 0, h)];
    if (Math.hypot(at[0] - px, at[1] - py) * this.photo.scale < 4) return;
    this.points.push(at.map((v) => Math.round(v * 10) / 10));
    this.draw();
  }

  close() {
    this.open = false;
    if (this.points.length < 3) this.points = [];
    this.tell();
  }

  tell() {
    this.mask = null;
    this.draw();
    this.shared.put(JSON.stringify(this.points));
  }

  key(event) {
    const step = ARROWS[event.key], { w, h } = this.data;
    this.cursor ??= [w / 2, h / 2];
    if (step)
      this.cursor = [
        clamp(this.cursor[0] + step[0] * (event.shiftKey ? 12 : 4), 0, w),
        clamp(this.cursor[1] + step[1] * (event.shiftKey ? 12 : 4), 0, h),
      ];
    else if (event.key === "Enter" || event.key === " ") {
      if (!this.open) this.points = [];
      this.open = true;
      this.points.push([...this.cursor]);
    } else if (event.key === "Backspace") this.points.pop();
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    this.draw();
  }

  draw() {
    if (!this.data) return;
    const { w, h, words } = this.data, g = this.photo.begin(0.1), s = this.photo.scale, blue = rgbOf(BLUE);
    const outline = new Path2D();
    for (const [x, y] of this.points) outline.lineTo(x * s, y * s);
    if (!this.open) outline.closePath();
    g.lineJoin = "round";
    if (!this.open) { g.fillStyle = `${ORANGE}59`; g.fill(outline); }
    for (const [colour, wide] of [["#fff", 6], [ORANGE, 3.5]]) {
      g.strokeStyle = colour;
      g.lineWidth = wide;
      g.stroke(outline);
    }
    if (this.mask) {
      this.map ??= new PixelMap({ w: 1, h: 1, ids: "AA==", chances: "AA==" });
      Object.assign(this.map, { w, h, n: w * h });
      const edge = this.map.border(this.mask);
      g.drawImage(this.layer.fill(w, h, (i, out, at) => paint(out, at, blue, edge[i] ? 255 : this.mask[i] ? 110 : 0)), 0, 0, w * s, h * s);
    }
    if (this.cursor && document.activeElement) {
      const [x, y] = this.cursor.map((v) => v * s);
      g.strokeStyle = ORANGE;
      g.lineWidth = 2;
      g.beginPath();
      g.moveTo(x - 9, y); g.lineTo(x + 9, y); g.moveTo(x, y - 9); g.lineTo(x, y + 9);
      g.stroke();
    }
    const said = this.points.length && !this.open ? this.data.said : words.hint;
    this.find(".said").textContent = said;
    this.find(".clear").disabled = !this.points.length;
    this.find(".close").hidden = !this.open;
    this.canvas.setAttribute("aria-label", `${words.alt} ${said}`);
    this.root.dataset.points = this.points.length;
  }
}
export default (component) => exhibit(Lasso, component);
