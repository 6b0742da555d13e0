// A walk through a U-Net: tiles down, through the bottom and up again, with bridges or without.
// Needs: sketch, segmentation/pixel_classes.
const STEP_MS = 700;
// Middles and widths of the tiles: photo, four stages down, three up, answer; for wide places and for phones.
const LAYOUTS = {
  wide: {
    w: 1000,
    h: 500,
    at: [
      [104, 80, 196], [140, 226, 156], [262, 330, 122], [392, 402, 92], [500, 446, 68], [608, 402, 92],
      [738, 330, 122], [860, 226, 156], [896, 80, 196],
    ],
  },
  tall: {
    w: 480,
    h: 800,
    at: [
      [112, 84, 208], [112, 274, 184], [112, 446, 150], [112, 590, 112], [240, 706, 92], [368, 590, 112],
      [368, 446, 150], [368, 274, 184], [368, 84, 208],
    ],
  },
};

class UWalk {
  constructor(root, setStateValue) {
    Object.assign(this, { root, step: 8, stage: 8 });
    root.innerHTML = `<div class="bar">
        <button class="play" type="button"></button><input class="steps" type="range" min="0" max="8" step="1">
        <span class="where"></span></div>
      <svg role="img"></svg><p class="said" aria-live="polite"></p><div class="maps"></div>
      <div class="curtain">
        <h4></h4><div class="pair"><canvas></canvas><div class="names"><b></b><b></b></div></div>
        <input class="blade" type="range" min="0" max="100" value="50"></div>`;
    this.find = (selector) => root.querySelector(selector);
    this.svg = this.find("svg");
    this.find(".play").onclick = () => (this.timer ? this.stop() : this.play());
    this.find(".steps").oninput = (event) => { this.stop(); this.go(Number(event.target.value)); };
    this.find(".blade").oninput = () => this.curtain();
    this.svg.onkeydown = (event) => {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      this.stop();
      this.go(clamp(this.step + by, 0, 8));
      this.tiles[this.step].node.focus();
    };
  }

  take(data) {
    const fresh = data.key !== this.data?.key, turned = this.data && data.bridges !== this.data.bridges;
    this.data = data;
    if (fresh) {
      this.nets = data.nets.map((net) => this.pictures(net));
      this.photo = new Image();
      this.photo.onload = () => { this.build(); this.curtain(); };
      this.photo.src = data.photo;
    }
    this.words();
    this.build();
    if (turned) this.flash();
  }

  words() {
    const { words } = this.data;
    this.find(".play").textContent = this.timer ? `❚❚ ${words.pause}` : `▶ ${words.play}`;
    this.find(".steps").setAttribute("aria-label", words.steps);
    this.find(".curtain h4").textContent = words.lost;
    const [left, right] = this.root.querySelectorAll(".names b");
    left.textContent = words.with;
    right.textContent = words.without;
    this.find(".blade").setAttribute("aria-label", words.blade);
  }

  // Each stage's colour picture and single maps, as canvases of the maps' own size.
  pictures(net) {
    const stages = net.stages.map((s) => {
      const rgb = bytesOf(s.colours), maps = bytesOf(s.maps), whole = new Layer(), n = s.mw * s.mh;
      whole.fill(s.w, s.h, (i, out, at) => paint(out, at, rgb.subarray(3 * i, 3 * i + 3), 255));
      const single = Array.from({ length: s.count }, (_, m) =>
        new Layer().fill(s.mw, s.mh, (i, out, at) => {
          const v = maps[m * n + i];
          paint(out, at, [v, v, v], 255);
        }),
      );
      return { ...s, canvas: whole.canvas, url: whole.canvas.toDataURL(), single };
    });
    const ids = bytesOf(net.answer), table = this.data.colours.map(rgbOf), answer = new Layer();
    answer.fill(net.w, net.h, (i, out, at) => paint(out, at, table[ids[i]], 255));
    return { stages, answer: answer.canvas, url: answer.canvas.toDataURL() };
  }

  net() { return this.nets[this.data.bridges ? 0 : 1]; }

  tileOf(i) {
    const { data } = this;
    if (i === 0) return { url: data.photo, label: data.words.photo, size: `3 × ${data.h} × ${data.w}` };
    if (i === 8) return { url: this.net().url, label: data.words.answer, size: `${data.h} × ${data.w}` };
    const { url, channels, h, w } = this.net().stages[i - 1];
    return { url, label: filled(data.words.tile, { c: channels }), size: `${channels} × ${h} × ${w}`, channels };
  }

