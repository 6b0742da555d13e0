// The learner's own phone: it records for some seconds, or tells its motion while it moves.
// Needs: sketch, courier, activity/ribbon.
const KEPT_S = 16, LINES_S = 5, LIVE_MS = 1000, PATIENCE_MS = 6000, SILENT_MS = 2500, LIVE_ROWS = 24, G = 9.80665;

class PhoneMotion {
  constructor(root, _, setTriggerValue) {
    Object.assign(this, { root, send: setTriggerValue, state: "idle", samples: [], rows: [], sent: 0, gravity: 0, compared: 0 });
    this.courier = new Courier(root, setTriggerValue, () => !this.asked(performance.now()));
    root.innerHTML = `<div class="phone">
        <button class="dial" type="button">
          <svg viewBox="0 0 220 220" aria-hidden="true">
            <circle class="ring" cx="110" cy="110" r="100"/>
            <circle class="done" cx="110" cy="110" r="100" pathLength="100" transform="rotate(-90 110 110)"/></svg>
          <b></b><span></span></button>
      <div class="beside">
        <p class="state" aria-live="polite"></p><svg class="lines" role="img"></svg>
        <div class="bar"><button class="live" type="button"></button></div></div></div>
      <div class="stream"><svg class="flow" role="img"></svg><ol class="chances"></ol></div>`;
    this.find = (selector) => root.querySelector(selector);
    this.find(".dial").onclick = () => this.press();
    this.find(".live").onclick = () => { this.live = !this.live; this.waiting = 0; if (!this.live) this.rows = []; this.draw(); };
    this.onMotion = (event) => this.feel(event);
    this.onTurn = ({ beta, gamma }) => { this.up = beta === null || gamma === null ? null : upwards(beta, gamma); };
  }

  take(data) {
    this.data = data;
    const { answer } = data;
    this.courier.heard(data.done);
    if (answer && answer.id === this.waiting) {
      this.waiting = 0;
      this.rows.push(answer.row);
      if (this.rows.length > LIVE_ROWS) this.rows.shift();
    }
    if (this.state === "idle" && !window.isSecureContext) this.state = "insecure";
    else if (this.state === "idle" && !window.DeviceMotionEvent) this.state = "none";
    this.draw();
  }

  press() {
    if (this.state === "idle" || this.state === "refused") return this.open();
    if (this.state === "counting" || this.state === "recording") { this.state = "ready"; return this.draw(); }
    if (this.state !== "ready" && this.state !== "sent") return;
    this.sound = this.sound ?? (window.AudioContext ? new AudioContext() : null);
    this.begins = performance.now() + this.data.delay * 1000;
    this.state = "counting";
    this.tick();
  }

  // iPhones ask the person; other browsers need no word.
  async open() {
    const asked = [window.DeviceMotionEvent, window.DeviceOrientationEvent].filter((kind) => typeof kind?.requestPermission === "function");
    const answers = await Promise.all(asked.map((kind) => kind.requestPermission().catch(() => "denied")));
    if (answers[0] === "denied") { this.state = "refused"; return this.draw(); }
    window.addEventListener("devicemotion", this.onMotion);
    window.addEventListener("deviceorientation", this.onTurn);
    navigator.wakeLock?.request("screen").then((lock) => { this.lock = lock; }, () => {});
    this.state = "opening";
    this.draw();
    setTimeout(() => { if (this.state === "opening") { this.state = "none"; this.draw(); } }, SILENT_MS);
    this.clock = setInterval(() => this.tick(), 100);
  }

  close() {
    window.removeEventListener("devicemotion", this.onMotion);
    window.removeEventListener("deviceorientation", this.onTurn);
    clearInterval(this.clock);
    this.lock?.release();
  }

  feel({ accelerationIncludingGravity: pull, rotationRate: spin }) {
    if (!pull || pull.x === null) return;
    if (this.up) { this.gravity += pull.x * this.up[0] + pull.y * this.up[1] + pull.z * this.up[2]; this.compared += 1; }
    const turned = spin && spin.alpha !== null ? [spin.alpha, spin.beta, spin.gamma].map((v) => (v * Math.PI) / 180) : [NaN, NaN, NaN];
    this.samples.push([performance.now() / 1000, pull.x, pull.y, pull.z, ...turned]);
    while (this.samples[0][0] < this.samples.at(-1)[0] - KEPT_S) this.samples.shift();
    if (this.state === "opening" || this.state === "none") { this.state = "ready"; this.draw(); }
  }

  // The standard counts the push of the table (at rest, up is positive), iPhones the pull of the Earth. Where the
  // phone's angles are known, which mean the same on all of them, they tell; else the kind of phone does.
  sign() {
    if (this.compared > 10) return this.gravity < 0 ? -1 : 1;
    const apple = /iPhone|iPad|iPod/.test(navigator.userAgent) || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
    return apple ? -1 : 1;
  }

  packed(from, to) {
    const chosen = this.samples.filter(([time]) => time >= from && time <= to), sign = this.sign();
    const values = Float32Array.from(
      chosen.flatMap(([time, x, y, z, ...turned]) => [time - from, sign * x, sign * y, sign * z, ...turned]),
    );
    return { samples: btoa(Array.from(new Uint8Array(values.buffer), (byte) => String.fromCharCode(byte)).join("")), turned: sign < 0 };
  }

