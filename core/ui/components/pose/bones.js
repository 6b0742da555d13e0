// Bodies of points and limbs on a canvas, faint where the network says that a point is hidden. Needs: sketch, boxes.
const SURE_SEEN = 0.8, SEEN = 0.5, DEGREES = 180 / Math.PI;

// The angle at `b` between the limbs to `a` and `c`, in degrees, as core.pose.body has it.
function angleAt(a, b, c) {
  const [ux, uy, vx, vy] = [a[0] - b[0], a[1] - b[1], c[0] - b[0], c[1] - b[1]], length = Math.hypot(ux, uy) * Math.hypot(vx, vy);
  return length ? Math.acos(clamp((ux * vx + uy * vy) / length, -1, 1)) * DEGREES : NaN;
}

// Pairs of float32 as base64: [[x, y], …].
function pairsOf(text) {
  const all = floatsOf(text);
  return Array.from({ length: all.length / 2 }, (_, i) => [all[2 * i], all[2 * i + 1]]);
}

const bodyOf = (sent) => ({ ...sent, points: pairsOf(sent.points), seen: floatsOf(sent.seen) });
const isIn = ([x, y], w, h) => x >= 0 && y >= 0 && x < w && y < h;
const clearness = (seen) => (seen >= SEEN ? 1 : 0.28);

function drawBones(g, body, limbs, scale, colour, grown = 1) {
  const middle = [23, 24].map((i) => body.points[i]), from = [0, 1].map((k) => (middle[0][k] + middle[1][k]) / 2);
  const at = (i) => body.points[i].map((v, k) => lerp(from[k], v, grown) * scale);
  const thick = clamp(scale * Math.hypot(...[0, 1].map((k) => body.points[11][k] - body.points[24][k])) * 0.035, 2.5, 6);
  g.lineCap = "round";
  for (const [width, ink] of [[thick + 3, "#fff"], [thick, colour]])
    for (const [a, b] of limbs) {
      const seen = Math.min(body.seen[a], body.seen[b]);
      if (seen < 0) continue;
      g.globalAlpha = clearness(seen);
      g.strokeStyle = ink;
      g.lineWidth = width;
      g.beginPath();
      g.moveTo(...at(a));
      g.lineTo(...at(b));
      g.stroke();
    }
  body.points.forEach((_, i) => {
    if (body.seen[i] < 0) return;
    g.globalAlpha = clearness(body.seen[i]);
    g.beginPath();
    g.arc(...at(i), thick * (i > 0 && i < 11 ? 0.7 : 1.05), 0, 2 * Math.PI);
    g.fillStyle = "#fff";
    g.fill();
    g.strokeStyle = colour;
    g.lineWidth = Math.max(1.5, thick * 0.5);
    g.stroke();
  });
  g.globalAlpha = 1;
}

// Words over a photo: white letters, dark round them.
function written(g, text, x, y, family) {
  g.font = `700 16px ${family}`;
  g.textAlign = "center";
  g.textBaseline = "middle";
  g.lineJoin = "round";
  g.lineWidth = 5;
  g.strokeStyle = "rgb(10 16 26 / 0.85)";
  g.strokeText(text, x, y);
  g.fillStyle = "#fff";
  g.fillText(text, x, y);
  g.textAlign = "start";
}

// A mask, a byte a pixel, as a picture of one colour.
function stencil(bytes, w, h, [red, green, blue]) {
  const canvas = new OffscreenCanvas(w, h), g = canvas.getContext("2d"), picture = g.createImageData(w, h);
  bytes.forEach((v, i) => picture.data.set([red, green, blue, v], 4 * i));
  g.putImageData(picture, 0, 0);
  return canvas;
}
