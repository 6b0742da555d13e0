// Numbers, colours and axes that the race's panels share. Needs: sketch.
const AHEAD = 0.45; // how much is seen of a way that is still to be walked
const FONT = "system-ui, 'Noto Sans KR', sans-serif";

function inks(element) {
  const style = getComputedStyle(element);
  const of = (name, other) => style.getPropertyValue(name).trim() || other;
  const text = of("--st-text-color", "#1b2430"), back = of("--st-background-color", "#ffffff");
  const dark = brightness(back) < 0.5;
  return {
    text, back, dark,
    faint: dark ? "rgba(255,255,255,0.16)" : "rgba(20,40,60,0.14)",
    grey: dark ? "#a7b1bd" : "#5a6572",
    learner: ORANGE,
  };
}

const BRIGHT = new Map(); // how bright a colour is does not change, and asking a canvas for it takes long
function brightness(colour) {
  if (!BRIGHT.has(colour)) BRIGHT.set(colour, lightOf(colour));
  return BRIGHT.get(colour);
}

function lightOf(colour) {
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = colour;
  const hex = probe.fillStyle;
  if (!hex.startsWith("#")) return 1;
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255);
  return 0.3 * r + 0.6 * g + 0.1 * b;
}

// A canvas as large as its box, sharp on every screen: its context and its size in CSS pixels.
function sheet(canvas) {
  const { width: w, height: h } = canvas.getBoundingClientRect(), g = sharp(canvas, w, h);
  g.font = `14px ${FONT}`;
  return { g, w, h };
}

// Data to pixels and back, with room for the axes' numbers.
function frame(w, h, x, y, pad = { l: 52, r: 12, t: 12, b: 34 }) {
  const inner = { w: w - pad.l - pad.r, h: h - pad.t - pad.b };
  return {
    pad, inner,
    X: (v) => pad.l + ((v - x[0]) / (x[1] - x[0])) * inner.w,
    Y: (v) => pad.t + (1 - (v - y[0]) / (y[1] - y[0])) * inner.h,
    back: (px, py) => [
      x[0] + ((px - pad.l) / inner.w) * (x[1] - x[0]),
      y[0] + (1 - (py - pad.t) / inner.h) * (y[1] - y[0]),
    ],
  };
}

const STEPS = [1, 2, 5, 10]; // what counts as round on the race's axes

const written = (v) => {
  const size = Math.abs(v);
  const text = size >= 1e5 ? v.toExponential(0) : String(+v.toPrecision(size < 1 ? 2 : 4));
  return text.replace("-", "−");
};

function axes(g, f, ink, x, y, names, log = false) {
  g.fillStyle = ink.grey;
  g.strokeStyle = ink.faint;
  g.lineWidth = 1;
  g.textAlign = "center";
  g.textBaseline = "top";
  const bottom = f.pad.t + f.inner.h;
  for (const v of ticks(...x, Math.max(2, Math.floor(f.inner.w / 90)), STEPS)) g.fillText(written(v), f.X(v), bottom + 6);
  g.textAlign = "right";
  g.textBaseline = "middle";
  const marks = log
    ? Array.from({ length: 40 }, (_, i) => i - 20).filter((v) => v >= y[0] && v <= y[1] && v % (y[1] - y[0] > 6 ? 2 : 1) === 0)
    : ticks(...y, Math.max(2, Math.floor(f.inner.h / 60)), STEPS);
  for (const v of marks) {
    const label = log ? (Math.abs(v) <= 3 ? written(10 ** v) : power(v)) : written(v);
    g.fillText(label, f.pad.l - 8, f.Y(v));
    g.beginPath();
    g.moveTo(f.pad.l, f.Y(v));
    g.lineTo(f.pad.l + f.inner.w, f.Y(v));
    g.stroke();
  }
  g.fillStyle = ink.text;
  g.textAlign = "right";
  g.textBaseline = log ? "top" : "bottom";
  g.fillText(names[0], f.pad.l + f.inner.w, bottom + (log ? 25 : -4));
  g.textAlign = "left";
  g.textBaseline = "top";
  if (log) g.fillText(names[1], 4, 2);
  else g.fillText(names[1], f.pad.l + 6, f.pad.t + 2);
}

// A ball; hollow where the walk is beyond the edge.
function ball(g, x, y, colour, ink, radius = 9, out = false) {
  const rim = ink.dark ? "#0d1420" : "#ffffff";
  g.beginPath();
  g.arc(x, y, radius, 0, 7);
  g.fillStyle = out ? rim : colour;
  g.fill();
  g.lineWidth = out ? 4 : 2.5;
  g.strokeStyle = out ? colour : rim;
  g.stroke();
}

// Where a run is at a time between steps: its parameters and its loss.
function at(run, time) {
  const last = run.losses.length - 1, t = clamp(time, 0, last);
  const i = Math.min(Math.floor(t), Math.max(0, last - 1)), part = last ? t - i : 0;
  const j = Math.min(i + 1, last);
  const place = Array.from({ length: run.d }, (_, k) => lerp(run.params[i * run.d + k], run.params[j * run.d + k], part));
  return { place, loss: lerp(run.losses[i], run.losses[j], part), step: i };
}

// A line through the places `spot(i)` of steps from..to, without those that lie on the one before: many walks end in a
// crowd of steps on one pixel.
function thread(g, from, to, spot) {
  let x = NaN, y = NaN;
  for (let i = from; i <= to; i++) {
    const [px, py] = spot(i);
    if (i < to && Math.abs(px - x) + Math.abs(py - y) < 0.7) continue;
    g.lineTo(px, py);
    [x, y] = [px, py];
  }
}
