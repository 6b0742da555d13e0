// A sentence running through a recurrent cell, step by step: memory, gates, and the gradient back. Needs: sketch, sequences/cells.
const SHOWN_GATES = { rnn: [], lstm: ["f", "i", "o"], gru: ["z", "r"] };
const ROW = 28, GATE = 34, BARS = 84, NARROWEST = 17;

class UnrolledCell {
  constructor(root, setStateValue) {
    Object.assign(this, { root, at: 0 });
    this.typed = new Shared((text) => setStateValue("sentence", text));
    this.set = new Shared((text) => setStateValue("setting", text));
    root.innerHTML = `<div class="bar"><span class="kinds" role="group"></span><input class="text" type="text"></div>
      <svg class="machine" role="img"></svg><p class="said" aria-live="polite"></p>
      <div class="bar"><button class="play" type="button"></button><label class="hand"><span></span>
        <input class="keep" type="range"></label></div>
      <div class="scroll"><svg class="steps" tabindex="0" role="img"></svg></div>`;
    this.find = (selector) => root.querySelector(selector);
    this.svg = this.find(".steps");
    const text = this.find(".text"), keep = this.find(".keep");
    text.oninput = () => {
      this.pause();
      this.type(text.value);
      clearTimeout(this.telling);
      this.telling = setTimeout(() => this.tell(), 700);
    };
    text.onchange = () => this.tell();
    keep.oninput = () => this.turn(Number(keep.value));
    keep.onchange = () => this.share();
    this.find(".play").onclick = () => (this.timer ? this.pause() : this.play());
    this.svg.onpointerdown = (event) => {
      const box = this.svg.getBoundingClientRect(), x = event.clientX - box.left;
      const row = Math.floor((event.clientY - box.top - this.top) / ROW);
      if (row >= 0 && row < this.data.units.length) this.choose(this.data.units[row]);
      if (x > this.left + this.find(".scroll").scrollLeft) this.show(Math.floor((x - this.left) / this.column) + 1);
    };
    this.svg.onkeydown = (event) => {
      const { at, data: { units } } = this, unit = units.indexOf(this.setting.unit);
      const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: Infinity }[event.key];
      const other = { ArrowUp: unit - 1, ArrowDown: unit + 1 }[event.key];
      if (event.key === " ") this.timer ? this.pause() : this.play();
      else if (to !== undefined) this.show(to);
      else if (other !== undefined) this.choose(units[clamp(other, 0, units.length - 1)]);
      else return;
      event.preventDefault();
    };
  }

  take(data) {
    const { words } = data, first = !this.data;
    this.data = data;
    if (this.typed.news(data.sentence) || first) {
      this.sentence = this.find(".text").value = data.sentence;
      this.at = Infinity;
    }
    if (this.set.news(data.setting) || first) {
      const [kind, keep, own, unit] = data.setting.split("|");
      this.setting = { kind, keep: Number(keep), own: Number(own), unit };
    }
    const kinds = this.find(".kinds");
    if (!kinds.children.length)
      kinds.replaceChildren(...Object.keys(data.gates).map((kind) => {
        const button = create("button", { type: "button", textContent: kind.toUpperCase() });
        button.dataset.kind = kind;
        button.onclick = () => { this.setting.kind = kind; this.compute(); this.share(); };
        return button;
      }));
    this.find(".text").setAttribute("aria-label", words.text);
    this.find(".text").maxLength = data.limits.most;
    this.pause();
    this.compute();
  }

  type(text) { this.sentence = cutTo(text, this.data.limits.most); this.at = Infinity; this.compute(); }
  tell() { clearTimeout(this.telling); this.typed.put(this.sentence); }
  share() {
    const { kind, keep, own, unit } = this.setting;
    this.set.put(`${kind}|${keep}|${own}|${unit}`);
  }
  choose(unit) {
    if (unit === this.setting.unit) return;
    this.setting.unit = unit;
    this.compute();
    this.share();
  }
  turn(value) {
    const { keep } = this.data.limits;
    if (this.setting.kind === "rnn") this.setting.own = value;
    else this.setting.keep = clamp(Math.round(1000 * squash(value)) / 1000, ...keep);
    this.compute();
  }

  compute() {
    const { data, setting } = this, { kind } = setting, plain = kind === "rnn", range = this.find(".keep");
    for (const button of this.find(".kinds").children) button.setAttribute("aria-pressed", button.dataset.kind === kind);
    const [low, high] = plain ? data.limits.own : data.limits.keep.map((k) => Math.log(k / (1 - k)));
    Object.assign(range, { min: low, max: high, step: plain ? 0.05 : "any" });
    range.value = plain ? setting.own : Math.log(setting.keep / (1 - setting.keep));
    const value = plain ? fixed(setting.own) : `${fixed(100 * setting.keep, 1)}%`;
    this.find(".hand span").textContent = filled(data.words[`hand_${kind}`], { value });
    range.setAttribute("aria-valuetext", value);
    this.cell = new Cell(kind, data.weights[kind], data.gates[kind], data.carries, setting);
    this.letters = [...this.sentence];
    this.ran = this.cell.run(this.letters.map((c) => seenOf(c, data.vowels)));
    this.unit = data.units.indexOf(setting.unit);
    this.shares = this.cell.fading(this.ran, this.unit);
    this.show(this.at);
  }

  show(at) {
    this.at = clamp(at, 0, this.letters.length);
    this.draw();
  }

  // A colour for a number in −1..1 and what lies a little beyond: blue above zero, pink below.
  paint(value) { return { fill: value < 0 ? PINK : BLUE, "fill-opacity": clamp(Math.abs(value), 0.03, 1) }; }

  draw() {
    const { data, svg, letters, ran, at } = this, { words, units } = data, gates = SHOWN_GATES[this.setting.kind];
    const wide = this.root.clientWidth || 700, left = this.left = wide < 560 ? 104 : 150, n = letters.length;
    const column = this.column = clamp((wide - left) / Math.max(n, 1), NARROWEST, 46);
    const top = this.top = 34, below = top + ROW * units.length + 12;
    const bars = below + GATE * gates.length + (gates.length ? 14 : 0) + 22;
    const place = (t) => left + t * column, middle = (t) => place(t) + column / 2;
    svg.setAttribute("height", bars + BARS + 8);
    svg.style.width = `${Math.max(wide, left + n * column)}px`;
    svg.replaceChildren();
    const labels = document.createElementNS(SVG, "g"); // they stay in sight when a long sentence is scrolled
    put(labels, "rect", { class: "ground", x: 0, y: 0, width: left - 2, height: bars + BARS + 8 });
    if (at) put(svg, "rect", { class: "now", x: place(at - 1), y: 2, width: column, height: bars + BARS, rx: 5 });
    letters.forEach((c, t) => caption(svg, `letter${t >= at ? " later" : ""}`, middle(t), 23, c === " " ? "␣" : c, "middle"));
    units.forEach((unit, u) => {
      const y = top + u * ROW, picked = u === this.unit;
      caption(labels, picked ? "unit picked" : "unit", left - 8, y + 19, words[unit], "end");
      letters.forEach((_, t) => {
        const box = { x: place(t) + 1, y: y + 1, width: column - 2, height: ROW - 3, rx: 3 };
        put(svg, "rect", { class: `state${t >= at ? " later" : ""}`, ...box, ...this.paint(ran.carried[t + 1][u]) });
      });
      if (picked) put(svg, "rect", { class: "frame", x: left - 1, y: y - 1, width: n * column + 2, height: ROW + 1, rx: 5 });
    });
    gates.forEach((name, i) => {
      const y = below + i * GATE, high = GATE - 8;
      caption(labels, "unit", left - 8, y + 20, words[`gate_${name}`], "end");
      letters.forEach((_, t) => {
        const open = ran.made[t][name][this.unit], later = t >= at ? " later" : "";
        const box = { x: place(t) + 1, width: column - 2, rx: 3 };
        put(svg, "rect", { class: "shut", ...box, y, height: high });
        put(svg, "rect", { class: `open${later}`, ...box, y: y + high * (1 - open), height: high * open });
      });
    });
    const scroll = this.find(".scroll"), x = place(at);
    if (x > scroll.scrollLeft + wide || x - column < scroll.scrollLeft + left) scroll.scrollLeft = x - wide + column;
    this.gradient(bars, place, labels);
    svg.append(labels);
    scroll.onscroll = () => labels.setAttribute("transform", `translate(${scroll.scrollLeft},0)`);
    scroll.onscroll();
    this.machine();
    this.say();
  }

  gradient(y, place, labels) {
    const { svg, shares, letters, column, left, data: { words, limits } } = this;
    const logs = shares.map((s) => (s > 0 ? Math.log10(s) : -99)), low = -6, high = Math.max(0, Math.ceil(Math.max(...logs) - 0.05));
    const plane = new Plane({ x: left, y, w: 1, h: BARS }, [0, 1], [low, high]), foot = y + BARS;
    caption(labels, "unit", left - 8, y + 16, words.gradient, "end");
    const mark = plane.py(Math.log10(limits.enough));
    letters.forEach((_, t) => {
      const value = logs[t + 1], above = plane.py(clamp(value, low, high));
      const kind = `grad${shares[t + 1] < limits.enough ? " faint" : ""}`;
      put(svg, "rect", { class: kind, x: place(t) + 1, y: above - 1, width: column - 2, height: foot - above + 1, rx: 3 });
    });
    put(svg, "line", { class: "enough", x1: left, x2: place(letters.length), y1: mark, y2: mark });
    if (high > 0) put(svg, "line", { class: "axis", x1: left, x2: place(letters.length), y1: plane.py(0), y2: plane.py(0) });
    caption(labels, "tick", left - 8, mark + 5, "1%", "end");
    caption(labels, "tick", left - 8, y + BARS + 2, `${power(low)}`, "end");
  }

  // The cell at this step: what it had, what the gates let through, what it has now.
  machine() {
    const { at, ran, unit, setting, letters, data: { words } } = this, svg = this.find(".machine"), { kind } = setting;
    const w = this.root.clientWidth || 700, t = Math.max(at - 1, 0), now = ran.made[t], belt = 68, spot = (share) => 16 + share * (w - 32);
    svg.setAttribute("height", 178);
    svg.replaceChildren();
    if (!now) return;
    const before = ran.carried[t][unit], after = ran.carried[t + 1][unit], told = ran.state[t + 1][unit];
    const offer = (now.g ?? now.n)[unit];
    const pipe = (x1, y1, x2, y2, value) => {
      const line = { x1, y1, x2, y2, "stroke-width": 26 };
      put(svg, "line", { class: "pipe", ...line });
      const { fill, "fill-opacity": opacity } = this.paint(value);
      put(svg, "line", { ...line, "stroke-width": 20, stroke: fill, "stroke-opacity": opacity });
    };
    const valve = (x, y, open, label, lying) => {
      const size = 15, gap = 13 * clamp(open, 0, 1);
      for (const side of [-1, 1]) {
        const from = side < 0 ? -gap - size : gap;
        put(svg, "rect", lying
          ? { class: "plate", x: x + from, y: y - 5, width: size, height: 10, rx: 2 }
          : { class: "plate", x: x - 5, y: y + from, width: 10, height: size, rx: 2 });
      }
      caption(svg, "gate halo", lying ? x + 34 : x, lying ? y + (w < 560 ? 42 : 5) : y - 36, label, lying ? "start" : "middle");
    };
    const percent = (name, value) => `${words[`gate_${name}`]} ${fixed(100 * value, 0)}%`;
    const knot = spot(0.48), end = spot(0.72), keep = spot(0.26);
    const kept = kind === "rnn" ? clamp(setting.own * before, -1, 1) : (now.f ?? now.z)[unit] * before;
    const written = kind === "rnn" ? offer : (kind === "lstm" ? now.i[unit] : 1 - now.z[unit]) * offer;
    pipe(spot(0.06), belt, keep, belt, before);
    pipe(keep, belt, knot, belt, kept);
    pipe(knot, belt, end, belt, after);
    if (kind !== "rnn") { pipe(knot, 156, knot, 118, offer); pipe(knot, 118, knot, belt + 12, written); }
    else pipe(knot, 156, knot, belt + 12, 0.15);
    if (kind === "lstm") { pipe(end, belt, spot(0.86), belt, after); pipe(spot(0.86), belt, spot(0.97), belt, told); }
    if (kind === "rnn") {
      put(svg, "circle", { class: "knot", cx: keep, cy: belt, r: 22 });
      caption(svg, "inner", keep, belt + 6, `×${fixed(this.unit < this.data.carries ? setting.own : 0)}`, "middle");
      put(svg, "rect", { class: "knot", x: knot - 26, y: belt - 18, width: 52, height: 36, rx: 8 });
      caption(svg, "inner", knot, belt + 6, "tanh", "middle");
    } else {
      const stays = (now.f ?? now.z)[unit], comes = kind === "lstm" ? now.i[unit] : 1 - stays;
      valve(keep, belt, stays, percent(kind === "lstm" ? "f" : "z", stays));
      valve(knot, 118, comes, kind === "lstm" ? percent("i", comes) : `1 − z = ${fixed(100 * comes, 0)}%`, true);
      put(svg, "circle", { class: "knot", cx: knot, cy: belt, r: 15 });
      caption(svg, "inner", knot, belt + 6, "+", "middle");
      if (kind === "lstm") valve(spot(0.86), belt, now.o[unit], percent("o", now.o[unit]));
    }
    const bubble = (x, value, label) => {
      put(svg, "circle", { class: "bubble", cx: x, cy: belt, r: 25 });
      put(svg, "circle", { cx: x, cy: belt, r: 25, ...this.paint(value) });
      caption(svg, "inner halo", x, belt + 6, fixed(value), "middle");
      caption(svg, "quiet", Math.max(x, 52), belt + 45, label, "middle");
    };
    bubble(spot(0.06) + 12, before, words.before);
    bubble(end, after, words.after);
    put(svg, "rect", { class: "knot", x: knot - 20, y: 140, width: 40, height: 34, rx: 8 });
    caption(svg, "letter", knot, 164, letters[t] === " " ? "␣" : letters[t], "middle");
  }

  say() {
    const { at, ran, unit, setting, letters, shares, svg, data: { words, units } } = this, now = ran.made[at - 1];
    const facts = { n: at, letter: letters[at - 1] === " " ? "␣" : letters[at - 1], unit: words[units[unit]], own: fixed(setting.own) };
    if (now) {
      facts.before = fixed(ran.carried[at - 1][unit]);
      facts.after = fixed(ran.carried[at][unit]);
      for (const name of SHOWN_GATES[setting.kind]) facts[name] = fixed(100 * now[name][unit], 0);
    }
    const said = this.find(".said").textContent = now ? filled(words[`said_${setting.kind}`], facts) : words.start;
    svg.setAttribute("aria-label", `${words.alt} ${said}`);
    this.find(".machine").setAttribute("aria-label", said);
    const { kind, keep, own } = setting;
    Object.assign(this.root.dataset, { at, kind, keep, own, memory: ran.carried.at(-1)[unit], share: shares[0] });
  }

  play() {
    if (this.at >= this.letters.length) this.show(0);
    this.find(".play").textContent = `❚❚ ${this.data.words.pause}`;
    const more = () => this.root.isConnected && this.at < this.letters.length;
    this.timer = setInterval(() => (more() ? this.show(this.at + 1) : this.pause()), 550);
  }

  pause() {
    clearInterval(this.timer);
    this.timer = 0;
    this.find(".play").textContent = `▶ ${this.data.words.play}`;
  }
}
export default (component) => exhibit(UnrolledCell, component);
