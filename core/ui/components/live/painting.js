// What is drawn over a live picture: boxes that glide to where a thing is now, and things seen at each moment.
// Needs: sketch, boxes.
const TINTS = [BLUE, ORANGE, GREEN, PINK, AMBER, SKY], GLIDE_MS = 120, KEEP_MS = 30000;

// Boxes [x1, y1, x2, y2] in shares of the picture, each going on from the box of the same class that it overlaps.
class GlidingBoxes {
  constructor() { this.all = []; }

  take(found, now) {
    const before = this.at(now), used = new Set();
    this.all = found.map((thing) => {
      const fits = before.filter((old) => !used.has(old) && old.kind === thing.kind && iouOf(old.box, thing.box) > 0.1);
      const old = fits.sort((a, b) => iouOf(b.box, thing.box) - iouOf(a.box, thing.box))[0];
      used.add(old);
      return { ...thing, from: old ? old.box : thing.box, since: now };
    });
  }

  at(now) {
    return this.all.map((thing) => {
      const t = CALM.matches ? 1 : clamp((now - thing.since) / GLIDE_MS, 0, 1);
      return { ...thing, to: thing.box, box: thing.box.map((v, i) => lerp(thing.from[i], v, t)) };
    });
  }
}

const across = (camera, box, w, h) => {
  const [a, b] = [camera.x(box[0]) * w, camera.x(box[2]) * w];
  return [Math.min(a, b), box[1] * h, Math.abs(b - a), (box[3] - box[1]) * h];
};

function frameBox(context, [x, y, w, h], tint, said) {
  context.lineWidth = 3;
  context.strokeStyle = tint;
  context.strokeRect(x, y, w, h);
  if (!said) return;
  context.font = `600 15px ${getComputedStyle(context.canvas).fontFamily}`;
  const wide = context.measureText(said).width + 14, top = y >= 24 ? y - 24 : y, most = context.canvas.clientWidth;
  const left = clamp(x - 1.5, 0, Math.max(0, most - wide));
  context.fillStyle = tint;
  context.fillRect(left, top, wide, 24);
  context.fillStyle = tint === AMBER || tint === SKY ? "#11161D" : "#fff";
  context.fillText(said, left + 7, top + 17);
}

// A picture made unreadable: drawn so small that its details are gone, and large again.
function blurredCopy(source, w, h, cells, smooth = true) {
  const small = document.createElement("canvas"), large = document.createElement("canvas");
  Object.assign(small, { width: Math.max(1, Math.round(cells)), height: Math.max(1, Math.round((cells * h) / w)) });
  Object.assign(large, { width: w, height: h });
  small.getContext("2d").drawImage(source, 0, 0, small.width, small.height);
  const context = large.getContext("2d");
  context.imageSmoothingEnabled = smooth;
  context.imageSmoothingQuality = "high";
  context.drawImage(small, 0, 0, w, h);
  return large;
}

// Draw a picture over the whole stage, mirrored as the camera is.
function stretched(context, camera, source, w, h) {
  context.save();
  if (camera.x(0) === 1) { context.translate(w, 0); context.scale(-1, 1); }
  context.drawImage(source, 0, 0, w, h);
  context.restore();
}
