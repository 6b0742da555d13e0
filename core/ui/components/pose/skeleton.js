// People in a photo as points and lines; a point that is touched says its name and whether the network sees it.
// Needs: sketch, boxes, pose/bones.
class Skeleton {
  constructor(root) {
    this.root = root;
    this.layers = { lines: true, angles: false, mask: false };
    root.innerHTML = `<div class="look"><canvas tabindex="0" role="application"></canvas></div>
      <div class="bar"></div><p class="said" aria-live="polite"></p>`;
    this.canvas = root.querySelector("canvas");
    this.photo = new PhotoCanvas(this.canvas, () => this.grow());
    this.canvas.onpointermove = (event) => this.over(event);
    this.canvas.onpointerdown = (event) => this.over(event);
    this.canvas.onpointerleave = () => this.choose(null);
    this.canvas.onkeydown = (event) => this.key(event);
  }

  take(data) {
    const fresh = data.photo !== this.data?.photo || JSON.stringify(data.bodies) !== JSON.stringify(this.data?.bodies);
    this.data = data;
    if (fresh) {
      this.bodies = data.bodies.map(bodyOf);
      this.mask = data.mask && stencil(bytesOf(data.mask), data.mask_w, data.mask_h, rgbOf(SKY));
      this.at = null;
    }
    this.buttons();
    this.photo.take(data.photo, data.w, data.h);
    if (fresh && this.photo.image?.complete) this.grow();
    else this.draw();
  }

  buttons() {
    const { words } = this.data;
    this.root.querySelector(".bar").replaceChildren(...Object.keys(this.layers).map((name) => {
      const button = create("button", { type: "button", textContent: words[name], disabled: name === "mask" && !this.mask });
      button.dataset.layer = name;
      button.setAttribute("aria-pressed", this.layers[name]);
      button.onclick = () => { this.layers[name] = !this.layers[name]; this.buttons(); this.draw(); };
      return button;
    }));
  }

  // At first all points lie between the hips; the numbers move them to their places.
  grow() {
    this.stop?.();
    this.stop = glide((t) => { this.grown = t; this.draw(); }, 500);
  }

  over(event) {
    const box = this.canvas.getBoundingClientRect(), [x, y] = [event.clientX - box.left, event.clientY - box.top];
    let best = null, least = 26;
    this.bodies.forEach((body, person) => body.points.forEach(([px, py], i) => {
      const far = Math.hypot(px * this.photo.scale - x, py * this.photo.scale - y);
      if (body.seen[i] >= 0 && far < least) [best, least] = [[person, i], far];
    }));
    this.choose(best);
  }

  choose(at) {
    if (String(at) === String(this.at)) return;
    this.at = at;
    this.draw();
  }

  key(event) {
    const step = ARROWS[event.key], people = this.bodies.length;
    if (!step || !people) return;
    event.preventDefault();
    if (!this.at) return this.choose([0, 0]);
    const person = (this.at[0] + step[1] + people) % people, { seen } = this.bodies[person];
    let i = this.at[1];
    do i = (i + step[0] + seen.length) % seen.length; while (step[0] && seen[i] < 0);
    this.choose([person, i]);
  }

  draw() {
    const { data, photo, layers } = this;
    if (!data) return;
    const g = photo.begin(0.12), { scale } = photo, family = getComputedStyle(this.root).fontFamily;
    if (layers.mask && this.mask) {
      g.globalAlpha = 0.62;
      g.imageSmoothingEnabled = true;
      g.drawImage(this.mask, 0, 0, data.w * scale, data.h * scale);
      g.globalAlpha = 1;
    }
    this.bodies.forEach((body, i) => {
      if (layers.lines) drawBones(g, body, data.limbs, scale, BLUE, this.grown ?? 1);
      if (layers.angles) this.angles(g, body, family);
      if (this.bodies.length > 1) this.number(g, body, i, family);
    });
    if (this.at) this.ring(g, family);
    this.say();
  }

  angles(g, body, family) {
    for (const [name, [, joint]] of Object.entries(anglesOf(this.data, body))) {
      const [x, y] = body.points[joint].map((v) => v * this.photo.scale);
      written(g, `${fixed(body.angles[name], 0)}°`, x, y - 16, family);
    }
  }

  number(g, body, i, family) {
    const top = body.points.slice(0, 11).reduce((a, b) => (b[1] < a[1] ? b : a)), { scale } = this.photo;
    written(g, String(i + 1), top[0] * scale, Math.max(14, top[1] * scale - 22), family);
  }

  ring(g) {
    const [person, i] = this.at, [x, y] = this.bodies[person].points[i].map((v) => v * this.photo.scale);
    g.beginPath();
    g.arc(x, y, 12, 0, 2 * Math.PI);
    g.strokeStyle = "#fff";
    g.lineWidth = 6;
    g.stroke();
    g.strokeStyle = BLUE;
    g.lineWidth = 3;
    g.stroke();
  }

  // What the network says of a point, in words.
  opinion(body, i) {
    const { words, w, h } = this.data, seen = body.seen[i];
    if (!isIn(body.points[i], w, h)) return words.outside;
    return seen >= SURE_SEEN ? words.seen : seen >= SEEN ? words.unsure : words.hidden;
  }

  say() {
    const { words, names } = this.data, { at } = this, said = this.root.querySelector(".said");
    const [person, i] = at ?? [], body = at && this.bodies[person];
    const facts = body && { person: person + 1, name: names[i], opinion: this.opinion(body, i) };
    if (body) Object.assign(facts, Object.fromEntries(["x", "y"].map((k, n) => [k, fixed(body.points[i][n], 0)])));
    said.textContent = at ? filled(words.said, facts) : words.hint;
    this.canvas.setAttribute("aria-label", `${words.alt} ${at ? said.textContent : ""}`);
    Object.assign(this.root.dataset, { people: this.bodies.length, at: at ? at.join(",") : "" });
  }
}
// Which points the angles of a body are between, of those that are told.
const anglesOf = (data, body) => Object.fromEntries(Object.entries(data.angles).filter(([name]) => name in body.angles));
export default (component) => exhibit(Skeleton, component);
