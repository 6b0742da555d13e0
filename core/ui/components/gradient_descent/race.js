// The race: walks down a landscape, with one time for all panels. Nothing here asks the server while it plays or
// while a knob or the start is dragged: all walk anew for each picture. What was moved is reported once it is let go.
// Needs: sketch, gradient_descent/draw, gradient_descent/landscape, gradient_descent/charts,
// maths/program, gradient_descent/walks, knobs, gradient_descent/points,
// gradient_descent/start.
const LASTS_MS = 6000, STEP_MS = 300, TURN_MS = 400;

const MARKUP = `
  <div class="knobs"></div>
  <div class="board">
    <div class="land"><canvas class="landscape" tabindex="0" role="img"></canvas>
      <div class="view" role="group">
        <button type="button" data-view="map"></button>
        <button type="button" data-view="surface"></button></div></div>
    <div class="side"><canvas class="points" tabindex="0" role="img"></canvas><div class="land">
      <canvas class="losses" role="img"></canvas><div class="view axis" role="group">
        <button type="button" data-axis="steps"></button>
        <button type="button" data-axis="passes"></button></div></div></div>
  </div>
  <div class="tips"><p></p><button type="button" class="add"></button><button type="button" class="less"></button></div>
  <div class="clock"><button type="button" class="play"></button><button type="button" class="back">◀</button>
    <input type="range" min="0" step="any"><button type="button" class="on">▶</button><output></output></div>
  <ol class="ranking"></ol>`;

class Race {
  constructor(root) {
    root.innerHTML = MARKUP;
    this.root = root;
    const find = (name) => root.querySelector(name);
    [this.land, this.losses, this.points, this.bar, this.output, this.list] =
      [".landscape", ".losses", ".points", ".clock input", "output", ".ranking"].map(find);
    this.view = { kind: "map", turn: 0.5, tilt: 0.62, lift: 0 };
    this.time = this.told = 0;
    this.axis = "steps";
    this.knobs = new Knobs(find(".knobs"), () => this.relive(), (keys) => (keys ? this.tellSoon() : this.tell()));
    find(".add").onclick = () => addPoint(this);
    find(".less").onclick = () => removePoint(this);
    find(".play").onclick = () => (this.playing ? this.stop() : this.play());
    find(".back").onclick = () => this.glide(Math.ceil(this.time) - 1);
    find(".on").onclick = () => this.glide(Math.floor(this.time) + 1);
    this.bar.oninput = () => { this.stop(); this.show(+this.bar.value); };
    this.bar.onchange = () => this.note();
    root.querySelectorAll("[data-view]").forEach((b) => (b.onclick = () => this.look(b.dataset.view)));
    root.querySelectorAll("[data-axis]").forEach((b) => (b.onclick = () => this.count(b.dataset.axis)));
    root.onkeydown = (event) => {
      if (event.target.tagName === "INPUT" || event.key !== " " || event.target.tagName === "BUTTON") return;
      event.preventDefault();
      this.playing ? this.stop() : this.play();
    };
    moveStart(this);
    movePoints(this);
    new ResizeObserver(() => this.draw()).observe(root);
  }

