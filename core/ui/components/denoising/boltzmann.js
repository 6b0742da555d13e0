// A restricted Boltzmann machine: its filters at several ages, and its sampling step by step.
// Needs: sketch, grey.
const STEP_MS = 450;

class Boltzmann {
  constructor(root) {
    Object.assign(this, { root, half: 0 });
    root.innerHTML = `<div class="two">
        <div>
          <h4></h4><div class="grid"></div>
          <label class="bar"><span></span><input type="range" min="0" step="1"><output></output></label></div>
      <div><h4></h4><canvas class="seen" role="img"></canvas><p class="said" aria-live="polite"></p>
      <div class="bar">
        <button type="button" class="next"></button><button type="button" class="play"></button>
        <button type="button" class="again"></button></div>
      <svg class="energy" aria-hidden="true"></svg></div></div>`;
    this.find = (selector) => root.querySelector(selector);
    this.range = this.find("input");
    this.range.oninput = () => { this.age = Number(this.range.value); this.paint(); };
    this.find(".next").onclick = () => { this.pause(); this.go(this.half + 1); };
    this.find(".again").onclick = () => { this.pause(); this.go(0); };
    this.find(".play").onclick = () => (this.timer ? this.pause() : this.play());
  }

  take(data) {
    const fresh = !this.data || ["filters", "visible", "hidden"].some((name) => data[name] !== this.data[name]);
    this.data = data;
    const { words, ages, count } = data, [left, right] = this.root.querySelectorAll("h4");
    left.textContent = words.filters;
    right.textContent = words.visible;
    this.find("label span").textContent = words.age;
    this.find(".again").textContent = words.again;
    this.range.max = ages.length - 1;
    if (fresh) {
      Object.assign(this, {
        filters: bytesOf(data.filters), visible: bytesOf(data.visible), hidden: bytesOf(data.hidden),
        age: ages.length - 1, half: 0,
      });
      this.pause();
      const across = Math.ceil(Math.sqrt(count));
      this.find(".grid").style.gridTemplateColumns = `repeat(${across}, minmax(0, 1fr))`;
      this.find(".grid").replaceChildren(...Array.from({ length: count }, () => document.createElement("canvas")));
    }
    this.draw();
  }

  paint() {
    const { count, side, ages } = this.data, size = side * side;
    [...this.find(".grid").children].forEach((canvas, i) =>
      grey(canvas, this.filters.subarray((this.age * count + i) * size, (this.age * count + i + 1) * size), side),
    );
    this.range.value = this.age;
    this.range.setAttribute("aria-valuetext", ages[this.age]);
    this.find("output").textContent = ages[this.age];
    this.root.dataset.age = this.age;
  }

  draw() {
    if (!this.data) return;
    this.paint();
    this.go(this.half);
  }

  // Half-steps: an even one has looked at the visible units, an odd one has drawn the hidden ones from them.
  go(half) {
    const { count, side, energy, words } = this.data, size = side * side, last = 2 * energy.length - 1;
    this.half = clamp(half, 0, last);
    const step = this.half >> 1, up = this.half % 2 === 1;
    grey(this.find(".seen"), this.visible.subarray(step * size, (step + 1) * size), side);
    let on = 0;
    [...this.find(".grid").children].forEach((canvas, i) => {
      const lit = up && this.hidden[step * count + i] === 1;
      on += lit;
      canvas.classList.toggle("on", lit);
    });
    const facts = { n: step, on, all: count, energy: fixed(energy[step], 1) };
    this.find(".said").textContent = filled(up ? words.said_up : words.said_down, facts);
    this.find(".next").textContent = up ? words.down : words.up;
    this.find(".next").disabled = this.half >= last;
    this.find(".seen").setAttribute("aria-label", filled(words.alt, facts));
    this.root.dataset.half = this.half;
    this.name();
    this.curve(step);
  }

  curve(step) {
    const svg = this.find(".energy"), { energy, words } = this.data, width = svg.clientWidth || 340, height = 120;
    const plane = new Plane(
      { x: 52, y: 22, w: width - 64, h: height - 34 },
      [0, Math.max(1, energy.length - 1)],
      [Math.min(...energy) - 1, Math.max(...energy) + 1],
    );
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("height", height);
    svg.replaceChildren();
    plane.axes(svg, [], ticks(...plane.ys, 3));
    caption(svg, "quiet", 0, 13, words.step);
    const seen = energy.slice(0, step + 1);
    put(svg, "path", { class: "line", d: plane.path(seen.map((_, i) => i), seen) });
    put(svg, "circle", { class: "dot", cx: plane.px(step), cy: plane.py(energy[step]), r: 6 });
  }

  name() { this.find(".play").textContent = this.timer ? this.data.words.pause : this.data.words.play; }

  play() {
    const last = 2 * this.data.energy.length - 1;
    if (this.half >= last) this.half = 0;
    if (CALM.matches) { this.go(last); return; }
    this.timer = setInterval(() => {
      this.go(this.half + 1);
      if (this.half >= last) this.pause();
    }, STEP_MS);
    this.name();
  }

  pause() {
    clearInterval(this.timer);
    this.timer = undefined;
    if (this.data) this.name();
  }
}
export default (component) => exhibit(Boltzmann, component);