  tick() {
    if (!this.root.isConnected) return this.close();
    const now = performance.now(), { seconds } = this.data, beat = Math.ceil((this.begins - now) / 1000);
    if (this.state === "counting") {
      if (beat !== this.beat) this.beep(beat > 0 ? 520 : 880);
      this.beat = beat;
      if (now >= this.begins) this.state = "recording";
    }
    if (this.state === "recording" && now >= this.begins + seconds * 1000) {
      this.state = "sent";
      this.beep(1040, 0.5);
      this.courier.give("recorded", this.packed(this.begins / 1000, this.begins / 1000 + seconds));
    }
    if (this.live) this.stream(now);
    this.dial();
    if (!document.hidden) this.lines();
  }

  // Whether a window is on its way, or its answer.
  asked(now) { return this.waiting && now - this.sent < PATIENCE_MS; }

  stream(now) {
    const last = this.samples.at(-1)?.[0] ?? 0, { window: long } = this.data;
    const quiet = document.hidden || now / 1000 - last > 1 || last - (this.samples[0]?.[0] ?? last) < long;
    if (quiet || this.courier.busy || now - this.sent < LIVE_MS || this.asked(now)) return;
    this.sent = now;
    this.waiting = Math.round(now);
    this.send("window", { id: this.waiting, ...this.packed(last - long, last) });
  }

  beep(pitch, long = 0.12) {
    navigator.vibrate?.(long * 1000);
    if (!this.sound) return;
    const tone = new OscillatorNode(this.sound, { frequency: pitch }), loud = new GainNode(this.sound, { gain: 0.15 });
    tone.connect(loud).connect(this.sound.destination);
    tone.start();
    tone.stop(this.sound.currentTime + long);
  }

  draw() {
    const { words } = this.data, live = this.find(".live"), open = ["ready", "counting", "recording", "sent"].includes(this.state);
    this.root.dataset.state = this.state;
    this.find(".state").textContent = words[this.state];
    live.textContent = this.live ? `■ ${words.live_stop}` : `● ${words.live}`;
    live.setAttribute("aria-pressed", Boolean(this.live));
    live.style.display = open && this.data.live ? "" : "none";
    this.find(".dial").disabled = ["none", "insecure", "opening"].includes(this.state);
    this.find(".stream").style.display = this.live ? "" : "none";
    this.dial();
    this.lines();
    if (this.live) this.flow();
  }

  dial() {
    const { words, seconds, delay } = this.data, now = performance.now(), [big, small] = [this.find(".dial b"), this.find(".dial span")];
    const left = (this.begins - now) / 1000, gone = -left;
    const [number, text, share] = {
      counting: [Math.max(1, Math.ceil(left)), words.dial_counting, 1 - left / delay],
      recording: [fixed(Math.max(0, seconds - gone), 1), words.dial_recording, gone / seconds],
      sent: ["✓", words.dial_again, 1],
      ready: [seconds, words.dial_ready, 0],
      opening: ["…", "", 0],
      none: ["–", words.dial_none, 0],
      insecure: ["–", words.dial_none, 0],
    }[this.state] ?? ["▶", words.dial_start, 0];
    [big.textContent, small.textContent] = [number, text];
    this.find(".done").setAttribute("stroke-dasharray", `${clamp(share, 0, 1) * 100} 100`);
    if (this.root.dataset.state !== this.state) this.draw();
  }

  lines() {
    const svg = this.find(".lines"), w = svg.clientWidth || 300, h = 120, end = this.samples.at(-1)?.[0] ?? 0, sign = this.sign();
    const plane = new Plane({ x: 30, y: 6, w: w - 54, h: h - 12 }, [end - LINES_S, end], [-1.6, 1.6]);
    svg.replaceChildren();
    svg.setAttribute("height", h);
    svg.setAttribute("aria-label", this.data.words.lines_alt);
    plane.axes(svg, [], [-1, 0, 1]);
    const seen = this.samples.filter(([time]) => time >= end - LINES_S);
    for (const [c, axis] of ["x", "y", "z"].entries()) {
      const d = polyline(seen.map((s) => [plane.px(s[0]), clamp(plane.py((sign * s[c + 1]) / G), 2, h - 2)]));
      put(svg, "path", { class: `axis-${axis}`, d });
    }
    if (seen.length) endings(svg, plane, seen.at(-1).slice(1, 4).map((v) => (sign * v) / G));
  }

  flow() {
    const svg = this.find(".flow"), { names, shorts, words } = this.data, w = svg.clientWidth || 300, h = 96, row = this.rows.at(-1);
    const plane = new Plane({ x: 0, y: 0, w, h }, [0, LIVE_ROWS], [0, 1]), bounds = this.rows.map((_, i) => [i, i + 1]);
    svg.replaceChildren();
    svg.setAttribute("height", h);
    put(svg, "rect", { class: "bed", width: w, height: h, rx: 6 });
    if (row) { ribbon(svg, plane, bounds, this.rows); stretches(svg, plane, bounds, this.rows.map(topOf), shorts); }
    svg.setAttribute("aria-label", row ? `${names[topOf(row)]} ${percentOf(Math.max(...row))}` : words.live_wait);
    bars(this.find(".chances"), names, row);
    this.root.dataset.answers = this.rows.length;
  }
}

// Which way is up, in the phone's own axes, from the angles in degrees that the specification defines.
function upwards(beta, gamma) {
  const [b, c] = [beta, gamma].map((v) => (v * Math.PI) / 180);
  return [-Math.cos(b) * Math.sin(c), Math.sin(b), Math.cos(b) * Math.cos(c)];
}
export default (component) => exhibit(PhoneMotion, component);
