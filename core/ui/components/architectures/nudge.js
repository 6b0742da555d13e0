// A picture that is pushed by some pixels, and what each network says of it. Needs: sketch.
const QUIET_MS = 250; // so long after the last move the server hears of it
const percent = (share) => `${fixed(share * 100, share < 0.0995 || share > 0.99 ? 1 : 0)}%`;

class Nudge {
  constructor(root, setStateValue) {
    this.root = root;
    this.shared = new Shared((at) => setStateValue("at", at));
    root.innerHTML = `<div class="parts"><div class="look"><canvas tabindex="0" role="application"></canvas>
      <div class="bar" role="toolbar"></div></div><div class="votes" role="img"></div><div class="maps"></div></div>
      <p class="said" aria-live="polite"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.canvas = this.find("canvas");
    const steps = { ...ARROWS, Home: null };
    this.canvas.onkeydown = (event) => {
      if (!(event.key in steps)) return;
      event.preventDefault();
      this.step(steps[event.key]);
    };
    let from;
    drag(this.canvas, (x, y) => {
      const cell = this.canvas.clientWidth / this.data.side;
      from ??= { x, y, at: this.at };
      this.move(from.at[0] + Math.round((x - from.x) / cell), from.at[1] + Math.round((y - from.y) / cell));
    }, () => { from = undefined; });
  }

  take(data) {
    const fresh = !this.data || data.answers !== this.data.answers || data.words.at !== this.data.words.at;
    this.data = data;
    if (fresh) {
      this.picture = bytesOf(data.picture);
      this.answers = floatsOf(data.answers);
      this.build();
    }
    if (this.shared.news(data.at) || !this.at) this.at = data.at.split(",").map(Number);
    this.draw();
  }

  // The probabilities of a network at a shift.
  shares(network, right, down) {
    const { most, names } = this.data, n = 2 * most + 1;
    const start = ((network * n + down + most) * n + right + most) * names.length;
    return this.answers.subarray(start, start + names.length);
  }

  best(network, right, down) {
    const shares = this.shares(network, right, down);
    return shares.indexOf(Math.max(...shares));
  }

  step(by) { this.move(...(by ? [this.at[0] + by[0], this.at[1] + by[1]] : [0, 0])); }

  move(right, down) {
    const { most } = this.data, at = [clamp(right, -most, most), clamp(down, -most, most)];
    if (at.join() === this.at.join()) return;
    this.at = at;
    this.draw();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.shared.put(this.at.join()), QUIET_MS);
  }

  build() {
    const { names, networks, words, truth, most, side } = this.data;
    this.root.classList.toggle("still", !most);
    this.canvas.width = this.canvas.height = side;
    const bar = this.find(".bar");
    const arrows = { left: ["←", [-1, 0]], up: ["↑", [0, -1]], down: ["↓", [0, 1]], right: ["→", [1, 0]], back: ["⌂", null] };
    bar.setAttribute("aria-label", words.picture);
    bar.replaceChildren(...Object.entries(arrows).map(([name, [sign, by]]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.title = words[name];
      button.setAttribute("aria-label", words[name]);
      button.onclick = () => this.step(by);
      return button;
    }));
    const votes = this.find(".votes");
    votes.style.setProperty("--networks", networks.length);
    const cell = (html, kind) => { const node = document.createElement("div"); node.className = kind; node.innerHTML = html; return node; };
    votes.replaceChildren(cell("", "name"), ...networks.map(({ title, colour }) => {
      const node = cell("", "title");
      node.textContent = title;
      node.style.borderColor = colour;
      return node;
    }), ...names.flatMap((name, i) => {
      const label = cell("", i === truth ? "name truth" : "name");
      label.textContent = name;
      if (i === truth) label.title = words.truth;
      return [label, ...networks.map(({ colour }) => cell(`<b><i style="background:${colour}"></i></b><span></span>`, "vote"))];
    }));
    const legend = cell("", "legend");
    legend.textContent = truth < 0 ? "" : words.truth;
    votes.append(legend);
    this.find(".maps").replaceChildren(...networks.map((network, k) => this.map(network, k, most)));
  }

  // Every shift as a square: filled where the answer is that of the middle, crossed out where it is another.
  map({ title, colour }, k, most) {
    const { words } = this.data, unit = 20, n = 2 * most + 1, middle = this.best(k, 0, 0), holder = document.createElement("div");
    const svg = put(holder, "svg", { viewBox: `-1 -1 ${n * unit + 2} ${n * unit + 2}`, role: "img" });
    let kept = 0;
    for (let down = -most; down <= most; down++)
      for (let right = -most; right <= most; right++) {
        const same = this.best(k, right, down) === middle, x = (right + most) * unit, y = (down + most) * unit;
        kept += same;
        const square = {
          x: x + 1, y: y + 1, width: unit - 2, height: unit - 2, rx: 3, class: same ? "same" : "other",
          style: same ? `fill:${colour}` : "",
        };
        if (same) square["fill-opacity"] = 0.2 + 0.8 * this.shares(k, right, down)[middle];
        put(svg, "rect", square).onclick = () => this.move(right, down);
        if (!same) put(svg, "path", { class: "cross", d: `M${x + 6} ${y + 6}l8 8m0-8l-8 8` });
      }
    put(svg, "rect", { class: "here", x: 0, y: 0, width: unit, height: unit, rx: 4 });
    const facts = { title, kept, all: n * n };
    svg.setAttribute("aria-label", filled(words.map, facts));
    const line = document.createElement("p");
    line.textContent = filled(words.kept, facts);
    holder.appendChild(line);
    return holder;
  }

  draw() {
    if (!this.data || !this.at) return;
    const { names, networks, words, most, side } = this.data, [right, down] = this.at, image = new ImageData(side, side);
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        const u = x - right, v = y - down, inside = u >= 0 && v >= 0 && u < side && v < side;
        const grey = inside ? this.picture[v * side + u] : 0;
        image.data.set([grey, grey, grey, 255], 4 * (y * side + x));
      }
    this.canvas.getContext("2d").putImageData(image, 0, 0);
    const cells = [...this.find(".votes").querySelectorAll(".vote")], tops = networks.map((_, k) => this.best(k, right, down));
    names.forEach((_, i) => networks.forEach((_, k) => {
      const cell = cells[i * networks.length + k], share = this.shares(k, right, down)[i];
      cell.querySelector("i").style.width = `${(share * 100).toFixed(1)}%`;
      cell.lastChild.textContent = share < 0.0005 ? "" : percent(share);
      cell.classList.toggle("top", tops[k] === i);
    }));
    for (const square of this.root.querySelectorAll(".here")) {
      square.setAttribute("x", (right + most) * 20);
      square.setAttribute("y", (down + most) * 20);
    }
    const share = (k) => percent(this.shares(k, right, down)[tops[k]]);
    const said = networks.map(({ title }, k) => `${title}: ${names[tops[k]]} ${share(k)}`).join(" · ");
    const way = {
      x: Math.abs(right), across: right < 0 ? words.left : words.right, y: Math.abs(down),
      along: down < 0 ? words.up : words.down,
    };
    const where = !most ? "" : right || down ? filled(words.at, way) : words.middle;
    this.find(".said").textContent = `${where} ${said}`.trim();
    this.find(".votes").setAttribute("aria-label", filled(words.alt, { said }));
    this.canvas.setAttribute("aria-label", `${words.picture} ${where}`);
    this.root.dataset.at = this.at.join();
    this.root.dataset.tops = tops.map((i) => names[i]).join();
  }
}
export default (component) => exhibit(Nudge, component);
