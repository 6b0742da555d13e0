// A laboratory of a GAN in the plane: it trains here, frame by frame, and is watched doing so.
// Needs: sketch, gan/pictures, gan/engine, gan/targets, gan/draw, gan/lab_panel.
const BATCH = 128, SHOWN = 150, REAL = 256, BUDGET_MS = 11, MOST_A_FRAME = 2, REST = 3000;
const PHASE_MS = 2400, PHASES = 5, MOST_ARROWS = 70;
const COLLAPSED = 0.4, HEALTHY = 0.85, CHECKS = 3; // spread of samples over that of real points; looks in a row

const heart = () => Array.from({ length: 60 }, (_, i) => {
  const t = (2 * Math.PI * i) / 60;
  return [0.05 * 16 * Math.sin(t) ** 3, 0.05 * (13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t)) + 0.1];
});

class GanLab extends LabPanel {
  constructor(root, setStateValue) {
    super();
    this.root = root;
    this.player = new Player(root);
    this.tell = setStateValue;
    this.shared = new Shared((state) => setStateValue("state", state));
    Object.assign(this, { story: "", streak: 0, seed: 1, show: { map: true, arrows: true }, at: [0, 0] });
    root.innerHTML = `<div class="bar targets" role="radiogroup"></div><div class="scene">
      <div class="stage">
        <canvas class="arena" tabindex="0" role="img"></canvas><div class="bar buttons"></div>
        <p class="said"></p></div>
      <div class="side">
      <div class="gauges"></div><div class="parts"><span></span><b></b></div><svg class="losses" role="img"></svg>
      <div class="numbers"></div><div class="bar kinds"></div><div class="bar toggles"></div></div></div>`;
    this.find = (selector) => root.querySelector(selector);
    this.canvas = this.find(".arena");
    this.arena = new Arena(this.canvas);
    drag(this.canvas, (x, y) => this.add(this.arena.vx(x), this.arena.vy(y)), () => this.keep(), () => this.setup.target === "own");
    this.canvas.onkeydown = (event) => this.key(event);
  }

  take(data) {
    const first = !this.data, news = this.shared.news(data.state);
    this.data = data;
    if (first || news) {
      this.read(data.state);
      this.begin();
      if (!first || !CALM.matches) this.play();
      else { for (let i = 0; i < 150; i++) this.game.round(); this.look(); }
    }
    this.build();
    this.draw();
  }

  read(text) {
    const [target, objective, optimizer, rateD, rateG, rounds, head, drawing = ""] = text.split("|");
    this.setup = { target, objective, optimizer, rateD: Number(rateD), rateG: Number(rateG), rounds: Number(rounds), head: Number(head) };
    const { cells } = this.data;
    this.drawing = (drawing.match(/.{6}/g) ?? []).map((p) => [p.slice(0, 3), p.slice(3)].map((v) => (Number(v) / cells) * 2 - 1));
    if (!this.drawing.length) this.drawing = heart();
  }

  keep() {
    const { target, objective, optimizer, rateD, rateG, rounds, head } = this.setup, { cells } = this.data;
    const digits = (v) => String(Math.round(((clamp(v, -1, 1) + 1) / 2) * cells)).padStart(3, "0");
    const state = [target, objective, optimizer, rateD, rateG, rounds, head];
    if (target === "own") state.push(this.drawing.flat().map(digits).join(""));
    this.shared.put(state.join("|"));
  }

  // New networks, the same settings.
  begin() {
    this.pause();
    this.aim();
    this.game = new Game({ ...this.setup, batch: BATCH, target: this.shape.point }, this.seed++);
    this.game.noise = this.game.draw(SHOWN);
    Object.assign(this, { phase: -1, streak: 0, shownVanished: false });
    this.look();
  }

  // Another shape to learn; the networks stay.
  aim() {
    this.shape = shape(this.setup.target, this.drawing);
    const random = chance(7);
    this.real = new Float64Array(2 * REAL);
    for (let i = 0; i < REAL; i++) this.real.set(this.shape.point(random), 2 * i);
    if (this.game) Object.assign(this.game.how, this.setup, { target: this.shape.point });
  }

