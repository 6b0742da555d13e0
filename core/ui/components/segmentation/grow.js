// A pooled map that grows again by one of three methods, value by value. Needs: sketch.
const GROW_MS = 650;

// Halves need one digit after the point; quarters, and what is neither, two.
const digitsOf = (v) => (Math.abs(v * 2 - Math.round(v * 2)) < 1e-9 ? 1 : 2);

class Grow {
  constructor(root) {
    Object.assign(this, { root, step: 0 });
    root.innerHTML = `<div class="fit"><div class="chain">
        <figure class="before"><figcaption></figcaption><div class="cells"></div></figure>
        <div class="arrow"><b></b><i>→</i></div>
      <figure class="pooled"><figcaption></figcaption><div class="cells"></div></figure>
      <div class="arrow times"><b></b><div class="cells kernel"></div><i>→</i></div>
      <figure class="large"><figcaption></figcaption><div class="cells"></div></figure></div></div>
      <div class="bar">
        <button class="play" type="button"></button><button class="next" type="button"></button>
        <input type="range" min="0" step="1"></div>
      <p class="said" aria-live="polite"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.find(".play").onclick = () => (this.timer ? this.stop() : this.play());
    this.find(".next").onclick = () => { this.stop(); this.go(this.step >= this.last() ? 0 : this.step + 1); };
    this.find("input").oninput = (event) => { const step = Number(event.target.value); this.stop(); this.go(step); };
  }

  last() { return this.data.steps.length; }

  take(data) {
    const fresh = JSON.stringify([data.steps, data.pooled]) !== this.shown;
    this.data = data;
    this.shown = JSON.stringify([data.steps, data.pooled]);
    this.stop();
    if (fresh) this.step = this.last();
    this.find("input").max = this.last();
    this.find("input").setAttribute("aria-label", data.words.scrub);
    this.draw();
  }

  go(step) { this.step = step; this.draw(); }

  play() {
    if (this.step >= this.last()) this.go(0);
    this.timer = setInterval(() => (this.step >= this.last() ? this.stop() : this.go(this.step + 1)), CALM.matches ? 1200 : GROW_MS);
    this.draw();
  }

  stop() { clearInterval(this.timer); this.timer = null; if (this.data) this.draw(); }

  draw() {
    const { data, step } = this, { words, input, pooled, steps, method, kernel } = data, n = pooled.length;
    const now = step ? steps[step - 1] : null;
    const total = Array.from({ length: n * 2 }, () => new Float64Array(n * 2));
    steps.slice(0, step).forEach((s) => s.adds.forEach((row, y) => row.forEach((v, x) => { total[y][x] += v; })));
    const at = (y, x) => data.rows[y >> 1][x >> 1] === y && data.columns[y >> 1][x >> 1] === x;
    this.grid(
      ".before .cells",
      input,
      9,
      (y, x) =>
        (at(y, x) ? "kept" : "") +
        (now && method === "unpool" && at(y, x) && now.row === y >> 1 && now.column === x >> 1 ? " now" : ""),
    );
    this.grid(".pooled .cells", pooled, 9, (y, x) => (now && now.row === y && now.column === x ? "now" : ""));
    const most = Math.max(...data.large.flat().map(Math.abs), 1);
    this.grid(".large .cells", total, most, (y, x) => (now && now.adds[y][x] ? "now" : ""));
    const times = this.find(".times");
    this.find(".times .kernel").hidden = method !== "transposed";
    if (method === "transposed") this.grid(".times .kernel", kernel, 9, () => "");
    times.querySelector("b").textContent = words[`by_${method}`];
    this.find(".before figcaption").textContent = words.before;
    this.find(".arrow b").textContent = words.pool;
    this.find(".pooled figcaption").textContent = words.pooled;
    this.find(".large figcaption").textContent = words.large;
    this.find(".play").textContent = this.timer ? `❚❚ ${words.pause}` : `▶ ${words.play}`;
    this.find(".next").textContent = words.next;
    this.find("input").value = step;
    const cells = now ? now.adds.flat().filter(Boolean).length : 0;
    const facts = now ? { v: fixed(pooled[now.row][now.column], 0), n: cells } : {};
    this.find(".said").textContent = now ? filled(step === this.last() ? words.done : words.step, facts) : words.start;
    Object.assign(this.root.dataset, { step, sum: total.map((row) => [...row].join(",")).join(";") });
  }

  grid(selector, rows, most, mark) {
    const box = this.find(selector);
    box.style.setProperty("--n", rows.length);
    const nodes = rows.flatMap((row, y) => [...row].map((v, x) => {
      const cell = document.createElement("span"), share = clamp(Math.abs(v) / most, 0, 1);
      cell.textContent = fixed(v, Number.isInteger(v) ? 0 : digitsOf(v));
      cell.style.background = `rgb(${rgbOf(v < 0 ? ORANGE : BLUE).join(" ")} / ${0.75 * share})`;
      cell.className = mark(y, x);
      return cell;
    }));
    box.replaceChildren(...nodes);
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", rows.map((row) => [...row].map((v) => fixed(v, 1)).join(" ")).join("; "));
  }
}
export default (component) => exhibit(Grow, component);
