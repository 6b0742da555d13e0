// A training replayed on the plane of two inputs; points are added and taken away. Needs: sketch.
const CELLS = 240, FINE = 192, COLD = rgbOf(BLUE), WARM = rgbOf(ORANGE);
const BRUSHES = ["a", "b", "erase"];

class TimeLapse {
  constructor(root, setStateValue) {
    Object.assign(this, { root, player: new Player(root), brush: "a", big: -1, frame: 0 });
    this.shared = new Shared((points) => setStateValue("points", points));
    root.innerHTML = `<div class="scene">
        <figure>
          <figcaption></figcaption>
          <div class="stage">
            <canvas class="plane" tabindex="0" role="img"></canvas><svg aria-hidden="true"></svg></div></figure>
      <div class="net"></div></div>
      <div class="bar">
        <button class="play" type="button"></button><input type="range" min="0" step="1">
        <svg class="losses" aria-hidden="true"></svg></div>
      <p class="said" aria-live="polite"></p><div class="bar brushes"></div>`;
    this.find = (selector) => root.querySelector(selector);
    this.canvas = this.find(".plane");
    this.range = this.find("input");
    this.range.oninput = () => { this.pause(); this.show(Number(this.range.value)); };
    this.find(".play").onclick = () => (this.player.running ? this.pause() : this.play());
    this.canvas.onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1, Home: -999, End: 999 }[event.key];
      if (event.key === " ") this.player.running ? this.pause() : this.play();
      else if (step) { this.pause(); this.show(this.frame + step); }
      else return;
      event.preventDefault();
    };
    this.canvas.onclick = (event) => this.click(event);
  }

  take(data) {
    const fresh = !this.data || data.planes !== this.data.planes || data.losses.join() !== this.data.losses.join();
    const before = this.data;
    this.data = data;
    if (this.shared.news(data.points) || !before) this.points = data.points.match(/.{7}/g) ?? [];
    if (fresh) {
      this.planes = bytesOf(data.planes);
      this.maps = bytesOf(data.maps);
      if (!before || before.hidden.join() !== data.hidden.join()) this.big = -1;
    }
    this.range.max = data.steps.length - 1;
    this.range.setAttribute("aria-label", data.words.scrub);
    this.name();
    this.draw();
    if (!fresh) return;
    this.pause();
    if (CALM.matches || !data.autoplay) this.show(data.steps.length - 1);
    else this.play();
  }

  name() {
    const { words, hidden } = this.data, net = this.find(".net");
    const bar = this.find(".brushes");
    bar.replaceChildren(...BRUSHES.map((brush) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = brush;
      button.textContent = words[brush];
      button.setAttribute("aria-pressed", this.brush === brush);
      button.onclick = () => { this.brush = brush; this.name(); };
      return button;
    }), create("span", { textContent: words.add }));
    let n = 0;
    net.replaceChildren(...hidden.map((count, layer) => {
      const column = document.createElement("div");
      column.className = "column";
      column.appendChild(create("span", { textContent: filled(words.layer, { n: layer + 1 }) }));
      for (let i = 0; i < count; i++) {
        const button = document.createElement("button"), canvas = document.createElement("canvas"), at = n++;
        button.type = "button";
        canvas.width = canvas.height = 48;
        button.appendChild(canvas);
        button.setAttribute("aria-label", filled(words.neuron, { layer: layer + 1, n: i + 1 }));
        button.setAttribute("aria-pressed", this.big === at);
        button.onclick = () => { this.big = this.big === at ? -1 : at; this.name(); this.show(this.frame); };
        column.appendChild(button);
      }
      return column;
    }));
    this.small = [...net.querySelectorAll("canvas")];
  }

  draw() {
    const stage = this.find(".stage"), width = stage.clientWidth || 400, svg = stage.querySelector("svg"), { reach } = this.data;
    this.canvas.width = this.canvas.height = FINE;
    this.flat = new Plane({ x: 0, y: 0, w: width, h: width }, [-reach, reach], [-reach, reach]);
    svg.setAttribute("height", width);
    svg.replaceChildren();
    for (const point of this.points) {
      const [x, y] = this.place(point), kind = point[0];
      const shape =
        kind === "A"
          ? ["circle", { cx: this.flat.px(x), cy: this.flat.py(y), r: 5.5 }]
          : ["rect", { x: this.flat.px(x) - 5, y: this.flat.py(y) - 5, width: 10, height: 10, rx: 1.5 }];
      put(svg, shape[0], { class: kind === "A" ? "kind a" : "kind b", ...shape[1] });
    }
    this.curve();
    this.show(this.frame);
  }

  place(point) {
    const { reach } = this.data;
    return [1, 4].map((i) => (Number(point.slice(i, i + 3)) * 2 / CELLS - 1) * reach);
  }

  curve() {
    const svg = this.find(".losses"), { losses } = this.data, top = Math.max(...losses.filter(Number.isFinite), 0.01);
    const plane = new Plane({ x: 2, y: 6, w: 136, h: 34 }, [0, Math.max(1, losses.length - 1)], [0, top]);
    svg.replaceChildren();
    svg.setAttribute("height", 44);
    put(svg, "path", { class: "loss", d: plane.path(losses.map((_, i) => i), losses.map((v) => Math.max(0, v))) });
    this.spark = plane;
    this.spot = put(svg, "circle", { class: "spot", r: 5 });
  }

  show(frame) {
    const { data } = this, { steps, side, small, words } = data, count = this.small.length;
    this.frame = clamp(frame, 0, steps.length - 1);
    this.range.value = this.frame;
    const bits = small * small, at = this.frame * count * bits;
    this.small.forEach((canvas, i) => paint(canvas, this.maps.subarray(at + i * bits, at + (i + 1) * bits), small, 48, false));
    const chosen = this.big < count ? this.big : -1;
    if (chosen >= 0) paint(this.canvas, this.maps.subarray(at + chosen * bits, at + (chosen + 1) * bits), small, FINE, false);
    else paint(this.canvas, this.planes.subarray(this.frame * side * side, (this.frame + 1) * side * side), side, FINE, true);
    this.find("figcaption").textContent = chosen < 0 ? words.plane : filled(words.map, { n: chosen + 1 });
    const loss = data.losses[this.frame];
    this.spot.setAttribute("cx", this.spark.px(this.frame));
    this.spot.setAttribute("cy", Number.isFinite(loss) ? this.spark.py(Math.max(0, loss)) : 6);
    const right = fixed(data.right[this.frame] * 100, 0);
    this.find(".said").textContent = filled(words.said, { step: steps[this.frame], loss: fixed(loss, 3), right });
    this.canvas.setAttribute("aria-label", `${words.alt} ${this.find(".said").textContent}`);
    this.range.setAttribute("aria-valuetext", this.find(".said").textContent);
    this.root.dataset.frame = this.frame;
    this.root.dataset.points = this.points.length;
  }

  play() {
    if (this.frame >= this.data.steps.length - 1) this.show(0);
    const from = this.frame;
    this.player.start((_, since) => {
      const frame = from + Math.floor(since / 70);
      if (frame !== this.frame) this.show(frame);
      if (this.frame >= this.data.steps.length - 1) this.pause();
    });
    this.find(".play").textContent = `❚❚ ${this.data.words.pause}`;
  }

  pause() {
    this.player.stop();
    this.find(".play").textContent = `▶ ${this.data.words.play}`;
  }

  click(event) {
    const box = this.canvas.getBoundingClientRect(), cell = (v) => String(Math.round(clamp(v, 0, 1) * CELLS)).padStart(3, "0");
    const x = (event.clientX - box.left) / box.width, y = 1 - (event.clientY - box.top) / box.height;
    if (this.brush === "erase") {
      const far = (p) => Math.hypot(Number(p.slice(1, 4)) / CELLS - x, Number(p.slice(4, 7)) / CELLS - y);
      const nearest = this.points.reduce((best, p) => (far(p) < far(best) ? p : best), this.points[0]);
      if (!nearest || far(nearest) > 0.06) return;
      this.points.splice(this.points.indexOf(nearest), 1);
    } else if (this.points.length < 160) this.points.push(`${this.brush.toUpperCase()}${cell(x)}${cell(y)}`);
    this.draw();
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.shared.put(this.points.join("")), 600);
  }
}