  take(scene, report) {
    this.report = report;
    if (this.busy || (scene.told && scene.told < this.told)) return; // it answers what the hand has left behind
    this.told = scene.told;
    const known = JSON.stringify({ ...scene, seen: null, told: 0 }), fresh = known !== this.known, first = !this.known;
    this.known = known;
    if (!fresh) return this.draw();
    if (scene.orders) scene.orders = bytesOf(scene.orders);
    for (const run of scene.runs) {
      run.d = scene.params;
      run.params = floatsOf(run.path);
      run.losses = floatsOf(run.values);
    }
    this.stop();
    this.scene = scene;
    this.dots = (scene.points || []).map((p) => [...p]);
    this.cache = {};
    this.steps = scene.steps;
    this.bar.max = this.steps;
    this.knobs.take(scene.knobs, scene.words);
    this.price();
    ranked(this.list, scene);
    this.root.querySelector(".side").classList.toggle("two", !!scene.points);
    this.points.hidden = !scene.points;
    this.root.querySelectorAll(".tips button").forEach((b) => (b.hidden = !scene.editable));
    this.root.querySelector(".view").hidden = scene.params === 1;
    const { words } = scene;
    for (const canvas of [this.land, this.losses, this.points]) canvas.setAttribute("aria-label", scene.alt);
    const label = (name, text) => { const b = this.root.querySelector(name); b.setAttribute("aria-label", text); b.title = text; };
    label(".back", words.step_back);
    label(".on", words.step_on);
    label(".clock input", words.time);
    this.root.querySelector("[data-view=map]").textContent = words.map;
    this.root.querySelector("[data-view=surface]").textContent = words.surface;
    for (const axis of ["steps", "passes"]) this.root.querySelector(`[data-axis=${axis}]`).textContent = words[`by_${axis}`];
    this.root.querySelector(".add").textContent = `+ ${words.add_point}`;
    this.root.querySelector(".less").textContent = `− ${words.remove_point}`;
    this.land.title = words.drag_start;
    this.points.title = scene.editable ? words.point_keys : "";
    this.marks();
    this.home = scene.seen.opening ? 0 : this.steps;
    if (first) this.begin(scene.seen);
    else {
      this.show(this.steps);
      this.note();
    }
  }

  // What is seen, step and look, is in the page's link without asking the server.
  begin({ at, look, axis }) {
    if (axis === "passes") this.count(axis);
    const [turn, tilt] = (look ?? "").split("_").map(Number);
    if (this.scene.params === 2 && look && Number.isFinite(turn) && Number.isFinite(tilt))
      Object.assign(this.view, { kind: "surface", lift: 1, turn, tilt: clamp(tilt, 0.15, 1.4) });
    this.marks();
    this.show(/^\d+$/.test(at ?? "") ? Math.min(+at, this.steps) : this.home);
  }

  note() {
    clearTimeout(this.noting);
    this.noting = setTimeout(() => {
      const link = new URL(location.href), { kind, turn, tilt } = this.view;
      const keep = (name, value) => (value === null ? link.searchParams.delete(name) : link.searchParams.set(name, value));
      keep("at", this.time === this.home ? null : Math.round(this.time));
      keep("axis", this.axis === "steps" ? null : this.axis);
      keep("look", kind === "surface" ? `${turn.toFixed(2)}_${tilt.toFixed(2)}` : null);
      if (link.href !== location.href && this.root.isConnected) history.replaceState(history.state, "", link);
    }, 200);
  }

  marks() {
    this.root.querySelectorAll("[data-view]").forEach((b) => b.setAttribute("aria-pressed", b.dataset.view === this.view.kind));
    this.root.querySelectorAll("[data-axis]").forEach((b) => b.setAttribute("aria-pressed", b.dataset.axis === this.axis));
    if (this.scene) this.root.querySelector(".tips p").textContent = this.hint();
    const play = this.root.querySelector(".play");
    play.textContent = this.playing ? "❚❚" : "▶";
    play.setAttribute("aria-label", this.playing ? this.scene.words.pause : this.scene.words.play);
  }

  hint() {
    const { words, params, editable } = this.scene;
    const ground = params === 2 && this.view.kind === "surface" ? words.turn_surface : words.drag_start;
    return editable ? `${ground} ${words.drag_points}` : ground;
  }

  // What a step of each walk costs; where all cost the same, there is one axis only.
  price() {
    const { scene } = this, { batch } = this.knobs.values();
    for (const run of scene.runs) run.cost = costOf(scene, run, batch);
    const differ = scene.runs.some((run) => run.cost < 1);
    this.root.querySelector(".axis").hidden = !differ;
    Object.assign(scene, { axis: differ ? this.axis : "steps", differ });
  }

  count(axis) {
    this.axis = axis;
    this.price();
    ranked(this.list, this.scene);
    this.marks();
    this.draw();
    this.note();
  }

  // All walk anew with what is under the hand, once for each picture of the screen, and stand where they end.
  relive() {
    this.busy = true;
    this.stop();
    this.pending ||= requestAnimationFrame(() => { this.pending = 0; this.walk(); });
  }

