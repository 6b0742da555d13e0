// A small network as a graph: forward one node after the other, then the slopes back. Needs: sketch.
const NODES = { x1: [0, 0.22], x2: [0, 0.78], h1: [0.4, 0.22], h2: [0.4, 0.78], p: [0.76, 0.5], L: [1, 0.5] };
const EDGES = { w11: ["x1", "h1"], w12: ["x2", "h1"], w21: ["x1", "h2"], w22: ["x2", "h2"], v1: ["h1", "p"], v2: ["h2", "p"] };
// On a phone: where on its edge a weight has room, and how high rows stand so that all lines of a node lie outside.
const ALONG = { w11: 0.5, w22: 0.5, w12: 0.26, w21: 0.26, v1: 0.42, v2: 0.38 };
const ROWS = { 0.22: 132, 0.5: 207, 0.78: 282 };
const BIASES = { b1: "h1", b2: "h2", c: "p" };
const INSIDE = { z1: "h1", z2: "h2", z: "p" };
const LETTER = {
  p: "ŷ", w11: "w₁₁", w12: "w₁₂", w21: "w₂₁", w22: "w₂₂", x1: "x₁", x2: "x₂", h1: "h₁", h2: "h₂", z1: "z₁",
  z2: "z₂", v1: "v₁", v2: "v₂", b1: "b₁", b2: "b₂",
};
const letter = (name) => LETTER[name] ?? name;
const lettered = (rule) => rule.replace(/[wvxhbz]\d{1,2}/g, letter);

