// One photo from several hands: a lens whose place is seen in all of them, and a wipe between any two.
// Needs: sketch, convolve.
const GRIP = 22; // pixels from the wipe's line within which it is the line that is dragged

class Magnifier {
  constructor(root) {
    Object.assign(this, { root, at: 0.5, images: {} });
    root.innerHTML = `<div class="both"><div class="whole">
      <div class="pair"><select class="left"></select><select class="right"></select></div>
      <div class="photo"><canvas role="img"></canvas><div class="lens" tabindex="0" role="application"></div>
      <div class="handle" tabindex="0" role="slider" aria-valuemin="0" aria-valuemax="100"><i></i></div></div></div>
      <div class="tiles"></div></div><p class="said" aria-live="polite"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.photo = this.find(".photo");
    for (const side of ["left", "right"])
      this.find(`select.${side}`).onchange = (event) => { this[side] = event.target.value; this.draw(); this.keepWipe(); };
    drag(this.photo, (x, y) => this.pull(x, y), () => this.say(), (x) => {
      this.wiping = Math.abs(x - this.at * this.photo.clientWidth) < GRIP;
      return true;
    });
    this.find(".lens").onkeydown = (event) => {
      const way = ARROWS[event.key];
      if (!way) return;
      event.preventDefault();
      const step = Math.max(1, Math.round(this.data.side / 8));
      this.go(this.x + step * way[0], this.y + step * way[1]);
      this.say();
    };
    this.find(".handle").onkeydown = (event) => {
      const step = { ArrowLeft: -0.02, ArrowRight: 0.02, Home: -1, End: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      this.wipe(this.at + step);
    };
  }

  take(data) {
    const first = !this.data, other = data.photo !== this.data?.photo, keys = data.versions.map((v) => v.key);
    const [percent, left, right] = first ? data.wipe.split(".") : [], [w, h] = data.wh;
    if (!first && data.pair.join() !== this.data.pair.join()) this.left = this.right = undefined; // there is something new
    this.data = data;
    if (/^\d{1,3}$/.test(percent ?? "")) this.at = clamp(Number(percent) / 100, 0, 1);
    this.left = [left, this.left, data.pair[0]].find((key) => keys.includes(key));
    this.right = [right, this.right, data.pair[1]].find((key) => keys.includes(key));
    if (other) {
      [this.x, this.y] = (first && placeIn(data.at, w, h)) || data.start;
      if (!first) note("sr_lens", null);
    }
    this.build();
    Promise.all(data.versions.map(({ key, src }) => this.load(key, src))).then(() => {
      if (this.data !== data) return;
      this.root.dataset.ready = data.photo;
      this.draw();
    });
  }

  load(key, src) {
    if (this.images[key]?.src === src) return this.images[key].decode();
    const image = this.images[key] = new Image();
    image.src = src;
    return image.decode();
  }

  build() {
    const { versions, words, wh } = this.data, option = ({ key, name }) => create("option", { value: key, textContent: name });
    for (const side of ["left", "right"]) {
      const select = this.find(`select.${side}`);
      select.replaceChildren(...versions.map(option));
      select.value = this[side];
      select.setAttribute("aria-label", words[side]);
    }
    this.photo.style.aspectRatio = `${wh[0]} / ${wh[1]}`;
    this.find(".whole").style.maxWidth = `${Math.round((560 * wh[0]) / wh[1])}px`;
    this.find(".tiles").style.setProperty("--columns", versions.length > 4 ? 3 : 2);
    this.find(".tiles").replaceChildren(...versions.map(({ key, name, notes }) => {
      const figure = document.createElement("figure"), text = create("figcaption", {});
      figure.dataset.version = key;
      text.append(create("b", { textContent: name }), ...notes.map((line) => create("small", { textContent: line })));
      figure.append(document.createElement("canvas"), text);
      return figure;
    }));
  }

  pull(x, y) {
    const scale = this.data.wh[0] / this.photo.clientWidth;
    if (this.wiping) this.wipe(x / this.photo.clientWidth);
    else this.go(x * scale, y * scale);
  }

  go(x, y) {
    const [w, h] = this.data.wh;
    [this.x, this.y] = [clamp(Math.round(x), 0, w - 1), clamp(Math.round(y), 0, h - 1)];
    note("sr_lens", `${this.x}.${this.y}`);
    this.place();
  }

  wipe(at) {
    this.at = clamp(at, 0, 1);
    this.keepWipe();
    this.whole();
  }

  keepWipe() { note("sr_wipe", `${Math.round(100 * this.at)}.${this.left}.${this.right}`); }

  draw() {
    if (!this.root.dataset.ready) return;
    this.whole();
    this.place();
    this.say();
  }

  // Both versions, the left one up to the line.
  whole() {
    const canvas = this.find(".photo canvas"), [w, h] = this.data.wh, percent = Math.round(100 * this.at);
    const wide = this.photo.clientWidth, tall = (wide * h) / w, pen = sharp(canvas, wide, tall), handle = this.find(".handle");
    this.paint(pen, this.right, [0, 0, w, h], wide, tall);
    pen.save();
    pen.beginPath();
    pen.rect(0, 0, wide * this.at, tall);
    pen.clip();
    this.paint(pen, this.left, [0, 0, w, h], wide, tall);
    pen.restore();
    handle.style.left = `${100 * this.at}%`;
    handle.setAttribute("aria-label", this.data.words.handle);
    handle.setAttribute("aria-valuenow", percent);
    handle.setAttribute("aria-valuetext", `${percent}% ${this.name(this.left)}`);
    canvas.setAttribute("aria-label", filled(this.data.words.alt, { left: this.name(this.left), right: this.name(this.right) }));
    Object.assign(this.root.dataset, { wipe: percent, left: this.left, right: this.right });
  }

  // What is under the lens, in every version.
  place() {
    const { wh, side, versions } = this.data, lens = this.find(".lens").style, [x, y, s] = this.window();
    const unit = 100 / wh[0], down = 100 / wh[1];
    Object.assign(lens, { left: `${x * unit}%`, top: `${y * down}%`, width: `${s * unit}%`, height: `${s * down}%` });
    for (const { key } of versions) {
      const canvas = this.find(`[data-version="${key}"] canvas`), px = canvas.clientWidth || 160;
      this.paint(sharp(canvas, px, px), key, [x, y, s, s], px, px);
    }
    Object.assign(this.root.dataset, { at: `${this.x}.${this.y}`, side });
  }

  window() {
    const { wh, side } = this.data, s = Math.min(side, ...wh);
    return [clamp(this.x - s / 2, 0, wh[0] - s), clamp(this.y - s / 2, 0, wh[1] - s), s];
  }

  // Draw a part of the photo (in the photo's pixels) in one version, whatever size that has.
  paint(pen, key, [x, y, w, h], wide, tall) {
    const image = this.images[key], unit = image.naturalWidth / this.data.wh[0], down = image.naturalHeight / this.data.wh[1];
    pen.imageSmoothingEnabled = this.data.versions.find((v) => v.key === key).smooth;
    pen.imageSmoothingQuality = "high";
    pen.drawImage(image, x * unit, y * down, w * unit, h * down, 0, 0, wide, tall);
  }

  name(key) { return this.data.versions.find((v) => v.key === key).name; }

  say() {
    const { words, wh } = this.data, facts = { x: Math.round((100 * this.x) / wh[0]), y: Math.round((100 * this.y) / wh[1]) };
    const said = filled(words.said, facts), lens = this.find(".lens");
    this.find(".said").textContent = said;
    lens.setAttribute("aria-label", `${words.lens} ${said}`);
  }
}
export default (component) => exhibit(Magnifier, component);