  change(more, anew) {
    Object.assign(this.setup, more);
    this.aim();
    if (anew) { this.begin(); this.play(); }
    this.keep();
    this.build();
    this.draw();
  }

  add(x, y) {
    if (this.setup.target !== "own") return;
    const last = this.drawing.at(-1);
    if (this.fresh) { this.drawing = []; this.fresh = false; }
    else if (last && Math.hypot(last[0] - x, last[1] - y) < 0.03) return;
    if (this.drawing.length >= this.data.points) this.drawing.shift();
    this.drawing.push([clamp(x, -1, 1), clamp(y, -1, 1)]);
    this.aim();
    this.draw();
  }

  key(event) {
    const by = { ArrowLeft: [-0.05, 0], ArrowRight: [0.05, 0], ArrowUp: [0, 0.05], ArrowDown: [0, -0.05] }[event.key];
    if (event.key === " ") this.player.running ? this.pause() : this.play();
    else if (by && this.setup.target === "own") { this.at = this.at.map((v, i) => clamp(v + by[i], -1, 1)); this.keyed = true; }
    else if (event.key === "ArrowRight") { this.pause(); this.game.round(); this.look(); }
    else if (event.key === "Enter" && this.setup.target === "own") { this.add(...this.at); this.keep(); }
    else return;
    event.preventDefault();
    this.draw();
  }

  // Look at the samples: where they are, what the discriminator says, how much of the shape they reach.
  look() {
    const { game, shape, real } = this, now = game.look(), says = game.detective.forward(real).map(sigmoid);
    const mean = (list) => list.reduce((a, b) => a + b, 0) / list.length;
    const sizes = Array.from(now.says, (_, i) => Math.hypot(now.pull[2 * i], now.pull[2 * i + 1])).sort((a, b) => a - b);
    this.seen = {
      ...now, size: sizes[sizes.length >> 1], real: mean(says), fake: mean(now.says),
      spread: spreadOf(now.points) / spreadOf(real), ...reached(shape.parts, real, now.points),
    };
    this.plane = game.map(RASTER, REACH);
    this.judge();
  }

  // First a collapse, then all parts reached again: the challenge.
  judge() {
    const { spread, hits, good } = this.seen, count = hits.filter(Boolean).length;
    const bad = this.game.step > 100 && spread < COLLAPSED, fine = count >= 0.85 * hits.length && good > HEALTHY;
    const wanted = this.story === "" ? bad : this.story === "collapsed" && fine && hits.length >= 8;
    this.streak = wanted ? this.streak + 1 : 0;
    if (this.streak < CHECKS) return;
    this.streak = 0;
    this.story = this.story === "" ? "collapsed" : "repaired";
    this.tell("story", this.story);
  }

  play() {
    this.stop?.();
    clearTimeout(this.next);
    Object.assign(this, { phase: -1, until: this.game.step + REST });
    this.player.start(() => {
      const started = performance.now();
      for (let n = 0; n < MOST_A_FRAME && performance.now() - started < BUDGET_MS; n++) this.game.round();
      this.look();
      this.draw();
      const vanished = this.root.dataset.kind === "vanish" && !this.shownVanished; // it soon passes: stay to look
      if (vanished) this.shownVanished = true;
      if (vanished || this.game.step >= this.until) this.pause();
    });
    this.build();
  }

  pause() {
    this.player.stop();
    clearTimeout(this.next);
    if (this.game) this.build();
  }

  stepD() {
    this.pause();
    const before = this.plane, loss = this.game.learnDetective();
    this.phase = -1;
    this.look();
    this.morph(before, this.seen.points, filled(this.data.words.said_stepD, { loss: fixed(loss, 3) }));
  }

  stepG() {
    this.pause();
    const from = this.seen.points, loss = this.game.learnForger();
    this.phase = -1;
    this.look();
    this.morph(this.plane, from, filled(this.data.words.said_stepG, { loss: fixed(loss, 3) }));
  }

