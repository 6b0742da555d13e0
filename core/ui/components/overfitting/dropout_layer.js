// Ten neurons, some dark in each step of training; what they add up to, step by step. Needs: sketch.
const SEED = 7, MOST_DRAWS = 400;

class DropoutLayer {
  constructor(root, setStateValue) {
    Object.assign(this, { root, player: new Player(root), p: 0.5, scaled: true, used: false });
    this.shared = new Shared((p) => setStateValue("p", p));
    root.innerHTML = `<div class="two"><svg class="net" tabindex="0" role="img"></svg><svg class="chart" role="img"></svg></div>
      <div class="bar"><label></label><input type="range" min="0" max="90" step="5"><b class="at"></b></div>
      <div class="bar"><button class="play" type="button"></button><button class="many" type="button"></button>
        <button class="use" type="button"></button><button class="scale" type="button"></button></div>
      <p class="said" aria-live="polite"></p>`;
    this.find = (name) => root.querySelector(name);
    this.range = this.find("input");
    this.range.oninput = () => { this.p = this.range.value / 100; this.again(); };
    this.range.onchange = () => this.shared.put(this.range.value);
    this.find(".play").onclick = () => { this.used = false; this.player.running ? this.pause() : this.play(); };
    this.find(".many").onclick = () => { this.used = false; this.pause(); for (let i = 0; i < 100; i++) this.step(); this.draw(); };
    this.find(".use").onclick = () => { this.pause(); this.used = !this.used; this.draw(); };
    this.find(".scale").onclick = () => { this.scaled = !this.scaled; this.again(); };
  }

  take(data) {
    const news = this.shared.news(data.p) || !this.data;
    this.data = data;
    if (!news) return this.draw();
    this.p = Number(data.p) / 100;
    this.again();
    if (!CALM.matches) this.play();
  }

  again() {
    this.random = chance(SEED);
    this.sums = [];
    this.step();
    this.draw();
  }

  step() {
    this.kept = this.data.shares.map(() => (this.random() >= this.p ? 1 : 0));
    this.sums.push(this.total(this.kept));
    if (this.sums.length > MOST_DRAWS) this.sums.shift();
  }

  // What reaches the next neuron: `total` of `core.overfitting.dropout`.
  total(kept) {
    const raw = this.data.shares.reduce((sum, share, i) => sum + share * kept[i], 0);
    return this.scaled ? raw / (1 - this.p) : raw;
  }

  draw() {
    const { data, used, p } = this, { words, shares } = data, w = this.root.clientWidth || 600, wide = w > 640;
    const all = shares.reduce((a, b) => a + b, 0), kept = used ? shares.map(() => 1) : this.kept, h = 330;
    const sum = used ? all : this.sums.at(-1), mean = this.sums.reduce((a, b) => a + b, 0) / this.sums.length;
    this.net(wide ? w * 0.5 : w, h, kept, sum);
    this.chart(wide ? w * 0.5 - 20 : w, wide ? h : 220, all, mean);
    this.find("label").textContent = words.p;
    this.find(".at").textContent = `${fixed(p * 100, 0)}%`;
    this.range.value = Math.round(p * 100);
    this.range.setAttribute("aria-label", words.p);
    this.find(".play").textContent = this.player.running ? `❚❚ ${words.pause}` : `▶ ${words.train}`;
    this.find(".many").textContent = words.many;
    this.find(".use").textContent = words.use;
    this.find(".use").setAttribute("aria-pressed", used);
    this.find(".scale").textContent = words.scale;
    this.find(".scale").setAttribute("aria-pressed", this.scaled);
    const dark = kept.filter((v) => !v).length, facts = { dark, n: this.sums.length, sum: fixed(sum), mean: fixed(mean), all: fixed(all) };
    this.find(".said").textContent = filled(used ? words.said_use : words.said_train, facts);
    Object.assign(this.root.dataset, { kept: kept.join(""), sum, mean, draws: this.sums.length, used, scaled: this.scaled });
  }

  net(w, h, kept, sum) {
    const svg = this.find(".net"), { shares, words } = this.data, x0 = w * 0.22, x1 = w * 0.74, middle = h / 2;
    const grow = this.used || !this.scaled ? 1 : 1 / (1 - this.p);
    svg.setAttribute("height", h);
    svg.replaceChildren();
    const spot = (i) => 20 + (i * (h - 40)) / (shares.length - 1);
    shares.forEach((share, i) => put(svg, "line", {
      class: kept[i] ? "wire" : "wire dark", x1: x0, y1: spot(i), x2: x1, y2: middle,
      "stroke-width": kept[i] ? 1.5 + 5 * share * Math.min(grow, 3) : 1.5,
    }));
    shares.forEach((share, i) => {
      put(svg, "circle", { class: kept[i] ? "neuron" : "neuron dark", cx: x0, cy: spot(i), r: 13 });
      caption(svg, kept[i] ? "share" : "share dark", x0 - 22, spot(i) + 5, kept[i] ? fixed(share * grow) : "0", "end");
    });
    put(svg, "circle", { class: "neuron out", cx: x1, cy: middle, r: 30 });
    caption(svg, "sum", x1, middle + 6, fixed(sum), "middle");
    caption(svg, "quiet", x1, middle + 56, this.used ? words.in_use : words.in_training, "middle");
    svg.setAttribute("aria-label", words.alt);
  }

  chart(w, h, all, mean) {
    const svg = this.find(".chart"), { words } = this.data, sums = this.sums, top = Math.max(2 * all, ...sums);
    const plane = new Plane({ x: 40, y: 34, w: w - 60, h: h - 70 }, [0, Math.max(20, sums.length)], [0, top]);
    svg.setAttribute("height", h);
    svg.replaceChildren();
    caption(svg, "quiet", 0, 16, words.chart);
    plane.axes(svg, [0, Math.max(20, sums.length)], ticks(0, top, 4));
    put(svg, "line", { class: "all", x1: plane.px(0), x2: plane.box.x + plane.box.w, y1: plane.py(all), y2: plane.py(all) });
    sums.forEach((v, i) => put(svg, "circle", { class: "draw", cx: plane.px(i + 1), cy: plane.py(v), r: 4 }));
    let so = 0;
    put(svg, "path", { class: "mean", d: polyline(sums.map((v, i) => [plane.px(i + 1), plane.py((so += v) / (i + 1))])) });
    const above = mean >= all;
    caption(svg, "value halo mean", plane.px(0) + 6, plane.py(mean) + (above ? -10 : 22), `${words.mean} ${fixed(mean)}`);
    caption(svg, "value halo all", plane.box.x + plane.box.w, plane.py(all) + (above ? 22 : -10), `${words.in_use} ${fixed(all)}`, "end");
    svg.setAttribute("aria-label", words.chart);
  }

  play() {
    let spent = 600;
    this.player.start((passed) => {
      spent += passed;
      if (spent < 700) return;
      spent = 0;
      this.step();
      this.draw();
      if (this.sums.length >= 40) this.pause();
    });
    this.draw();
  }

  pause() {
    this.player.stop();
    this.draw();
  }
}
export default (component) => exhibit(DropoutLayer, component);
