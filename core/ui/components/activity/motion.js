// A recording of a phone with a window that moves over it, and what the network says at each window.
// Needs: sketch, activity/ribbon.
const ACROSS = { left: 46, right: 26 }, UNIT = 1 / 1000; // samples come in thousandths of g and of rad/s

class Motion {
  constructor(root, setStateValue) {
    Object.assign(this, { root, player: new Player(root), at: 0, time: 0, gyro: false });
    this.shared = new Shared((at) => setStateValue("at", at));
    root.innerHTML = `<svg class="whole" tabindex="0" role="slider"></svg>
      <div class="bar">
        <button class="play" type="button"></button><button class="back" type="button">◀</button>
        <button class="on" type="button">▶</button><span class="clock"></span>
        <button class="gyro" type="button"></button></div>
      <div class="closer">
        <figure><figcaption></figcaption><svg class="lens" aria-hidden="true"></svg></figure>
        <ol class="chances"></ol></div>
      <p class="said" aria-live="polite"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.svg = this.find(".whole");
    this.find(".play").onclick = () => (this.player.running ? this.pause() : this.play());
    this.find(".back").onclick = () => this.step(-1);
    this.find(".on").onclick = () => this.step(1);
    this.find(".gyro").onclick = () => { this.gyro = !this.gyro; this.draw(); };
    drag(this.svg, (px) => { this.pause(); this.go(this.nearest(this.plane.vx(px))); }, () => this.tell());
    this.svg.onkeydown = (event) => {
      const last = this.ends.length;
      const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 5, PageDown: -5, Home: -last, End: last }[event.key];
      if (event.key === " ") this.find(".play").click();
      else if (by) this.step(by);
      else return;
      event.preventDefault();
    };
  }

  take(data) {
    const fresh = !this.data || data.accel !== this.data.accel || data.rows !== this.data.rows;
    const elsewhere = this.shared.news(data.at), before = this.data;
    this.data = data;
    if (fresh) {
      this.pause();
      this.accel = shortsOf(data.accel);
      this.turning = data.gyro && shortsOf(data.gyro);
      this.starts = [...floatsOf(data.starts)];
      this.ends = [...floatsOf(data.ends)];
      const all = floatsOf(data.rows), k = data.names.length;
      this.rows = this.starts.map((_, i) => [...all.subarray(i * k, i * k + k)]);
      this.bounds = cells(this.starts, this.ends);
      this.until = this.ends.at(-1);
      if (!before || before.accel !== data.accel) this.at = Number(data.at) || 0;
    }
    if (elsewhere) this.at = Number(data.at) || 0;
    this.at = clamp(this.at, 0, this.rows.length - 1);
    this.time = this.ends[this.at];
    this.draw();
  }

  tell() { this.shared.put(String(this.at)); }
  nearest(time) {
    const far = (i) => Math.abs((this.starts[i] + this.ends[i]) / 2 - time);
    return this.starts.reduce((best, _, i) => (far(i) < far(best) ? i : best), 0);
  }

  step(by) {
    this.pause();
    this.go(clamp(this.at + by, 0, this.rows.length - 1));
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.tell(), 400);
  }

  go(at) {
    const from = this.time;
    this.at = at;
    this.stop?.();
    this.stop = glide((t) => { this.time = from + (this.ends[at] - from) * t; this.place(); }, 200);
    this.answer();
  }

  play() {
    if (this.time >= this.until - 0.01) this.time = this.ends[0];
    const speed = this.speed();
    this.stop?.();
    this.at = Math.max(0, this.ends.findLastIndex((end) => end <= this.time + 1e-3));
    this.find(".said").setAttribute("aria-live", "off");
    this.player.start((passed) => {
      this.time = Math.min(this.until, this.time + (passed / 1000) * speed);
      while (this.at + 1 < this.ends.length && this.ends[this.at + 1] <= this.time + 1e-3) { this.at += 1; this.answer(); }
      this.place();
      if (this.time >= this.until) { this.pause(); this.tell(); }
    });
    this.growing = true;
    this.find(".play").textContent = `❚❚ ${this.data.words.pause}`;
    this.answer();
  }

  pause() {
    if (this.player.running) this.find(".said").setAttribute("aria-live", "polite");
    this.player.stop();
    this.find(".play").textContent = `▶ ${this.data.words.play}`;
    if (this.growing) { this.growing = false; this.time = this.ends[this.at]; this.place(); }
  }

  speed() { return clamp(Math.round(this.until / 20), 1, 30); }

  draw() {
    const { svg, data } = this, { words } = data, w = this.root.clientWidth || 700, slim = w < 560;
    const inner = w - ACROSS.left - ACROSS.right, length = this.accel.length / 3 / data.rate, shows = this.gyro && this.turning;
    svg.replaceChildren();
    const panel = (y, h, low, high) => new Plane({ x: ACROSS.left, y, w: inner, h }, [0, length], [low, high]);
    const titles = [], title = (at, text, kind = "name") => titles.push([text, { class: `${kind} halo`, x: ACROSS.left, y: at }]);
    const lines = (plane, samples, said, y) => {
      plane.axes(svg, [], ticks(...plane.ys, 4));
      title(y, said);
      for (const [c, axis] of ["x", "y", "z"].entries())
        put(svg, "path", { class: `axis-${axis}`, d: trace(plane, samples, c, data.rate, UNIT) });
      endings(svg, plane, [...samples.subarray(-3)].map((v) => v * UNIT));
    };
    let y = 26;
    this.plane = panel(y, slim ? 120 : 150, ...reach(this.accel, 1.2));
    lines(this.plane, this.accel, words.accel, y - 9);
    y += this.plane.box.h;
    if (shows) {
      const second = panel(y + 32, slim ? 90 : 110, ...reach(this.turning, 1));
      lines(second, this.turning, words.gyro, y + 23);
      y += 32 + second.box.h;
    }
    const height = slim ? 64 : 84, flow = panel(y + 32, height, 0, 1), clip = put(put(svg, "defs"), "clipPath", { id: "motion-grown" });
    title(y + 24, words.answer);
    put(svg, "rect", { class: "bed", x: flow.box.x, y: flow.box.y, width: flow.box.w, height });
    this.grown = put(clip, "rect", { x: flow.box.x, y: flow.box.y - 2, width: flow.box.w, height: height + 4 });
    const group = put(svg, "g", { "clip-path": "url(#motion-grown)" });
    ribbon(group, flow, this.bounds, this.rows);
    stretches(group, flow, this.bounds, this.rows.map(topOf), data.shorts, slim ? 22 : 28);
    y += 32 + height;
    this.flow = flow;
    if (data.truth.length) {
      y += 26;
      title(y - 6, words.truth, "quiet");
      for (const [from, to, k] of data.truth) {
        put(svg, "rect", {
          fill: HUES[k], x: flow.px(from), y,
          width: Math.max(0, flow.px(Math.min(to, length)) - flow.px(from) - 1.5), height: 26, rx: 4,
        });
        band(svg, flow.px(from), flow.px(Math.min(to, length)), y + 13, k, data.shorts[k], 20);
      }
      y += 26;
    }
    for (const t of ticks(0, length, slim ? 4 : 8))
      caption(svg, "tick", flow.px(t), y + 20, `${fixed(t, t % 1 ? 1 : 0)} ${words.second}`, "middle");
    this.frames = ["behind", "frame"].map((kind) =>
      put(svg, "rect", { class: kind, y: this.plane.box.y - 4, height: y - this.plane.box.y + 6, rx: 5 }),
    );
    for (const [text, where] of titles) put(svg, "text", where, text);
    svg.setAttribute("height", y + 28);
    this.label(words);
    this.place();
    this.answer();
  }

  label(words) {
    for (const [name, text] of [["back", words.back], ["on", words.on]]) {
      this.find(`.${name}`).setAttribute("aria-label", text);
      this.find(`.${name}`).title = text;
    }
    const gyro = this.find(".gyro");
    gyro.textContent = words.show_gyro;
    gyro.style.display = this.turning ? "" : "none";
    gyro.setAttribute("aria-pressed", this.gyro);
    if (!this.player.running) this.find(".play").textContent = `▶ ${words.play}`;
    this.find("figcaption").textContent = words.lens;
    this.svg.setAttribute("aria-valuemin", 1);
    this.svg.setAttribute("aria-valuemax", this.rows.length);
  }

  place() {
    const { plane, flow, time, data } = this, long = this.ends[this.at] - this.starts[this.at], from = Math.max(0, time - long);
    for (const frame of this.frames) {
      frame.setAttribute("x", plane.px(from));
      frame.setAttribute("width", plane.px(time) - plane.px(from));
    }
    this.grown.setAttribute("width", this.growing ? Math.max(0, flow.px(this.bounds[this.at][1]) - flow.box.x) : flow.box.w);
    const svg = this.find(".lens"), w = svg.clientWidth || 320, h = 190;
    const first = clamp(Math.round(from * data.rate), 0, this.accel.length / 3);
    const last = Math.min(this.accel.length / 3, first + Math.round(long * data.rate));
    const near = new Plane({ x: 40, y: 8, w: w - 62, h: h - 36 }, [0, long], this.plane.ys);
    svg.replaceChildren();
    svg.setAttribute("height", h);
    near.axes(svg, [], ticks(...near.ys, 4));
    for (const t of [0, 1, 2]) if (t < long) caption(svg, "tick", near.px(t), h - 8, `${t} ${data.words.second}`, "middle");
    for (const [c, axis] of ["x", "y", "z"].entries())
      put(svg, "path", {
        class: `axis-${axis} thick`,
        d: trace(near, this.accel, c, data.rate, UNIT, first, last),
      });
    endings(svg, near, [...this.accel.subarray((last - 1) * 3, last * 3)].map((v) => v * UNIT));
    this.root.dataset.time = fixed(time, 2);
  }

  answer() {
    const { data, at } = this, row = this.rows[at], { words, names } = data, order = row.map((_, k) => k).sort((a, b) => row[b] - row[a]);
    bars(this.find(".chances"), names, row);
    const middle = (this.starts[at] + this.ends[at]) / 2, real = data.truth.find(([from, to]) => from <= middle && middle < to);
    const facts = {
      n: at + 1, all: this.rows.length, from: fixed(this.starts[at], 1), to: fixed(this.ends[at], 1),
      first: names[order[0]], p: percentOf(row[order[0]]), second: names[order[1]],
      q: percentOf(row[order[1]]),
    };
    let said = filled(row[order[1]] < 0.005 ? words.said_one : words.said, facts);
    if (real) said += ` ${filled(real[2] === order[0] ? words.right : words.wrong, { truth: names[real[2]] })}`;
    this.find(".said").textContent = said;
    this.find(".clock").textContent = filled(words.clock, { ...facts, speed: this.speed() });
    this.svg.setAttribute("aria-label", words.alt);
    this.svg.setAttribute("aria-valuenow", at + 1);
    this.svg.setAttribute("aria-valuetext", said);
    Object.assign(this.root.dataset, { at, top: order[0] });
  }
}

// The range to show: whatever most samples need, at least ±`least`, a stray jolt may be cut.
function reach(samples, least) {
  const sorted = Int16Array.from(
    { length: Math.min(6000, samples.length) },
    (_, i) => samples[Math.floor((i * samples.length) / Math.min(6000, samples.length))],
  ).sort();
  const low = sorted[Math.floor(sorted.length * 0.0003)] * UNIT, high = sorted[Math.ceil(sorted.length * 0.9997) - 1] * UNIT;
  return [Math.min(-least * 0.4, low * 1.1), Math.max(least, high * 1.1)];
}
export default (component) => exhibit(Motion, component);
