// The same additions in the same order as core.convolution.sliding: both give the same bits.
// Needs: sketch.
const reachOf = (how) => how.dilation * (how.size - 1) + 1;

function sideAfter(n, how) {
  const room = n - reachOf(how) + how.before + how.after;
  const mirrorable = !how.mirror || Math.max(how.before, how.after) < n;
  return room >= 0 && mirrorable ? Math.floor(room / how.stride) + 1 : 0;
}

function padded(x, w, h, how) {
  const { before, after, mirror } = how;
  if (!before && !after) return { x, w, h };
  const W = w + before + after, H = h + before + after, full = new Float64Array(W * H);
  const inside = (i, n) => (mirror ? (i < 0 ? -i : i >= n ? 2 * n - 2 - i : i) : i >= 0 && i < n ? i : -1);
  for (let y = 0; y < H; y++) {
    const sy = inside(y - before, h);
    if (sy < 0) continue;
    for (let c = 0; c < W; c++) {
      const sx = inside(c - before, w);
      if (sx >= 0) full[y * W + c] = x[sy * w + sx];
    }
  }
  return { x: full, w: W, h: H };
}

// Slides a window over w × h numbers; null where it does not fit. `how.op`: conv, max or mean.
function slide(x, w, h, how) {
  const W = sideAfter(w, how), H = sideAfter(h, how);
  if (W < 1 || H < 1) return null;
  const full = padded(x, w, h, how), { size, stride, dilation, op, kernel } = how;
  const values = new Float64Array(W * H).fill(op === "max" ? -Infinity : 0);
  const weights = op === "conv" ? kernel : new Float64Array(size * size).fill(1), { x: seen } = full;
  for (let r = 0; r < H; r++) // row by row: a row stays in the processor's cache while all taps are added to it
    for (let i = 0; i < size; i++)
      for (let j = 0, line = (r * stride + i * dilation) * full.w; j < size; j++) {
        const start = line + j * dilation, end = (r + 1) * W, one = weights[i * size + j];
        if (op === "max") {
          for (let at = r * W, from = start; at < end; at++, from += stride) values[at] = Math.max(values[at], seen[from]);
        } else if (j + 2 < size) { // three taps at once, in the same order
          const two = weights[i * size + ++j], three = weights[i * size + ++j], far = 2 * dilation;
          for (let at = r * W, from = start; at < end; at++, from += stride)
            values[at] = values[at] + one * seen[from] + two * seen[from + dilation] + three * seen[from + far];
        } else for (let at = r * W, from = start; at < end; at++, from += stride) values[at] += one * seen[from];
      }
  if (op === "mean") for (let i = 0; i < values.length; i++) values[i] /= size * size;
  return { w: W, h: H, values, full };
}

const shades = { clip: (v) => v, size: Math.abs, signed: (v) => 128 + v / 2 };

function painted(canvas, w, h, values, show, alpha) {
  canvas.width = w;
  canvas.height = h;
  const image = new ImageData(w, h), bright = shades[show];
  for (let i = 0; i < w * h; i++) {
    const v = bright(values[i]);
    image.data[4 * i] = image.data[4 * i + 1] = image.data[4 * i + 2] = v; // clamps and rounds by itself
    image.data[4 * i + 3] = alpha ? alpha(i) : 255;
  }
  canvas.getContext("2d").putImageData(image, 0, 0);
  return image;
}

function written(v) {
  const size = Math.abs(v), digits = Number.isInteger(v) || size >= 100 ? 0 : size >= 10 ? 1 : 2;
  const text = v.toFixed(digits);
  return (Number(text) === 0 ? "0" : text).replace("-", "−").replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
}

// Blue for what adds, orange for what takes away; the sign is written as well.
function tint(value, most) {
  const share = most ? Math.min(1, Math.abs(value) / most) * 55 : 0;
  return `color-mix(in srgb, ${value < 0 ? ORANGE : BLUE} ${share}%, var(--st-background-color))`;
}

// Keeps where the learner is in the page's link, without asking the server; null takes it out.
const notes = {};
function note(name, value) {
  clearTimeout(notes[name]);
  notes[name] = setTimeout(() => {
    const url = new URL(location.href);
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  }, 300);
}
function placeIn(text, w, h) {
  const [x, y] = (text ?? "").split(".").map(Number);
  return Number.isInteger(x) && Number.isInteger(y) && x >= 0 && y >= 0 && x < w && y < h ? [x, y] : null;
}
