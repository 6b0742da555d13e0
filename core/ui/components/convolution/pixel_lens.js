// A lens over the photo: the numbers of its pixels in a colour space, whose planes can be switched off; the photo is
// made brighter, stronger or blurred by sliders. Needs: sketch, convolve, knobs, convolution/adjust.
const MARKUP = `
  <div class="knobs"></div>
  <div class="top">
    <figure class="whole"><figcaption><span></span><b></b></figcaption><canvas tabindex="0" role="img"></canvas>
      <div class="loupe"></div></figure>
    <figure><figcaption class="near"></figcaption><div class="zoom"></div></figure>
  </div>
  <p class="said" aria-live="polite"></p>
  <div class="planes"></div>`;
const SPAN = 6; // pixels across under the lens

function rgbOfHsv(h, s, v) {
  const channel = (n) => {
    const k = (n + h / 60) % 6;
    return 2.55 * v * (1 - (s / 100) * Math.max(0, Math.min(k, 4 - k, 1)));
  };
  return [channel(5), channel(3), channel(1)];
}

// What one pixel looks like, given its three numbers and which of them are switched on.
const LOOKS = {
  rgb: (p, on) => p.map((v, i) => (on[i] ? v : 0)),
  hsv: ([h, s, v], on) => rgbOfHsv(on[0] ? h : 0, on[1] ? s : 0, on[2] ? v : 100),
};
const PLANES = {
  rgb: (v, i) => [0, 1, 2].map((c) => (c === i ? v : 0)),
  hsv: (v, i) => (i === 0 ? rgbOfHsv(v, 100, 100) : [2.55 * v, 2.55 * v, 2.55 * v]),
  grey: (v, i) => (i === 2 ? [4 * v, 4 * v, 4 * v] : [v, v, v]),
};

class Lens {
  constructor(root, setStateValue) {
    this.root = root;
    this.shared = new Shared((look) => setStateValue("look", look));
    root.innerHTML = MARKUP;
    this.find = (selector) => root.querySelector(selector);
    this.whole = this.find(".whole canvas");
    this.knobs = new Knobs(this.find(".knobs"), () => this.relive(), (keys) => this.tell(keys ? 300 : 0));
    this.follow(this.whole);
    this.whole.onkeydown = (event) => {
      const step = ARROWS[event.key];
      if (!step) return;
      event.preventDefault();
      this.go(this.x + step[0], this.y + step[1]);
    };
    new ResizeObserver(() => this.data && this.move(this.x, this.y)).observe(root);
  }

  take(data) {
    const first = !this.data, fresh = data.pixels !== this.data?.pixels;
    if (data.space !== this.data?.space) this.on = [0, 1, 2].map((i) => !first || !data.off.includes(i));
    if (this.shared.news(data.look) || first) this.knobs.take(data.knobs, data.words);
    this.data = data;
    this.given = bytesOf(data.pixels);
    this.develop();
    if (fresh) {
      const middle = [Math.round(data.w / 2), Math.round(data.h / 2)];
      [this.x, this.y] = (first && placeIn(data.at, data.w, data.h)) || middle;
      if (!first) note("lens", null);
    }
    note("off", this.off());
    this.build();
    this.draw();
    this.move(this.x, this.y);
  }

  // The photo as the sliders make it, and the numbers behind it.
  develop() {
    const { w, h, space } = this.data;
    this.photo = adjusted(this.given, w, h, this.knobs.values());
    this.planes = planesOf(this.photo, space);
  }

  // Once for each picture of the screen, however many stops there were in between.
  relive() {
    this.pending ||= requestAnimationFrame(() => {
      this.pending = 0;
      this.develop();
      this.fillPlanes();
      this.draw();
      this.move(this.x, this.y);
    });
  }