  walk() {
    if (this.bent) this.bend();
    const { scene, cache } = this, knobs = this.knobs.values();
    cache.land ??= landOf(scene);
    scene.runs = scene.runs.map((run) => walked(scene, cache.land, run, knobs));
    this.price();
    this.show(this.steps);
    ranked(this.list, scene);
  }

  // The landscape of points that are on the move, within the view that it had.
  bend() {
    const { scene } = this, best = bestFit(this.dots, scene.model);
    this.bent = false;
    if (!best) return;
    scene.points = this.dots;
    const land = landOf(scene);
    Object.assign(scene, { floor: land.height(best), minima: [best] });
    scene.grid.loss = gridOf(scene, land);
    this.cache = { land, rough: true };
  }

  tellSoon() {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.tell(), 250);
  }

  tell() {
    if (!this.busy) return;
    clearTimeout(this.telling);
    this.busy = false;
    this.report("moved", { ...this.knobs.texts(), start: this.scene.start, told: ++this.told });
  }

  // The map is the surface seen from above: it rises, or lies down again.
  look(kind) {
    const { view } = this, from = view.lift, to = kind === "surface" ? 1 : 0, began = performance.now();
    view.kind = kind;
    this.marks();
    const tick = (now) => {
      const t = CALM.matches ? 1 : clamp((now - began) / TURN_MS, 0, 1);
      if (view.kind !== kind || !this.root.isConnected) return;
      view.lift = t === 1 ? to : lerp(from, to, t * t * (3 - 2 * t));
      this.draw();
      t < 1 ? requestAnimationFrame(tick) : this.note();
    };
    tick(began);
  }

  play() {
    if (this.time >= this.steps) this.time = 0;
    const from = this.time, began = performance.now();
    const pace = this.steps / Math.min(LASTS_MS, 400 * Math.max(1, this.steps));
    this.run((now) => this.show(Math.min(this.steps, from + (now - began) * pace)), () => this.time < this.steps);
  }

  glide(step) {
    this.stop();
    const to = clamp(step, 0, this.steps), from = this.time, began = performance.now();
    if (CALM.matches) return this.show(to), this.note();
    this.run((now) => this.show(lerp(from, to, clamp((now - began) / STEP_MS, 0, 1))), () => this.time !== to);
  }

  run(frame, goes) {
    this.playing = true;
    this.marks();
    const tick = (now) => {
      if (!this.playing || !this.root.isConnected) return;
      frame(now);
      if (goes()) return requestAnimationFrame(tick);
      this.stop();
      this.note();
    };
    requestAnimationFrame(tick);
  }

  stop() {
    this.playing = false;
    if (this.scene) this.marks();
  }

  show(time) {
    this.time = time;
    this.draw();
    this.bar.value = time;
    retext(this.output, this.scene.words.step.replace("{n}", Math.round(time)));
  }

  draw() {
    if (!this.scene || !this.root.clientWidth) return;
    const { scene, time, cache } = this, ink = inks(this.root);
    if (!cache.relief || cache.dark !== ink.dark) {
      cache.relief = relief(scene);
      cache.dark = ink.dark;
      if (scene.params === 2)
        Object.assign(cache, {
          picture: painted(cache.relief, ink), lines: pathOf(isolines(cache.relief, cache.rough ? COARSE : 1)), seen: null,
        });
    }
    if (scene.params === 1) this.place = drawCurve(this.land, scene, time, ink, cache);
    else if (!this.view.lift) this.place = drawMap(this.land, scene, time, ink, cache);
    else drawSurface(this.land, scene, time, ink, cache, this.view);
    drawLosses(this.losses, scene, time, ink);
    if (scene.points) this.field = drawData(this.points, scene, time, ink, this.dots, this.picked);
  }
}

export default function ({ parentElement, data, setTriggerValue }) {
  let root = parentElement.querySelector(".race");
  if (!root) {
    root = document.createElement("div");
    root.className = "sketch race";
    parentElement.appendChild(root);
    root.race = new Race(root);
  }
  root.race.take(structuredClone(data), (name, value) => setTriggerValue(name, value));
}
