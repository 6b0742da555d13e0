// One drawing twice: as strokes (vector) and as pixels (bitmap), and what happens to both when they are enlarged.
// Needs: sketch, learning/fruit_shapes.
class BitmapZoom {
  constructor(root, setStateValue) {
    Object.assign(this, { root, zoom: 1, middle: [62, 20] });
    this.shared = new Shared((zoom) => setStateValue("zoom", zoom));
    const kinds = ["vector", "bitmap"];
    root.innerHTML = `<div class="two">${kinds.map((kind) => `<figure><figcaption></figcaption>
      <canvas class="${kind}" tabindex="0" role="img"></canvas><p></p></figure>`).join("")}</div>
      <div class="bar"><label></label><input type="range" min="1" max="16" step="0.5"><b class="at"></b></div>
      <p class="said" aria-live="polite"></p>`;
    this.range = root.querySelector("input");
    this.range.oninput = () => { this.zoom = Number(this.range.value); this.draw(); };
    this.range.onchange = () => this.shared.put(String(this.zoom));
    for (const canvas of root.querySelectorAll("canvas")) {
      let last;
      drag(canvas, (x, y) => { if (last) this.pan(last[0] - x, last[1] - y); last = [x, y]; }, () => { last = undefined; });
      canvas.onkeydown = (event) => {
        const way = ARROWS[event.key];
        if (!way) return;
        event.preventDefault();
        this.pan(20 * way[0], 20 * way[1]);
      };
    }
  }

  take(data) {
    const fresh = this.shared.news(data.zoom) || !this.data, from = this.zoom, to = Number(data.zoom), first = !this.data;
    this.data = data;
    this.root.querySelector("label").textContent = data.words.zoom;
    this.range.setAttribute("aria-label", data.words.zoom);
    this.stop?.();
    if (!fresh) return this.draw();
    this.stop = glide((t) => { this.zoom = lerp(first ? 1 : from, to, t); this.draw(); }, first ? 1200 : 300);
  }

  pan(dx, dy) {
    const unit = (this.side / 100) * this.zoom;
    this.middle = [this.middle[0] + dx / unit, this.middle[1] + dy / unit].map((v) => clamp(v, 0, 100));
    this.draw();
  }

  paint(context, side) {
    const { round, red } = this.data;
    context.save();
    context.scale(side / 100, side / 100);
    for (const { d, fill, stroke, width } of fruitStrokes(round, red)) {
      const path = new Path2D(d);
      if (fill) { context.fillStyle = fill; context.fill(path); }
      if (stroke) { Object.assign(context, { strokeStyle: stroke, lineWidth: width, lineCap: "round" }); context.stroke(path); }
    }
    context.restore();
  }

  draw() {
    if (!this.data) return;
    const { words, pixels, round, red } = this.data, w = this.root.clientWidth || 700;
    const side = this.side = Math.min(w > 560 ? (w - 32) / 2 : w - 2, 360);
    const unit = (side / 100) * this.zoom, shift = this.middle.map((v) => clamp(side / 2 - v * unit, side - 100 * unit, 0));
    const [vector, bitmap] = this.root.querySelectorAll("canvas");
    for (const canvas of [vector, bitmap]) canvas.style.width = canvas.style.height = `${side}px`;
    const one = sharp(vector, side, side), two = sharp(bitmap, side, side);
    one.translate(...shift);
    this.paint(one, 100 * unit);
    const small = create("canvas", { width: pixels, height: pixels });
    this.paint(small.getContext("2d"), pixels);
    two.imageSmoothingEnabled = false;
    two.drawImage(small, ...shift, 100 * unit, 100 * unit);
    if ((100 * unit) / pixels > 9) this.grid(two, shift, (100 * unit) / pixels, side);
    const numbers = fruitStrokes(round, red).reduce((sum, { d }) => sum + d.match(/-?\d+(\.\d+)?/g).length, 0);
    const all = pixels * pixels * 3, facts = { numbers, pixels, all: all.toLocaleString("en"), zoom: fixed(this.zoom, 1) };
    const captions = [words.vector, words.bitmap], below = [words.vector_said, words.bitmap_said].map((text) => filled(text, facts));
    this.root.querySelectorAll("figcaption").forEach((node, i) => { node.textContent = captions[i]; });
    this.root.querySelectorAll("figure p").forEach((node, i) => { node.textContent = below[i]; });
    [vector, bitmap].forEach((canvas, i) => canvas.setAttribute("aria-label", `${captions[i]}. ${below[i]}`));
    this.range.value = this.zoom;
    this.root.querySelector(".at").textContent = `× ${fixed(this.zoom, 1)}`;
    this.root.querySelector(".said").textContent = filled(this.zoom > 1 ? words.said : words.said_whole, facts);
    Object.assign(this.root.dataset, { zoom: this.zoom, numbers, all });
  }

  grid(context, [x0, y0], step, side) {
    context.strokeStyle = "rgba(140, 150, 163, 0.45)";
    context.beginPath();
    for (let x = x0 % step; x < side; x += step) { context.moveTo(x, 0); context.lineTo(x, side); }
    for (let y = y0 % step; y < side; y += step) { context.moveTo(0, y); context.lineTo(side, y); }
    context.stroke();
  }
}
export default (component) => exhibit(BitmapZoom, component);
