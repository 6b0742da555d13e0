// One agent from within: its cart can be pushed, its Q-values are a landscape, and every start can be tried.
// Needs: sketch, cartpole/world, cartpole/scene, cartpole/map.
const LOOKS = ["prefers", "expects", "survives"], SHOVE_STEPS = 5, SHOVE = 15, MOST_PULL = 40, BEFORE = 20, PAINT_MS = 250;
const LANE_HEIGHT = 68;

class Inside {
  constructor(root) {
    Object.assign(this, { root, player: new Player(root), time: 0, pace: 0.5, view: "prefers", pull: 0, shoved: null });
    root.innerHTML = `<div class="duel within">
        <div class="arena">
          <span class="head"><b></b><output></output></span>
          <canvas class="scene" tabindex="0" role="img"></canvas>
      <div class="shoves"><button class="shove L" type="button"></button><button class="shove R" type="button"></button></div></div>
      <div>
        <div class="looks" role="radiogroup"></div><canvas class="map" tabindex="0" role="img"></canvas>
        <div class="scale"><span></span><i></i><span></span></div></div></div>
      <div class="bar">
        <button class="play" type="button"></button><button class="back" type="button">❙◀</button>
        <button class="on" type="button">▶❙</button><div class="speeds" role="radiogroup"></div>
        <button class="anew" type="button"></button></div>
      <canvas class="times" tabindex="0" role="slider"></canvas><p class="said"></p>`;
    this.find = (selector) => root.querySelector(selector);
    Object.assign(this, { scene: this.find(".scene"), map: this.find(".map"), times: this.find(".times") });
    this.find(".play").onclick = () => (this.player.running ? this.pause() : this.play());
    this.find(".back").onclick = () => this.step(-1);
    this.find(".on").onclick = () => this.step(1);
    this.find(".L").onclick = () => this.shove(-1);
    this.find(".R").onclick = () => this.shove(1);
    this.find(".anew").onclick = () => this.start(this.data.start);
    let from = 0;
    const push = (x) => {
      this.pull = clamp((x - from) * 0.4, -MOST_PULL, MOST_PULL);
      if (!this.player.running) this.play();
    };
    drag(this.scene, push, () => { this.pull = 0; }, (x) => { from = x; return true; });
    drag(this.times, (x) => { this.pause(); this.seek(Math.round(this.axis.vx(x))); });
    drag(this.map, (x, y) => { this.cross = [this.plane.vx(x), this.plane.vy(y)]; this.draw(); }, () => this.fromCross());
    this.scene.onkeydown = (event) => this.keys(event, () => this.shove({ ArrowLeft: -1, ArrowRight: 1 }[event.key]));
    this.times.onkeydown = (event) =>
      this.keys(event, () => this.step({ ArrowLeft: -1, ArrowRight: 1 }[event.key] * (event.shiftKey ? 10 : 1)));
    this.map.onkeydown = (event) => this.aim(event);
  }

  take(data) {
    const fresh = !this.data || this.data.stamp !== data.stamp;
    this.data = data;
    if (fresh) {
      this.agent = new Agent(floatsOf(data.agent), data.sizes);
      this.paint = null;
    }
    this.name();
    if (fresh) this.start(data.start);
    else this.draw();
  }

  start(state) {
    this.attempt = new Attempt(this.agent, [...state], this.data.physics);
    Object.assign(this, { time: 0, shoved: null });
    CALM.matches ? this.pause() : this.play();
    this.root.dataset.stamp = this.data.stamp;
  }

  name() {
    const { words, name } = this.data, looks = this.find(".looks");
    this.find(".arena b").textContent = name;
    for (const [button, word] of [[".back", "back"], [".on", "on"]]) this.find(button).setAttribute("aria-label", words[word]);
    this.find(".L").textContent = `◀ ${words.shove_left}`;
    this.find(".R").textContent = `${words.shove_right} ▶`;
    this.find(".anew").textContent = `↻ ${words.anew}`;
    paces(this.find(".speeds"), words.pace, this.pace, (pace) => { this.pace = pace; this.name(); });
    this.find(".play").textContent = this.player.running ? `❚❚ ${words.pause}` : `▶ ${words.play}`;
    looks.setAttribute("aria-label", words.looks);
    looks.replaceChildren(...LOOKS.map((look) => {
      const button = create("button", { type: "button", textContent: words[look] });
      button.setAttribute("role", "radio");
      button.setAttribute("aria-checked", this.view === look);
      button.onclick = () => { this.view = look; this.paint = null; this.name(); this.draw(); };
      return button;
    }));
  }

