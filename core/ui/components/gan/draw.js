// The plane of the laboratory on a canvas: what the discriminator says everywhere, both kinds of points, arrows.
// Needs: sketch.
const REACH = 1.15, RASTER = 44, WARM = rgbOf(ORANGE), COLD = rgbOf(BLUE);
const LONGEST = 0.3; // of an arrow, in the plane

class Arena {
  constructor(canvas) {
    this.canvas = canvas;
    this.pen = canvas.getContext("2d");
    this.small = document.createElement("canvas");
    this.small.width = this.small.height = RASTER;
  }

  fit(width) {
    const scale = window.devicePixelRatio || 1;
    this.side = width;
    this.canvas.width = this.canvas.height = Math.round(width * scale);
    this.pen.setTransform(scale, 0, 0, scale, 0, 0);
    const style = getComputedStyle(this.canvas);
    Object.assign(this, { ink: style.color, paper: style.getPropertyValue("--st-background-color") || "#fff" });
  }

  px(v) { return ((v / REACH + 1) / 2) * this.side; }
  py(v) { return ((1 - v / REACH) / 2) * this.side; }
  vx(p) { return ((p / this.side) * 2 - 1) * REACH; }
  vy(p) { return (1 - (p / this.side) * 2) * REACH; }

  clear() { this.pen.clearRect(0, 0, this.side, this.side); }

  // Orange where the discriminator says "real", blue where "generated", and the line where it cannot tell.
  map(values) {
    const image = new ImageData(RASTER, RASTER);
    values.forEach((p, i) => {
      const hue = p > 0.5 ? WARM : COLD;
      image.data.set([...hue, 170 * Math.abs(2 * p - 1) ** 0.7], 4 * i);
    });
    this.small.getContext("2d").putImageData(image, 0, 0);
    this.pen.imageSmoothingQuality = "high";
    this.pen.drawImage(this.small, 0, 0, this.side, this.side);
    this.border(values);
  }

  border(values) {
    const { pen } = this, cell = this.side / RASTER, at = (x, y) => [(x + 0.5) * cell, (y + 0.5) * cell];
    pen.beginPath();
    for (let y = 0; y + 1 < RASTER; y++)
      for (let x = 0; x + 1 < RASTER; x++) {
        const corners = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]], found = [];
        corners.forEach(([a, b], k) => {
          const [c, d] = corners[(k + 1) % 4], p = values[b * RASTER + a] - 0.5, q = values[d * RASTER + c] - 0.5;
          if (p > 0 !== q > 0) { const t = p / (p - q); found.push(at(a + (c - a) * t, b + (d - b) * t)); }
        });
        if (found.length >= 2) { pen.moveTo(...found[0]); pen.lineTo(...found[1]); }
      }
    pen.strokeStyle = this.ink;
    pen.globalAlpha = 0.35;
    pen.lineWidth = 1.5;
    pen.setLineDash([5, 5]);
    pen.stroke();
    pen.setLineDash([]);
    pen.globalAlpha = 1;
  }

  dots(points, radius, colour, alpha = 1, ring = false) {
    const { pen } = this;
    pen.globalAlpha = alpha;
    pen.fillStyle = colour;
    pen.strokeStyle = this.paper;
    pen.lineWidth = 1.2;
    for (let i = 0; i < points.length; i += 2) {
      pen.beginPath();
      pen.arc(this.px(points[i]), this.py(points[i + 1]), radius, 0, 7);
      pen.fill();
      if (ring) pen.stroke();
    }
    pen.globalAlpha = 1;
  }

  // Each sample coloured by what the discriminator says to it.
  judged(points, says) {
    says.forEach((p, i) => {
      const mix = COLD.map((v, k) => Math.round(lerp(v, WARM[k], p)));
      this.dots(points.subarray(2 * i, 2 * i + 2), 6, `rgb(${mix})`, 1, true);
    });
  }

  arrows(points, pull) {
    const { pen } = this;
    pen.strokeStyle = pen.fillStyle = this.ink;
    pen.lineWidth = 1.6;
    for (let i = 0; i < points.length; i += 2) {
      const size = Math.hypot(pull[i], pull[i + 1]), share = LONGEST / (1 + size);
      const [x, y] = [this.px(points[i]), this.py(points[i + 1])];
      const [u, v] = [this.px(points[i] + pull[i] * share), this.py(points[i + 1] + pull[i + 1] * share)], far = Math.hypot(u - x, v - y);
      if (far < 2) continue;
      const [a, b] = [(u - x) / far, (v - y) / far], head = Math.min(6, far * 0.6);
      pen.beginPath();
      pen.moveTo(x, y);
      pen.lineTo(u - a * head, v - b * head);
      pen.stroke();
      pen.beginPath();
      pen.moveTo(u, v);
      pen.lineTo(u - a * head - b * head * 0.5, v - b * head + a * head * 0.5);
      pen.lineTo(u - a * head + b * head * 0.5, v - b * head - a * head * 0.5);
      pen.fill();
    }
  }

  cross(x, y) {
    const { pen } = this, [u, v] = [this.px(x), this.py(y)];
    pen.strokeStyle = ORANGE;
    pen.lineWidth = 3;
    pen.beginPath();
    pen.moveTo(u - 9, v); pen.lineTo(u + 9, v); pen.moveTo(u, v - 9); pen.lineTo(u, v + 9);
    pen.stroke();
  }
}
