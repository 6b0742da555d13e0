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

const PLANES = { // what a number of plane i looks like
  rgb: (v, i) => [0, 1, 2].map((c) => (c === i ? v : 0)),
  hsv: (v, i) => (i === 0 ? rgbOfHsv(v, 100, 100) : [2.55 * v, 2.55 * v, 2.55 * v]),
  grey: (v, i) => (i === 2 ? [4 * v, 4 * v, 4 * v] : [v, v, v]),
};

const SHADES = {};
// The colours of all numbers of a plane, four bytes each.
function shadesOf(space, i) {
  const bytes = () => Uint8ClampedArray.from(Array.from({ length: 361 }, (_, v) => [...PLANES[space](v, i), 255]).flat());
  return (SHADES[space + i] ??= new Uint32Array(bytes().buffer));
}

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
    new ResizeObserver(() => this.data && this.place()).observe(root);
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
    this.place();
  }

  // The photo as the sliders make it, and the numbers behind it. Only another blur blurs it anew.
  develop() {
    const { w, h, space } = this.data, { blur, ...look } = this.knobs.values(), { soft, given } = this;
    if (soft?.given !== given || soft.blur !== blur) this.soft = { given, blur, x: blurred(given, w, h, blur) };
    this.photo = adjusted(this.soft.x, look);
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
    const { planes, data } = this;
    this.root.querySelectorAll(".planes canvas").forEach((canvas, i) => {
      const shades = shadesOf(data.space, i);
      this.fill(canvas, (pixels) => { for (let p = 0, at = i; p < pixels.length; p++, at += 3) pixels[p] = shades[planes[at]]; });
    });
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

  // What pixel i looks like, with the planes that are switched on.
  look(i) {
    const { photo, on } = this, [h, s, v] = this.at(i);
    if (this.data.space === "hsv") return rgbOfHsv(on[0] ? h : 0, on[1] ? s : 0, on[2] ? v : 100);
    const all = this.data.space === "grey";
    return [0, 1, 2].map((c) => (all || on[c] ? photo[3 * i + c] : 0));
  }

  // `paint` writes a canvas' pixels, four bytes each.
  fill(canvas, paint) {
    const { w, h } = this.data;
    if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h, image: null });
    canvas.image ??= new ImageData(w, h);
    paint(new Uint32Array(canvas.image.data.buffer), canvas.image.data);
    canvas.getContext("2d").putImageData(canvas.image, 0, 0);
  }

  draw() {
    const { photo, on } = this, { space } = this.data, [r, g, b] = on.map((shown) => shown || space === "grey");
    this.fill(this.whole, (_, bytes) => {
      for (let p = 0, i = 0; i < photo.length; p += 4, i += 3) {
        if (space === "hsv") [bytes[p], bytes[p + 1], bytes[p + 2]] = this.look(i / 3);
        else {
          bytes[p] = r ? photo[i] : 0;
          bytes[p + 1] = g ? photo[i + 1] : 0;
          bytes[p + 2] = b ? photo[i + 2] : 0;
        }
        bytes[p + 3] = 255;
      }
    });
  }

  follow(canvas) {
    const point = (event) => {
      const box = canvas.getBoundingClientRect(), { w, h } = this.data;
      this.go(Math.floor(((event.clientX - box.left) / box.width) * w), Math.floor(((event.clientY - box.top) / box.height) * h));
    };
    canvas.onpointermove = point;
    canvas.onpointerdown = point;
  }

  // How large things are on the page: asked for when that changes, not at each picture.
  place() {
    const zoom = this.find(".zoom");
    zoom.style.setProperty("--n", SPAN);
    Object.assign(this, { unit: this.whole.clientWidth / this.data.w, above: this.whole.offsetTop });
    zoom.style.setProperty("--type", `${Math.max(9, Math.min(15, zoom.clientWidth / SPAN / 3.7))}px`);
    this.move(this.x, this.y);
  }

  move(x, y) {
    const { w, h, names, words } = this.data, { unit } = this, within = (v, n) => clamp(v, 0, n - 1);
    const rows = Math.max(3, Math.min(8, Math.round((SPAN * h) / w)));
    [this.x, this.y] = [within(x, w), within(y, h)];
    const left = within(this.x - SPAN / 2, w - SPAN + 1), top = within(this.y - Math.floor(rows / 2), h - rows + 1);
    const zoom = this.find(".zoom"), loupe = this.find(".loupe").style;
    loupe.left = `${left * unit - 3}px`;
    loupe.top = `${this.above + top * unit - 3}px`;
    loupe.width = `${SPAN * unit + 6}px`;
    loupe.height = `${rows * unit + 6}px`;
    while (zoom.children.length > SPAN * rows) zoom.lastChild.remove();
    while (zoom.children.length < SPAN * rows) zoom.appendChild(document.createElement("span"));
    [...zoom.children].forEach((cell, i) => {
      const column = left + (i % SPAN), row = top + Math.floor(i / SPAN);
      const pixel = row * w + column, [r, g, b] = this.look(pixel).map(Math.round);
      retext(cell, this.at(pixel).join("\n"));
      cell.style.background = `rgb(${r} ${g} ${b})`;
      cell.style.color = 0.299 * r + 0.587 * g + 0.114 * b > 140 ? "#111" : "#fff";
      cell.classList.toggle("middle", column === this.x && row === this.y);
    });
    const units = this.data.space === "hsv" ? ["°", "%", "%"] : ["", "", ""];
    const values = this.at(this.y * w + this.x).map((v, i) => `${names[i]} ${v}${units[i]}`).join(", ");
    const said = filled(words.said, { x: this.x + 1, y: this.y + 1, values });
    retext(this.find(".said"), said);
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
