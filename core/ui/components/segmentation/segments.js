// The classes of a photo's pixels: as an overlay, by confidence, cut out, before another ground.
// Needs: sketch, boxes, segmentation/pixel_classes.
const VIEWS = ["overlay", "confidence", "cutout", "blur", "replace"];
const BLUR = 28; // the photo is shrunk so many times to blur it, which every browser can

class Segments {
  constructor(root, setStateValue) {
    Object.assign(this, { root, layer: new Layer(), lines: new Layer(), off: new Set(), only: null, at: null });
    this.shared = new Shared((view) => setStateValue("view", view));
    root.innerHTML = `<div class="bar views" role="radiogroup"></div>
      <div class="split">
        <div class="look"><canvas tabindex="0" role="application"></canvas></div>
        <div class="side"><div class="legend"></div></div></div>
      <div class="bar knobs"><label class="opacity"><span></span><input type="range" min="0" max="100" value="60"><output></output></label>
        <label class="sure"><span></span><input type="range" min="0" max="95" value="0" step="1"><output></output></label>
        <label class="tick"><input class="outline" type="checkbox" checked><span></span></label>
        <label class="behind"><span></span><input type="color" value="#56b4e9"></label></div>
      <div class="bar"><button class="all" type="button"></button><button class="save" type="button"></button></div>
      <p class="said" aria-live="polite"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.canvas = this.find("canvas");
    this.photo = new PhotoCanvas(this.canvas, () => this.draw());
    this.canvas.onpointermove = (event) => this.over(this.pixelAt(event));
    this.canvas.onpointerleave = () => this.over(null);
    this.canvas.onclick = (event) => this.isolate(this.pixelAt(event));
    this.canvas.onkeydown = (event) => this.key(event);
    for (const input of root.querySelectorAll("input")) input.oninput = () => this.draw();
    this.find(".all").onclick = () => { this.off.clear(); this.only = null; this.chosen = null; this.draw(); };
    this.find(".save").onclick = () => this.save();
  }

  take(data) {
    const fresh = data.ids !== this.data?.ids || data.photo !== this.data?.photo;
    this.data = data;
    if (fresh) {
      this.map = new PixelMap(data);
      this.colours = data.colours.map(rgbOf);
      this.off.clear();
      this.only = this.at = this.chosen = null;
      this.find(".sure input").value = data.sure;
    }
    if (this.shared.news(data.view) || !this.view) this.view = data.view;
    const { words } = data;
    for (const part of ["opacity", "sure", "tick", "behind"]) this.find(`.${part} span`).textContent = words[part];
    this.find(".all").textContent = words.all;
    this.find(".save").textContent = words.save;
    this.find(".views").setAttribute("aria-label", words.view);
    this.find(".views").replaceChildren(...VIEWS.map((view) => {
      const button = create("button", { type: "button", textContent: words[view] });
      button.setAttribute("role", "radio");
      button.dataset.view = view;
      button.onclick = () => this.show(view);
      return button;
    }));
    this.photo.take(data.photo, data.w, data.h);
    this.legend();
    this.draw();
  }

  show(view) {
    this.view = view;
    this.draw();
    this.shared.put(view);
  }

  legend() {
    const { names, colours } = this.data;
    this.rows = names.map((name, id) => {
      const button = document.createElement("button");
      button.type = "button";
      button.innerHTML = `<i style="background:${colours[id]}"></i><span></span><b></b>`;
      button.querySelector("span").textContent = name;
      button.onclick = () => {
        this.off = new Set([...new Set(this.map.ids[0])].filter((other) => this.isOn(other) === (other === id)));
        this.only = null;
        this.chosen = "names";
        this.draw();
      };
      return button;
    });
  }

  pixelAt(event) {
    const box = this.canvas.getBoundingClientRect(), { w, h } = this.data;
    const x = Math.floor(((event.clientX - box.left) / box.width) * w), y = Math.floor(((event.clientY - box.top) / box.height) * h);
    return x >= 0 && y >= 0 && x < w && y < h ? y * w + x : null;
  }

  over(i) { this.at = i; this.tell(); }

  isolate(i) {
    if (i === null) return;
    const same = this.only?.[i];
    this.only = same || this.map.ids[0][i] === this.data.background || !this.sure(i) ? null : this.map.region(i, (j) => this.sure(j));
    this.chosen = this.only ? "only" : null;
    this.draw();
  }

  key(event) {
    const step = ARROWS[event.key], { w, h } = this.data, big = event.shiftKey ? 10 : 2;
    if (step) {
      const at = this.at ?? Math.floor(h / 2) * w + Math.floor(w / 2);
      const x = clamp((at % w) + step[0] * big, 0, w - 1), y = clamp(Math.floor(at / w) + step[1] * big, 0, h - 1);
      this.at = y * w + x;
    } else if (event.key === "Enter" || event.key === " ") this.isolate(this.at);
    else if (event.key === "Escape") this.only = this.chosen = null;
    else return;
    event.preventDefault();
    this.draw();
  }

  sure(i) { return this.map.chances[0][i] >= this.least; }

  // What stays of the photo in cut-outs: the isolated thing, else the names that are on, at first the one in focus.
  keeps(i) {
    const id = this.map.ids[0][i];
    if (this.only) return this.only[i];
    if (!this.sure(i) || id === this.data.background) return 0;
    return this.chosen === "names" ? !this.off.has(id) : this.data.focus.includes(id);
  }

  draw() {
    if (!this.data) return;
    const { w, h, names, words, background } = this.data, { map, view } = this, ids = map.ids[0];
    const opacity = Number(this.find(".opacity input").value), unsure = Number(this.find(".sure input").value);
    this.least = (unsure / 100) * 255;
    this.find(".opacity output").textContent = `${opacity}%`;
    this.find(".sure output").textContent = `${unsure}%`;
    const counts = new Int32Array(names.length);
    let open = 0;
    for (let i = 0; i < map.n; i++) this.sure(i) ? counts[ids[i]]++ : open++;
    const g = this.photo.begin(), [cw, ch] = [w * this.photo.scale, h * this.photo.scale], cut = VIEWS.indexOf(view) > 1;
    g.imageSmoothingEnabled = true;
    if (view === "confidence") g.drawImage(this.layer.fill(w, h, (i, out, at) => this.heat(i, out, at)), 0, 0, cw, ch);
    else if (cut) this.cut(g, cw, ch);
    else {
      const alpha = Math.round(opacity * 2.55);
      g.drawImage(this.layer.fill(w, h, (i, out, at) => {
        const id = ids[i], hidden = this.only ? !this.only[i] : this.off.has(id);
        if (this.only && hidden) paint(out, at, [255, 255, 255], 150);
        else if (!this.sure(i)) paint(out, at, UNSURE, (((i % w) + Math.floor(i / w)) % 6 < 3 ? 1 : 0.35) * alpha);
        else paint(out, at, this.colours[id], hidden || id === background ? 0 : alpha);
      }), 0, 0, cw, ch);
    }
    if (this.find(".outline").checked && !cut) this.outline(g, cw, ch);
    for (const part of ["opacity", "tick"]) this.find(`.${part}`).hidden = cut || (part === "opacity" && view === "confidence");
    this.find(".behind").hidden = view !== "replace";
    for (const button of this.find(".views").children) button.setAttribute("aria-checked", button.dataset.view === view);
    this.list(counts);
    Object.assign(this.root.dataset, { view, unsure: open, kept: cut ? this.kept : this.only ? this.only.reduce((a, b) => a + b, 0) : "" });
    this.counts = counts;
    this.canvas.setAttribute("aria-label", `${words.alt} ${this.summary()}`);
    this.tell();
  }

  heat(i, out, at) {
    const level = this.map.chances[0][i], { scale } = this.data;
    paint(out, at, scale.slice(3 * (level >> 2), 3 * (level >> 2) + 3), 255);
  }

  outline(g, cw, ch) {
    const { w, h } = this.data, { map } = this, ids = map.ids[0];
    const shown = this.only ?? ids.map((id, i) => (this.sure(i) ? (this.off.has(id) ? 254 : id) : 255));
    const edge = map.border(shown);
    g.drawImage(this.lines.fill(w, h, (i, out, at) => paint(out, at, [255, 255, 255], edge[i] ? 235 : 0)), 0, 0, cw, ch);
  }

  // The kept part as a soft mask of the photo's own size, before transparency, a blurred photo or a colour.
  cut(g, cw, ch) {
    const { w, h } = this.data, image = this.photo.image;
    this.kept = 0;
    this.layer.fill(w, h, (i, out, at) => { const on = this.keeps(i); this.kept += on ? 1 : 0; paint(out, at, [0, 0, 0], on ? 255 : 0); });
    if (!image?.naturalWidth) return;
    g.clearRect(0, 0, cw, ch);
    this.compose(g, cw, ch, this.view === "cutout");
  }

  compose(g, width, height, checked) {
    const image = this.photo.image, front = new OffscreenCanvas(Math.round(width), Math.round(height)), f = front.getContext("2d");
    f.imageSmoothingQuality = "high";
    f.drawImage(this.layer.canvas, 0, 0, width, height);
    f.globalCompositeOperation = "source-in";
    f.drawImage(image, 0, 0, width, height);
    if (this.view === "blur") {
      const small = new OffscreenCanvas(Math.max(2, Math.round(width / BLUR)), Math.max(2, Math.round(height / BLUR)));
      const s = small.getContext("2d");
      s.imageSmoothingQuality = "high";
      s.drawImage(image, 0, 0, small.width, small.height);
      g.imageSmoothingQuality = "high";
      g.drawImage(small, 0, 0, width, height);
    } else if (this.view === "replace") {
      g.fillStyle = this.find(".behind input").value;
      g.fillRect(0, 0, width, height);
    } else if (checked)
      for (let y = 0, row = 0; y < height; y += 12, row++)
        for (let x = 0, column = 0; x < width; x += 12, column++) {
          g.fillStyle = (row + column) % 2 ? "#d9dde2" : "#f4f5f7";
          g.fillRect(x, y, 12, 12);
        }
    g.drawImage(front, 0, 0, width, height);
  }

  list(counts) {
    const order = [...counts.keys()].filter((id) => counts[id] || this.off.has(id)).sort((a, b) => counts[b] - counts[a]);
    this.find(".legend").replaceChildren(...order.map((id) => {
      const row = this.rows[id];
      row.setAttribute("aria-pressed", this.isOn(id));
      row.querySelector("b").textContent = this.share(counts[id]);
      return row;
    }));
  }

  // Whether a name is on: in cut-outs at first those in focus, and none while a single thing is isolated.
  isOn(id) {
    const first = VIEWS.indexOf(this.view) > 1 && this.chosen !== "names";
    return first ? !this.only && this.data.focus.includes(id) : !this.off.has(id);
  }

  share(count) {
    const points = (100 * count) / this.map.n;
    return points > 0 && points < 0.1 ? "<0.1%" : `${points.toFixed(points < 9.95 ? 1 : 0)}%`;
  }

  summary() {
    const order = [...this.counts.keys()].filter((id) => this.counts[id]).sort((a, b) => this.counts[b] - this.counts[a]);
    return order.slice(0, 5).map((id) => `${this.data.names[id]} ${this.share(this.counts[id])}`).join(", ");
  }

  tell() {
    const { words, names, w, background } = this.data, { map, at } = this;
    if (at === null || at === undefined) {
      this.find(".said").textContent = this.only
        ? filled(words.alone, { share: this.share(this.only.reduce((a, b) => a + b, 0)) })
        : words.hint;
      return;
    }
    const best = Array.from({ length: map.ranks }, (_, r) => [
      names[map.ids[r][at]],
      map.chances[r][at] / 2.55,
    ]).filter(([, p]) => p >= 0.5);
    const list = best.map(([name, p]) => `${name} ${p.toFixed(0)}%`).join(" · ");
    this.find(".said").textContent = filled(words.said, { x: (at % w) + 1, y: Math.floor(at / w) + 1, list: list || names[background] });
  }

  // The picture as it is shown, at the photo's own size; what is cut out stays transparent.
  save() {
    const image = this.photo.image, [width, height] = [image.naturalWidth, image.naturalHeight];
    const canvas = create("canvas", { width, height }), g = canvas.getContext("2d");
    if (VIEWS.indexOf(this.view) > 1) this.compose(g, width, height, false);
    else {
      if (this.view === "overlay") g.drawImage(image, 0, 0, width, height);
      g.drawImage(this.layer.canvas, 0, 0, width, height);
      if (this.find(".outline").checked) g.drawImage(this.lines.canvas, 0, 0, width, height);
    }
    canvas.toBlob((blob) => {
      const link = create("a", { href: URL.createObjectURL(blob), download: `segmentation_${this.view}.png` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    }, "image/png");
  }
}
export default (component) => exhibit(Segments, component);
