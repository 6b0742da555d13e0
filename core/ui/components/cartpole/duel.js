// The learner drives one cart, the agent the other: same start, same physics, step by step together.
// Needs: sketch, cartpole/world, cartpole/scene.
const COUNT_MS = 1800, AFTER = 30;
const SIDES = { ArrowLeft: "L", ArrowRight: "R", a: "L", d: "R" };

class Duel {
  constructor(root, setStateValue, setTriggerValue) {
    Object.assign(this, { root, player: new Player(root), pace: 0.25, held: [], phase: "ready", counted: 0 });
    this.send = (round) => setTriggerValue("round", round);
    const arena = (kind) => `<div class="arena ${kind}">
        <span class="head"><b></b><output>0</output></span><canvas role="img"></canvas>
        <span class="note"></span></div>`;
    root.tabIndex = 0;
    root.innerHTML = `<div class="duel">${arena("theirs")}${arena("mine")}</div>
      <div class="pads"><button type="button" class="L"></button><button type="button" class="R"></button></div>
      <div class="bar">
        <button class="play" type="button"></button><span class="paced"></span>
        <div class="speeds" role="radiogroup"></div></div>
      <p class="said" aria-live="polite"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.find(".play").onclick = () => this.begin();
    root.addEventListener("keydown", (event) => this.key(event, true));
    root.addEventListener("keyup", (event) => this.key(event, false));
    root.addEventListener("focusout", (event) => { if (!root.contains(event.relatedTarget)) { this.held = []; this.press(); } });
    for (const side of ["L", "R"]) {
      const pad = this.find(`.pads .${side}`);
      pad.onpointerdown = (event) => { event.preventDefault(); pad.setPointerCapture(event.pointerId); this.hold(side, true); };
      pad.onpointerup = pad.onpointercancel = () => this.hold(side, false);
      pad.oncontextmenu = (event) => event.preventDefault();
    }
  }

  take(data) {
    const fresh = !this.data || data.stamp !== this.data.stamp;
    this.data = data;
    if (fresh) {
      this.load();
      this.find(".said").textContent = data.words.hint;
    }
    this.name();
    this.draw();
  }

  load() {
    const { data } = this;
    this.player.stop();
    this.rival = recorded(data, data.physics);
    Object.assign(this, { phase: "ready", mine: [data.start], moves: "", time: 0, fall: [], ended: "" });
  }

  name() {
    const { words, name } = this.data;
    this.find(".theirs b").textContent = filled(words.rival, { name });
    this.find(".mine b").textContent = words.you;
    this.find(".pads .L").textContent = `◀ ${words.push_left}`;
    this.find(".pads .R").textContent = `${words.push_right} ▶`;
    this.find(".play").textContent = this.phase === "ready" ? `▶ ${words.start}` : `↻ ${words.again}`;
    this.find(".paced").textContent = words.pace;
    paces(this.find(".speeds"), words.pace, this.pace, (pace) => { this.pace = pace; this.name(); });
  }

  key(event, down) {
    const side = SIDES[event.key];
    if (event.key === " " && event.target === this.root) { if (down && !event.repeat) this.begin(); }
    else if (side) { if (!event.repeat) this.hold(side, down); }
    else return;
    event.preventDefault();
  }

  hold(side, down) {
    this.held = this.held.filter((s) => s !== side);
    if (down) this.held.push(side);
    if (down && this.phase === "ready") this.begin();
    this.press();
  }

  press() { for (const side of ["L", "R"]) this.find(`.pads .${side}`).classList.toggle("held", this.held.at(-1) === side); }

  begin() {
    if (this.phase === "count") return;
    this.load();
    this.phase = "count";
    this.counted = 0;
    this.root.focus({ preventScroll: true });
    this.name();
    this.find(".said").textContent = this.data.words.counting;
    this.player.start((passed, since) => this.frame(passed, since));
  }

  frame(passed, since) {
    if (this.phase === "count") {
      this.counted = since;
      if (since < COUNT_MS) return this.draw();
      this.phase = "run";
    } else this.forward(elapsed(passed, this.data.physics) * (this.ended ? 2 : this.pace));
    this.draw();
  }

  // Let `steps` steps (with a fraction) go by; once the learner's cart has fallen, the agent shows how far it gets.
  forward(steps) {
    this.time += steps;
    while (!this.ended && this.moves.length < Math.floor(this.time)) this.move(this.held.at(-1) ?? "-");
    if (this.ended && this.time >= Math.max(this.moves.length, this.rival.steps) + AFTER) this.player.stop();
  }

  // One step of the learner's cart.
  move(side) {
    const { physics: p } = this.data;
    this.mine.push(advance(this.mine.at(-1), PUSH[side] * p.force, p));
    this.moves += side;
    if (failed(this.mine.at(-1), p) || this.moves.length >= p.longest) this.finish();
  }

  finish() {
    const { physics: p, words } = this.data, mine = this.moves.length, theirs = this.rival.steps;
    this.phase = "over";
    this.ended = failed(this.mine.at(-1), p) ? ending(this.mine.at(-1), p) : EPISODE_END.stood;
    this.fall = this.ended === EPISODE_END.stood ? [] : fallFrom(this.mine.at(-1), p);
    const kind = mine > theirs ? "won" : mine < theirs ? "lost" : "drawn";
    this.find(".said").textContent = filled(words[kind], { mine, theirs, name: this.data.name });
    this.name();
    this.send(`${this.data.stamp}|${this.moves}`);
  }

  draw() {
    const look = palette(this.root), { physics: p } = this.data, { rival, mine, moves } = this, done = moves.length;
    const counting = this.phase === "count", waits = this.phase === "ready";
    const t = Math.min(Math.floor(this.time), rival.steps), over = this.time >= rival.steps ? rival.end : "";
    const at = this.ended ? Math.max(this.time, done) : Math.min(this.time, done);
    const force = over || counting || waits ? 0 : pushAt(rival, t, reachOf(this.pace));
    this.arena(".theirs", look, p, { state: stateAt(rival.states, rival.fall, this.time), force, over, colour: look.model }, t);
    const side = this.ended || waits ? 0 : PUSH[this.held.at(-1) ?? "-"];
    const state = this.ended ? stateAt(mine, this.fall, at) : mine.at(-1);
    this.arena(".mine", look, p, { state, force: side, over: this.ended, colour: look.learner }, done);
    const note = this.find(".mine .note");
    note.textContent = counting ? Math.ceil(3 * (1 - this.counted / COUNT_MS)) : "";
    this.root.dataset.phase = this.phase;
    this.root.dataset.mine = done;
  }

  arena(kind, look, p, scene, steps) {
    const node = this.find(kind), canvas = node.querySelector("canvas"), width = canvas.clientWidth || 300, { words } = this.data;
    const { c, w, h } = sheet(canvas, sceneHeight(width, p));
    drawScene(c, w, h, p, look, scene);
    const said = scene.over ? filled(words[scene.over], { steps }) : String(steps), score = node.querySelector("output");
    score.textContent = scene.over ? endSaid(scene.over, steps, words, w > 340) : said;
    score.className = scene.over;
    canvas.setAttribute("aria-label", `${node.querySelector("b").textContent}: ${said}`);
  }
}
export default (component) => exhibit(Duel, component);
