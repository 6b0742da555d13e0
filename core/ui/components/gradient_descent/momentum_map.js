// How fast momentum converges for every step and every memory; a walk with the two that are under the finger.
// Needs: sketch, gradient_descent/draw, gradient_descent/landscape, knobs.
const ACROSS = 201, UP = 100, MOST_STEP = 4, TOP_BETA = 0.99, WALKED = 100, SPAN = 1.35;

// By which factor a step shrinks the distance in the long run, as `core.gradient_descent.momentum` has it.
function rateOf(alpha, beta, curvature) {
  const half = (1 - alpha * curvature + beta) / 2, under = half * half - beta;
  return under < 0 ? Math.sqrt(beta) : Math.abs(half) + Math.sqrt(under);
}
const overallRate = (alpha, beta, condition) => Math.max(rateOf(alpha, beta, 1), rateOf(alpha, beta, 1 / condition));

// What is walked from (1, 1), the flat direction first, as `core.gradient_descent.momentum` walks.
function rolled(alpha, beta, condition) {
  const curvatures = [1 / condition, 1], speed = [0, 0], places = [[1, 1]];
  for (let t = 0; t < WALKED; t++) {
    const now = places.at(-1);
    places.push(now.map((v, k) => v - alpha * (speed[k] = beta * speed[k] + curvatures[k] * v)));
  }
  return places;
}

class MomentumMap {
  constructor(root, setStateValue) {
    this.root = root;
    this.shared = new Shared((spot) => setStateValue("spot", spot));
    root.innerHTML = `<div class="knobs"></div><div class="halves"><canvas class="map" tabindex="0" role="slider"></canvas>
      <div class="right"><canvas class="path" role="img"></canvas><canvas class="left" role="img"></canvas></div></div>
      <p class="said" aria-live="polite"></p>`;
    this.find = (name) => root.querySelector(name);
    this.knobs = new Knobs(this.find(".knobs"), () => this.redraw(), (keys) => this.tell(keys ? 300 : 0));
    const map = this.find(".map");
    drag(map, (x, y) => this.aim(...this.frame.back(x, y)), () => this.tell(0));
    map.onkeydown = (event) => {
      if (!ARROWS[event.key]) return;
      event.preventDefault();
      const [across, up] = ARROWS[event.key], { alpha, beta } = this.knobs.values(), step = event.shiftKey ? 5 : 1;
      this.aim(alpha + 0.01 * step * across, beta - 0.01 * step * up);
      this.tell(300);
    };
  }

  take(data) {
    const fresh = this.shared.news(data.spot) || !this.data;
    this.data = data;
    if (!fresh) return this.draw();
    const texts = data.spot.split(",");
    this.knobs.take(data.knobs.map(([name, stops], i) => [name, stops, Math.max(0, stops.indexOf(texts[i]))]), data.words);
    this.draw();
  }

  aim(alpha, beta) {
    this.knobs.set("alpha", Math.round(clamp(alpha, 0, MOST_STEP) * 100));
    this.knobs.set("beta", Math.round(clamp(beta, 0, TOP_BETA) * 100));
    this.redraw();
  }

  // Once for each picture of the screen, however many moves there are in between.
  redraw() { this.pending ||= requestAnimationFrame(() => { this.pending = 0; this.draw(); }); }