class Chain {
  constructor(root, setStateValue) {
    Object.assign(this, { root, at: 0 });
    this.shared = new Shared((numbers) => setStateValue("numbers", numbers));
    root.innerHTML = `<svg tabindex="0" role="img"></svg><div class="card" aria-live="polite"><span></span><b></b><code></code></div>
      <div class="bar">
        <button class="play" type="button"></button><button class="prev" type="button"></button>
        <button class="next" type="button"></button><input type="range" min="0" step="1"></div>
      <span class="own"></span><div class="numbers"></div>`;
    this.find = (selector) => root.querySelector(selector);
    this.svg = this.find("svg");
    this.range = this.find("input");
    this.range.oninput = () => { this.pause(); this.show(Number(this.range.value)); };
    this.find(".next").onclick = () => { this.pause(); this.show(this.at + 1); };
    this.find(".prev").onclick = () => { this.pause(); this.show(this.at - 1); };
    this.find(".play").onclick = () => (this.timer ? this.pause() : this.play());
    this.svg.onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1, Home: -999, End: 999 }[event.key];
      if (event.key === " ") this.timer ? this.pause() : this.play();
      else if (step) { this.pause(); this.show(this.at + step); }
      else return;
      event.preventDefault();
    };
  }

  take(data) {
    const fresh = this.shared.news(data.numbers) || !this.data, { words } = data;
    const first = !this.data;
    this.data = data;
    if (fresh) this.numbers = data.numbers.split(",").map(Number);
    this.values = Object.fromEntries(data.names.map((name, i) => [name, data.numbers.split(",").map(Number)[i]]));
    this.range.max = data.steps.length;
    this.range.setAttribute("aria-label", words.scrub);
    this.find(".next").textContent = `${words.next} ▶`;
    this.find(".prev").textContent = `◀ ${words.back}`;
    this.find(".own").textContent = words.own;
    this.fields();
    if (first) this.at = data.steps.findIndex((s) => s.backward) + 2;
    this.pause();
    this.draw();
  }

  fields() {
    const box = this.find(".numbers"), { names, limit, words } = this.data;
    if (!box.children.length)
      box.replaceChildren(...names.map((name, i) => {
        const label = document.createElement("label"), field = document.createElement("input");
        field.type = "number";
        field.step = "0.1";
        field.min = -limit; field.max = limit;
        field.onchange = () => {
          const v = Number(field.value);
          if (field.value === "" || !Number.isFinite(v)) { field.value = this.numbers[i]; return; }
          this.numbers[i] = clamp(v, -limit, limit);
          this.shared.put(this.numbers.map(String).join(","));
        };
        label.append(document.createElement("span"), field);
        return label;
      }));
    [...box.children].forEach((label, i) => {
      label.querySelector("span").textContent = letter(names[i]);
      const field = label.querySelector("input");
      field.setAttribute("aria-label", filled(words.number, { name: letter(names[i]) }));
      if (this.root.getRootNode().activeElement !== field || Number(field.value) !== this.numbers[i]) field.value = this.numbers[i];
    });
  }

  show(at) {
    this.at = clamp(at, 0, this.data.steps.length);
    this.draw();
  }

  draw() {
    const { svg, data, at } = this, done = data.steps.slice(0, at), now = done.at(-1), w = this.root.clientWidth || 700, narrow = w < 560;
    const h = narrow ? 414 : 380, r = narrow ? 25 : 34;
    const spots = Object.fromEntries(
      Object.entries(NODES).map(([name, [x, y]]) => [name, [r + 12 + x * (w - 2 * r - 24), narrow ? ROWS[y] : y * (h - 30) + 14]]),
    );
    const known = {}, slopes = {};
    for (const s of done) (s.backward ? slopes : known)[s.name] = s.value;
    svg.setAttribute("height", h);
    svg.replaceChildren();
    const busy = (name) => (now?.name === name ? (now.backward ? " back" : " ahead") : "");
    const touched = now && new Set([...(now.rule.match(/[wvxhbz]\d{1,2}|\bc\b/g) ?? []), now.name]);
    const notes = [];
    for (const [name, [from, to]] of Object.entries(EDGES)) {
      const [[x1, y1], [x2, y2]] = [spots[from], spots[to]], t = narrow ? ALONG[name] : 0.3, active = touched?.has(name);
      put(svg, "line", { class: `edge${active ? (now.backward ? " back" : " ahead") : ""}`, x1, y1, x2, y2 });
      notes.push([name, x1 + (x2 - x1) * t, y1 + (y2 - y1) * t]);
    }
    put(svg, "line", { class: "edge", x1: spots.p[0], y1: spots.p[1], x2: spots.L[0], y2: spots.L[1] });
    for (const [name, [x, y]] of Object.entries(spots)) {
      const inner = Object.keys(INSIDE).find((z) => INSIDE[z] === name), value = name in this.values ? this.values[name] : known[name];
      const state = busy(name) || (inner ? busy(inner) : "");
      put(
        svg,
        name === "L" ? "rect" : "circle",
        name === "L"
          ? { class: `node loss${state}`, x: x - r, y: y - r, width: 2 * r, height: 2 * r, rx: 10 }
          : { class: `node${name[0] === "x" ? " input" : ""}${state}`, cx: x, cy: y, r },
      );
      caption(svg, "letter", x, y - (value === undefined ? -6 : 5), letter(name), "middle");
      if (value !== undefined) caption(svg, "inner", x, y + 16, fixed(value, narrow ? 2 : 3), "middle");
      const bias = Object.keys(BIASES).find((b) => BIASES[b] === name), values = [];
      if (inner && known[inner] !== undefined) values.push(["quiet", `${letter(inner)} = ${fixed(known[inner], 3)}`]);
      if (bias) values.push(["quiet", `${letter(bias)} = ${fixed(this.values[bias])}`]);
      const learnt = [name === "L" ? null : name, inner, bias].filter((n) => n && slopes[n] !== undefined);
      const back = learnt.map((n) => [`slope${busy(n) === " back" ? " now" : ""}`, `∂${letter(n)} ${fixed(slopes[n], 3)}`]);
      const side = narrow ? NODES[name][1] - 0.5 : 0, all = [...values, ...back];
      const [above, below] = side < 0 ? [all, []] : side > 0 ? [[], all] : [values, back];
      above.forEach(([kind, text], i) => caption(svg, `${kind} halo`, x, y - r - 10 - 17 * i, text, "middle"));
      below.forEach(([kind, text], i) => caption(svg, `${kind} halo`, x, y + r + 19 + 19 * i, text, "middle"));
    }
    caption(svg, "quiet halo", spots.L[0], spots.L[1] - r - 10, `y = ${fixed(this.values.y)}`, "middle");
    for (const [name, x, y] of notes) {
      caption(svg, "weight halo", x, y - 3, `${letter(name)} ${fixed(this.values[name])}`, "middle");
      if (slopes[name] !== undefined)
        caption(
          svg, `slope halo${busy(name) ? " now" : ""}`, x, y + 14,
          `${narrow ? "" : "∂ "}${fixed(slopes[name], 3)}`, "middle",
        );
    }
    this.card(now);
    this.range.value = at;
    this.find(".next").disabled = at >= data.steps.length;
    this.find(".prev").disabled = at <= 0;
    svg.setAttribute("aria-label", `${data.words.alt} ${this.find(".card").textContent}`);
    this.root.dataset.at = at;
  }

  card(now) {
    const { words, steps } = this.data, [kind, name, code] = this.find(".card").children;
    this.find(".card").className = `card${now?.backward ? " back" : now ? " ahead" : ""}`;
    kind.textContent = now ? `${this.at}/${steps.length} · ${now.backward ? words.backward : words.forward}` : `0/${steps.length}`;
    name.textContent = now ? `${now.backward ? `∂L/∂${letter(now.name)}` : letter(now.name)} = ${fixed(now.value, 4)}` : words.start;
    code.textContent = now ? `= ${lettered(now.rule)} = ${now.filled}` : "";
  }

  play() {
    if (this.at >= this.data.steps.length) this.show(0);
    this.find(".play").textContent = `❚❚ ${this.data.words.pause}`;
    this.timer = setInterval(() => (this.at < this.data.steps.length ? this.show(this.at + 1) : this.pause()), 900);
  }

  pause() {
    clearInterval(this.timer);
    this.timer = 0;
    this.find(".play").textContent = `▶ ${this.data.words.play}`;
  }
}
export default (component) => exhibit(Chain, component);
