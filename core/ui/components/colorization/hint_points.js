// A photo on which the learner gives places a colour; the server's network follows. Needs: sketch.
const NEAR = 22, DOT = 11, STRIDE = 20; // pixels: a marker is meant within, its radius; thousandths that an arrow moves

class HintPoints {
  constructor(root, setStateValue) {
    Object.assign(this, { root, hints: [], chosen: -1, view: 0, colour: null, cross: null });
    this.shared = new Shared((hints) => setStateValue("hints", hints));
    root.innerHTML = `<div class="bar swatches" role="radiogroup"></div>
      <div class="bar views" role="radiogroup"></div>
      <div class="coloured"><img draggable="false" alt=""><svg tabindex="0" role="img"></svg></div>
      <div class="bar"><button class="remove" type="button"></button><button class="clear" type="button"></button>
        <p class="said" aria-live="polite"></p></div><p class="keys"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.svg = this.find("svg");
    const share = (x, y) => [x / this.svg.clientWidth, y / this.svg.clientHeight].map((v) => clamp(Math.round(v * 1000), 0, 1000));
    drag(this.svg, (x, y) => this.move(share(x, y)), () => this.tell(), (x, y) => this.take_up(share(x, y)));
    this.svg.onkeydown = (event) => this.key(event);
    this.svg.onblur = () => { this.cross = null; this.draw(); };
    this.find(".remove").onclick = () => this.remove();
    this.find(".clear").onclick = () => { this.hints = []; this.chosen = -1; this.tell(); };
  }

  take(data) {
    const first = !this.data;
    this.data = data;
    this.colour ??= data.swatches[0].hex;
    this.view = Math.min(this.view, data.views.length - 1);
    if (this.shared.news(data.hints) || first) {
      this.hints = data.hints.split("_").filter(Boolean).map((one) => {
        const [x, y, hex] = one.split(".");
        return { x: Number(x), y: Number(y), hex: `#${hex}` };
      });
      this.chosen = this.hints.length - 1;
      if (this.chosen >= 0) this.colour = this.hints[this.chosen].hex;
    }
    this.bars();
    this.draw();
  }

  bars() {
    const { words, swatches, views } = this.data, picker = create("input", { type: "color", value: this.colour });
    const button = (label, on, click) => {
      const made = create("button", { type: "button", title: label, onclick: click });
      made.setAttribute("role", "radio");
      made.setAttribute("aria-label", label);
      made.setAttribute("aria-checked", on);
      return made;
    };
    picker.setAttribute("aria-label", words.other);
    picker.title = words.other;
    picker.oninput = () => this.paint(picker.value);
    picker.onchange = () => { this.paint(picker.value); this.tell(); };
    this.find(".swatches").setAttribute("aria-label", words.colour);
    this.find(".swatches").replaceChildren(...swatches.map(({ hex, name }) => {
      const made = button(name, hex === this.colour, () => { this.paint(hex); this.tell(); });
      made.style.background = hex;
      return made;
    }), picker);
    this.find(".views").setAttribute("aria-label", words.view);
    this.find(".views").replaceChildren(...views.map(({ name }, i) => {
      const made = button(name, i === this.view, () => { this.view = i; this.bars(); this.draw(); });
      made.textContent = name;
      return made;
    }));
    this.find(".remove").textContent = words.remove;
    this.find(".clear").textContent = words.clear;
    this.find(".keys").textContent = words.keys;
  }

  // The marker at a place in thousandths, or a new one there; whether there is any to be moved.
  take_up(at) {
    const w = this.svg.clientWidth / 1000, h = this.svg.clientHeight / 1000;
    const far = this.hints.map((hint) => Math.hypot((hint.x - at[0]) * w, (hint.y - at[1]) * h));
    const nearest = far.indexOf(Math.min(...far));
    if (nearest >= 0 && far[nearest] <= NEAR) this.chosen = nearest;
    else if (this.hints.length < this.data.most) this.chosen = this.hints.push({ x: at[0], y: at[1], hex: this.colour }) - 1;
    else { this.full = true; this.draw(); return false; }
    this.colour = this.hints[this.chosen].hex;
    this.grip = [this.hints[this.chosen].x - at[0], this.hints[this.chosen].y - at[1]];
    return true;
  }

  move(at) {
    const hint = this.hints[this.chosen];
    [hint.x, hint.y] = at.map((v, i) => clamp(v + this.grip[i], 0, 1000));
    this.draw();
  }

  paint(hex) {
    this.colour = hex;
    if (this.chosen >= 0) this.hints[this.chosen].hex = hex;
    this.draw();
  }

  remove() {
    if (this.chosen < 0) return;
    this.hints.splice(this.chosen, 1);
    this.chosen = this.hints.length - 1;
    this.tell();
  }

  tell() {
    this.full = false;
    this.bars();
    this.draw();
    this.shared.put(this.written());
  }

  written() { return this.hints.map(({ x, y, hex }) => `${x}.${y}.${hex.slice(1)}`).join("_"); }

  key(event) {
    const step = ARROWS[event.key];
    if (step) {
      const hint = this.hints[this.chosen];
      this.cross = (this.cross ?? (hint ? [hint.x, hint.y] : [500, 500])).map((v, i) => clamp(v + step[i] * STRIDE, 0, 1000));
    } else if (event.key === " " || event.key === "Enter") {
      this.cross ??= [500, 500];
      if (this.take_up(this.cross)) this.tell();
    } else if (event.key === "Delete" || event.key === "Backspace") this.remove();
    else return;
    event.preventDefault();
    this.draw();
  }

  draw() {
    if (!this.data) return;
    const { words, views, most } = this.data, w = this.svg.clientWidth, h = this.svg.clientHeight, image = this.find("img");
    if (image.src !== views[this.view].src) image.src = views[this.view].src;
    if (!h) image.onload = () => this.draw();
    this.svg.replaceChildren();
    this.svg.setAttribute("viewBox", `0 0 ${Math.max(1, w)} ${Math.max(1, h)}`);
    this.hints.forEach(({ x, y, hex }, i) => {
      const spot = { cx: (x * w) / 1000, cy: (y * h) / 1000 };
      put(this.svg, "circle", { ...spot, r: DOT + 3, fill: i === this.chosen ? "#1b2430" : "#1b243066" });
      put(this.svg, "circle", { ...spot, r: DOT, fill: hex, stroke: "#fff", "stroke-width": 3 });
    });
    if (this.cross) {
      const [x, y] = [(this.cross[0] * w) / 1000, (this.cross[1] * h) / 1000], d = `M${x - 14} ${y}H${x + 14}M${x} ${y - 14}V${y + 14}`;
      put(this.svg, "path", { d, stroke: "#1b2430", "stroke-width": 5 });
      put(this.svg, "path", { d, stroke: "#fff", "stroke-width": 2 });
    }
    const said = filled(this.full ? words.full : words.said, { n: this.hints.length, most });
    this.find(".said").textContent = said;
    this.svg.setAttribute("aria-label", `${words.alt} ${said}`);
    this.find(".remove").disabled = this.chosen < 0;
    this.find(".clear").disabled = !this.hints.length;
    this.root.dataset.hints = this.written();
  }
}
export default (component) => exhibit(HintPoints, component);
