// Q-learning with a table; the arithmetic and the random numbers are those of core.cartpole.grid_world.
// Needs: sketch.
const [EMPTY, TREASURE, PIT, WALL] = "0123", REWARD = { [TREASURE]: 1, [PIT]: -1 };
const MOVES = [[-1, 0], [0, 1], [1, 0], [0, -1]], PACE_MS = 170, HUNDRED = 100;
const FIRST_ATTEMPTS = 20; // made before anybody has touched anything

class Walker {
  constructor(data, seed = 0) {
    Object.assign(this, { data, random: chance(seed), q: new Float64Array(data.rows * data.columns * 4), attempts: 0, steps: 0, last: 0 });
    this.cell = data.start;
  }

  values(cell) { return this.q.subarray(4 * cell, 4 * cell + 4); }

  move(cell, action) {
    const { rows, columns } = this.data, row = Math.floor(cell / columns) + MOVES[action][0], column = (cell % columns) + MOVES[action][1];
    const next = row * columns + column, free = row >= 0 && row < rows && column >= 0 && column < columns && this.cells[next] !== WALL;
    const after = free ? next : cell, reward = REWARD[this.cells[after]] ?? 0;
    return { after, reward, over: reward !== 0 };
  }

  choose(values) {
    if (this.random() < this.epsilon) return Math.floor(this.random() * 4);
    const most = Math.max(...values), best = [0, 1, 2, 3].filter((a) => values[a] === most);
    return best[Math.floor(this.random() * best.length)];
  }

  // One step of one attempt; tells what happened. The next attempt begins at the start.
  step() {
    const from = this.cell, action = this.choose(this.values(from)), { after, reward, over } = this.move(from, action);
    const target = over ? reward : reward + this.gamma * Math.max(...this.values(after));
    this.q[4 * from + action] += this.alpha * (target - this.q[4 * from + action]);
    this.steps += 1;
    const ended = over || this.steps >= this.data.patience;
    if (ended) Object.assign(this, { attempts: this.attempts + 1, last: this.steps, steps: 0 });
    this.cell = ended ? this.data.start : after;
    return { from, after, ended };
  }

  attempt() { while (!this.step().ended); }

  // Follow the largest values from the start: the cells on the way, and where it ends ("" = nowhere).
  greedy() {
    const way = [this.data.start];
    for (let cell = this.data.start; way.length <= this.data.rows * this.data.columns; ) {
      const values = this.values(cell), most = Math.max(...values);
      if (most <= 0) break;
      const { after, over } = this.move(cell, values.indexOf(most));
      way.push(after);
      if (over) return { way, end: this.cells[after] };
      cell = after;
    }
    return { way, end: "" };
  }
}

// Whether a way leads from the start to a treasure.
function reaches(walker) {
  const found = [walker.data.start];
  for (const cell of found)
    for (const action of MOVES.keys()) {
      const { after, reward, over } = walker.move(cell, action);
      if (reward > 0) return true;
      if (!over && !found.includes(after)) found.push(after);
    }
  return false;
}

class GridWorld {
  constructor(root, setStateValue) {
    this.root = root;
    this.shared = new Shared((state) => setStateValue("state", state));
    root.innerHTML = `<svg tabindex="0" role="img"></svg><p class="here"></p><p class="said" aria-live="polite"></p>
      <div class="bar">
        <button class="play" type="button"></button><button class="step" type="button"></button>
        <button class="attempt" type="button"></button>
      <button class="hundred" type="button"></button><button class="again" type="button"></button></div><div class="numbers"></div>`;
    this.find = (selector) => root.querySelector(selector);
    this.svg = this.find("svg");
    this.find(".play").onclick = () => (this.timer ? this.pause() : this.play());
    this.find(".step").onclick = () => { this.pause(); this.walk(); };
    for (const [name, count] of [["attempt", 1], ["hundred", HUNDRED]])
      this.find(`.${name}`).onclick = () => { this.pause(); this.run(count); };
    this.find(".again").onclick = () => { this.pause(); this.reset(); this.draw(); };
    this.svg.onclick = (event) => { const at = this.cellAt(event); if (at !== null) { this.picked = at; this.change(at); } };
    this.svg.onpointermove = (event) => {
      const at = this.cellAt(event);
      if (at !== null && at !== this.picked) {
        this.picked = at;
        this.mark();
      }
    };
    this.svg.onkeydown = (event) => this.key(event);
  }

  take(data) {
    const first = !this.data, news = this.shared.news(data.state);
    this.data = data;
    this.picked ??= data.start;
    if (first || news) {
      const [cells, ...numbers] = data.state.split("|");
      Object.assign(this, { cells, numbers: numbers.map(Number) });
      this.pause();
      this.reset();
      if (first) for (let i = 0; i < FIRST_ATTEMPTS; i++) this.walker.attempt();
    }
    this.walker.data = data;
    this.fields();
    this.draw();
  }

