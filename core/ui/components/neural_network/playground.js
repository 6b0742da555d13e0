// A playground: a network of a few neurons learns here, frame by frame, while everything about it can be changed.
// Needs: sketch, neural_network/play_net, neural_network/play_draw, neural_network/play_verdict, neural_network/play_panel.
const REST = 600, BUDGET_MS = 9, MOST_PAST = 900, GOAL = 0.95, CHART_MS = 120;
const TILE = 44, ROW = 52, HEAD = 50;

class Playground extends PlayPanel {
  constructor(root, setStateValue) {
    super();
    Object.assign(this, { root, player: new Player(root), brush: "a", picked: null, hovered: null, pace: 1 });
    this.shared = new Shared((state) => setStateValue("state", state));
    this.sharedPoints = new Shared((points) => setStateValue("points", points));
    root.innerHTML = `<div class="bar acts"></div><p class="said" aria-live="polite"></p>
      <div class="scene"><div class="net"><svg class="wires" aria-hidden="true"></svg><div class="tiles"></div></div>
      <figure><figcaption></figcaption><div class="stage"><canvas class="plane" tabindex="0" role="img"></canvas>
        <svg class="dots" aria-hidden="true"></svg></div><div class="bar brushes"></div></figure></div>
      <div class="edit"></div>
      <div class="time"><input type="range" class="scrub" min="0" step="1"><svg class="losses" role="img"></svg></div>
      <details class="more"><summary></summary><div class="knobs"></div></details>`;
    this.find = (selector) => root.querySelector(selector);
    this.canvas = this.find(".plane");
    this.canvas.onclick = (event) => this.click(event);
    this.canvas.onkeydown = (event) => this.key(event);
    const wires = this.find(".net");
    wires.onpointermove = (event) => this.pointAt(event, false);
    wires.onpointerleave = () => { this.hovered = null; this.drawWires(); };
    wires.onclick = (event) => this.pointAt(event, true);
    this.find(".scrub").oninput = (event) => { this.pause(); this.goTo(Number(event.target.value)); };
    this.find(".scrub").onchange = () => this.keep();
  }

  take(data) {
    const first = !this.data, language = !first && data.words.play !== this.data.words.play, before = this.data;
    this.data = data;
    const news = this.shared.news(data.state), dots = this.sharedPoints.news(data.points);
    if (dots || first) this.own = data.points.match(/.{7}/g) ?? [];
    if (!this.raster) this.raster = rasterPlaces(data.reach);
    if (first || data.seed !== before.seed) {
      this.luck = Object.fromEntries(["scatter", "ranks", "start"].map((name) => [name, floatsOf(data[name])]));
      this.sets = Object.fromEntries(data.sets.map(({ name, xy, kinds }) => [name, { xy: floatsOf(xy), kinds: bytesOf(kinds) }]));
    }
    if (first || news || data.seed !== before.seed) {
      this.read(data.state);
      this.begin(this.given);
      if (this.given) this.pause();
      else this.set();
    } else if (dots) this.place();
    if (language) this.picked = null;
    this.draw();
  }

  // A network without weights learns at once; where motion is not wanted, out of sight.
  set() {
    if (!CALM.matches) return this.play();
    for (let i = 0; i < REST; i++) this.round();
    this.pause();
    setTimeout(() => this.keep());
  }

  read(text) {
    const part = text.split("|"), digits = part[3];
    this.setup = {
      dots: part[0], noise: Number(part[1]), test: Number(part[2]), features: [...digits].map(Number),
      hidden: part[4].split("-").map(Number).filter(Boolean), bend: part[5], optimizer: part[6], rate: Number(part[7]),
      batch: Number(part[8]), decay: part[9], decayRate: Number(part[10]), seed: Number(part[11]),
    };
    this.given = part[13] ? { epoch: Number(part[12]), values: floatsOf(part[13].replace(/-/g, "+").replace(/_/g, "/")) } : null;
  }