  keys(event, arrows) {
    if (event.key === " ") this.player.running ? this.pause() : this.play();
    else if (event.key === "ArrowLeft" || event.key === "ArrowRight") arrows();
    else return;
    event.preventDefault();
  }

  aim(event) {
    const { angle, turn } = this.data.map, way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (way) {
      const [a, w] = this.cross ?? [0, 0];
      this.cross = [clamp(a + (way[0] * angle) / 15, -angle, angle), clamp(w + (way[1] * turn) / 15, -turn, turn)];
      this.draw();
    } else if (event.key === "Enter" && this.cross) this.fromCross();
    else return;
    event.preventDefault();
  }

  fromCross() {
    const { angle, turn } = this.data.map;
    this.start([0, 0, clamp(this.cross[0], -angle, angle), clamp(this.cross[1], -turn, turn)]);
  }

  // Push the cart for a tenth of a second from now; the rest of the attempt is played anew.
  shove(side) {
    const t = Math.min(Math.floor(this.time), this.attempt.steps - 1);
    for (let k = t; k < t + SHOVE_STEPS; k++) this.attempt.pushes[k] = (this.attempt.pushes[k] ?? 0) + side * SHOVE;
    this.pushed(t, side * SHOVE);
  }

  pushed(t, newtons) {
    this.attempt.pushes.length = Math.min(this.attempt.pushes.length, t + SHOVE_STEPS);
    this.shoved = { step: t, newtons };
    this.toldAt = 0;
    this.attempt.redo(t);
    this.time = Math.max(t, Math.min(this.time, this.attempt.steps));
    if (!this.player.running) this.play();
  }

  step(by) { this.pause(); this.seek(Math.round(this.time) + by); }
  seek(time) { this.time = clamp(time, 0, this.attempt.steps + BEFORE); this.draw(); }

  play() {
    if (this.time >= this.attempt.steps) this.time = 0;
    this.player.start((passed) => {
      const whole = Math.floor(this.time);
      this.time += elapsed(passed, this.data.physics) * this.pace;
      if (this.pull && this.time < this.attempt.steps) this.pullFrom(whole);
      if (this.time >= this.attempt.steps + BEFORE && !this.pull) this.pause();
      else this.draw();
    });
    this.name();
  }

  // While the learner pulls at the cart, every step that begins feels it.
  pullFrom(whole) {
    for (let t = whole; t <= Math.floor(this.time); t++) this.attempt.pushes[t] = this.pull;
    this.attempt.pushes.length = Math.floor(this.time) + 1;
    this.shoved = { step: whole, newtons: this.pull };
    this.attempt.redo(whole);
  }

  pause() {
    this.player.stop();
    this.name();
    this.draw();
  }

  draw() {
    const { attempt, data, scene } = this, { physics: p, words } = data, look = palette(this.root);
    const t = Math.min(Math.floor(this.time), attempt.steps), over = this.time >= attempt.steps ? attempt.end : "";
    const width = scene.clientWidth || 300, high = Math.max(sceneHeight(width, p), Math.round(width * 0.56));
    const { c, w, h } = sheet(scene, high + 38), spots = [];
    for (let back = 20; back >= 0; back--)
      if (this.time - back >= 0) spots.push(stateAt(attempt.states, [], Math.min(this.time - back, attempt.steps)));
    const state = stateAt(attempt.states, attempt.fall, this.time), push = over ? 0 : this.pull || attempt.pushes[t] || 0;
    const force = over ? 0 : pushAt(attempt, t, this.player.running ? reachOf(this.pace) : 1);
    drawScene(c, w, high, p, look, { state, spots, over, push, force });
    const q = attempt.q[Math.min(t, attempt.steps - 1)];
    if (q) drawQ(c, 6, h - 36, w - 12, look, words, q);
    const score = this.find("output");
    say(score, over ? endSaid(over, attempt.steps, words, w > 260) : String(t));
    score.className = over;
    if (!this.player.running || over) say(scene, `${words.scene_alt} ${score.textContent}`, "aria-label");
    this.plain(look, stateAt(attempt.states, [], Math.min(this.time, attempt.steps)));
    this.timeline(look, t);
    this.tell(q ?? [0, 0], t);
    Object.assign(this.root.dataset, { step: t, steps: attempt.steps, end: attempt.end });
  }