  reset() {
    this.walker = new Walker(this.data);
    this.tell();
  }

  tell() {
    const [alpha, gamma, epsilon] = this.numbers;
    Object.assign(this.walker, { cells: this.cells, alpha, gamma, epsilon });
  }

  keep() { this.tell(); this.shared.put(`${this.cells}|${this.numbers.join("|")}`); }

  fields() {
    const { words } = this.data, box = this.find(".numbers");
    for (const name of ["play", "step", "attempt", "hundred", "again"]) this.find(`.${name}`).textContent = words[name];
    this.find(".play").textContent = this.timer ? `❚❚ ${words.pause}` : `▶ ${words.play}`;
    if (!box.children.length)
      box.replaceChildren(...this.numbers.map((_, i) => {
        const label = document.createElement("label");
        label.innerHTML = '<span></span><input type="range" max="1" step="0.05"><output></output>';
        const slider = label.querySelector("input");
        slider.min = i === 0 ? 0.05 : 0;
        slider.oninput = () => { this.numbers[i] = Number(slider.value); this.tell(); this.fields(); this.verdict(); };
        slider.onchange = () => this.keep();
        return label;
      }));
    [...box.children].forEach((label, i) => {
      label.children[0].textContent = words[["alpha", "gamma", "epsilon"][i]];
      label.children[1].value = this.numbers[i];
      label.children[2].textContent = fixed(this.numbers[i]);
    });
  }

  key(event) {
    const { rows, columns } = this.data, by = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (by) {
      const row = clamp(Math.floor(this.picked / columns) + by[0], 0, rows - 1);
      const column = clamp((this.picked % columns) + by[1], 0, columns - 1);
      this.picked = row * columns + column;
      this.mark();
    } else if (event.key === "Enter" || event.key === " ") this.change(this.picked);
    else return;
    event.preventDefault();
  }

  cellAt(event) {
    const box = this.svg.getBoundingClientRect();
    const column = Math.floor((event.clientX - box.left - this.left) / this.side);
    const row = Math.floor((event.clientY - box.top) / this.side);
    return row >= 0 && row < this.data.rows && column >= 0 && column < this.data.columns ? row * this.data.columns + column : null;
  }

  // Empty → treasure → pit → wall → empty; what was learnt elsewhere stays and has to be learnt anew.
  change(at) {
    if (at === this.data.start) return;
    const kind = String((Number(this.cells[at]) + 1) % 4);
    this.cells = this.cells.slice(0, at) + kind + this.cells.slice(at + 1);
    this.walker.values(at).fill(0);
    if (this.walker.cell === at) this.walker.cell = this.data.start;
    this.keep();
    this.draw();
  }

  play() {
    this.timer = setInterval(() => this.walk(), PACE_MS);
    this.fields();
  }

  pause() {
    clearInterval(this.timer);
    this.timer = 0;
    if (this.data) this.fields();
  }

  walk() {
    const { from, after } = this.walker.step();
    this.stop?.();
    this.draw();
    this.stop = glide((t) => this.place(from, after, t), PACE_MS * 0.7);
  }

  run(count) {
    const before = this.walker.q.slice();
    for (let i = 0; i < count; i++) this.walker.attempt();
    const to = this.walker.q;
    this.stop?.();
    this.stop = glide(
      (t) => {
        this.shown = t < 1 ? to.map((v, i) => before[i] + (v - before[i]) * t) : to;
        this.draw(this.shown);
      },
      count > 1 ? 400 : 250,
    );
  }

