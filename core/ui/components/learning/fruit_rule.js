// A rule for apples written by hand, then one found from the same examples, then new ones.
// Needs: sketch, learning/fruit_shapes.
const ACTS = ["hand", "machine", "new"];

class FruitRule {
  constructor(root, setStateValue) {
    Object.assign(this, { root, player: new Player(root), rule: [50, 50], look: 0 });
    this.shared = new Shared((rule) => setStateValue("rule", rule));
    this.acts = new Shared((act) => setStateValue("act", act));
    root.innerHTML = `<div class="two"><svg class="plane" tabindex="0" role="application"></svg><div class="side">
        <div class="bar acts" role="group"></div><table><thead><tr></tr></thead><tbody></tbody></table>
        <p class="quiet key"></p></div></div>
      <div class="bar"><label class="round"></label><input class="round" type="range" min="0" max="100">
        <label class="red"></label><input class="red" type="range" min="0" max="100"></div>
      <p class="said" aria-live="polite"></p>`;
    this.find = (name) => root.querySelector(name);
    this.svg = this.find("svg");
    drag(this.svg, (px, py) => this.move([this.flat.vx(px), this.flat.vy(py)]), () => this.tell());
    ["round", "red"].forEach((name, i) => {
      const range = this.find(`input.${name}`);
      range.oninput = () => this.move(this.rule.map((v, k) => (k === i ? Number(range.value) : v)));
      range.onchange = () => this.tell();
    });
    this.svg.onkeydown = (event) => {
      const way = ARROWS[event.key];
      if (!way) return;
      event.preventDefault();
      this.move([this.rule[0] + 2 * way[0], this.rule[1] - 2 * way[1]]);
      clearTimeout(this.telling);
      this.telling = setTimeout(() => this.tell(), 300);
    };
  }

  take(data) {
    const news = this.shared.news(data.rule), turned = this.acts.news(data.act) || !this.data;
    const other = !this.data || data.looks !== this.data.looks;
    this.data = data;
    if (other) {
      const looks = floatsOf(data.looks), apple = bytesOf(data.apple), borders = floatsOf(data.borders);
      this.fruits = Array.from(apple, (a, i) => ({ x: looks[2 * i], y: looks[2 * i + 1], apple: !!a }));
      this.borders = Array.from({ length: borders.length / 3 }, (_, i) => borders.subarray(3 * i, 3 * i + 3));
    }
    if (news || other) this.rule = data.rule.split(",").map(Number);
    if (turned || other) { this.act = data.act; this.begin(); } else this.draw();
  }

  // Where the machine looks for its rule, that is shown step by step.
  begin() {
    const last = this.borders.length - 1;
    this.player.stop();
    this.look = last;
    if (this.act === "machine" && !CALM.matches)
      this.player.start((_, since) => {
        this.look = Math.min(last, Math.floor(since / 60));
        this.draw();
        if (this.look === last) this.player.stop();
      });
    this.draw();
  }

  move(rule) {
    this.rule = rule.map((v) => clamp(Math.round(v), 0, 100));
    this.draw();
  }

  tell() { this.shared.put(this.rule.join()); }

  // An apple by hand, an apple by the machine: `by_hand` and `Border.right` of `core.learning.fruits`.
  byHand({ x, y }) { return Math.round(100 * x) > this.rule[0] && Math.round(100 * y) > this.rule[1]; }
  byMachine({ x, y }) { const [w1, w2, b] = this.borders[this.look]; return w1 * x + w2 * y + b > 0; }

