// Boxes [x1, y1, x2, y2] in a photo's pixels: overlap in float32 as the server counts, and what a hand does to them.
// Needs: sketch.
const single = Math.fround;
const areaOf = (b) => single(Math.max(single(b[2] - b[0]), 0) * Math.max(single(b[3] - b[1]), 0));
const sharedOf = (a, b) =>
  single(
    Math.max(single(Math.min(a[2], b[2]) - Math.max(a[0], b[0])), 0) *
      Math.max(single(Math.min(a[3], b[3]) - Math.max(a[1], b[1])), 0),
  );
const unionOf = (a, b) => single(single(areaOf(a) + areaOf(b)) - sharedOf(a, b));
const iouOf = (a, b) => { const union = unionOf(a, b); return union > 0 ? single(sharedOf(a, b) / union) : 0; };
const hullOf = (a, b) => areaOf([Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]);
const thousands = (v) => Math.round(v).toLocaleString("en-US");
// What a box is called: with a question mark where it is in doubt (`core.detection.doubt`).
const calledBox = (name, score, unsure) => `${name}${unsure ? "?" : ""} ${fixed(score)}`;
const boxesOf = (text) => {
  const all = floatsOf(text);
  return Array.from({ length: all.length / 4 }, (_, i) => [...all.subarray(4 * i, 4 * i + 4)]);
};

// Which edges of a box are under (x, y): [−1, 0 or 1, the same]; [0, 0] is its inside, null elsewhere.
function gripOf(box, x, y, reach) {
  if (x < box[0] - reach || x > box[2] + reach || y < box[1] - reach || y > box[3] + reach) return null;
  const side = (v, low, high) => { const near = Math.min(reach, (high - low) / 3); return v < low + near ? -1 : v > high - near ? 1 : 0; };
  return [side(x, box[0], box[2]), side(y, box[1], box[3])];
}

// The box moved or pulled at its edges by (dx, dy); it stays in the photo and no side gets shorter than `least`.
function pulled(box, [ex, ey], dx, dy, w, h, least) {
  const b = [...box];
  if (!ex && !ey) {
    const mx = clamp(dx, -b[0], w - b[2]), my = clamp(dy, -b[1], h - b[3]);
    return [b[0] + mx, b[1] + my, b[2] + mx, b[3] + my];
  }
  if (ex < 0) b[0] = clamp(b[0] + dx, 0, b[2] - least);
  if (ex > 0) b[2] = clamp(b[2] + dx, b[0] + least, w);
  if (ey < 0) b[1] = clamp(b[1] + dy, 0, b[3] - least);
  if (ey > 0) b[3] = clamp(b[3] + dy, b[1] + least, h);
  return b;
}

// A photo, or squared paper, on a canvas as wide as its place allows; `draw` is called when the photo has come.
class PhotoCanvas {
  constructor(canvas, draw) { Object.assign(this, { canvas, draw, scale: 1 }); }

  take(source, w, h) {
    Object.assign(this, { w, h });
    if (source === this.source) return;
    this.source = source;
    this.image = source ? new Image() : null;
    if (!source) return;
    this.image.onload = () => this.draw();
    this.image.src = source;
  }

  // Empty the canvas and draw the photo, veiled by a share of black or white; return what to draw with, in pixels of the page.
  begin(veil = 0) {
    const { canvas, w, h } = this, room = canvas.parentElement.clientWidth || 600, most = clamp(window.innerHeight * 0.68, 320, 620);
    this.scale = Math.min(room / w, most / h);
    const cw = w * this.scale, ch = h * this.scale, g = sharp(canvas, cw, ch);
    Object.assign(canvas.style, { width: `${cw}px`, height: `${ch}px` });
    if (this.image?.complete && this.image.naturalWidth) g.drawImage(this.image, 0, 0, cw, ch);
    else this.paper(g, cw, ch);
    if (veil) { g.fillStyle = `rgb(15 20 27 / ${veil})`; g.fillRect(0, 0, cw, ch); }
    return g;
  }

  paper(g, cw, ch) {
    g.fillStyle = "rgb(140 150 163 / 0.1)";
    g.fillRect(0, 0, cw, ch);
    g.strokeStyle = "rgb(140 150 163 / 0.35)";
    g.lineWidth = 1;
    g.beginPath();
    const step = cw / 16;
    for (let x = step; x < cw; x += step) { g.moveTo(x, 0); g.lineTo(x, ch); }
    for (let y = step; y < ch; y += step) { g.moveTo(0, y); g.lineTo(cw, y); }
    g.stroke();
  }

  at(b) { return [b[0] * this.scale, b[1] * this.scale, (b[2] - b[0]) * this.scale, (b[3] - b[1]) * this.scale]; }

  outline(g, b, colour, width = 3, dash = []) {
    g.lineJoin = "round";
    g.setLineDash(dash);
    g.strokeStyle = "rgb(255 255 255 / 0.85)";
    g.lineWidth = width + 2;
    g.strokeRect(...this.at(b));
    g.strokeStyle = colour;
    g.lineWidth = width;
    g.strokeRect(...this.at(b));
    g.setLineDash([]);
  }

  handles(g, b, colour) {
    for (const x of [b[0], (b[0] + b[2]) / 2, b[2]]) for (const y of [b[1], (b[1] + b[3]) / 2, b[3]]) {
      if (x === (b[0] + b[2]) / 2 && y === (b[1] + b[3]) / 2) continue;
      g.beginPath();
      g.arc(x * this.scale, y * this.scale, 6, 0, 2 * Math.PI);
      g.fillStyle = "#fff";
      g.fill();
      g.strokeStyle = colour;
      g.lineWidth = 3;
      g.stroke();
    }
  }

  // Words on a coloured plate at a box: at its left upper corner, or `low` at its left lower one.
  plate(g, box, text, colour, low = false) { this.plates(g, [{ box, text, colour, low }]); }

  // Such plates at many boxes, the most important first, each at a corner where it covers no other; what finds no
  // place stays without. On a small photo they are a little smaller.
  plates(g, wanted) {
    const cw = this.w * this.scale, ch = this.h * this.scale, high = 24, placed = [];
    g.font = `600 ${cw < 420 && wanted.length > 1 ? 14 : 15}px ${getComputedStyle(this.canvas).fontFamily}`;
    g.textBaseline = "middle";
    for (const { box, text, colour, low } of wanted) {
      const [x, y, w, h] = this.at(box), wide = g.measureText(text).width + 12, right = x + w - wide, under = y + h - high;
      const above = [[x, y - high], [x, y], [right, y - high]], below = [[x, under], [right, under], [x, y + h]];
      const spot = (low ? [...below, ...above] : [...above, ...below])
        .map(([left, top]) => [clamp(left, 0, Math.max(0, cw - wide)), clamp(top, 0, ch - high)])
        .find(([left, top]) => placed.every(([l, t, r]) => left >= r || left + wide <= l || Math.abs(top - t) >= high));
      if (!spot) continue;
      const [left, top] = spot;
      placed.push([left, top, left + wide]);
      g.fillStyle = colour;
      g.fillRect(left, top, wide, high);
      g.fillStyle = "#fff";
      g.fillText(text, left + 6, top + high / 2 + 0.5);
    }
  }
}
