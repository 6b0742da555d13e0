// How the window glides, the result grows, and the products fly. Needs: sketch, convolve.
const SLOW_STEPS = 5, SLOW_MS = 850, FLY_MS = 400, SWEEP_MS = 9000;

const ofMotion = {
  move(at, jump) {
    if (!this.count) { this.find(".said").textContent = this.data.words.nothing; this.overlay(null); return; }
    this.at = Math.max(0, Math.min(this.count - 1, at));
    if (Number(this.range.max) !== this.count - 1) this.range.max = this.count - 1;
    if (Number(this.range.value) !== this.at) this.range.value = this.at;
    this.numbers();
    if (jump || CALM.matches || !this.shown) { this.shown = this.spot(); this.overlay(this.shown); return; }
    if (!this.gliding) this.glide();
  },

  spot() {
    const { x, y, sees } = this.place(this.at), { w } = this.last;
    return { x, y, sees, rx: this.at % w, ry: Math.floor(this.at / w) };
  },

  glide() {
    const goal = this.spot(), near = (a, b) => Math.abs(a - b) < 0.05;
    for (const k of ["x", "y", "rx", "ry"]) this.shown[k] += (goal[k] - this.shown[k]) * 0.35;
    this.shown.sees = goal.sees;
    const there = ["x", "y", "rx", "ry"].every((k) => near(this.shown[k], goal[k]));
    if (there) this.shown = goal;
    this.overlay(this.shown);
    this.gliding = there ? null : requestAnimationFrame(() => this.glide());
  },

  // Where the two pictures lie, as long as nothing is laid out anew: asking for it makes the page lay itself out.
  corners() {
    const base = this.find(".pictures > svg").getBoundingClientRect();
    return (this.boxes ??= [this.photo, this.result].map((canvas) => {
      const { left, top } = canvas.getBoundingClientRect();
      return { left: left - base.left, top: top - base.top };
    }));
  },

  overlay(spot) {
    const svg = this.find("svg"), { unit } = this;
    svg.style.display = spot ? "" : "none";
    if (!spot) return;
    const [from, to] = this.boxes ?? this.corners();
    const box = (left, top, side, least) => {
      const grow = Math.max(0, least - side) / 2;
      return { x: left - grow, y: top - grow, width: side + 2 * grow, height: side + 2 * grow };
    };
    const window = box(from.left + (spot.x + this.margin) * unit, from.top + (spot.y + this.margin) * unit, spot.sees * unit, 14);
    const answer = box(to.left + spot.rx * unit, to.top + spot.ry * unit, unit, 10);
    const set = (node, facts) => { for (const k in facts) if (node.getAttribute(k) !== String(facts[k])) node.setAttribute(k, facts[k]); };
    set(svg.querySelector(".window"), { ...window, rx: 2 });
    set(svg.querySelector(".halo"), { ...window, rx: 2 });
    set(svg.querySelector(".answer"), { ...answer, rx: 2 });
    const [upper, lower] = svg.querySelectorAll("line");
    set(upper, { x1: window.x + window.width, y1: window.y, x2: answer.x, y2: answer.y });
    set(lower, { x1: window.x + window.width, y1: window.y + window.height, x2: answer.x, y2: answer.y + answer.height });
    this.taps(svg.querySelector("g"), spot, window, unit);
  },

  taps(group, spot, window, unit) {
    const { size, dilation, rounds } = this.data, taps = [];
    if (dilation > 1 && rounds === 1)
      for (let i = 0; i < size * size; i++) {
        const tap = document.createElementNS("http://www.w3.org/2000/svg", "rect");
        tap.setAttribute("class", "tap");
        tap.setAttribute("x", window.x + (i % size) * dilation * (window.width / spot.sees));
        tap.setAttribute("y", window.y + Math.floor(i / size) * dilation * (window.width / spot.sees));
        tap.setAttribute("width", Math.max(2, unit));
        tap.setAttribute("height", Math.max(2, unit));
        taps.push(tap);
      }
    if (taps.length || group.firstChild) group.replaceChildren(...taps);
  },

  // The learner's own step: it stays in the link.
  go(at) {
    this.move(at);
    this.placed = true;
    note(this.data.link, `${this.at % this.last.w}.${Math.floor(this.at / this.last.w)}`);
  },

  reveal(at) {
    this.go(at);
    this.grown = this.at + 1;
    this.draw();
  },

  play() {
    if (!this.count) return;
    if (!this.playing) {
      if (this.grown >= this.count) { this.grown = 0; this.at = -1; }
      this.find(".said").textContent = "";
      this.playing = { steps: 0, since: performance.now(), due: 0 };
    }
    this.find(".play").textContent = `▮▮ ${this.data.words.pause}`;
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame((now) => this.tick(now));
  },

  // The first steps are slow and each product flies; then it goes faster, until the picture is full.
  tick(now) {
    const playing = this.playing;
    if (!playing) return;
    if (this.grown >= this.count) return this.pause();
    if (now >= playing.due) {
      const slow = playing.steps < SLOW_STEPS && !CALM.matches, fastest = this.count / (SWEEP_MS / 16);
      playing.speed = slow ? 1 : Math.min(fastest, (playing.speed ?? 1) * 1.06 + 0.02);
      this.carry = slow ? 1 : (this.carry ?? 0) + playing.speed * (fastest < 1 ? 1 : Math.min(1, fastest));
      const steps = Math.floor(this.carry);
      this.carry -= steps;
      if (steps) {
        const next = Math.min(this.count - 1, this.at + steps);
        this.move(next, !slow);
        this.grown = slow ? next : next + 1;
        this.draw();
        if (slow) this.fly(() => { if (this.playing) { this.grown = next + 1; this.draw(); } });
        playing.due = now + (slow ? SLOW_MS : 0);
      }
      playing.steps += 1;
    }
    this.frame = requestAnimationFrame((later) => this.tick(later));
  },

  pause() {
    const was = this.playing;
    this.playing = null;
    cancelAnimationFrame(this.frame);
    retext(this.find(".play"), `▶ ${this.data.words.play}`);
    if (was && this.count) this.go(Math.max(0, this.at));
  },

  // Each product flies from its cell into the result pixel.
  fly(landed) {
    const cells = this.data.op === "conv" ? this.products : this.seen, texts = cells.canvas.dataset.texts.split(" ");
    if (CALM.matches || !this.count) return landed?.();
    const base = this.root.getBoundingClientRect(), to = this.result.getBoundingClientRect(), spot = this.spot();
    const x = to.left - base.left + (spot.rx + 0.5) * this.unit, y = to.top - base.top + (spot.ry + 0.5) * this.unit;
    const flights = texts.map((text, i) => {
      const start = cells.spot(i), ghost = document.createElement("div");
      ghost.className = "fly";
      ghost.textContent = text;
      const places = { left: start.left - base.left, top: start.top - base.top, width: start.width, height: start.height };
      for (const [name, pixels] of Object.entries(places)) ghost.style[name] = `${pixels}px`;
      this.root.appendChild(ghost);
      const dx = x - (start.left - base.left + start.width / 2), dy = y - (start.top - base.top + start.height / 2);
      const path = [
        { transform: "none", opacity: 0.95 },
        { transform: `translate(${dx}px, ${dy}px) scale(0.15)`, opacity: 0.7 },
      ];
      const flight = ghost.animate(path, { duration: FLY_MS, delay: i * (120 / texts.length), easing: "ease-in", fill: "both" });
      return flight.finished.finally(() => ghost.remove());
    });
    Promise.allSettled(flights).then(() => landed?.());
  },
};