  tell(wait) {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.shared.put(Object.values(this.knobs.texts()).join()), wait);
  }

  draw() {
    if (!this.root.clientWidth || !this.knobs.all.size) return;
    const { alpha, beta, condition } = this.knobs.values(), ink = inks(this.root), { words } = this.data;
    const factor = overallRate(alpha, beta, condition), walk = rolled(alpha, beta, condition);
    this.drawMap(alpha, beta, condition, factor, ink);
    this.drawPath(walk, condition, ink);
    this.drawLeft(walk, factor, ink);
    const away = factor > 1 + 1e-12, tenth = factor ? Math.log(10) / -Math.log(factor) : 0;
    const kind = away ? "said_away" : factor > 1 - 1e-12 ? "said_stays" : factor < 0.1 ? "said_jumps" : "said";
    const said = filled(words[kind], { left: fixed(100 * factor, 1), n: fixed(tenth, 0) });
    this.find(".said").textContent = said;
    const aria = { label: words.alt, valuemin: 0, valuemax: MOST_STEP, valuenow: alpha, valuetext: `α ${alpha}, β ${beta}. ${said}` };
    for (const [name, value] of Object.entries(aria)) this.find(".map").setAttribute(`aria-${name}`, value);
    this.find(".path").setAttribute("aria-label", `${words.path}. ${said}`);
    this.find(".left").setAttribute("aria-label", `${words.left}. ${said}`);
    Object.assign(this.root.dataset, { factor, last: JSON.stringify(walk.at(-1)) });
  }

  // The factors of all α and β for one condition, as a picture; nothing where it runs away.
  painted(condition, ink) {
    const key = `${condition} ${ink.dark}`;
    if (this.key === key) return this.picture;
    const root = Math.sqrt(condition), best = (root - 1) / (root + 1);
    const canvas = this.picture ?? document.createElement("canvas");
    Object.assign(canvas, { width: ACROSS, height: UP });
    const g = canvas.getContext("2d"), image = g.createImageData(ACROSS, UP);
    for (let j = 0; j < UP; j++)
      for (let i = 0; i < ACROSS; i++) {
        const rate = overallRate((i / (ACROSS - 1)) * MOST_STEP, (1 - j / (UP - 1)) * TOP_BETA, condition);
        if (rate < 1 - 1e-9) image.data.set([...tone(((rate - best) / (1 - best || 1)) ** 0.7, ink), 255], (j * ACROSS + i) * 4);
      }
    g.putImageData(image, 0, 0);
    return Object.assign(this, { key, picture: canvas }).picture;
  }

  drawMap(alpha, beta, condition, factor, ink) {
    const { g, w, h } = sheet(this.find(".map")), { words } = this.data, x = [0, MOST_STEP], y = [0, TOP_BETA];
    const f = (this.frame = frame(w, h, x, y, { l: 40, r: 12, t: 30, b: 44 })), { pad, inner } = f;
    g.imageSmoothingEnabled = true;
    g.drawImage(this.painted(condition, ink), pad.l, pad.t, inner.w, inner.h);
    axes(g, f, { ...ink, faint: "transparent" }, x, y, ["", ""]);
    g.textBaseline = "top";
    g.fillText("β", 8, 4);
    g.textAlign = "right";
    g.fillText(words.alpha_axis, w - 12, h - 17);
    g.strokeStyle = ink.text;
    g.lineWidth = 1.5;
    const line = (of, from, to) => {
      g.beginPath();
      for (let i = 0; i <= 80; i++) g.lineTo(f.X(of(lerp(from, to, i / 80))), f.Y(lerp(from, to, i / 80)));
      g.stroke();
    };
    line((b) => 2 * (1 + b), 0, TOP_BETA);
    g.setLineDash([5, 5]);
    line((b) => (1 - Math.sqrt(b)) ** 2, 0, TOP_BETA);
    line((b) => (1 + Math.sqrt(b)) ** 2, 0, TOP_BETA);
    g.setLineDash([]);
    g.textAlign = "center";
    g.textBaseline = "middle";
    g.font = `600 15px ${FONT}`;
    g.lineWidth = 4;
    g.strokeStyle = ink.dark ? "rgba(13,20,32,0.75)" : "rgba(255,255,255,0.8)";
    const places = [[words.creeps, 0.42, 0.03], [words.ripples, 1.3, 0.62], [words.flips, 1.62, 0.03], [words.away, 3.15, 0.2]];
    for (const [text, a, b] of places) {
      g.strokeText(text, f.X(a), f.Y(b) - 4);
      g.fillText(text, f.X(a), f.Y(b) - 4);
    }
    ball(g, f.X(alpha), f.Y(beta), ink.learner, ink, 11, factor > 1 + 1e-12);
  }

  drawPath(walk, condition, ink) {
    const { g, w, h } = sheet(this.find(".path")), f = frame(w, h, [-SPAN, SPAN], [-SPAN, SPAN], { l: 8, r: 8, t: 26, b: 8 });
    const { pad, inner } = f;
    g.fillStyle = ink.text;
    g.textBaseline = "top";
    g.fillText(this.data.words.path, 8, 4);
    g.save();
    g.beginPath();
    g.rect(pad.l, pad.t, inner.w, inner.h);
    g.clip();
    g.strokeStyle = lineInk(ink);
    for (let level = 1; level <= 12; level++) {
      const high = Math.sqrt(2 * 0.06 * level ** 1.5) / SPAN / 2;
      g.beginPath();
      g.ellipse(f.X(0), f.Y(0), high * Math.sqrt(condition) * inner.w, high * inner.h, 0, 0, 7);
      g.stroke();
    }
    star(g, f.X(0), f.Y(0), ink);
    const spots = walk.map(([a, b]) => [clamp(f.X(a), -1e3, 1e4), clamp(f.Y(b), -1e3, 1e4)]);
    g.strokeStyle = g.fillStyle = ink.learner;
    g.lineWidth = 2.5;
    g.beginPath();
    for (const spot of spots) g.lineTo(...spot);
    g.stroke();
    for (const [x, y] of spots.slice(0, 40)) { g.beginPath(); g.arc(x, y, 3.5, 0, 7); g.fill(); }
    g.restore();
  }

  drawLeft(walk, factor, ink) {
    const { g, w, h } = sheet(this.find(".left")), y = [-6, 3], x = [0, WALKED];
    const f = frame(w, h, x, y, { l: 48, r: 12, t: 28, b: 42 }), { words } = this.data;
    axes(g, f, ink, x, y, [words.steps, words.left], true);
    const high = (v) => f.Y(clamp(Math.log10(Math.max(v, 1e-12)), y[0] - 1, y[1] + 1));
    g.save();
    g.beginPath();
    g.rect(f.pad.l, f.pad.t, f.inner.w, f.inner.h);
    g.clip();
    g.lineWidth = 2;
    g.strokeStyle = ink.grey;
    g.setLineDash([6, 6]);
    g.beginPath();
    for (let t = 0; t <= WALKED; t++) g.lineTo(f.X(t), high(Math.SQRT2 * factor ** t));
    g.stroke();
    g.setLineDash([]);
    g.strokeStyle = ink.learner;
    g.lineWidth = 3;
    g.beginPath();
    walk.forEach(([a, b], t) => g.lineTo(f.X(t), high(Math.hypot(a, b))));
    g.stroke();
    g.restore();
    g.textAlign = "right";
    g.textBaseline = "top";
    g.lineWidth = 4;
    g.strokeStyle = ink.dark ? "rgba(13,20,32,0.75)" : "rgba(255,255,255,0.8)";
    const spot = [filled(words.foretold, { left: fixed(100 * factor, 1) }), f.pad.l + f.inner.w - 4, f.pad.t + 5];
    g.strokeText(...spot);
    g.fillStyle = ink.text;
    g.fillText(...spot);
  }
}
export default (component) => exhibit(MomentumMap, component);
