// Two thresholds under the photo: which boxes stay, at each move, for one network or two.
// Needs: sketch, boxes, detection/nms_count, detection/thresholds_pane.
class Sieve {
  constructor(root, setStateValue) {
    Object.assign(this, { root, panes: [], faint: false, started: -Infinity });
    this.shared = new Shared((settings) => setStateValue("settings", settings));
    this.sharedOff = new Shared((off) => setStateValue("off", off));
    root.innerHTML = `<div class="panes"></div><p class="said" aria-live="polite"></p>
      <div class="bar limits">
        <label class="score">
          <span></span><input type="range" min="0.01" max="0.95" step="0.01"><output></output></label>
      <label class="iou"><span></span><input type="range" min="0.05" max="0.95" step="0.01"><output></output></label></div>
      <div class="bar"><button class="play" type="button"></button><button class="faint" type="button" aria-pressed="false"></button></div>
      <div class="chips" role="group"></div>`;
    this.find = (selector) => root.querySelector(selector);
    this.find(".play").onclick = () => (this.running() ? this.end() : this.play());
    this.find(".faint").onclick = () => {
      this.faint = !this.faint;
      this.find(".faint").setAttribute("aria-pressed", this.faint);
      this.end();
    };
    for (const name of ["score", "iou"]) {
      const range = this.find(`.${name} input`);
      range.oninput = () => { this[name] = Number(range.value); this.end(false); this.count(); this.draw(); };
      range.onchange = () => this.shared.put(`${this.score.toFixed(2)},${this.iou.toFixed(2)}`);
    }
  }