  draw() { this.build(); this.curtain(); }

  build() {
    const layout = LAYOUTS[this.root.clientWidth < 640 ? "tall" : "wide"], { svg, data } = this, ratio = Math.min(0.8, data.h / data.w);
    svg.replaceChildren();
    svg.setAttribute("viewBox", `0 0 ${layout.w} ${layout.h}`);
    svg.setAttribute("aria-label", data.alt);
    svg.classList.toggle("tall", layout === LAYOUTS.tall);
    const at = layout.at.map(([x, y, w]) => ({ x, y, w, h: w * ratio }));
    this.links = at.slice(1).map((to, i) => this.way(at[i], to, i));
    this.bridges = [[1, 7], [2, 6], [3, 5]].map(([from, to]) => this.bridge(at[from], at[to], to));
    this.tiles = at.map((box, i) => this.tile(box, i));
    this.light();
    this.pick(this.stage);
  }

  way(a, b, i) {
    const down = i < 4, side = b.x > a.x ? 1 : b.x < a.x ? -1 : 0;
    const above = (box, to) => [box.x + (to * box.w) / 5, box.y - box.h / 2 - 4];
    // Where tiles are near each other a slanted way meets the upper one at its side: its size is written below it.
    const below = (box, to) =>
      to && this.svg.classList.contains("tall")
        ? [box.x + to * (box.w / 2 + 20), box.y + box.h / 4]
        : [box.x + (to * box.w) / 5, box.y + box.h / 2 + 4];
    const [[x1, y1], [x2, y2]] = down ? [below(a, side), above(b, -side)] : [above(a, side), below(b, -side)];
    return put(this.svg, "path", { class: "way", d: `M${x1} ${y1}L${x2} ${y2}` });
  }

  bridge(a, b, to) {
    const group = put(this.svg, "g", { class: `bridge${this.data.bridges ? "" : " off"}` });
    const [x1, x2] = [a.x + a.w / 2 + 10, b.x - b.w / 2 - 10];
    put(group, "line", { x1, x2, y1: a.y, y2: a.y });
    const shown = x2 - x1 > 150;
    if (shown)
      caption(
        group, "halo", (x1 + x2) / 2, a.y - 10,
        this.data.bridges ? this.data.words.bridge : this.data.words.bridge_off, "middle",
      );
    if (!this.data.bridges) caption(group, "cross", (x1 + x2) / 2, a.y + 9, "✕", "middle");
    const dots = this.data.bridges
      ? [0, 1, 2].map((k) =>
          put(group, "circle", {
            r: 5, cy: a.y, cx: x1, style: `--from:${x1}px;--to:${x2}px;animation-delay:${k * 0.7}s`,
          }),
        )
      : [];
    return { group, x1, x2, y: a.y, to, dots };
  }

  tile(box, i) {
    const { url, label, size, channels } = this.tileOf(i), { x, y, w, h } = box;
    const node = put(this.svg, "g", {
      class: "tile", tabindex: i === this.step ? 0 : -1, role: "button", "aria-label": `${label}, ${size}`,
    });
    const sheets = channels ? Math.min(4, Math.round(Math.log2(channels)) - 3) : 0;
    for (let k = sheets; k > 0; k--)
      put(node, "rect", { class: "sheet", x: x - w / 2 + 4 * k, y: y - h / 2 - 4 * k, width: w, height: h, rx: 4 });
    const image = put(node, "image", { href: url, x: x - w / 2, y: y - h / 2, width: w, height: h, preserveAspectRatio: "none" });
    if (i) image.classList.add("pixels");
    const frame = put(node, "rect", { class: "frame", x: x - w / 2, y: y - h / 2, width: w, height: h, rx: 4 });
    const inner = i > 0 && i < 8, below = h / 2 + (this.svg.classList.contains("tall") ? 22 : 18);
    caption(node, "halo size", x, y + (inner ? below : 20 - h / 2), inner ? size : label, "middle");
    node.onclick = () => { this.stop(); this.go(i); };
    return { node, image, frame, box };
  }

  // Tiles that the photo has not reached yet are pale.
  light() {
    this.tiles.forEach(({ node }, i) => {
      node.classList.toggle("later", i > this.step);
      node.classList.toggle("here", i === this.step);
      node.setAttribute("tabindex", i === this.step ? 0 : -1);
    });
    this.links.forEach((link, i) => link.classList.toggle("later", i >= this.step));
    this.bridges.forEach(({ group, to }) => group.classList.toggle("later", this.step < to));
    this.find(".steps").value = this.step;
    this.root.dataset.step = this.step;
    this.root.dataset.bridges = this.data.bridges;
  }

