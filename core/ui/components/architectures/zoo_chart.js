// Named dots: accuracy upwards, something else to the right. They glide when that changes; a click chooses.
// Needs: sketch.
const SPOTS = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [-1, -1], [1, 1], [-1, 1]];
const LANE = 40; // pixels below the axis for what has no accuracy
const RULER = document.createElement("canvas").getContext("2d");

class FamilyChart {
  constructor(root, _, setTriggerValue) {
    Object.assign(this, { root, cursor: null, places: new Map() });
    this.shared = new Shared((name) => setTriggerValue("picked", name));
    root.innerHTML = '<svg role="radiogroup"></svg><p class="said" aria-live="polite"></p>';
    this.svg = root.querySelector("svg");
    this.svg.onclick = (event) => this.pick(this.nearest(event));
    this.svg.onpointermove = (event) => { if (event.pointerType === "mouse") this.point(this.nearest(event)); };
    this.svg.onpointerleave = () => this.point(null);
    this.svg.onkeydown = (event) => this.key(event);
  }

  take(data) {
    if (this.shared.news(data.picked) || !this.data) Object.assign(this, { picked: data.picked, versus: data.versus });
    else if (data.picked === this.picked) this.versus = data.versus;
    this.data = data;
    this.draw(true);
  }

  get shown() { return this.data.dots.filter((dot) => dot.x !== null); }

  // Where each dot belongs in this width; what is not placed on this axis leaves.
  aim() {
    const { data } = this, width = this.root.clientWidth || 600, height = width < 500 ? 400 : 460;
    const lane = this.shown.some((dot) => dot.y === null) ? LANE : 0;
    const plane = new Plane({ x: 52, y: 22, w: width - 76, h: height - 80 - lane }, data.xs, data.ys);
    const log = (v) => (data.log ? Math.log10(v) : v);
    Object.assign(this, { plane, width, height, log, lane });
    return new Map(
      this.shown.map((dot) => [
        dot.name,
        [plane.px(log(dot.x)), dot.y === null ? plane.box.y + plane.box.h + LANE / 2 + 4 : plane.py(dot.y)],
      ]),
    );
  }

  draw(moving = false) {
    const goal = this.aim(), from = this.places;
    this.labels = this.label(goal);
    this.stop?.();
    const changed =
      moving &&
      from.size &&
      [...goal].some(
        ([name, [x, y]]) => !from.has(name) || Math.hypot(x - from.get(name)[0], y - from.get(name)[1]) > 1,
      );
    this.stop = glide((t) => {
      this.places = new Map([...goal].map(([name, [x, y]]) => {
        const [x0, y0] = from.get(name) ?? [x, this.plane.box.y + this.plane.box.h];
        return [name, [x0 + (x - x0) * t, y0 + (y - y0) * t]];
      }));
      this.paint();
    }, changed ? 400 : 0);
  }