  // Glide from an earlier map and earlier points to what they are now.
  morph(plane, points, said) {
    const to = { plane: this.plane, points: this.seen.points };
    this.stop?.();
    this.stop = glide((t) => { this.paint(straight(plane, to.plane, t), straight(points, to.points, t)); this.say(said); }, 400);
  }

  // Slow motion: one round in five sentences, again and again until something else is asked for.
  slow() {
    this.pause();
    this.phase = (this.phase + 1) % PHASES;
    const { game, data, phase } = this, before = this.plane, from = this.seen.points, said = data.words[`slow${phase + 1}`];
    if (phase === 2) for (let i = 0; i < Math.max(1, this.setup.rounds); i++) game.learnDetective();
    if (phase === 4) { game.learnForger(); game.step += 1; }
    this.look();
    this.stop?.();
    const noise = game.noise.map((v) => 0.35 * v), to = this.seen.points, plane = this.plane;
    this.stop = glide((t) => {
      this.paint(straight(before, plane, t), phase === 0 ? straight(noise, to, t) : straight(from, to, t), {
        judged: phase === 1 || phase === 2,
        arrows: phase === 3,
      });
      this.say(`${phase + 1}/${PHASES} · ${said}`);
    }, phase === 0 ? 900 : 500);
    if (!CALM.matches) this.next = setTimeout(() => this.slow(), PHASE_MS);
    this.root.dataset.phase = phase;
  }

  draw() {
    if (!this.seen) return;
    const width = Math.min(this.canvas.parentElement.clientWidth || 400, 560);
    if (this.arena.side !== this.canvas.clientWidth) this.arena.fit(this.canvas.clientWidth || width);
    this.paint(this.plane, this.seen.points);
    this.gauges();
    this.losses();
    this.say(this.sentence());
  }

  paint(plane, points, how = { judged: false, arrows: this.show.arrows }) {
    const { arena } = this;
    arena.clear();
    if (this.show.map) arena.map(plane);
    arena.dots(this.real, 3.4, ORANGE, 0.75);
    if (how.judged) arena.judged(points, this.seen.says);
    else arena.dots(points, 4.6, BLUE, 0.95, true);
    if (how.arrows) arena.arrows(points.subarray(0, 2 * MOST_ARROWS), this.seen.pull);
    if (this.keyed && this.setup.target === "own") arena.cross(...this.at);
  }

  sentence() {
    const { words } = this.data, { hits, good, real, fake, spread, size } = this.seen, reachedParts = hits.filter(Boolean).length;
    const facts = {
      k: reachedParts, n: hits.length, gone: hits.length - reachedParts, real: fixed(real),
      fake: fixed(fake), good: percent(good), size: fixed(size, 3), step: this.game.step,
    };
    const kind =
      size < 0.05 && fake < 0.2
        ? "vanish"
        : this.game.step < 12
          ? real - fake > 0.5 ? "strong" : "start"
          : spread < COLLAPSED
            ? "collapse"
            : reachedParts === hits.length && good > HEALTHY && Math.abs(real - fake) < 0.25
              ? "match"
              : real - fake > 0.5
                ? "strong"
                : "learning";
    Object.assign(this.root.dataset, { kind, ...facts, story: this.story });
    return filled(words[`said_${kind}`], facts);
  }

  say(text) {
    const said = this.find(".said");
    if (said.textContent !== text) said.textContent = text;
    if (!this.player.running || performance.now() - (this.told ?? 0) > 1500) {
      this.told = performance.now();
      this.canvas.setAttribute("aria-label", `${this.data.words.alt} ${text}`);
    }
  }
}

function spreadOf(points) {
  const mean = [0, 0];
  points.forEach((v, i) => { mean[i % 2] += (2 * v) / points.length; });
  return Math.sqrt(points.reduce((sum, v, i) => sum + (v - mean[i % 2]) ** 2, 0) / points.length);
}
export default (component) => exhibit(GanLab, component);
