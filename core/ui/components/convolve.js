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
    for (let i = 0; i < size; i++) {
      const line = (r * stride + i * dilation) * full.w, row = i * size;
      if (op !== "max" && stride === 1 && dilation === 1) addRow(values, r * W, W, seen, line, weights, row, size);
      else
        for (let j = 0; j < size; j++) {
          const one = weights[row + j];
          for (let at = r * W, end = at + W, from = line + j * dilation; at < end; at++, from += stride)
            values[at] = op === "max" ? Math.max(values[at], seen[from]) : values[at] + one * seen[from];
        }
    }
  if (op === "mean") for (let i = 0; i < values.length; i++) values[i] /= size * size;
  return { w: W, h: H, values, full };
}

// Adds to `count` numbers from `to` what a row of taps sees: five or three at once, in the same order as one by one; what
// they have read they hand on to the next place, as a place and the next one see nearly the same.
function addRow(values, to, count, seen, line, weights, row, size) {
  const end = to + count;
  for (let j = 0; j < size; ) {
    const a = weights[row + j], b = weights[row + j + 1], c = weights[row + j + 2], from = line + j, left = size - j;
    if (left >= 5) {
      const d = weights[row + j + 3], e = weights[row + j + 4];
      let x0 = seen[from], x1 = seen[from + 1], x2 = seen[from + 2], x3 = seen[from + 3];
      for (let at = to, next = from + 4; at < end; at++, next++) {
        const x4 = seen[next];
        values[at] = values[at] + a * x0 + b * x1 + c * x2 + d * x3 + e * x4;
        x0 = x1; x1 = x2; x2 = x3; x3 = x4;
      }
      j += 5;
    } else if (left >= 3) {
      let x0 = seen[from], x1 = seen[from + 1];
      for (let at = to, next = from + 2; at < end; at++, next++) {
        const x2 = seen[next];
        values[at] = values[at] + a * x0 + b * x1 + c * x2;
        x0 = x1; x1 = x2;
      }
      j += 3;
    } else {
      for (let at = to, next = from; at < end; at++, next++) values[at] += a * seen[next];
      j += 1;
    }
  }
}

const shades = { clip: (v) => v, size: Math.abs, signed: (v) => 128 + v / 2 };

// Paints w × h numbers grey; `alpha(i)` is how opaque number i is, 0..255.
function painted(canvas, w, h, values, show, alpha) {
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h, image: null });
  const image = (canvas.image ??= new ImageData(w, h)), pixels = new Uint32Array(image.data.buffer);
  const grey = new Uint8ClampedArray(1); // clamps and rounds by itself
  for (let i = 0; i < pixels.length; i++) { // no function is called for each pixel
    const v = values[i];
    grey[0] = show === "clip" ? v : show === "size" ? Math.abs(v) : 128 + v / 2;
    pixels[i] = 0xff000000 | (grey[0] * 0x010101);
  }
  if (alpha) for (let i = 0; i < pixels.length; i++) pixels[i] = (alpha(i) << 24) | (pixels[i] & 0xffffff);
  canvas.getContext("2d").putImageData(image, 0, 0);
  return image;
}

function written(v) {
  const size = Math.abs(v), digits = Number.isInteger(v) || size >= 100 ? 0 : size >= 10 ? 1 : 2;
  const text = String(Number(size.toFixed(digits))); // as a number it has no zeros at its end
  return v < 0 && text !== "0" ? `−${text}` : text;
}

// Blue for what adds, orange for what takes away; the sign is written as well. The page shines through.
const TINTS = [BLUE, ORANGE].map((hex) => `rgba(${rgbOf(hex).join(", ")}, `);
function tint(value, most) {
  const share = most ? Math.round(Math.min(1, Math.abs(value) / most) * 55) : 0;
  return `${TINTS[value < 0 ? 1 : 0]}${share / 100})`;
}

// Gives a cell its text and its colour, where they are other ones: the same again would cost a layout.
function dress(cell, text, background, ink = "") {
  retext(cell, text);
  if (cell.shade === background) return;
  cell.shade = background;
  cell.style.backgroundColor = background;
  if (cell.ink !== ink) cell.style.color = cell.ink = ink;
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