  plain(look, state) {
    const now = performance.now(), live = this.view !== "survives";
    const due = live && now - this.paintedAt > (this.player.running ? PAINT_MS : 0);
    if (!this.paint || (due && this.paintedFor !== `${state[0]},${state[1]}`)) {
      this.paint = painted(this.view, this.agent, state, this.data);
      Object.assign(this, { paintedAt: now, paintedFor: `${state[0]},${state[1]}` });
      const colours = [0, 0.25, 0.5, 0.75, 1].map((share) => `rgb(${hueOf(this.paint.scale, share).map(Math.round)})`);
      const [low, high] = this.root.querySelectorAll(".scale span");
      this.find(".scale i").style.background = `linear-gradient(90deg, ${colours})`;
      [low.textContent, high.textContent] = this.paint.ends;
      this.map.setAttribute("aria-label", `${this.data.words[`${this.view}_alt`]} ${this.paint.ends.join(" – ")}`);
    }
    this.plane = drawMap(this.map, look, this.paint, this.attempt, this.time, this.cross, this.data);
  }

  timeline(look, t) {
    const { attempt } = this, { c, w } = sheet(this.times, 2 * LANE_HEIGHT + 36), last = Math.max(1, attempt.steps);
    this.axis = new Plane({ x: 8, y: 0, w: w - 16, h: 1 }, [0, last], [0, 1]);
    ["angle", "place"].forEach((lane, i) => {
      const box = { x: 8, y: i * (LANE_HEIGHT + 8), w: w - 16, h: LANE_HEIGHT };
      drawLane(c, look, box, [0, last], lane, attempt, {
        words: this.data.words, p: this.data.physics, time: Math.min(this.time, attempt.steps),
      });
    });
    attempt.pushes.forEach((newtons, k) => {
      if (newtons)
        fillBox(c, look.learner, this.axis.px(k), 2 * LANE_HEIGHT + 10, Math.max(3, this.axis.box.w / last), 6, 1);
    });
    for (const tick of ticks(0, last, w < 420 ? 3 : 5).filter(Number.isInteger))
      write(c, look, tick ? String(tick) : `0 ${this.data.words.steps}`, this.axis.px(tick), 2 * LANE_HEIGHT + 32, {
        align: tick ? (this.axis.px(tick) > w - 24 ? "right" : "center") : "left",
        colour: look.context,
      });
    const now = this.axis.px(Math.min(this.time, attempt.steps));
    stroke(c, look.ink, 2, [[now, 0], [now, 2 * LANE_HEIGHT + 12]], { alpha: 0.75 });
    disc(c, look.ink, now, 7, 6, look.back);
  }

  tell([left, right], t) {
    const { words } = this.data, { attempt, shoved } = this, said = this.find(".said");
    const facts = {
      step: t, left: fixed(left, 1), right: fixed(right, 1), most: fixed(Math.max(left, right), 0),
      side: right > left ? words.right : words.left, steps: attempt.steps,
    };
    const over = this.time >= attempt.steps ? attempt.end : "";
    let text = filled(words[over || "said"], facts);
    if (shoved) {
      const kind = attempt.end === EPISODE_END.stood ? "recovers" : attempt.end === EPISODE_END.out ? "leaves" : "tumbles";
      text = filled(words[kind], {
        at: shoved.step, newtons: fixed(shoved.newtons, 0),
        later: fixed((attempt.steps - shoved.step) * this.data.physics.tau, 1), steps: attempt.steps,
      });
    }
    const now = performance.now();
    if (this.player.running && now - (this.toldAt ?? 0) < 250) return;
    this.toldAt = now;
    const tells = { label: words.scrub, valuemin: "0", valuemax: String(attempt.steps), valuenow: String(t), valuetext: text };
    for (const [name, value] of Object.entries(tells)) say(this.times, value, `aria-${name}`);
    say(said, this.player.running && !shoved ? "off" : "polite", "aria-live");
    say(said, text);
  }
}
export default (component) => exhibit(Inside, component);
