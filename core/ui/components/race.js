// The race: walks down a landscape, with one time for all panels. Nothing here asks the server while it plays;
// only a moved start or a moved data point is reported, once it is let go.
const LASTS_MS = 6000, STEP_MS = 300, TURN_MS = 400;

const MARKUP = `
  <div class="board">
    <div class="land"><canvas class="landscape" tabindex="0" role="img"></canvas>
      <div class="view" role="group"><button type="button" data-view="map"></button><button type="button" data-view="surface"></button></div></div>
    <div class="side"><canvas class="points" tabindex="0" role="img"></canvas><canvas class="losses" role="img"></canvas></div>
  </div>
  <div class="clock"><button type="button" class="play"></button><button type="button" class="back">◀</button>
    <input type="range" min="0" step="any"><button type="button" class="on">▶</button><output></output></div>
  <ol class="ranking"></ol>`;

class Race {
  constructor(root) {
    root.innerHTML = MARKUP;
    this.root = root;
    const find = (name) => root.querySelector(name);
    [this.land, this.losses, this.points, this.bar, this.output, this.list] =
      [".landscape", ".losses", ".points", "input", "output", ".ranking"].map(find);
    this.view = { kind: "map", turn: 0.5, tilt: 0.62, lift: 0 };
    this.time = 0;
    find(".play").onclick = () => (this.playing ? this.stop() : this.play());
    find(".back").onclick = () => this.glide(Math.ceil(this.time) - 1);
    find(".on").onclick = () => this.glide(Math.floor(this.time) + 1);
    this.bar.oninput = () => { this.stop(); this.show(+this.bar.value); };
    root.querySelectorAll("[data-view]").forEach((b) => (b.onclick = () => this.look(b.dataset.view)));
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
    const fresh = JSON.stringify(scene) !== this.known;
    this.known = JSON.stringify(scene);
    if (!fresh) return this.draw();
    for (const run of scene.runs) {
      run.d = scene.params;
      run.params = numbers(run.path);
      run.losses = numbers(run.values);
    }
    this.stop();
    this.scene = scene;
    this.dots = (scene.points || []).map((p) => [...p]);
    this.cache = {};
    this.steps = Math.max(0, ...scene.runs.map((run) => run.losses.length - 1));
    this.bar.max = this.steps;
    this.root.querySelector(".side").classList.toggle("two", !!scene.points);
    this.points.hidden = !scene.points;
    this.root.querySelector(".view").hidden = scene.params === 1;
    const { words } = scene;
    for (const canvas of [this.land, this.losses, this.points]) canvas.setAttribute("aria-label", scene.alt);
    const label = (name, text) => { const b = this.root.querySelector(name); b.setAttribute("aria-label", text); b.title = text; };
    label(".back", words.step_back);
    label(".on", words.step_on);
    label("input", words.time);
    this.root.querySelector("[data-view=map]").textContent = words.map;
    this.root.querySelector("[data-view=surface]").textContent = words.surface;
    this.land.title = words.drag_start;
    this.points.title = scene.editable ? words.drag_points : "";
    ranked(this.list, scene);
    this.marks();
    this.show(this.steps);
  }

  marks() {
    this.root.querySelectorAll("[data-view]").forEach((b) => b.setAttribute("aria-pressed", b.dataset.view === this.view.kind));
    const play = this.root.querySelector(".play");
    play.textContent = this.playing ? "❚❚" : "►";
    play.setAttribute("aria-label", this.playing ? this.scene.words.pause : this.scene.words.play);
  }