  // What is set, as core.neural_network.setup reads it; with the weights unless the network is learning.
  write(weights = !this.player.running) {
    const s = this.setup, part = [s.dots, s.noise, s.test, s.features.join(""), s.hidden.join("-") || "0", s.bend, s.optimizer];
    part.push(s.rate, s.batch, s.decay, s.decayRate, s.seed);
    if (weights) {
      const bytes = new Uint8Array(Float32Array.from(this.net.values).buffer);
      part.push(this.past[this.at].epoch, btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_"));
    }
    return part.join("|");
  }

  keep(weights) { this.shared.put(this.write(weights)); }

  // The points on screen, as core.neural_network.network scatters and parts them; the network stays if it fits.
  place() {
    const { setup, luck, data } = this, own = setup.dots === "own", set = own ? this.owned() : this.sets[setup.dots];
    const xy = Float64Array.from(set.xy, (v, i) =>
      own ? v : clamp(v + (setup.noise / 100) * data.spread * luck.scatter[i], -data.reach, data.reach));
    const kinds = Uint8Array.from(set.kinds), n = kinds.length, order = [...kinds.keys()];
    order.sort((a, b) => luck.ranks[a] - luck.ranks[b] || a - b);
    const test = new Uint8Array(n);
    for (const i of order.slice(0, Math.floor((setup.test / 100) * n + 0.5))) test[i] = 1;
    this.points = { xy, kinds, test };
    const part = (which) => {
      const chosen = [...kinds.keys()].filter((i) => test[i] === which);
      const places = Float64Array.from(chosen.flatMap((i) => [xy[2 * i], xy[2 * i + 1]]));
      return { inputs: inputsOf(places, setup.features), kinds: Uint8Array.from(chosen, (i) => kinds[i]) };
    };
    [this.train, this.test] = [part(0), part(1)];
    this.inputs = inputsOf(this.raster, setup.features);
    const outs = Math.max(2, Math.max(0, ...kinds) + 1);
    this.outs = outs === 2 ? 1 : outs;
    if (this.net && this.net.sizes.at(-1) !== this.outs) this.begin();
    else if (this.net) this.measure();
  }

  // A network with new weights, or with those of a link.
  begin(given = null) {
    this.net = null;
    this.place();
    const { setup } = this, sizes = [setup.features.length, ...setup.hidden, this.outs];
    this.net = new PlayNet(sizes, setup, this.luck.start, given?.values);
    if (this.picked && !(this.picked.layer <= setup.hidden.length && this.picked.at < sizes[this.picked.layer + 1])) this.picked = null;
    this.past = [];
    this.remember(given?.epoch ?? 0);
    this.milestone = false;
    this.begun = this.past[0].epoch;
  }

  remember(epoch) {
    const [train, test] = [this.train, this.test].map(({ inputs, kinds }) => this.net.measure(inputs, kinds));
    const now = { epoch, train: train.loss, test: test.loss, trainRight: train.right, testRight: test.right, kept: this.net.snapshot() };
    this.past.push(now);
    if (this.past.length > MOST_PAST) this.past = this.past.filter((_, i) => i % 2 === 0 || i > MOST_PAST / 2);
    this.at = this.past.length - 1;
  }

  // Measure again what stands here: points or weights were changed by hand.
  measure() {
    this.past.length = this.at + 1;
    const { epoch } = this.past.pop();
    this.remember(epoch);
  }

  round() {
    this.past.length = this.at + 1;
    this.net.epoch(this.train.inputs, this.train.kinds);
    this.remember(this.past[this.at].epoch + 1);
  }

  goTo(at) {
    this.at = clamp(at, 0, this.past.length - 1);
    this.net.restore(this.past[this.at].kept);
    this.draw();
  }

  play() {
    this.until = this.past[this.at].epoch + REST;
    this.player.start(() => {
      const started = performance.now();
      for (let n = 0; n < this.pace && (n === 0 || performance.now() - started < BUDGET_MS); n++) this.round();
      this.show();
      if (!this.milestone && (this.past[this.at].testRight || 0) >= GOAL) { this.milestone = true; this.keep(true); }
      if (this.past[this.at].epoch >= this.until || !Number.isFinite(this.past[this.at].train)) { this.pause(); this.keep(); }
    });
    this.build();
  }

  pause() {
    this.player.stop();
    if (this.net) this.build();
  }

  // One setting changed: `anew` begins with new weights and learns, else the network goes on as it is.
  change(more, anew = false) {
    Object.assign(this.setup, more);
    this.net.setup = this.setup;
    if (anew) { this.begin(); this.set(); } else this.place();
    this.draw();
  }

  acts() {
    const { words } = this.data;
    return {
      play: [this.player.running ? `❚❚ ${words.pause}` : `▶ ${words.play}`, () => {
        if (this.player.running) this.pause();
        else this.play();
        this.keep();
      }],
      back: [`◀ ${words.back}`, () => { this.pause(); this.goTo(this.at - 1); this.keep(); }],
      step: [`${words.step} ▶`, () => { this.pause(); this.round(); this.draw(); this.keep(); }],
      reset: [`↺ ${words.reset}`, () => { this.pause(); this.begin(); this.draw(); this.keep(true); }],
    };
  }

  key(event) {
    const acts = this.acts(), name = { " ": "play", ArrowRight: "step", ArrowLeft: "back", Home: "reset" }[event.key];
    if (!name) return;
    event.preventDefault();
    acts[name][1]();
  }

  // A weight or bias set by hand.
  setValue(index, value) {
    this.net.values[index] = value;
    for (const name of ["mean", "square"]) this.net[name][index] = 0;
    this.measure();
    this.show();
  }

  draw() {
    this.build();
    this.lay();
    this.show();
  }

  // All that changes while the network learns.
  show() {
    const { net, data, setup } = this, room = net.forward(this.inputs, RASTER * RASTER), top = net.layers.length - 1;
    this.maps = { inputs: this.inputs, room };
    for (const { canvas, layer, at } of this.tiles) {
      if (layer >= 0) paintSigned(canvas, layer < top ? room.a[layer] : room.z[top], net.layers[layer].out, at);
      else if (setup.features.includes(at)) paintSigned(canvas, this.inputs, setup.features.length, setup.features.indexOf(at));
    }
    const big = this.picked && this.picked.layer < top ? this.picked : null;
    if (big) paintSigned(this.canvas, room.a[big.layer], net.layers[big.layer].out, big.at);
    else paintAnswers(this.canvas, room.z[top], this.outs);
    this.drawWires();
    if (!this.editing) this.showEdit();
    if (this.player.running && performance.now() - (this.charted ?? 0) < CHART_MS) return this.say();
    this.charted = performance.now();
    drawLosses(this.find(".losses"), this.past, this.at, data.words);
    const scrub = this.find(".scrub");
    scrub.max = this.past.length - 1;
    scrub.value = this.at;
    this.say();
  }

  say() {
    const now = this.past[this.at], told = verdictOf(this), { words } = this.data;
    const { kinds } = this.points, { kind } = told;
    Object.assign(this.root.dataset, { epoch: now.epoch, kind, train: now.train, test: now.test, points: kinds.length });
    const due = performance.now() - (this.told ?? 0) > 400;
    if (this.player.running && !due) return;
    this.told = performance.now();
    this.find(".said").innerHTML = "";
    this.find(".said").append(...emphasised(`${told.facts} ${told.sentence}`));
    const title = this.picked && this.picked.layer < this.net.layers.length - 1 ? filled(words.map, this.nameOf(this.picked)) : words.plane;
    this.find("figcaption").textContent = title;
    const plain = this.find(".said").textContent;
    this.canvas.setAttribute("aria-label", `${words.alt} ${plain}`);
    this.find(".losses").setAttribute("aria-label", told.facts.replaceAll("**", ""));
    this.find(".scrub").setAttribute("aria-valuetext", filled(words.epochs, { n: now.epoch }));
  }
}
export default (component) => exhibit(Playground, component);
