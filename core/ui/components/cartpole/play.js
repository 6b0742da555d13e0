// Several attempts from the same start on one time axis: played, slowed, scrubbed and stepped.
// Needs: sketch, cartpole/world, cartpole/scene.
const REST_AFTER = 30, TRAILING = 20;
const TOP = 8, BAR = 30, LANE = 66, GAP = 8;
const LANES = ["angle", "turn", "place", "speed", "q"];

class Carts {
  constructor(root) {
    Object.assign(this, { root, player: new Player(root), time: 0, pace: 1, focus: 0, carts: [] });
    root.innerHTML = `<div class="carts"></div><div class="bar"><button class="play" type="button"></button>
      <button class="back" type="button">❙◀</button><button class="on" type="button">▶❙</button>
      <div class="speeds" role="radiogroup"></div></div>
      <canvas class="times" tabindex="0" role="slider"></canvas><p class="said"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.times = this.find(".times");
    this.find(".play").onclick = () => (this.player.running ? this.pause() : this.play());
    this.find(".back").onclick = () => this.step(-1);
    this.find(".on").onclick = () => this.step(1);
    root.addEventListener("keydown", (event) => this.key(event));
    drag(this.times, (x) => { this.pause(); this.seek(Math.round(this.axis.vx(x))); });
  }

  take(data) {
    const fresh = !this.data || this.data.stamp !== data.stamp;
    this.data = data;
    if (fresh) this.load();
    this.name();
    this.draw();
    if (!fresh) return;
    this.pause();
    this.time = CALM.matches ? this.last : 0;
    if (CALM.matches) this.draw();
    else this.play();
  }

  load() {
    const { physics } = this.data;
    this.carts = this.data.carts.map((sent) => ({ title: sent.title, ...recorded(sent, physics) }));
    this.last = Math.max(...this.carts.map((cart) => cart.steps));
    this.focus = this.carts.length - 1;
    this.panels();
  }

  panels() {
    const grid = this.find(".carts");
    grid.dataset.count = this.carts.length;
    grid.replaceChildren(...this.carts.map((cart, i) => {
      const panel = document.createElement("button");
      panel.type = "button";
      panel.innerHTML = '<span class="head"><b></b><output></output></span><canvas></canvas>';
      panel.querySelector("b").textContent = cart.title;
      panel.onclick = () => { this.focus = i; this.draw(); };
      Object.assign(cart, { panel, canvas: panel.querySelector("canvas"), score: panel.querySelector("output") });
      return panel;
    }));
  }

  name() {
    const { words } = this.data, speeds = this.find(".speeds");
    this.find(".back").setAttribute("aria-label", words.back);
    this.find(".on").setAttribute("aria-label", words.on);
    paces(speeds, words.pace, this.pace, (pace) => { this.pace = pace; this.name(); });
    this.find(".play").textContent = this.player.running ? `❚❚ ${words.pause}` : `▶ ${words.play}`;
  }

  key(event) {
    const move = { ArrowRight: 1, ArrowLeft: -1, PageUp: 50, PageDown: -50, Home: -1e4, End: 1e4 }[event.key];
    if (event.key === " " && event.target.tagName !== "BUTTON") this.player.running ? this.pause() : this.play();
    else if (move && event.target.getAttribute("role") !== "radio") this.step(move * (event.shiftKey ? 10 : 1));
    else return;
    event.preventDefault();
  }

  step(by) { this.pause(); this.seek(Math.round(this.time) + by); }
  seek(time) { this.time = clamp(time, 0, this.last + REST_AFTER); this.draw(); }

  play() {
    if (this.time >= this.last) this.time = 0;
    this.player.start((passed) => {
      this.time += elapsed(passed, this.data.physics) * this.pace;
      if (this.time < this.last + REST_AFTER) return this.draw();
      this.time = this.last + REST_AFTER;
      this.pause();
    });
    this.name();
  }

  pause() {
    this.player.stop();
    this.name();
    this.draw();
  }

  draw() {
    const look = palette(this.root), widths = this.carts.map(({ canvas }) => canvas.clientWidth || 300); // read before anything is written
    const wide = this.times.clientWidth || 300;
    this.carts.forEach((cart, i) => {
      this.cart(cart, look, widths[i]);
      say(cart.panel, String(i === this.focus), "aria-pressed");
    });
    this.timeline(look, wide);
    this.root.dataset.step = Math.round(this.time);
    this.root.dataset.stamp = this.data.stamp;
    this.tell(this.data.words);
  }

  cart(cart, look, width) {
    const { physics: p, words } = this.data, t = Math.min(Math.floor(this.time), cart.steps);
    const over = this.time >= cart.steps ? cart.end : "";
    const seen = [Math.min(this.time, cart.steps + cart.fall.length), width, look.at, !!this.player.running].join();
    if (seen === cart.seen) return; // it lies there
    cart.seen = seen;
    const high = sceneHeight(width, p), { c, w, h } = sheet(cart.canvas, high + 38, width);
    const now = stateAt(cart.states, cart.fall, this.time), spots = [];
    for (let back = TRAILING; back >= 0; back--)
      if (this.time - back >= 0) spots.push(stateAt(cart.states, [], Math.min(this.time - back, cart.steps)));
    const force = over ? 0 : pushAt(cart, t, this.player.running ? reachOf(this.pace) : 1);
    drawScene(c, w, high, p, look, { state: now, spots, over, force });
    const q = cart.q[Math.min(t, cart.steps - 1)];
    if (q) drawQ(c, 6, h - 36, w - 12, look, words, q);
    say(cart.score, over ? endSaid(over, cart.steps, words, w > 260) : String(t));
    cart.score.className = over;
    const told = over ? filled(words[over], { steps: cart.steps }) : t;
    if (!this.player.running || over) say(cart.panel, `${cart.title}: ${told}`, "aria-label");
  }

  timeline(look, wide) {
    const bars = TOP + this.carts.length * BAR, { c, w } = sheet(this.times, bars + 28 + LANES.length * (LANE + GAP) + 6, wide);
    this.axis = new Plane({ x: 8, y: 0, w: w - 16, h: bars }, [0, Math.max(1, this.last)], [0, 1]);
    const { axis } = this, now = clamp(axis.px(Math.min(this.time, this.last)), 0, w);
    for (const t of ticks(0, this.last, w < 420 ? 3 : 5)) {
      stroke(c, look.line, 1, [[axis.px(t), TOP], [axis.px(t), bars + 4]]);
      const align = t === 0 ? "left" : axis.px(t) > w - 30 ? "right" : "center", unit = t === 0 ? ` ${this.data.words.steps}` : "";
      write(c, look, `${t}${unit}`, axis.px(t), bars + 19, { align, colour: look.context });
    }
    this.carts.forEach((cart, i) => this.barOf(c, look, cart, i));
    LANES.forEach((lane, i) => this.lane(c, look, lane, bars + 30 + i * (LANE + GAP)));
    stroke(c, look.ink, 2, [[now, TOP], [now, bars + 28 + LANES.length * (LANE + GAP)]], { alpha: 0.75 });
    disc(c, look.ink, now, TOP, 6, look.back);
  }

  // Reward so far: one for every step, until the end of the attempt.
  barOf(c, look, cart, i) {
    const { axis } = this, y = TOP + i * BAR + 3, high = BAR - 6, from = axis.px(0), whole = axis.px(cart.steps) - from;
    const done = axis.px(Math.min(this.time, cart.steps)) - from, over = this.time >= cart.steps, chosen = i === this.focus;
    fillBox(c, look.context, from, y, whole, high, 5, 0.16);
    fillBox(c, look.model, from, y, done, high, 5, chosen ? 1 : 0.5);
    const mark = over ? (cart.end === EPISODE_END.stood ? " ✓" : " ✗") : "";
    const text = `${cart.title}: ${Math.min(Math.floor(this.time), cart.steps)}${mark}`;
    c.font = `600 14px ${look.font}`;
    const wide = c.measureText(text).width, inside = done > wide + 16 && chosen;
    const x = inside ? from + done - wide - 8 : from + Math.min(whole + 8, axis.box.w - wide - 4);
    write(c, look, text, x, y + high - 7, { weight: 600, colour: inside ? look.back : look.ink, halo: inside ? undefined : look.back });
  }

  lane(c, look, lane, y) {
    const { data: { words, physics: p }, axis } = this, cart = this.carts[this.focus];
    const box = { x: axis.box.x, y, w: axis.box.w, h: LANE };
    drawLane(c, look, box, axis.xs, lane, cart, { words, p, time: Math.min(this.time, cart.steps) });
  }

  tell(words) {
    const now = performance.now();
    if (this.player.running && now - (this.toldAt ?? 0) < 250) return;
    this.toldAt = now;
    const cart = this.carts[this.focus], t = Math.min(Math.round(this.time), cart.steps), said = this.find(".said");
    const over = this.time >= cart.steps, q = cart.q[Math.min(t, cart.steps - 1)] ?? [0, 0];
    const facts = {
      name: cart.title, step: t, left: fixed(q[0], 1), right: fixed(q[1], 1),
      most: fixed(Math.max(...q), 0), side: q[1] > q[0] ? words.right : words.left, steps: cart.steps,
    };
    const text = over ? `${cart.title}: ${filled(words[`${cart.end}_long`], facts)}` : filled(words.said, facts);
    const tells = {
      label: words.scrub, valuemin: "0", valuemax: String(this.last),
      valuenow: String(Math.min(t, this.last)), valuetext: text,
    };
    for (const [name, value] of Object.entries(tells)) say(this.times, value, `aria-${name}`);
    say(said, this.player.running ? "off" : "polite", "aria-live");
    say(said, text);
  }
}
export default (component) => exhibit(Carts, component);