  draw() {
    const { svg, data, rule, act } = this, { words, seen } = data, w = this.root.clientWidth || 600, wide = w > 640;
    const width = wide ? w - 300 : w, h = clamp(width * 0.68, 300, 430);
    const shown = act === "new" ? this.fruits.slice(seen) : this.fruits.slice(0, seen);
    const plane = this.flat = new Plane({ x: 30, y: 8, w: width - 46, h: h - 40 }, [0, 100], [0, 100]);
    const right = plane.box.x + plane.box.w, low = plane.box.y + plane.box.h, [x, y] = [plane.px(rule[0]), plane.py(rule[1])];
    svg.setAttribute("height", h);
    svg.style.width = `${width}px`;
    svg.replaceChildren();
    put(svg, "rect", { class: "frame", x: plane.box.x, y: plane.box.y, width: plane.box.w, height: plane.box.h });
    put(svg, "rect", { class: "mine", x, y: plane.box.y, width: right - x, height: y - plane.box.y });
    if (act !== "hand") this.border(svg, plane);
    caption(svg, "quiet", right, low + 24, `${words.round} →`, "end");
    caption(svg, "quiet", 0, 0, `${words.red} →`, "end").setAttribute("transform", `translate(20 ${plane.box.y}) rotate(-90)`);
    const size = (act === "new" ? 32 : 42) * (width < 400 ? 0.72 : 1);
    for (const one of shown) {
      const [cx, cy] = [plane.px(100 * one.x), plane.py(100 * one.y)];
      if (one.apple) put(svg, "circle", { class: "apple", cx, cy: cy + 2, r: size * 0.6 });
      fruit(svg, cx, cy, size, one.x, one.y);
      if (this.byHand(one) !== one.apple) caption(svg, "wrong mine halo", cx - size * 0.42, cy + 8, "✗", "middle");
      if (act !== "hand" && this.byMachine(one) !== one.apple) caption(svg, "wrong model halo", cx + size * 0.42, cy + 8, "✗", "middle");
    }
    put(svg, "path", { class: "edge", d: `M${x} ${plane.box.y}V${y}H${right}` });
    put(svg, "circle", { class: "handle", cx: x, cy: y, r: 13 });
    this.count();
  }

  border(svg, plane) {
    const [w1, w2, b] = this.borders[this.look], at = (x) => (-b - w1 * x) / w2;
    const clip = put(put(svg, "defs"), "clipPath", { id: "fruit-frame" });
    put(clip, "rect", { x: plane.box.x, y: plane.box.y, width: plane.box.w, height: plane.box.h });
    const ends = [0, 1].map((x) => [plane.px(100 * x), clamp(plane.py(100 * at(x)), -2e4, 2e4)]), side = w2 > 0 ? -2e4 : 2e4;
    const half = `${polyline([...ends, [ends[1][0], side], [ends[0][0], side]])}Z`;
    put(svg, "path", { class: "found", "clip-path": "url(#fruit-frame)", d: half });
    put(svg, "path", { class: "line", "clip-path": "url(#fruit-frame)", d: polyline(ends) });
  }

  count() {
    const { data, act, fruits } = this, { words, seen } = data, late = fruits.length - seen;
    const parts = [fruits.slice(0, seen), fruits.slice(seen)];
    const of = (rule) => parts.map((some) => some.filter((one) => rule(one) === one.apple).length);
    const mine = of((one) => this.byHand(one)), model = of((one) => this.byMachine(one));
    const cells = [
      [words.mine, `${mine[0]} / ${seen}`, act === "new" ? `${mine[1]} / ${late}` : "?"],
      [words.model, act === "hand" ? "?" : `${model[0]} / ${seen}`, act === "new" ? `${model[1]} / ${late}` : "?"],
    ];
    const row = (texts, tag, kind) => {
      const tr = create("tr", { className: kind });
      tr.replaceChildren(...texts.map((text) => create(tag, { textContent: text })));
      return tr;
    };
    this.find("thead").replaceChildren(row(["", filled(words.seen, { n: seen }), filled(words.late, { n: late })], "th", ""));
    this.find("tbody").replaceChildren(row(cells[0], "td", "mine"), row(cells[1], "td", "model"));
    this.find(".acts").replaceChildren(...ACTS.map((name) => {
      const button = create("button", { type: "button", className: name, textContent: words[name] });
      button.setAttribute("aria-pressed", act === name);
      button.onclick = () => { this.act = name; this.begin(); this.acts.put(name); };
      return button;
    }));
    this.find(".key").textContent = words.key;
    const facts = { round: this.rule[0], red: this.rule[1], right: mine[act === "new" ? 1 : 0], n: act === "new" ? late : seen };
    const said = this.find(".said").textContent = filled(words.said, facts);
    ["round", "red"].forEach((name, i) => {
      this.find(`label.${name}`).textContent = `${words[name]} > ${this.rule[i]}`;
      Object.assign(this.find(`input.${name}`), { value: this.rule[i], ariaLabel: words[name], ariaValueText: said });
    });
    this.svg.setAttribute("aria-label", `${words.alt} ${said}`);
    Object.assign(this.root.dataset, { mine: mine.join(), model: model.join(), rule: this.rule.join(), act });
  }
}
export default (component) => exhibit(FruitRule, component);