  // The map is the surface seen from above: it rises, or lies down again.
  look(kind) {
    const { view } = this, from = view.lift, to = kind === "surface" ? 1 : 0, began = performance.now();
    view.kind = kind;
    this.marks();
    const tick = (now) => {
      const t = still() ? 1 : clamp((now - began) / TURN_MS, 0, 1);
      if (view.kind !== kind || !this.root.isConnected) return;
      view.lift = t === 1 ? to : lerp(from, to, t * t * (3 - 2 * t));
      this.draw();
      if (t < 1) requestAnimationFrame(tick);
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
    if (still()) return this.show(to);
    this.run((now) => this.show(lerp(from, to, clamp((now - began) / STEP_MS, 0, 1))), () => this.time !== to);
  }

  run(frame, goes) {
    this.playing = true;
    this.marks();
    const tick = (now) => {
      if (!this.playing || !this.root.isConnected) return;
      frame(now);
      goes() ? requestAnimationFrame(tick) : this.stop();
    };
    requestAnimationFrame(tick);
  }

  stop() {
    this.playing = false;
    if (this.scene) this.marks();
  }

  show(time) {
    this.time = time;
    this.bar.value = time;
    this.output.textContent = this.scene.words.step.replace("{n}", Math.round(time));
    this.draw();
  }

  draw() {
    if (!this.scene || !this.root.clientWidth) return;
    const { scene, time, cache } = this, ink = inks(this.root);
    if (!cache.relief || cache.dark !== ink.dark) {
      cache.relief = relief(scene);
      cache.dark = ink.dark;
      if (scene.params === 2) Object.assign(cache, { picture: painted(cache.relief, ink), lines: pathOf(isolines(cache.relief, 1)), seen: null });
    }
    if (scene.params === 1) this.place = drawCurve(this.land, scene, time, ink, cache);
    else if (!this.view.lift) this.place = drawMap(this.land, scene, time, ink, cache);
    else drawSurface(this.land, scene, time, ink, cache, this.view);
    drawLosses(this.losses, scene, time, ink);
    if (scene.points) this.field = drawData(this.points, scene, time, ink, this.dots, this.picked);
  }
}

const mouse = (event) => {
  const box = event.currentTarget.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
};

// Drag or arrow keys: the start on the map, the eye on the surface.
function moveStart(race) {
  const canvas = race.land;
  let held = null, later = 0;
  const put = ([px, py]) => {
    const [x, y] = race.place.back(px, py), { scene } = race;
    scene.start = [clamp(x, ...scene.x), clamp(y, ...scene.y)].slice(0, scene.params);
    race.draw();
  };
  canvas.onpointerdown = (event) => {
    canvas.setPointerCapture(event.pointerId);
    held = mouse(event);
    if (!turning(race)) put(held);
  };
  canvas.onpointermove = (event) => {
    if (!held) return;
    const now = mouse(event);
    if (turning(race)) turn(race, (now[0] - held[0]) * 0.01, (now[1] - held[1]) * 0.008);
    else put(now);
    held = now;
  };
  canvas.onpointerup = canvas.onpointercancel = () => {
    if (held && !turning(race)) race.report("start", race.scene.start);
    held = null;
  };
  canvas.onkeydown = (event) => {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!move) return;
    event.preventDefault();
    if (turning(race)) return turn(race, move[0] * 0.12, -move[1] * 0.1);
    const { scene } = race;
    scene.start = scene.start.map((v, i) => clamp(v + (move[i] * (scene.xy[i][1] - scene.xy[i][0])) / 50, ...scene.xy[i]));
    race.draw();
    clearTimeout(later);
    later = setTimeout(() => race.report("start", scene.start), 400);
  };
}
const turning = (race) => race.scene.params === 2 && race.view.kind === "surface";
function turn(race, across, up) {
  race.view.turn += across;
  race.view.tilt = clamp(race.view.tilt + up, 0.15, 1.4);
  race.draw();
}

// Data points: drag; double click adds one; Delete removes the picked one; Tab and arrow keys do it all too.
function movePoints(race) {
  const canvas = race.points;
  let held = false, later = 0;
  const free = () => race.scene.editable;
  const snap = ([x, y]) => {
    const { xlim, ylim, model } = race.scene, to = (v) => Math.round(v * 20) / 20;
    return [to(clamp(x, ...xlim)), model === "logistic" ? +(y > 0.5) : to(clamp(y, ...ylim))];
  };
  const tell = () => race.report("points", race.dots);
  canvas.onpointerdown = (event) => {
    if (!free()) return;
    const [px, py] = mouse(event), away = race.dots.map(([x, y]) => Math.hypot(race.field.X(x) - px, race.field.Y(y) - py));
    const nearest = away.indexOf(Math.min(...away));
    held = away[nearest] < 30;
    race.picked = held ? nearest : undefined;
    if (held) canvas.setPointerCapture(event.pointerId);
    race.draw();
  };
  canvas.onpointermove = (event) => {
    if (!held) return;
    race.dots[race.picked] = snap(race.field.back(...mouse(event)));
    race.draw();
  };
  canvas.onpointerup = canvas.onpointercancel = () => { if (held) tell(); held = false; };
  canvas.ondblclick = (event) => {
    if (!free() || race.picked !== undefined || race.dots.length >= race.scene.most) return;
    race.dots.push(snap(race.field.back(...mouse(event))));
    tell();
  };
  canvas.onkeydown = (event) => {
    if (!free()) return;
    const { xlim, ylim } = race.scene, count = race.dots.length, i = race.picked ?? 0;
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (move && race.picked !== undefined) {
      const [x, y] = race.dots[i];
      race.dots[i] = snap([x + (move[0] * (xlim[1] - xlim[0])) / 40, y + move[1] * (race.scene.model === "logistic" ? 1 : (ylim[1] - ylim[0]) / 40)]);
    } else if (event.key === "Enter") race.picked = race.picked === undefined ? 0 : (i + 1) % count;
    else if (event.key === "+" && count < race.scene.most) race.picked = race.dots.push(snap([(xlim[0] + xlim[1]) / 2, (ylim[0] + ylim[1]) / 2])) - 1;
    else if ((event.key === "Delete" || event.key === "Backspace") && race.picked !== undefined && count > 2) {
      race.dots.splice(i, 1);
      race.picked = undefined;
    } else return;
    event.preventDefault();
    race.draw();
    clearTimeout(later);
    if (event.key !== "Enter") later = setTimeout(tell, 400);
  };
}

export default function ({ parentElement, data, setTriggerValue }) {
  let root = parentElement.querySelector(".race");
  if (!root) {
    root = document.createElement("div");
    root.className = "race";
    parentElement.appendChild(root);
    root.race = new Race(root);
  }
  root.race.take(structuredClone(data), (name, value) => setTriggerValue(name, value));
}
