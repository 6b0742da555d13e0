// Feature maps in a grid; of the chosen one, where filters see colours, how it comes from the three planes.
// Needs: sketch, convolve.
const PLANES = ["R", "G", "B"];

class Maps {
  constructor(root) {
    this.root = root;
    root.innerHTML = `<div class="detail">
        <div class="sums"></div><div class="photo"><span></span><img alt=""></div>
        <div class="outcome"><div class="sign">→</div><div class="total"><span></span><canvas></canvas><span></span></div></div></div>
      <p aria-live="polite"></p><div class="grid" role="radiogroup"></div>`;
    this.find = (selector) => root.querySelector(selector);
    this.grid = this.find(".grid");
    this.grid.onclick = (event) => {
      const button = event.target.closest("button");
      if (button) this.pick([...this.grid.children].indexOf(button), true);
    };
    this.grid.onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = (this.picked + step + this.data.n) % this.data.n;
      this.pick(next, true);
      this.grid.children[next].focus();
    };
    this.point(this.find(".total canvas"));
  }

  take(data) {
    const fresh = data.maps !== this.data?.maps;
    this.data = data;
    if (fresh) {
      this.values = bytesOf(data.maps);
      this.seen = data.detail ? floatsOf(data.detail.seen) : null;
      this.build();
    }
    this.pick(data.picked, false);
  }

  map(i) { const { w, h } = this.data; return this.values.subarray(i * w * h, (i + 1) * w * h); }

  build() {
    const { n, w, h, words, detail, numbers } = this.data;
    this.grid.setAttribute("aria-label", words.grid);
    this.grid.replaceChildren(...Array.from({ length: n }, (_, i) => {
      const button = document.createElement("button"), canvas = document.createElement("canvas");
      button.type = "button";
      button.setAttribute("role", "radio");
      button.setAttribute("aria-label", filled(words.map, { i: numbers[i] }));
      button.title = filled(words.map, { i: numbers[i] });
      painted(canvas, w, h, this.map(i), "clip");
      button.appendChild(canvas);
      if (detail) button.appendChild(this.patch(i));
      return button;
    }));
  }

  // The filter itself as a picture of 3 × 3 coloured pixels; mid-grey is 0.
  patch(i) {
    const holder = document.createElement("i"), canvas = document.createElement("canvas");
    const filter = this.data.detail.weights.slice(27 * i, 27 * i + 27), most = Math.max(...filter.map(Math.abs), 1e-6);
    const image = new ImageData(3, 3);
    canvas.width = canvas.height = 3;
    for (let p = 0; p < 9; p++)
      image.data.set([...[0, 9, 18].map((c) => 128 + (127 * filter[c + p]) / most), 255], 4 * p);
    canvas.getContext("2d").putImageData(image, 0, 0);
    holder.appendChild(canvas);
    return holder;
  }

  pick(i, tell) {
    const changed = i !== this.picked;
    this.picked = i;
    [...this.grid.children].forEach((button, at) => {
      button.setAttribute("aria-checked", at === i);
      button.tabIndex = at === i ? 0 : -1;
    });
    const { w, h, words, detail, numbers, photo } = this.data, [title, below] = this.root.querySelectorAll(".total span");
    title.textContent = filled(words.map, { i: numbers[i] });
    below.textContent = `${w} × ${h}`;
    painted(this.find(".total canvas"), w, h, this.map(i), "clip");
    this.find(".total canvas").setAttribute("aria-label", title.textContent);
    for (const part of [".sums", ".outcome .sign"]) this.find(part).style.display = detail ? "" : "none";
    this.find(".detail").classList.toggle("alone", !detail);
    this.find(".photo").hidden = !photo;
    if (photo) {
      this.find(".photo span").textContent = words.photo;
      this.find(".photo img").src = photo;
    }
    this.find("p").textContent = detail ? words.hover : words.deeper;
    if (detail) this.sums(i);
    if (tell && changed) this.send(i);
  }

  // One line a colour: plane × its nine numbers = its share of the map; the three shares are added.
  sums(i) {
    const { side, weights, bias, stride } = this.data.detail;
    const how = { size: 3, stride, before: 1, after: 1, dilation: 1, mirror: false, op: "conv" };
    const filter = weights.slice(27 * i, 27 * i + 27), most = Math.max(...filter.map(Math.abs), 1e-6);
    this.bias = bias[i];
    this.shares = PLANES.map((_, c) => {
      const plane = Float64Array.from(this.seen.subarray(c * side * side, (c + 1) * side * side));
      return { plane, ...slide(plane, side, side, { ...how, kernel: filter.slice(9 * c, 9 * c + 9) }) };
    });
    const largest = Math.max(...this.shares.flatMap((share) => [...share.values].map(Math.abs)), 1e-6);
    this.find(".sums").replaceChildren(...this.shares.map((share, c) => {
      const line = document.createElement("div");
      line.className = "line";
      line.innerHTML = `<b>${c ? "+" : ""}</b><canvas></canvas><span class="sign">×</span><div class="cells"></div>
        <span class="sign">=</span><canvas></canvas>`;
      const [plane, part] = line.querySelectorAll("canvas");
      this.colour(plane, share.plane, side, c);
      painted(part, share.w, share.h, share.values.map((v) => (255 * v) / largest), "signed");
      part.title = PLANES[c];
      this.point(part);
      line.querySelector(".cells").replaceChildren(...filter.slice(9 * c, 9 * c + 9).map((v) => {
        const cell = document.createElement("span");
        cell.textContent = v.toFixed(2).replace("-", "−");
        cell.style.background = tint(v, most);
        return cell;
      }));
      return line;
    }));
  }

  colour(canvas, plane, side, c) {
    const low = plane.reduce((a, b) => Math.min(a, b)), high = plane.reduce((a, b) => Math.max(a, b));
    const image = new ImageData(side, side);
    canvas.width = canvas.height = side;
    for (let i = 0; i < plane.length; i++) {
      image.data[4 * i + c] = (255 * (plane[i] - low)) / (high - low || 1);
      image.data[4 * i + 3] = 255;
    }
    canvas.getContext("2d").putImageData(image, 0, 0);
  }

  point(canvas) {
    const over = (event) => {
      if (!this.data.detail) return;
      const { w, h, words } = this.data, box = canvas.getBoundingClientRect();
      const x = Math.max(0, Math.min(w - 1, Math.floor(((event.clientX - box.left) / box.width) * w)));
      const y = Math.max(0, Math.min(h - 1, Math.floor(((event.clientY - box.top) / box.height) * h)));
      const [r, g, b] = this.shares.map((share) => share.values[y * w + x]), sum = r + g + b + this.bias;
      const facts = { x: x + 1, y: y + 1, r: fixed(r), g: fixed(g), b: fixed(b), bias: fixed(this.bias) };
      this.find("p").textContent = filled(words.said, { ...facts, sum: fixed(sum), out: fixed(Math.max(0, sum)) });
    };
    canvas.onpointermove = over;
    canvas.onpointerdown = over;
  }
}

export default function ({ parentElement, data, setTriggerValue }) {
  let root = parentElement.querySelector(".maps");
  if (!root) {
    root = document.createElement("div");
    root.className = "sketch maps";
    parentElement.appendChild(root);
    root.maps = new Maps(root);
  }
  root.maps.send = (i) => setTriggerValue("picked", i);
  root.maps.take(data);
}