// Enlarge a small map smoothly: blue = low, orange = high, pale in between; `edge` draws the border at one half.
function paint(canvas, map, side, size, edge) {
  const image = new ImageData(size, size), pixels = image.data;
  for (let y = 0, o = 0; y < size; y++) {
    const v = clamp(((y + 0.5) * side) / size - 0.5, 0, side - 1), y0 = Math.floor(v), y1 = Math.min(y0 + 1, side - 1), fy = v - y0;
    for (let x = 0; x < size; x++, o += 4) {
      const u = clamp(((x + 0.5) * side) / size - 0.5, 0, side - 1), x0 = Math.floor(u), x1 = Math.min(x0 + 1, side - 1), fx = u - x0;
      const top = map[y0 * side + x0] * (1 - fx) + map[y0 * side + x1] * fx;
      const low = map[y1 * side + x0] * (1 - fx) + map[y1 * side + x1] * fx;
      const t = (top * (1 - fy) + low * fy - 127.5) / 127.5, hue = t < 0 ? COLD : WARM;
      const share = edge ? 0.18 + 0.42 * Math.min(1, Math.abs(t)) : 0.85 * Math.min(1, Math.abs(t));
      for (let c = 0; c < 3; c++) pixels[o + c] = 255 + (hue[c] - 255) * share;
      pixels[o + 3] = 255;
    }
  }
  canvas.width = canvas.height = size;
  canvas.getContext("2d").putImageData(image, 0, 0);
}
export default (component) => exhibit(TimeLapse, component);
