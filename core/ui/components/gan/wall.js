// A wall of made pictures: from one to another, along a direction, or added up. Needs: sketch, gan/made_wall, gan/pictures.
const MODES = ["morph", "slide", "add"], SLOTS = ["A", "B", "C"], MOST = 4;

class GanWall extends MadeWall {
  constructor(root, setStateValue) {
    super(root, setStateValue, `<div class="scene"><div class="wall" role="group"></div><div class="bench">
      <div class="bar slots" role="radiogroup"></div><div class="bar modes" role="radiogroup"></div>
      <figure><canvas class="big" role="img"></canvas><figcaption aria-live="polite"></figcaption></figure>
      <div class="moves"></div></div></div>`);
    Object.assign(this, { mode: "morph", played: false });
  }

  take(data) {
    const before = this.data, news = this.shared.news(data.pins);
    this.data = data;
    if (!before || news) this.pins = data.pins.split(".").map((v) => clamp(Number(v) || 0, 0, data.count - 1));
    const fresh = before?.sheet !== data.sheet;
    if (fresh) {
      this.latents = floatsOf(data.latents);
      this.directions = floatsOf(data.directions);
      this.shifts = new Float32Array(data.strong);
    }
    this.build();
    if (fresh) { this.pause(); this.t = 0; }
    ganNets(data.model, (nets) => {
      this.nets = nets;
      this.draw();
      if (!this.played && !CALM.matches) { this.played = true; this.play(); }
    });
  }

  code(i) {
    const { latent, classes } = this.data, kinds = classes[i];
    return {
      z: this.latents.slice(i * latent, (i + 1) * latent),
      y: Float32Array.from({ length: this.data.names.length }, (_, k) => Number(k === kinds)),
    };
  }

  build() {
    const { words, count, scores, classes, names } = this.data;
    if (this.wall.children.length !== count)
      this.wall.replaceChildren(...Array.from({ length: count }, (_, i) => {
        const tile = document.createElement("button");
        tile.type = "button";
        tile.dataset.i = i;
        tile.innerHTML = '<u></u><i><b></b></i><span></span>';
        return tile;
      }));
    this.wall.setAttribute("aria-label", words.wall);
    [...this.wall.children].forEach((tile, i) => {
      this.show(tile.firstChild, i);
      tile.querySelector("b").style.width = wide(scores[i]);
      tile.title = filled(words.tile, { n: i + 1, name: names[classes[i]], p: percent(scores[i]) });
      tile.setAttribute("aria-label", tile.title);
    });
    this.choices(".slots", SLOTS, this.slot, (i) => { this.slot = i; this.draw(); }, (i) => filled(words.slot, { letter: SLOTS[i] }));
    const change = (i) => {
      this.pause();
      this.mode = MODES[i];
      this.build();
      this.draw();
    };
    this.choices(".modes", MODES, MODES.indexOf(this.mode), change, (i) => words[MODES[i]]);
    this.find(".slots").hidden = false;
    this.tools();
  }

  // Radio buttons; the slots show their picture.
  choices(where, all, at, choose, label) {
    const box = this.find(where);
    if (box.children.length !== all.length)
      box.replaceChildren(...all.map((name) => {
        const button = document.createElement("button");
        button.type = "button";
        button.setAttribute("role", "radio");
        if (where === ".slots") button.innerHTML = `<u></u><b>${name}</b>`;
        return button;
      }));
    [...box.children].forEach((button, i) => {
      button.onclick = () => choose(i);
      if (where === ".modes") button.textContent = label(i);
      button.setAttribute("aria-label", label(i));
      button.setAttribute("aria-checked", i === at);
    });
  }