  draw(q = this.walker.q) {
    const { svg, data, cells } = this, { rows, columns, words } = data, w = this.root.clientWidth || 600;
    const side = (this.side = Math.floor(clamp(w / columns, 40, 92))), left = (this.left = Math.floor((w - side * columns) / 2));
    svg.replaceChildren();
    svg.setAttribute("height", side * rows);
    const { way, end } = this.walker.greedy();
    const center = (cell) => [left + ((cell % columns) + 0.5) * side, (Math.floor(cell / columns) + 0.5) * side];
    this.center = center;
    const kinds = { [EMPTY]: "empty", [TREASURE]: "treasure", [PIT]: "pit", [WALL]: "wall" };
    for (let cell = 0; cell < cells.length; cell++) {
      const [x, y] = center(cell), half = side / 2, values = q.subarray(4 * cell, 4 * cell + 4), most = Math.max(...values);
      put(svg, "rect", { class: `cell ${kinds[cells[cell]]}`, x: x - half + 1, y: y - half + 1, width: side - 2, height: side - 2, rx: 6 });
      if (cells[cell] === TREASURE || cells[cell] === PIT) {
        caption(svg, `prize ${kinds[cells[cell]]}`, x, y + 7, cells[cell] === TREASURE ? "★ +1" : "✕ −1", "middle");
      } else if (cells[cell] === EMPTY) {
        const corners = [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([a, b]) => `${x + a * (half - 3)} ${y + b * (half - 3)}`);
        values.forEach((v, a) => {
          const opacity = (0.12 + 0.7 * Math.min(1, Math.abs(v))).toFixed(3), d = `M${x} ${y}L${corners[a]}L${corners[(a + 1) % 4]}Z`;
          if (v) put(svg, "path", { class: v > 0 ? "good" : "bad", "fill-opacity": opacity, d });
        });
        if (most > 0) {
          const [dy, dx] = MOVES[values.indexOf(most)], r = side * 0.2, base = y - (side > 50 ? 7 : 5);
          const spot = (along, across) => `${x + along * dx * r + across * dy * r} ${base + along * dy * r + across * dx * r}`;
          put(svg, "path", {
            class: `arrow${way.includes(cell) && end === TREASURE ? " way" : ""}`,
            d: `M${spot(1, 0)}L${spot(-0.7, 0.75)}L${spot(-0.7, -0.75)}Z`,
          });
          caption(svg, "value halo", x, y + half - 7, fixed(most), "middle");
        }
      }
    }
    const [sx, sy] = center(data.start);
    caption(svg, `quiet halo${side < 64 ? " small" : ""}`, sx, sy - side / 2 + (side < 64 ? 13 : 19), words.start, "middle");
    this.frame = put(svg, "rect", { class: "picked", width: side - 2, height: side - 2, rx: 6 });
    this.agent = put(svg, "g", { class: "walker" });
    put(this.agent, "circle", { r: side * 0.17 });
    put(this.agent, "circle", { class: "eye", cx: -side * 0.06, cy: -side * 0.03, r: side * 0.03 });
    put(this.agent, "circle", { class: "eye", cx: side * 0.06, cy: -side * 0.03, r: side * 0.03 });
    this.place(this.walker.cell, this.walker.cell, 1);
    this.mark();
    this.verdict();
  }

  place(from, to, t) {
    const [a, b] = [this.center(from), this.center(to)];
    this.agent.setAttribute("transform", `translate(${a[0] + (b[0] - a[0]) * t} ${a[1] + (b[1] - a[1]) * t})`);
  }

  // The four values of the cell under the pointer.
  mark() {
    const { words, columns } = this.data, at = this.picked, [x, y] = this.center(at), half = this.side / 2, kind = this.cells[at];
    this.frame.setAttribute("x", x - half + 1);
    this.frame.setAttribute("y", y - half + 1);
    const named = words[{ [EMPTY]: "empty", [TREASURE]: "treasure", [PIT]: "pit", [WALL]: "wall" }[kind]];
    const place = {
      row: Math.floor(at / columns) + 1, column: (at % columns) + 1,
      kind: at === this.data.start ? words.start : named,
    };
    const q = ["up", "right", "down", "left"].map((name, a) => `${words[name]} ${fixed(this.walker.values(at)[a])}`).join(" · ");
    this.find(".here").textContent =
      filled(words.here, place) +
      (kind === EMPTY ? ` — ${q}` : "") +
      (at === this.data.start ? "" : ` (${words.hint})`);
  }

  verdict() {
    const { walker, data } = this, { words } = data, { way, end } = walker.greedy();
    const value = Math.max(...walker.values(data.start)), moves = way.length - 1;
    const raised = [...String(moves - 1)].map((c) => SUPER[c]).join("");
    const known = [...this.cells].filter((kind, cell) => kind === EMPTY && Math.max(...walker.values(cell)) > 0).length;
    const facts = {
      n: walker.attempts, steps: walker.last, value: fixed(value, 3), moves, left: moves - 1, known,
      power: `${fixed(this.numbers[1])}${raised}`, worth: fixed(this.numbers[1] ** (moves - 1), 3),
    };
    const state =
      end === TREASURE
        ? "found"
        : end === PIT
          ? "pit"
          : !reaches(walker)
            ? "closed"
            : !walker.attempts && !facts.known
              ? "first"
              : value > 0
                ? "loop"
                : "early";
    this.find(".said").textContent = filled(words[`said_${state}`], facts);
    this.svg.setAttribute("aria-label", `${words.alt} ${this.find(".said").textContent}`);
    Object.assign(this.root.dataset, { attempts: walker.attempts, moves: end === TREASURE ? moves : 0, value, cells: this.cells });
  }
}
export default (component) => exhibit(GridWorld, component);