  tell(wait) {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.shared.put(Object.values(this.knobs.texts()).join("|")), wait);
  }

  fillPlanes() {
    const { space } = this.data;
    this.root.querySelectorAll(".planes canvas").forEach((canvas, i) => this.fill(canvas, (p) => PLANES[space](p[i], i)));
  }

  build() {
    const { names, words, space, w, h } = this.data;
    this.find(".whole span").textContent = words.photo;
    this.find(".whole b").textContent = `${w} × ${h}`;
    this.find(".near").textContent = filled(words.near, { names: names.join(", ") });
    this.find(".planes").replaceChildren(...names.map((name, i) => {
      const figure = document.createElement("figure"), canvas = document.createElement("canvas");
      if (space === "grey") {
        figure.append(create("figcaption", { textContent: name }), canvas);
      } else {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = name;
        button.setAttribute("aria-pressed", this.on[i]);
        button.title = words.toggle;
        button.onclick = () => {
          this.on[i] = !this.on[i];
          button.setAttribute("aria-pressed", this.on[i]);
          note("off", this.off());
          this.draw();
          this.move(this.x, this.y);
        };
        figure.append(button, canvas);
      }
      this.follow(canvas);
      return figure;
    }));
    this.fillPlanes();
  }

  off() { return this.on.map((on, i) => (on ? "" : i)).join("") || null; }

  go(x, y) {
    this.move(x, y);
    note("lens", `${this.x}.${this.y}`);
  }

  at(i) { return [this.planes[3 * i], this.planes[3 * i + 1], this.planes[3 * i + 2]]; }

  look(i) {
    const look = LOOKS[this.data.space];
    return look ? look(this.at(i), this.on) : [...this.photo.slice(3 * i, 3 * i + 3)];
  }

  fill(canvas, colour) {
    const { w, h } = this.data, image = new ImageData(w, h);
    canvas.width = w;
    canvas.height = h;
    for (let i = 0; i < w * h; i++) image.data.set([...colour(this.at(i), i), 255], 4 * i);
    canvas.getContext("2d").putImageData(image, 0, 0);
  }

  draw() { this.fill(this.whole, (_, i) => this.look(i)); }

  follow(canvas) {
    const point = (event) => {
      const box = canvas.getBoundingClientRect(), { w, h } = this.data;
      this.go(Math.floor(((event.clientX - box.left) / box.width) * w), Math.floor(((event.clientY - box.top) / box.height) * h));
    };
    canvas.onpointermove = point;
    canvas.onpointerdown = point;
  }

  move(x, y) {
    const { w, h, names, words } = this.data, within = (v, n) => clamp(v, 0, n - 1);
    const rows = Math.max(3, Math.min(8, Math.round((SPAN * h) / w)));
    [this.x, this.y] = [within(x, w), within(y, h)];
    const left = within(this.x - SPAN / 2, w - SPAN + 1), top = within(this.y - Math.floor(rows / 2), h - rows + 1);
    const zoom = this.find(".zoom"), unit = this.whole.clientWidth / w, loupe = this.find(".loupe").style;
    zoom.style.setProperty("--n", SPAN);
    zoom.style.setProperty("--type", `${Math.max(9, Math.min(15, zoom.clientWidth / SPAN / 3.7))}px`);
    loupe.left = `${left * unit - 3}px`;
    loupe.top = `${this.whole.offsetTop + top * unit - 3}px`;
    loupe.width = `${SPAN * unit + 6}px`;
    loupe.height = `${rows * unit + 6}px`;
    while (zoom.children.length > SPAN * rows) zoom.lastChild.remove();
    while (zoom.children.length < SPAN * rows) zoom.appendChild(document.createElement("span"));
    [...zoom.children].forEach((cell, i) => {
      const column = left + (i % SPAN), row = top + Math.floor(i / SPAN);
      const pixel = row * w + column, [r, g, b] = this.look(pixel).map(Math.round);
      cell.textContent = this.at(pixel).join("\n");
      cell.style.background = `rgb(${r} ${g} ${b})`;
      cell.style.color = 0.299 * r + 0.587 * g + 0.114 * b > 140 ? "#111" : "#fff";
      cell.classList.toggle("middle", column === this.x && row === this.y);
    });
    const values = this.at(this.y * w + this.x).map((v, i) => `${names[i]} ${v}`).join(", ");
    const said = filled(words.said, { x: this.x + 1, y: this.y + 1, values });
    this.find(".said").textContent = said;
    this.whole.setAttribute("aria-label", `${words.alt} ${said}`);
  }
}

export default function ({ parentElement, data, setStateValue }) {
  let root = parentElement.querySelector(".lab");
  if (!root) {
    root = document.createElement("div");
    root.className = "sketch lab";
    parentElement.appendChild(root);
    root.lens = new Lens(root, setStateValue);
  }
  root.lens.take(data);
}
