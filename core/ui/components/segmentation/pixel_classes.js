// What every picture of pixel classes needs: packed maps, borders, connected regions, softly enlarged layers.
// Needs: sketch.
const UNSURE = [140, 150, 163];

// Three classes a pixel and their chances in 0..255, best first; `at(rank)` is one plane.
class PixelMap {
  constructor(data) {
    const { w, h } = data, ids = bytesOf(data.ids), chances = bytesOf(data.chances);
    Object.assign(this, { w, h, n: w * h, ranks: ids.length / (w * h) });
    this.ids = Array.from({ length: this.ranks }, (_, r) => ids.subarray(r * w * h, (r + 1) * w * h));
    this.chances = Array.from({ length: this.ranks }, (_, r) => chances.subarray(r * w * h, (r + 1) * w * h));
  }

  // The connected pixels of one class around a pixel; corners touch.
  region(start, counts = () => true) {
    const { w, h } = this, ids = this.ids[0], wanted = ids[start], found = new Uint8Array(this.n), queue = [start];
    if (!counts(start)) return found;
    found[start] = 1;
    while (queue.length) {
      const at = queue.pop(), x = at % w, y = (at - x) / w;
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const nx = x + dx, ny = y + dy, next = ny * w + nx;
          if (nx < 0 || ny < 0 || nx >= w || ny >= h || found[next] || ids[next] !== wanted || !counts(next)) continue;
          found[next] = 1;
          queue.push(next);
        }
    }
    return found;
  }

  // Pixels at a border: another value to the right or below.
  border(values) {
    const { w, h } = this, edge = new Uint8Array(this.n);
    for (let y = 0, i = 0; y < h; y++)
      for (let x = 0; x < w; x++, i++)
        if ((x + 1 < w && values[i] !== values[i + 1]) || (y + 1 < h && values[i] !== values[i + w])) edge[i] = 1;
    return edge;
  }
}

// A canvas off the page that holds one picture of the map's size, filled pixel by pixel with `colour(i, out)`.
class Layer {
  constructor() { this.canvas = document.createElement("canvas"); }

  fill(w, h, colour) {
    if (this.canvas.width !== w || this.canvas.height !== h || !this.image) {
      this.canvas.width = w;
      this.canvas.height = h;
      this.image = new ImageData(w, h);
    }
    const out = this.image.data;
    for (let i = 0; i < w * h; i++) colour(i, out, 4 * i);
    this.canvas.getContext("2d").putImageData(this.image, 0, 0);
    return this.canvas;
  }
}
const paint = (out, at, [r, g, b], alpha) => { out[at] = r; out[at + 1] = g; out[at + 2] = b; out[at + 3] = alpha; };
