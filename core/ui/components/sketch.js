// What several exhibits draw with: SVG elements, a plane with axes, numbers, values that come back from the server.
// Needs: nothing.
const SVG = "http://www.w3.org/2000/svg";
const CALM = window.matchMedia("(prefers-reduced-motion: reduce)");
// The colours of Okabe & Ito (2008), a red and a grey; sketch.css has the same.
const BLUE = "#0072B2", SKY = "#56B4E9", ORANGE = "#D55E00", AMBER = "#E69F00", GREEN = "#009E73", PINK = "#CC79A7";
const RED = "#CC3311", GREY = "#8C96A3";
const rgbOf = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const lerp = (a, b, t) => a + (b - a) * t;
const clamp = (v, low, high) => Math.max(low, Math.min(high, v));
// The last consonant of what is said in Korean, "" behind a vowel: of Hangul, numbers and roughly of English words.
function lastConsonant(said) {
  const word = said.replace(/([\s*"'“”‘’.,:;!?]|(?<=[^\s(]\s*)\([^()]*\))+$/, ""), end = word.slice(-1);
  if (/[가-힣]/.test(end)) return ["", "ㄹ"][[0, 8].indexOf((end.charCodeAt(0) - 0xac00) % 28)] ?? "ㄴ";
  const tens = /(^|[^\d.,])[\d,]*[1-9][\d,]*0$/; // 십, 백, 천, 만
  if (/\d/.test(end)) return tens.test(word) ? "ㄴ" : ["ㅇ", "ㄹ", "", "ㅁ", "", "", "ㄱ", "ㄹ", "ㄹ", ""][end];
  return { l: "ㄹ", m: "ㅁ", n: "ㄴ" }[end.toLowerCase()] ?? "";
}
// A particle in the form that fits what is said before, "는" for "은"; core/i18n/particles.py is the server's.
function particle(said, form) {
  const consonant = lastConsonant(said);
  if (form.startsWith("으로")) return consonant && consonant !== "ㄹ" ? form : form.slice(1);
  if (consonant) return form;
  const short = { 은: "는", 이: "가", 을: "를", 과: "와" }[form];
  return short ?? form.replace(/^이에/, "예").replace(/^이었/, "였").replace(/^이/, "");
}
// A text with its {facts} and {particles}.
const filled = (text, facts) =>
  text.split(/{(\w+|[가-힣]+)}/).reduce((said, part, i) => {
    if (i % 2 === 0) return said + part;
    return said + (/[가-힣]/.test(part) ? particle(said, part) : (facts[part] ?? ""));
  }, "");
const fixed = (v, digits = 2) => {
  if (!Number.isFinite(v)) return Number.isNaN(v) ? "–" : v > 0 ? "∞" : "−∞";
  const text = Math.abs(v) >= 1e5 ? v.toExponential(1) : v.toFixed(digits);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
};
const SUPER = { "-": "⁻", ...Object.fromEntries([..."0123456789"].map((d, i) => [d, "⁰¹²³⁴⁵⁶⁷⁸⁹"[i]])) };
const power = (exponent) => `10${[...String(exponent)].map((c) => SUPER[c]).join("")}`;
const tiny = (v) => {
  if (v === 0 || (Math.abs(v) >= 1e-3 && Math.abs(v) < 1e5) || !Number.isFinite(v)) return fixed(v, 3);
  const [mantissa, exponent] = v.toExponential(1).split("e");
  return `${mantissa.replace("-", "−")} × ${power(Number(exponent))}`;
};
// Counted through: taken letter by letter (Uint8Array.from), the numbers of a photo take a tenth of a second.
function bytesOf(text) {
  const letters = atob(text), bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}
const floatsOf = (text) => new Float32Array(bytesOf(text).buffer);

// Random numbers in 0..1 that a seed repeats (mulberry32).
function chance(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

// What `paint()` puts into an SVG takes the place of what was there: only what differs is touched, so that the rest
// costs neither style nor layout.
function renew(svg, paint) {
  svg.filled = 0;
  paint();
  tidy(svg);
}

function tidy(node) {
  while (node.children.length > node.filled) node.lastElementChild.remove();
  node.filled = undefined;
  for (const child of node.children) if (child.filled !== undefined) tidy(child);
}

function put(parent, name, attributes = {}, text) {
  const again = parent.filled !== undefined, old = again ? parent.children[parent.filled++] : undefined, same = old?.localName === name;
  const node = same ? old : document.createElementNS(SVG, name), before = (same && node.given) || {};
  for (const key in attributes) if (before[key] !== attributes[key]) node.setAttribute(key, attributes[key]);
  for (const key in before) if (!(key in attributes)) node.removeAttribute(key);
  if (text !== node.told) retext(node, text ?? "");
  Object.assign(node, { given: attributes, told: text, filled: again ? 0 : undefined });
  if (!old) parent.appendChild(node);
  else if (!same) old.replaceWith(node);
  return node;
}

function caption(parent, kind, x, y, text, anchor) {
  return put(parent, "text", { class: kind, x, y, ...(anchor && { "text-anchor": anchor }) }, text);
}

const create = (tag, facts) => Object.assign(document.createElement(tag), facts);
const polyline = (spots) => spots.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

// A rectangle of an SVG with its own scales; px, py turn values into pixels, vx, vy turn them back.
class Plane {
  constructor(box, xs, ys) { Object.assign(this, { box, xs, ys }); }
  px(v) { return this.box.x + ((v - this.xs[0]) / (this.xs[1] - this.xs[0])) * this.box.w; }
  py(v) { return this.box.y + this.box.h - ((v - this.ys[0]) / (this.ys[1] - this.ys[0])) * this.box.h; }
  vx(p) { return this.xs[0] + ((p - this.box.x) / this.box.w) * (this.xs[1] - this.xs[0]); }
  vy(p) { return this.ys[0] + ((this.box.y + this.box.h - p) / this.box.h) * (this.ys[1] - this.ys[0]); }

  axes(parent, xticks, yticks, digits = 0) {
    const { x, y, w, h } = this.box;
    for (const t of xticks) {
      put(parent, "line", { class: t === 0 ? "axis" : "grid", x1: this.px(t), x2: this.px(t), y1: y, y2: y + h });
      caption(parent, "tick", this.px(t), y + h + 19, fixed(t, digits), "middle");
    }
    for (const t of yticks) {
      put(parent, "line", { class: t === 0 ? "axis" : "grid", x1: x, x2: x + w, y1: this.py(t), y2: this.py(t) });
      const written = fixed(t, Number.isInteger(t) ? 0 : Math.abs(t * 10 - Math.round(t * 10)) < 1e-9 ? 1 : 2);
      caption(parent, "tick", x - 8, this.py(t) + 5, written, "end");
    }
  }

  path(xs, values) {
    let d = "", pen = false;
    for (let i = 0; i < xs.length; i++) {
      const v = values[i];
      const jump = pen && Math.abs(v - values[i - 1]) > 40 * Math.abs(xs[i] - xs[i - 1]);
      if (!Number.isFinite(v)) { pen = false; continue; }
      const y = clamp(this.py(v), -1e4, 1e4);
      d += `${pen && !jump ? "L" : "M"}${this.px(xs[i]).toFixed(1)} ${y.toFixed(1)}`;
      pen = true;
    }
    return d;
  }
}

// Round numbers in low..high, about `most`; `steps` says what counts as round.
function ticks(low, high, most = 5, steps = [1, 2, 2.5, 5, 10]) {
  const rough = (high - low) / most, unit = 10 ** Math.floor(Math.log10(rough));
  const step = steps.map((m) => m * unit).find((s) => s >= rough - 1e-12);
  const found = [];
  for (let t = Math.ceil(low / step - 1e-9) * step; t <= high + 1e-9; t += step) found.push(Math.abs(t) < 1e-9 ? 0 : +t.toFixed(9));
  return found;
}

// A value that the learner moves and the server remembers: what was sent and comes back is no news.
class Shared {
  constructor(send) { Object.assign(this, { send, sent: [], last: undefined }); }
  put(value) {
    if (value === this.last && !this.sent.length) return;
    this.sent.push(value);
    this.send(value);
  }
  news(value) {
    const at = this.sent.indexOf(value), fresh = at < 0 && value !== this.last;
    if (at >= 0) this.sent.splice(0, at + 1);
    this.last = value;
    return fresh;
  }
}

// Glide from one state to another; `draw(share)` is called with 0..1. Returns a function that ends it.
function glide(draw, ms = 300) {
  if (CALM.matches || !ms) { draw(1); return () => {}; }
  const started = performance.now();
  let frame;
  const tick = (now) => {
    const t = clamp((now - started) / ms, 0, 1);
    draw(1 - (1 - t) ** 3);
    if (t < 1) frame = requestAnimationFrame(tick);
  };
  frame = requestAnimationFrame(tick);
  return () => cancelAnimationFrame(frame);
}

// Make a canvas of w × h CSS pixels as fine as the screen, empty it, and return what to draw on it with.
function sharp(canvas, w, h) {
  const ratio = window.devicePixelRatio || 1, [width, height] = [w, h].map((v) => Math.max(1, Math.round(v * ratio)));
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, w, h);
  return context;
}

// A motion to be started and stopped: `frame(passed, since)` is called for each picture of the screen, with the
// milliseconds since the one before and since the start, as long as `root` is on the page.
class Player {
  constructor(root) { Object.assign(this, { root, running: 0 }); }

  start(frame) {
    this.stop();
    const began = performance.now();
    let before = began;
    const tick = (now) => {
      if (!this.root.isConnected) return this.stop();
      const passed = now - before;
      before = now;
      this.running = requestAnimationFrame(tick);
      frame(passed, now - began);
    };
    this.running = requestAnimationFrame(tick);
  }

  stop() {
    cancelAnimationFrame(this.running);
    this.running = 0;
  }
}

// Drag anywhere on `node`: `move(x, y, event)` in its own pixels, `done()` when the pointer is let go.
function drag(node, move, done = () => {}, start = () => true) {
  const at = (event) => { const box = node.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top, event]; };
  node.addEventListener("pointerdown", (event) => {
    if (event.button || !start(...at(event))) return;
    node.setPointerCapture(event.pointerId);
    node.dataset.dragging = "1";
    move(...at(event));
  });
  node.addEventListener("pointermove", (event) => { if (node.dataset.dragging) move(...at(event)); });
  for (const end of ["pointerup", "pointercancel"])
    node.addEventListener(end, () => { if (node.dataset.dragging) { delete node.dataset.dragging; done(); } });
}

// How wide an exhibit is, as it was seen last: asking the page while it is being drawn makes it lay itself out.
const widthOf = (root, other = 600) => root.width || root.clientWidth || other;

// Sets a text where it is another one: the same one again would be laid out again. A text node keeps its place in the
// page, as another one would be styled anew.
function retext(node, text) {
  const told = String(text), only = node.firstChild;
  if (only?.nodeType !== Node.TEXT_NODE || only.nextSibling) { if (node.textContent !== told) node.textContent = told; }
  else if (only.data !== told) only.data = told;
}

// Mount an exhibit once, then hand it the data of every run.
function exhibit(Kind, { parentElement, data, setStateValue, setTriggerValue }) {
  let root = parentElement.querySelector(".exhibit");
  if (!root) {
    root = document.createElement("div");
    root.className = "exhibit";
    parentElement.appendChild(root);
    root.exhibit = new Kind(root, setStateValue, setTriggerValue);
    let width = 0;
    new ResizeObserver(() => {
      if (root.clientWidth === width || !root.exhibit.data) return;
      width = root.width = root.clientWidth;
      root.exhibit.draw();
    }).observe(root);
  }
  root.exhibit.take(data);
}