  tools() {
    const { words, strong } = this.data, box = this.find(".moves");
    if (box.dataset.mode === this.mode) return this.name();
    box.dataset.mode = this.mode;
    box.replaceChildren();
    const slider = (label, low, high, step, move) => {
      const line = document.createElement("label");
      line.innerHTML = `<span></span><input type="range" min="${low}" max="${high}" step="${step}">`;
      line.firstChild.textContent = label;
      const input = line.lastChild;
      input.oninput = () => { this.pause(); move(Number(input.value)); this.draw(); };
      box.appendChild(line);
      return input;
    };
    if (this.mode === "morph") {
      const button = box.appendChild(create("button", { type: "button", className: "play" }));
      button.onclick = () => (this.player.running ? this.pause() : this.play());
      this.range = slider("A → B", 0, 1, 0.01, (t) => { this.t = t; });
      this.range.setAttribute("aria-label", words.scrub);
    } else if (this.mode === "slide") {
      this.ranges = Array.from({ length: strong }, (_, k) =>
        slider(filled(words.direction, { n: k + 1 }), -MOST, MOST, 0.1, (v) => {
          this.shifts[k] = v;
        }),
      );
      const back = box.appendChild(create("button", { type: "button", textContent: words.back }));
      back.onclick = () => { this.shifts.fill(0); this.draw(); };
    } else box.appendChild(create("p", { textContent: words.add_hint }));
    this.name();
  }

  name() {
    const button = this.find(".moves .play");
    if (button) button.textContent = this.player.running ? `❚❚ ${this.data.words.pause}` : `▶ ${this.data.words.play}`;
  }

  pin(i) {
    this.pins[this.slot] = i;
    if (this.mode === "slide") this.shifts.fill(0);
    else this.slot = (this.slot + 1) % (this.mode === "add" ? 3 : 2);
    this.shared.put(this.pins.join("."));
    this.draw();
    if (this.mode === "morph") { this.t = 0; CALM.matches ? this.draw() : this.play(); }
  }

  // What the bench shows: latent numbers and class weights.
  shown() {
    const [a, b, c] = this.pins.map((i) => this.code(i));
    if (this.mode === "morph") return { z: arc(a.z, b.z, this.t), y: straight(a.y, b.y, this.t) };
    if (this.mode === "add") return { z: a.z.map((v, i) => v - b.z[i] + c.z[i]), y: a.y.map((v, i) => v - b.y[i] + c.y[i]) };
    const chosen = this.pins[Math.min(this.slot, 2)], from = this.code(chosen), { latent } = this.data;
    return { z: from.z.map((v, i) => this.shifts.reduce((sum, s, k) => sum + s * this.directions[k * latent + i], v)), y: from.y };
  }

  draw() {
    if (!this.nets) return;
    const { words, names, classes } = this.data, { z, y } = this.shown();
    const picture = this.nets.picture([...z, ...y]), p = this.nets.opinion(picture, y), big = this.find(".big");
    paint(big, picture);
    const [a, b, c] = this.pins.map((i) => names[classes[i]]);
    const facts = { a, b, c, t: percent(this.t), p: percent(p), name: [a, b, c][this.slot] };
    const said = filled(words[`said_${this.mode}`], facts);
    this.find("figcaption").textContent = said;
    big.setAttribute("aria-label", said);
    [...this.wall.children].forEach((tile, i) => {
      const letters = SLOTS.filter((_, s) => this.pins[s] === i && (s < 2 || this.mode === "add")).join("");
      tile.querySelector("span").textContent = letters;
      tile.classList.toggle("pinned", letters !== "");
    });
    [...this.find(".slots").children].forEach((button, s) => {
      this.show(button.firstChild, this.pins[s]);
      button.setAttribute("aria-checked", s === this.slot);
      button.hidden = s === 2 && this.mode === "morph";
    });
    if (this.range) this.range.value = this.t;
    if (this.mode === "slide") this.ranges.forEach((range, k) => { range.value = this.shifts[k]; });
    Object.assign(this.root.dataset, { t: this.t, mode: this.mode, opinion: p, mean: picture.reduce((s, v) => s + v, 0) / picture.length });
  }
}
export default (component) => exhibit(GanWall, component);