  pane(i) {
    const pane = new Pane(() => this.draw());
    pane.canvas.onpointermove = (event) => { if (!this.running()) this.point(i, pane.under(event.offsetX, event.offsetY)); };
    pane.canvas.onpointerleave = () => this.point(i, -1);
    pane.canvas.onblur = () => this.point(i, -1);
    pane.canvas.onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key], n = pane.shown.length;
      if (event.key === " ") this.play();
      else if (step && n) {
        const from = pane.shown.indexOf(pane.over) + (step < 0 && pane.over < 0 ? 1 : 0);
        this.end(false);
        this.point(i, pane.shown[(from + step + n) % n]);
      } else return;
      event.preventDefault();
    };
    return pane;
  }

  take(data) {
    const { words } = data;
    this.data = data;
    while (this.panes.length > data.panes.length) this.panes.pop();
    while (this.panes.length < data.panes.length) this.panes.push(this.pane(this.panes.length));
    this.find(".panes").replaceChildren(...this.panes.map((pane) => pane.node));
    this.find(".panes").style.setProperty("--n", this.panes.length);
    const fresh = this.panes.map((pane, i) => pane.take(data, data.panes[i], words)).some(Boolean);
    if (this.shared.news(data.settings) || this.score === undefined) [this.score, this.iou] = data.settings.split(",").map(Number);
    if (this.sharedOff.news(data.off) || !this.off) this.off = new Set(data.off ? data.off.split(".") : []);
    this.find(".score span").textContent = words.score;
    this.find(".iou span").textContent = words.iou;
    this.find(".faint").textContent = words.faint;
    this.find(".chips").setAttribute("aria-label", words.classes);
    this.count();
    if (fresh && !CALM.matches) this.play();
    else this.draw();
    this.label();
  }

  // Work out all that the thresholds decide.
  count() {
    for (const pane of this.panes) { pane.count(this.score, this.iou, this.off); pane.over = -1; }
    const [a, b] = this.panes;
    if (b) [a.agreed, b.agreed] = pairsOf(a, b);
    else a.agreed = null;
    for (const name of ["score", "iou"]) {
      this.find(`.${name} input`).value = this[name];
      this.find(`.${name} output`).textContent = fixed(this[name]);
    }
    this.chips();
    this.say();
    Object.assign(this.root.dataset, { shown: this.panes.map((pane) => pane.shown.length), agreed: b ? a.agreed.size : "" });
    if (this.panes.some((pane) => pane.leaving.length)) this.move();
  }

  say() {
    const { words } = this.data, [a, b] = this.panes, over = this.panes.find((pane) => pane.over >= 0);
    let said = filled(a.shown.length ? words.said : words.said_none, { n: a.shown.length });
    if (b) {
      const things = a.shown.length + b.shown.length - a.agreed.size;
      said = filled(things ? words.said_both : words.said_none, {
        a: a.shown.length, b: b.shown.length, both: a.agreed.size, things,
      });
    }
    if (over) {
      const struck = over.struckBy(over.over), name = over.names[over.ids[over.over]], score = fixed(over.scores[over.over]);
      said = filled(struck.length ? words.said_box : words.said_alone, {
        name, score, n: struck.length, low: fixed(Math.min(...struck.map((s) => s.overlap))),
      });
    }
    if (this.find(".said").textContent !== said) this.find(".said").textContent = said;
    for (const pane of this.panes) {
      const boxes = pane.shown.slice(0, 12).map((i) => `${pane.names[pane.ids[i]]} ${fixed(pane.scores[i])}`);
      pane.canvas.setAttribute("aria-label", `${words.alt} ${boxes.join(", ")}`);
    }
  }

  // A switch for each class that is found, with how often.
  chips() {
    const { words } = this.data, found = new Map();
    for (const [p, pane] of this.panes.entries()) for (const i of pane.kept) {
      const label = pane.labels[pane.ids[i]];
      if (!found.has(label)) found.set(label, { name: pane.names[pane.ids[i]], counts: this.panes.map(() => 0) });
      found.get(label).counts[p] += 1;
    }
    const wanted = [...found].map(([label, { name, counts }]) => {
      const chip = document.createElement("button"), on = !this.off.has(label);
      Object.assign(chip, { type: "button", textContent: `${on ? "✓ " : ""}${name} ` });
      chip.append(create("b", { textContent: counts.join(" · ") }));
      chip.dataset.label = label;
      chip.setAttribute("aria-pressed", on);
      chip.onclick = () => { on ? this.off.add(label) : this.off.delete(label); this.filter(label); };
      return chip;
    });
    if ([...this.off].some((label) => found.has(label))) {
      const every = create("button", { type: "button", textContent: words.every });
      every.onclick = () => { this.off.clear(); this.filter(); };
      wanted.push(every);
    }
    this.find(".chips").replaceChildren(...wanted);
  }

  filter(label) {
    this.end(false);
    this.count();
    this.draw();
    this.find(`.chips [data-label="${label}"]`)?.focus();
    this.sharedOff.put([...this.off].join("."));
  }

  point(i, box) {
    const pane = this.panes[i];
    if (!pane || pane.over === box) return;
    pane.over = box;
    this.draw();
    this.say();
  }

  running() { return performance.now() - this.started < STRIKE + STRIKE_MS + 2 * FADE; }
  play() {
    for (const pane of this.panes) Object.assign(pane, { over: -1, leaving: [] });
    this.started = performance.now();
    this.move();
    this.label();
  }
  end(draw = true) { this.started = -Infinity; this.label(); if (draw) this.draw(); }
  label() { const { words } = this.data; this.find(".play").textContent = this.running() ? `■ ${words.skip}` : `▶ ${words.play}`; }

  move() {
    if (this.frame) return;
    const tick = (now) => {
      for (const pane of this.panes) pane.leaving = pane.leaving.filter(({ started }) => now - started < LEAVE);
      this.draw();
      const more = this.running() || this.panes.some((pane) => pane.leaving.length);
      this.frame = more && this.root.isConnected ? requestAnimationFrame(tick) : 0;
      if (!more) this.end();
    };
    this.frame = requestAnimationFrame(tick);
  }

  draw() {
    const t = this.running() ? performance.now() - this.started : Infinity;
    for (const pane of this.panes) pane.draw(t, this.faint);
  }
}
export default (component) => exhibit(Sieve, component);
