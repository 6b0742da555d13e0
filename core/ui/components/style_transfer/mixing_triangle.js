// A photo in a mixture of three styles, and a triangle on which a point mixes them. Needs: sketch.
const TALL = Math.sqrt(3) / 2; // height of a triangle whose sides are 1
const SNAP = 0.04; // a share below it is none, so that a corner can be hit

// The shares of the three corners at a point of the triangle: top, lower left, lower right; outside, the nearest inside.
function sharesAt(x, y) {
  const top = clamp(1 - y / TALL, 0, 1), right = clamp(x - top / 2, 0, 1 - top);
  return rounded([top, 1 - top - right, right]);
}

function rounded(shares) {
  const kept = shares.map((share) => (share < SNAP ? 0 : share)), sum = kept.reduce((a, b) => a + b);
  return kept.map((share) => Math.round((share / sum) * 100) / 100);
}

class MixingTriangle {
  constructor(root, setStateValue) {
    this.root = root;
    this.shared = new Shared((mix) => setStateValue("mix", mix));
    root.innerHTML = `<div class="both"><div class="photo"><canvas role="img"></canvas><b></b></div>
      <svg viewBox="0 0 260 250" tabindex="0" role="slider" aria-valuemin="0" aria-valuemax="100"></svg></div>
      <p class="said" aria-live="polite"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.svg = this.find("svg");
    drag(this.svg, (x, y) => this.move(x, y), () => this.tell());
    this.svg.onkeydown = (event) => {
      const way = ARROWS[event.key];
      if (!way) return;
      event.preventDefault();
      const [top, , right] = this.shares, x = right + top / 2 + 0.05 * way[0], y = TALL * (1 - top) + 0.05 * way[1];
      this.mix(sharesAt(clamp(x, 0, 1), clamp(y, 0, TALL)));
      clearTimeout(this.telling);
      this.telling = setTimeout(() => this.tell(), 500);
    };
  }

  take(data) {
    const fresh = this.shared.news(data.mix) || !this.data;
    this.data = data;
    if (fresh) this.shares = data.mix.split(",").map(Number);
    const loading = [data.painted, ...data.corners.map((corner) => corner.src)].map((src) => {
      const image = new Image();
      image.src = src;
      return image.decode().then(() => image);
    });
    Promise.all(loading).then(([painted, ...corners]) => {
      if (this.data !== data) return;
      Object.assign(this, { painted, corners, mixing: data.mix !== this.shares.join(",") });
      this.draw();
    });
  }

  // The triangle's side is 200 of the drawing's 260 units, its top at (130, 30).
  move(x, y) {
    const scale = 260 / this.svg.clientWidth;
    this.mix(sharesAt((x * scale - 30) / 200, (y * scale - 32) / 200));
  }

  mix(shares) {
    this.shares = shares;
    this.mixing = true;
    this.draw();
  }

  tell() { this.shared.put(this.shares.join(",")); }

  draw() {
    if (!this.painted) return;
    const canvas = this.find("canvas"), { words } = this.data, context = canvas.getContext("2d");
    canvas.width = this.painted.naturalWidth;
    canvas.height = this.painted.naturalHeight;
    if (this.mixing) this.lay(context);
    else context.drawImage(this.painted, 0, 0);
    this.find(".photo b").textContent = this.mixing ? words.preview : "";
    const said = filled(words.said, this.facts());
    canvas.setAttribute("aria-label", said);
    this.find(".said").textContent = said;
    Object.assign(this.root.dataset, { mix: this.shares.join(","), mixing: this.mixing ? 1 : 0 });
    this.triangle();
  }

  // Each picture in its share: one on the other, with as much of it as is its share of those so far.
  lay(context) {
    let sum = 0;
    this.corners.forEach((image, i) => {
      sum += this.shares[i];
      if (!this.shares[i]) return;
      context.globalAlpha = this.shares[i] / sum;
      context.drawImage(image, 0, 0);
    });
    context.globalAlpha = 1;
  }

  facts() {
    return Object.fromEntries("abc".split("").flatMap((letter, i) => [
      [letter, this.data.corners[i].name], [`share_${letter}`, Math.round(100 * this.shares[i])],
    ]));
  }

  triangle() {
    const { svg, shares } = this, { words, corners } = this.data;
    const spots = [[130, 32], [30, 32 + 200 * TALL], [230, 32 + 200 * TALL]];
    svg.replaceChildren();
    put(svg, "path", { class: "ground", d: `${polyline(spots)}Z` });
    spots.forEach(([x, y], i) => {
      put(svg, "circle", { class: "corner", cx: x, cy: y, r: 7 });
      const anchor = ["middle", "start", "end"][i], at = [x, x - 26, x + 26][i];
      caption(svg, "name", at, i ? y + 30 : y - 14, `${corners[i].name} ${Math.round(100 * shares[i])}%`, anchor);
    });
    const point = [0, 1].map((axis) => shares.reduce((sum, share, i) => sum + share * spots[i][axis], 0));
    put(svg, "circle", { class: "point", cx: point[0], cy: point[1], r: 13 });
    svg.setAttribute("aria-label", words.triangle);
    svg.setAttribute("aria-valuenow", Math.round(100 * Math.max(...shares)));
    svg.setAttribute("aria-valuetext", this.find(".said").textContent);
  }
}
export default (component) => exhibit(MixingTriangle, component);