  go(i, moving = false) {
    const before = this.step;
    this.step = i;
    this.light();
    this.pick(i);
    if (moving && i > before) this.fly(before, i);
  }

  // The picture of the stage before glides to the next, over a bridge too.
  fly(from, to) {
    const routes = [[from, to], ...(this.data.bridges ? [[1, 7], [2, 6], [3, 5]].filter(([, end]) => end === to) : [])];
    for (const [a, b] of routes) {
      const { box: p } = this.tiles[a], { box: q } = this.tiles[b];
      const ghost = put(this.svg, "image", { href: this.tileOf(a).url, preserveAspectRatio: "none", class: "pixels ghost" });
      glide((t) => {
        const mid = (u, v) => u + (v - u) * t, [w, h] = [mid(p.w, q.w), mid(p.h, q.h)];
        for (const [name, v] of [
          ["x", mid(p.x, q.x) - w / 2],
          ["y", mid(p.y, q.y) - h / 2],
          ["width", w],
          ["height", h],
          ["opacity", 1 - t * 0.9],
        ])
          ghost.setAttribute(name, v);
        if (t === 1) ghost.remove();
      }, 400);
    }
  }

  flash() {
    for (const { node } of this.tiles.slice(5)) {
      node.classList.remove("new");
      void node.getBoundingClientRect();
      node.classList.add("new");
    }
  }

  pick(i) {
    this.stage = i;
    const { words } = this.data, { label, size } = this.tileOf(i);
    const kind = i === 0 ? "photo" : i < 4 ? "down" : i === 4 ? "bottom" : i < 8 ? "up" : "answer";
    const off = kind === "up" && !this.data.bridges ? "up_off" : kind, s = i && i < 8 ? this.net().stages[i - 1] : null;
    const facts = s
      ? {
          c: s.channels, h: s.h, w: s.w, places: (s.h * s.w).toLocaleString("en-US"),
          side: Math.round(this.data.w / s.w),
        }
      : { h: this.data.h, w: this.data.w, n: this.data.colours.length };
    this.find(".said").textContent = filled(words[`say_${off}`], facts);
    this.find(".where").textContent = `${i}/8 · ${s ? size : label}`;
    this.find(".maps").replaceChildren(...(s ? s.single : []).map((canvas, k) => {
      const copy = document.createElement("canvas");
      copy.width = canvas.width;
      copy.height = canvas.height;
      copy.getContext("2d").drawImage(canvas, 0, 0);
      copy.setAttribute("role", "img");
      copy.setAttribute("aria-label", filled(words.map, { i: s.numbers[k] + 1 }));
      copy.title = filled(words.map, { i: s.numbers[k] + 1 });
      return copy;
    }));
  }

  play() {
    if (this.step >= 8) this.go(0);
    this.timer = setInterval(() => { if (this.step >= 8) this.stop(); else this.go(this.step + 1, true); }, STEP_MS);
    this.words();
  }

  stop() { clearInterval(this.timer); this.timer = null; this.words(); }

  // Both answers over the photo: with bridges left of the blade, without them right of it.
  curtain() {
    const canvas = this.find(".curtain canvas"), { data, nets } = this;
    if (!this.photo?.naturalWidth) return;
    const width = Math.min(this.find(".pair").clientWidth || 600, 720), height = (width * data.h) / data.w;
    const dense = window.devicePixelRatio || 1;
    canvas.width = width * dense;
    canvas.height = height * dense;
    canvas.style.width = `${width}px`;
    const g = canvas.getContext("2d"), at = (Number(this.find(".blade").value) / 100) * width;
    g.scale(dense, dense);
    g.drawImage(this.photo, 0, 0, width, height);
    nets.forEach((net, i) => {
      g.save();
      g.beginPath();
      i ? g.rect(at, 0, width - at, height) : g.rect(0, 0, at, height);
      g.clip();
      g.globalAlpha = 0.82;
      g.imageSmoothingEnabled = false;
      g.drawImage(net.answer, 0, 0, width, height);
      g.restore();
    });
    for (const [colour, wide] of [["#fff", 5], ["#1B2430", 1.5]]) { g.fillStyle = colour; g.fillRect(at - wide / 2, 0, wide, height); }
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", data.words.blade);
  }
}
export default (component) => exhibit(UWalk, component);
