// Messages by their exclamation marks, and a border beyond which one is called spam. Needs: sketch.
class SpamBorder {
  constructor(root, setStateValue) {
    this.root = root;
    this.shared = new Shared((border) => setStateValue("border", border));
    root.innerHTML = `<svg tabindex="0" role="slider"></svg><p class="said" aria-live="polite"></p>`;
    this.svg = root.querySelector("svg");
    drag(this.svg, (px) => this.move(this.plane.vx(px) - 0.5), () => this.shared.put(String(this.border)));
    this.svg.onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      this.move(this.border + step);
      this.shared.put(String(this.border));
    };
  }

  take(data) {
    const fresh = this.shared.news(data.border) || !this.data;
    this.data = data;
    if (fresh) this.border = Number(data.border);
    this.draw();
  }

  move(to) {
    this.border = clamp(Math.round(to), 0, this.data.most);
    this.draw();
  }

  draw() {
    const { svg, data, border } = this, { words, marks, spam, most } = data, w = this.root.clientWidth || 600, h = 300;
    const plane = this.plane = new Plane({ x: 20, y: 30, w: w - 40, h: h - 80 }, [-0.6, most + 0.6], [0, 2]);
    svg.setAttribute("height", h);
    svg.replaceChildren();
    const x = plane.px(border + 0.5), { box } = plane;
    put(svg, "rect", { class: "beyond", x, y: box.y, width: box.x + box.w - x, height: box.h });
    for (let n = 0; n <= most; n++) caption(svg, "tick", plane.px(n), h - 30, n, "middle");
    caption(svg, "quiet", box.x + box.w, h - 6, words.marks, "end");
    caption(svg, "quiet", box.x, box.y + 16, words.spam);
    caption(svg, "quiet", box.x, box.y + box.h / 2 + 20, words.mail);
    const piles = {};
    let alarms = 0, missed = 0;
    marks.forEach((n, i) => {
      const pile = piles[`${n} ${spam[i]}`] = (piles[`${n} ${spam[i]}`] ?? 0) + 1, called = n > border, wrong = called !== spam[i];
      alarms += called && !spam[i];
      missed += !called && spam[i];
      const [px, py] = [plane.px(n), plane.py(spam[i] ? 1.08 : 0.02) - 16 - (pile - 1) * 26];
      put(svg, "rect", { class: `mail${spam[i] ? " spam" : ""}`, x: px - 14, y: py - 10, width: 28, height: 20, rx: 3 });
      put(svg, "path", { class: "fold", d: `M${px - 14} ${py - 9}L${px} ${py + 2}L${px + 14} ${py - 9}` });
      if (wrong) caption(svg, "wrong halo", px, py + 8, "✗", "middle");
    });
    put(svg, "line", { class: "border", x1: x, x2: x, y1: box.y - 8, y2: box.y + box.h });
    put(svg, "circle", { class: "handle", cx: x, cy: box.y - 8, r: 12 });
    const said = this.root.querySelector(".said").textContent = filled(words.said, { border, alarms, missed });
    const aria = { label: words.alt, valuemin: 0, valuemax: most, valuenow: border, valuetext: said };
    for (const [name, value] of Object.entries(aria)) svg.setAttribute(`aria-${name}`, value);
    Object.assign(this.root.dataset, { border, alarms, missed });
  }
}
export default (component) => exhibit(SpamBorder, component);
