// The same noise through generators of different ages, above the losses of the training and the distance to real ones.
// Needs: sketch, gan/pictures.
const FADE_MS = 450, HOLD_MS = 1100;

class GanHistory {
  constructor(root, setStateValue) {
    this.root = root;
    this.shared = new Shared((age) => setStateValue("age", age));
    root.innerHTML = `<div class="wall" role="img"></div>
      <div class="bar"><button class="play" type="button"></button><input type="range" min="0" step="1"></div>
      <p class="said" aria-live="polite"></p><svg class="charts" role="img"></svg>`;
    this.find = (selector) => root.querySelector(selector);
    this.range = this.find("input");
    this.range.oninput = () => { this.pause(); this.go(Number(this.range.value)); };
    this.range.onchange = () => this.shared.put(String(this.age));
    this.find(".play").onclick = () => (this.timer ? this.pause() : this.play());
  }

  take(data) {
    const before = this.data, news = this.shared.news(data.age), fresh = !before || before.images !== data.images;
    this.data = data;
    if (fresh) this.images = bytesOf(data.images);
    this.last = data.steps.length - 1;
    this.range.max = this.last;
    const wall = this.find(".wall");
    wall.style.setProperty("--across", data.across);
    if (wall.children.length !== data.count)
      wall.replaceChildren(...Array.from({ length: data.count }, () => document.createElement("canvas")));
    if (!before || news) {
      this.pause();
      if (data.age === "play" && !CALM.matches) this.play();
      else this.show((this.age = data.age === "play" ? this.last : clamp(Number(data.age) || 0, 0, this.last)));
    } else if (fresh) this.show(clamp(this.at ?? this.last, 0, this.last));
    this.draw();
  }

  // The picture of tile i at an age that may lie between two: a cross-fade.
  mixed(i, at) {
    const size = this.data.side ** 2 * this.data.colours, base = i * (this.last + 1);
    const from = Math.floor(at), to = Math.min(from + 1, this.last), t = at - from;
    const a = this.images.subarray((base + from) * size, (base + from + 1) * size);
    const b = this.images.subarray((base + to) * size, (base + to + 1) * size);
    return t ? Float32Array.from(a, (v, k) => v + (b[k] - v) * t) : a;
  }

  go(age) {
    const from = this.at ?? age;
    this.age = age;
    this.stop?.();
    this.stop = glide((t) => this.show(from + (age - from) * t), FADE_MS);
  }

  show(at) {
    this.at = at;
    [...this.find(".wall").children].forEach((canvas, i) => paint(canvas, this.mixed(i, at), 1, this.data.side, this.data.colours));
    this.mark();
  }

  play() {
    let age = this.age === undefined || this.age >= this.last ? 0 : this.age;
    const next = () => {
      this.go(age);
      age += 1;
      if (age <= this.last) this.timer = setTimeout(next, HOLD_MS);
      else this.pause();
    };
    if (this.at === undefined) this.at = age;
    this.timer = setTimeout(next, 0);
    this.name();
  }

  pause() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.name();
  }

  name() {
    const { words } = this.data;
    this.find(".play").textContent = this.timer ? `❚❚ ${words.pause}` : `▶ ${words.play}`;
    this.range.setAttribute("aria-label", words.scrub);
  }

  draw() {
    const { data } = this, { words, steps, distances, losses } = data, svg = this.find(".charts"), w = svg.clientWidth || 700;
    const left = 44, box = (y, h) => ({ x: left, y, w: w - left - 24, h }), place = (step) => Math.log10(step + 20);
    const xs = [place(0), place(steps[this.last])];
    const both = [...losses.discriminator, ...losses.generator];
    const loss = [Math.min(0, Math.floor(Math.min(...both))), Math.ceil(Math.max(...both))];
    const far = Math.max(...distances);
    svg.replaceChildren();
    svg.setAttribute("height", 352);
    this.upper = new Plane(box(30, 90), xs, loss);
    this.lower = new Plane(box(196, 100), xs, [0, far * 1.12]);
    this.upper.axes(svg, [], ticks(...loss, 3));
    this.lower.axes(svg, [], ticks(0, far, 3));
    caption(svg, "name", 0, 14, words.losses);
    caption(svg, "name", 0, 158, words.distance);
    this.cursor = put(svg, "line", { class: "cursor", y1: 24, y2: 300 }); // below the numbers, which stay to be read
    const along = losses.step.map(place);
    for (const name of ["discriminator", "generator"]) put(svg, "path", { class: name, d: this.upper.path(along, losses[name]) });
    caption(svg, "label discriminator halo", w - 34, this.upper.py(losses.discriminator.at(-1)) - 8, words.loss_d, "end");
    caption(svg, "label generator halo", w - 34, this.upper.py(losses.generator.at(-1)) + 20, words.loss_g, "end");
    put(svg, "path", {
      class: "way",
      d: steps
        .map((step, i) => `${i ? "L" : "M"}${this.lower.px(place(step))} ${this.lower.py(distances[i])}`)
        .join(""),
    });
    steps.forEach((step, i) => {
      const x = this.lower.px(place(step)), y = this.lower.py(distances[i]);
      put(svg, "circle", { class: "dot", cx: x, cy: y, r: 6 });
      caption(svg, "value halo", x + (i ? 0 : 12), y - 12, fixed(distances[i], distances[i] < 10 ? 1 : 0), i ? "middle" : "start");
      const next = i < this.last ? this.lower.px(place(steps[i + 1])) : Infinity;
      if (next - x > 52) caption(svg, "tick", x, 320, step.toLocaleString("en"), i === this.last ? "end" : i ? "middle" : "start");
    });
    caption(svg, "tick", w - 24, 344, words.axis, "end");
    this.places = steps.map((step) => this.upper.px(place(step)));
    svg.setAttribute("aria-label", words.alt);
    this.mark();
  }

  mark() {
    if (!this.places || this.at === undefined) return;
    const { data } = this, from = Math.floor(this.at), to = Math.min(from + 1, this.last), age = Math.round(this.at);
    const x = this.places[from] + (this.places[to] - this.places[from]) * (this.at - from);
    this.cursor.setAttribute("x1", x);
    this.cursor.setAttribute("x2", x);
    const facts = {
      step: data.steps[age].toLocaleString("en"), right: percent(data.agreement[age]),
      distance: fixed(data.distances[age], 1),
    };
    const said = filled(age ? data.words.said : data.words.said_first, facts);
    if (this.find(".said").textContent !== said) this.find(".said").textContent = said;
    this.find(".wall").setAttribute("aria-label", `${data.words.wall} ${said}`);
    this.range.value = age;
    this.range.setAttribute("aria-valuetext", said);
    this.root.dataset.age = age;
  }
}
export default (component) => exhibit(GanHistory, component);
