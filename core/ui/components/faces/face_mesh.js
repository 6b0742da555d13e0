// A face with 468 places on it, turned by hand: the photo's pixels go along on 852 triangles.
// Needs: sketch.
const EVERY = "all", SOON_MS = 350, A_TAP = 5, REACH = 16, WIDEST = 560, FADES = 12;

// Points turned by degrees about their middle, first to the side, then up or down, as core.faces.landmarks does.
function turnedPoints(near, yaw, pitch) {
  const n = near.length / 3, middle = [0, 1, 2].map((k) => near.reduce((sum, v, i) => (i % 3 === k ? sum + v : sum), 0) / n);
  const [a, b] = [yaw, pitch].map((v) => (v * Math.PI) / 180), ca = Math.cos(a), sa = Math.sin(a), cb = Math.cos(b), sb = Math.sin(b);
  return Array.from({ length: n }, (_, i) => {
    const [x, y, z] = [0, 1, 2].map((k) => near[3 * i + k] - middle[k]);
    const across = ca * x + sa * z, deep = ca * z - sa * x;
    return [across + middle[0], cb * y - sb * deep + middle[1], sb * y + cb * deep + middle[2]];
  });
}

class FaceMesh {
  constructor(root, setStateValue) {
    Object.assign(this, { root, yaw: 0, pitch: 0, group: EVERY, point: -1, over: -1 });
    this.shared = new Shared((view) => setStateValue("view", view));
    root.innerHTML = `<div class="bar groups" role="radiogroup"></div><canvas tabindex="0" role="application"></canvas>
      <p class="said" aria-live="polite"></p>
      <div class="bar"><button class="swing" type="button"></button><button class="front" type="button"></button></div>
      <p class="keys"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.canvas = this.find("canvas");
    let from;
    drag(
      this.canvas,
      (x, y) => this.pull(from, x, y),
      () => (from.moved ? this.tell() : this.choose(this.nearest(from.x, from.y))),
      (x, y) => { this.stop?.(); from = { x, y, yaw: this.yaw, pitch: this.pitch, moved: false }; return true; },
    );
    this.canvas.addEventListener("pointermove", (event) => {
      if (this.canvas.dataset.dragging) return;
      const box = this.canvas.getBoundingClientRect();
      this.hover(this.nearest(event.clientX - box.left, event.clientY - box.top));
    });
    this.canvas.onpointerleave = () => this.hover(-1);
    this.canvas.onkeydown = (event) => this.key(event);
    this.find(".swing").onclick = () => this.swing();
    this.find(".front").onclick = () => this.turnTo(0, 0);
  }

  take(data) {
    const other = data.photo !== this.data?.photo;
    this.data = data;
    if (other) {
      this.image = new Image();
      this.image.onload = () => this.draw();
      this.image.src = data.photo;
      this.near = floatsOf(data.near);
      this.triangles = new Uint16Array(bytesOf(data.triangles).buffer);
      this.groups = { [EVERY]: Array.from({ length: this.near.length / 3 }, (_, i) => i) };
      for (const [name, lines] of Object.entries(data.lines)) this.groups[name] = [...new Set(lines.flat())];
      this.over = -1;
    }
    if (this.shared.news(data.view) || other) {
      const [yaw, pitch, group, point] = data.view.split("_");
      Object.assign(this, { yaw: Number(yaw), pitch: Number(pitch), group, point: Number(point) });
    }
    this.find(".groups").replaceChildren(...Object.keys(this.groups).map((name) => {
      const button = create("button", { type: "button", textContent: data.words[name], onclick: () => this.light(name) });
      button.setAttribute("role", "radio");
      button.dataset.group = name;
      return button;
    }));
    for (const name of ["swing", "front"]) this.find(`.${name}`).textContent = data.words[name];
    this.find(".keys").textContent = data.words.keys;
    this.draw();
  }

  pull(from, x, y) {
    if (!from.moved && Math.hypot(x - from.x, y - from.y) < A_TAP) return;
    from.moved = true;
    this.set(from.yaw - (x - from.x) / 3, from.pitch + (y - from.y) / 3);
  }

  set(yaw, pitch) {
    const { most } = this.data;
    Object.assign(this, { yaw: Math.round(clamp(yaw, -most, most)), pitch: Math.round(clamp(pitch, -most, most)), over: -1 });
    this.draw();
  }

  turnTo(yaw, pitch) {
    const begin = [this.yaw, this.pitch];
    this.stop?.();
    this.stop = glide((t) => { this.set(lerp(begin[0], yaw, t), lerp(begin[1], pitch, t)); if (t === 1) this.tell(); }, 400);
  }

  // To one side and to the other, and back to where it was.
  swing() {
    const { yaw, pitch } = this;
    this.stop?.();
    if (CALM.matches) return this.turnTo(yaw < 0 ? 45 : -45, pitch);
    const player = new Player(this.root);
    player.start((_, since) => {
      const t = Math.min(since / 3600, 1);
      this.set(yaw + 55 * Math.sin(2 * Math.PI * t), pitch);
      if (t === 1) player.stop();
    });
    this.stop = () => player.stop();
  }

  light(name) { this.group = name; this.point = -1; this.draw(); this.tell(); }
  choose(i) { this.point = i; this.draw(); this.tell(); }
  hover(i) { if (i !== this.over) { this.over = i; this.draw(); } }
  tell() { this.shared.put([this.yaw, this.pitch, this.group, this.point].join("_")); }

  key(event) {
    const step = ARROWS[event.key], next = { "+": 1, "-": -1, PageDown: 1, PageUp: -1 }[event.key], shown = this.groups[this.group];
    if (step) this.set(this.yaw - 5 * step[0], this.pitch + 5 * step[1]);
    else if (next) this.point = shown[(shown.indexOf(this.point) + next + shown.length) % shown.length];
    else if (event.key === "Home") this.set(0, 0);
    else if (event.key === "Escape") this.point = -1;
    else return;
    event.preventDefault();
    this.draw();
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.tell(), SOON_MS);
  }

  // The point of the group that is under (x, y), the one in front where there are several.
  nearest(x, y) {
    const far = (i) => Math.hypot(this.spots[i][0] * this.scale - x, this.spots[i][1] * this.scale - y);
    const best = this.groups[this.group].reduce((a, b) => (far(b) + this.spots[b][2] * 0.1 < far(a) + this.spots[a][2] * 0.1 ? b : a));
    return far(best) < REACH ? best : -1;
  }

  draw() {
    const { data, canvas, near } = this, { words } = data;
    const w = Math.round(Math.min(this.root.clientWidth || 600, WIDEST, Math.max(320, window.innerHeight * 0.62)));
    const g = sharp(canvas, w, w), away = clamp(Math.max(Math.abs(this.yaw), Math.abs(this.pitch)) / FADES, 0, 1);
    Object.assign(canvas.style, { width: `${w}px`, height: `${w}px` });
    this.scale = w / data.side;
    this.spots = turnedPoints(near, this.yaw, this.pitch);
    g.fillStyle = "#10161f";
    g.fillRect(0, 0, w, w);
    if (this.image.complete && this.image.naturalWidth) {
      g.globalAlpha = 1 - 0.85 * away;
      g.drawImage(this.image, 0, 0, w, w);
      g.globalAlpha = 1;
      if (away) this.skin(g);
    }
    this.net(g);
    this.dots(g);
    for (const button of this.find(".groups").children) button.setAttribute("aria-checked", String(button.dataset.group === this.group));
    const said = this.find(".said").textContent = this.saying(words);
    canvas.setAttribute("aria-label", `${words.alt} ${said}`);
    Object.assign(this.root.dataset, { yaw: this.yaw, pitch: this.pitch, group: this.group, point: this.point });
  }

  saying(words) {
    const i = this.over >= 0 ? this.over : this.point;
    if (i < 0) return filled(this.group === EVERY ? words.said_all : words.said_group, {
      n: this.groups[this.group].length, numbers: (this.groups[this.group].length * 3).toLocaleString("en-US"), name: words[this.group],
    });
    const [x, y, z] = [0, 1, 2].map((k) => fixed(this.near[3 * i + k], 1)), of = Object.keys(this.groups).filter((k) => k !== EVERY);
    return filled(words.said_point, { i, x, y, z, name: words[of.find((k) => this.groups[k].includes(i)) ?? "elsewhere"] });
  }

  // The photo's pixels on the turned triangles, those behind first.
  skin(g) {
    const { triangles, spots, near, scale, image } = this, shrink = image.naturalWidth / this.data.side;
    const depth = (t) => spots[triangles[t]][2] + spots[triangles[t + 1]][2] + spots[triangles[t + 2]][2];
    const order = Array.from({ length: triangles.length / 3 }, (_, i) => 3 * i).sort((a, b) => depth(b) - depth(a));
    for (const t of order) {
      const [[u0, v0], [u1, v1], [u2, v2]] = [0, 1, 2].map((k) => [0, 1].map((c) => near[3 * triangles[t + k] + c] * shrink));
      const [[x0, y0], [x1, y1], [x2, y2]] = [0, 1, 2].map((k) => spots[triangles[t + k]].map((v) => v * scale));
      const area = (u1 - u0) * (v2 - v0) - (u2 - u0) * (v1 - v0);
      if (Math.abs(area) < 1e-6) continue;
      const a = ((x1 - x0) * (v2 - v0) - (x2 - x0) * (v1 - v0)) / area, c = ((x2 - x0) * (u1 - u0) - (x1 - x0) * (u2 - u0)) / area;
      const b = ((y1 - y0) * (v2 - v0) - (y2 - y0) * (v1 - v0)) / area, d = ((y2 - y0) * (u1 - u0) - (y1 - y0) * (u2 - u0)) / area;
      g.save();
      g.beginPath();
      g.moveTo(x0, y0);
      g.lineTo(x1, y1);
      g.lineTo(x2, y2);
      g.closePath();
      g.clip();
      g.transform(a, b, c, d, x0 - a * u0 - c * v0, y0 - b * u0 - d * v0);
      g.drawImage(image, 0, 0);
      g.restore();
    }
  }

  path(g, points) {
    points.forEach((i, k) => g[k ? "lineTo" : "moveTo"](this.spots[i][0] * this.scale, this.spots[i][1] * this.scale));
  }

  net(g) {
    const { triangles, data } = this;
    g.lineJoin = "round";
    g.beginPath();
    for (let t = 0; t < triangles.length; t += 3) this.path(g, [triangles[t], triangles[t + 1], triangles[t + 2], triangles[t]]);
    g.lineWidth = 0.8;
    g.strokeStyle = data.believed ? "rgb(86 180 233 / 0.6)" : "rgb(200 205 212 / 0.6)";
    g.stroke();
    for (const [name, lines] of Object.entries(data.lines)) {
      if (this.group !== name) continue;
      g.beginPath();
      for (const line of lines) this.path(g, line);
      for (const [colour, width] of [["rgb(255 255 255 / 0.85)", 5], [ORANGE, 3]]) {
        g.strokeStyle = colour;
        g.lineWidth = width;
        g.stroke();
      }
    }
  }

  dots(g) {
    const shown = new Set(this.groups[this.group]), chosen = this.over >= 0 ? this.over : this.point;
    const dot = (i, radius, colour) => {
      g.beginPath();
      g.arc(this.spots[i][0] * this.scale, this.spots[i][1] * this.scale, radius, 0, 2 * Math.PI);
      g.fillStyle = colour;
      g.fill();
    };
    for (let i = 0; i < this.spots.length; i++) if (shown.has(i)) {
      if (this.group === EVERY) dot(i, 1.6, "#fff");
      else { dot(i, 4.5, "#fff"); dot(i, 3, ORANGE); }
    }
    if (chosen < 0) return;
    dot(chosen, 9, "#fff");
    dot(chosen, 6.5, ORANGE);
    g.font = `700 16px ${getComputedStyle(this.canvas).fontFamily}`;
    const wide = g.measureText(String(chosen)).width + 12, w = this.scale * this.data.side;
    const x = clamp(this.spots[chosen][0] * this.scale + 12, 0, w - wide), y = clamp(this.spots[chosen][1] * this.scale - 30, 0, w - 26);
    g.fillStyle = ORANGE;
    g.fillRect(x, y, wide, 26);
    g.fillStyle = "#fff";
    g.textBaseline = "middle";
    g.fillText(String(chosen), x + 6, y + 14);
  }
}
export default (component) => exhibit(FaceMesh, component);