  // Give every name the free place nearest to its dot; one without room is shown when it is pointed at.
  label(places) {
    const chosen = new Map(), taken = [], { box } = this.plane;
    const rank = (dot) => (this.special(dot.name) ? 0 : 1);
    RULER.font = `600 15px ${getComputedStyle(this.root).fontFamily}`;
    const hits = (a) => taken.filter((b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h).length;
    const dots = [...places.values()].map(([x, y]) => ({ x: x - 8, y: y - 8, w: 16, h: 16 }));
    taken.push(...dots, { x: 0, y: 0, w: box.x - 4, h: box.y + box.h }); // the scale's own numbers
    for (const dot of [...this.shown].sort((a, b) => rank(a) - rank(b))) {
      const [x, y] = places.get(dot.name), w = RULER.measureText(dot.title).width + 4, h = 18;
      const spots = SPOTS.map(([dx, dy]) => ({
        x: dx ? x + dx * (dy ? 9 : 13) - (dx < 0 ? w : 0) : x - w / 2,
        y: dy ? y + dy * (dx ? 14 : 21) - h / 2 : y - h / 2, w, h,
      }));
      const fits = (spot) => spot.x > 4 && spot.x + w < this.width && spot.y > 0 && spot.y + h < box.y + box.h + 4 + this.lane;
      const least = spots.filter(fits).sort((a, b) => hits(a) - hits(b))[0];
      const spot = least && (rank(dot) === 0 || !hits(least)) ? least : null;
      if (!spot) continue;
      taken.push(spot);
      chosen.set(dot.name, [spot.x + 2 - x, spot.y + 14 - y]);
    }
    return chosen;
  }

  special(name) { return name === this.picked || name === this.versus || name === this.cursor; }

  line(names, kind) {
    const points = names.map((name) => this.places.get(name));
    if (points.every(Boolean) && points.length > 1)
      put(this.svg, "path", { class: kind, d: points.map(([x, y], i) => {
        if (!i) return `M${x} ${y}`;
        const [x0, y0] = points[i - 1], mid = (x + x0) / 2;
        return kind !== "link" && kind !== "link kin" ? `L${x} ${y}` : `C${mid} ${y0} ${mid} ${y} ${x} ${y}`;
      }).join("") });
  }

  paint() {
    const { svg, data, plane } = this, { words } = data, { box } = plane, foot = box.y + box.h;
    const focused = svg.getRootNode().activeElement?.dataset?.name;
    svg.replaceChildren();
    svg.setAttribute("height", this.height);
    svg.setAttribute("aria-label", words.alt);
    for (const t of ticks(data.ys[0], data.ys[1], 5)) {
      put(svg, "line", { class: "grid", x1: box.x, x2: box.x + box.w, y1: plane.py(t), y2: plane.py(t) });
      caption(svg, "tick", box.x - 8, plane.py(t) + 5, `${fixed(t, 0)}%`, "end");
    }
    put(svg, "line", { class: "axis", x1: box.x, x2: box.x + box.w, y1: foot, y2: foot });
    for (const { at, text } of data.ticks)
      caption(svg, "tick", plane.px(this.log(at)), foot + this.lane + 20, text, "middle");
    caption(svg, "quiet", box.x + box.w, foot + this.lane + 44, words.x, "end");
    if (this.lane) {
      put(svg, "line", { class: "grid", x1: box.x, x2: box.x + box.w, y1: foot + LANE, y2: foot + LANE });
      caption(svg, "quiet", box.x + box.w - 2, foot + LANE / 2 + 9, words.lane, "end");
    }
    caption(svg, "quiet", 4, 14, words.y);
    const kin = this.kin();
    for (const [older, newer] of data.links) this.line([older, newer], kin.has(newer) && kin.has(older) ? "link kin" : "link");
    this.line(data.best, "best");
    const tested = (name) => data.dots.find((dot) => dot.name === name)?.y !== null;
    if (tested(this.versus) && tested(this.picked)) this.line([this.versus, this.picked], "pair");
    for (const dot of [...this.shown].sort((a, b) => this.special(a.name) - this.special(b.name))) this.dot(dot);
    if (focused) svg.querySelector(`[data-name="${focused}"]`)?.focus();
    if (!this.shown.length) caption(svg, "name halo", box.x + box.w / 2, box.y + box.h / 2, words.none, "middle");
    const told = this.data.dots.find((dot) => dot.name === (this.cursor ?? this.picked));
    this.root.querySelector(".said").textContent = told?.said ?? "";
    this.root.dataset.picked = this.picked;
    this.root.dataset.labels = this.labels.size;
  }

  dot(dot) {
    const [x, y] = this.places.get(dot.name), { plane } = this;
    const kind = dot.name === this.picked ? "picked" : dot.name === this.versus ? "versus" : "";
    const group = put(this.svg, "g", {
      class: `dot ${kind}${dot.y === null ? " unknown" : ""}${dot.name === this.cursor ? " under" : ""}`,
      role: "radio", "aria-checked": dot.name === this.picked, "aria-label": dot.said,
      tabindex: dot.name === this.picked ? 0 : -1, "data-name": dot.name,
    });
    if (kind && dot.newer !== null) {
      put(group, "line", { class: "recipe", x1: x, x2: x, y1: y, y2: plane.py(dot.newer) });
      put(group, "line", { class: "recipe", x1: x - 6, x2: x + 6, y1: plane.py(dot.newer), y2: plane.py(dot.newer) });
    }
    put(group, "circle", { cx: x, cy: y, r: kind ? 10 : 8 });
    const offset = this.labels.get(dot.name);
    if (offset) caption(group, "halo", x + offset[0], y + offset[1], dot.title);
  }

  // The chosen network and everything it goes back to.
  kin() {
    const found = new Set([this.picked]);
    for (let grown = -1; grown !== found.size;) {
      grown = found.size;
      for (const [older, newer] of this.data.links) if (found.has(newer)) found.add(older);
    }
    return found;
  }

  nearest(event) {
    const box = this.svg.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
    let best = null, least = 44;
    for (const dot of this.shown) {
      const [px, py] = this.places.get(dot.name), offset = this.labels.get(dot.name);
      const onLabel =
        offset &&
        Math.abs(y - py - offset[1] + 5) < 10 &&
        x > px + offset[0] &&
        x < px + offset[0] + RULER.measureText(dot.title).width;
      const far = onLabel ? 0 : Math.hypot(px - x, py - y);
      if (far < least) [best, least] = [dot.name, far];
    }
    return best;
  }

  point(name) {
    this.svg.style.cursor = name ? "pointer" : "default";
    if (name === this.cursor) return;
    this.cursor = name;
    this.draw();
  }

  pick(name) {
    if (!name || name === this.picked) return;
    Object.assign(this, { versus: this.picked, picked: name });
    this.draw();
    this.shared.put(name);
  }

  key(event) {
    const order = [...this.shown].sort((a, b) => a.x - b.x || a.y - b.y).map((dot) => dot.name);
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (step) this.point(order[clamp(order.indexOf(this.cursor ?? this.picked) + step, 0, order.length - 1)]);
    else if (event.key === "Enter" || event.key === " ") this.pick(this.cursor);
    else return;
    event.preventDefault();
    this.svg.querySelector(`[data-name="${this.cursor ?? this.picked}"]`)?.focus();
  }
}
export default (component) => exhibit(FamilyChart, component);
