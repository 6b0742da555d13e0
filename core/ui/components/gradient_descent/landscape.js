// The landscape: a curve for one parameter, a map or a surface for two, with the walks on it.
// Needs: sketch, gradient_descent/draw.
const LEVELS = 14, RADIUS = 9, TALL = 0.6, COARSE = 2;
const CIVIDIS = [
  [0, 34, 78], [18, 53, 112], [59, 73, 108], [87, 93, 109], [112, 113, 115], [138, 134, 120],
  [165, 156, 116], [195, 179, 105], [225, 204, 85], [254, 232, 56],
];

// Heights as shares 0..1 of a power of the loss above the lowest: half of the land lies below 0.36 of the top.
function relief(scene) {
  const loss = scene.grid.loss ?? floatsOf(scene.grid.values), { nx, ny } = scene.grid;
  const above = Float32Array.from(loss, (v) => Math.max(0, v - scene.floor)).sort();
  const top = Math.min(above.at(-1), 20 * above[Math.floor(0.9 * above.length)]) || above.at(-1) || 1;
  const middle = above[above.length >> 1] / top;
  const exponent = middle > 0 && middle < 1 ? clamp(Math.log(0.36) / Math.log(middle), 0.22, 1) : 1;
  const share = (v) => Math.pow(clamp((v - scene.floor) / top, 0, 1), exponent);
  return { nx, ny, loss, share, heights: loss.map(share) };
}

// Iso lines by marching squares (Lorensen & Cline, 1987, in two dimensions): for each cell, `step` grid points
// wide, its pieces as [from, to, height] in grid coordinates.
function isolines({ nx, ny, heights }, step) {
  const cells = new Map();
  for (let j = 0; j + step < ny; j += step)
    for (let i = 0; i + step < nx; i += step) {
      const places = [[i, j], [i + step, j], [i + step, j + step], [i, j + step]];
      const high = places.map(([a, b]) => heights[b * nx + a]), pieces = [];
      for (let level = Math.ceil(Math.min(...high) * LEVELS); level <= Math.max(...high) * LEVELS; level++) {
        const v = level / LEVELS, spots = [];
        places.forEach(([x0, y0], k) => {
          const [x1, y1] = places[(k + 1) % 4], from = high[k], to = high[(k + 1) % 4];
          if (from < v === to < v) return;
          const t = (v - from) / (to - from);
          spots.push([lerp(x0, x1, t), lerp(y0, y1, t)]);
        });
        for (let k = 0; k + 1 < spots.length; k += 2) pieces.push([spots[k], spots[k + 1], v]);
      }
      if (pieces.length) cells.set(j * nx + i, pieces);
    }
  return cells;
}

function pathOf(cells) {
  const path = new Path2D();
  for (const pieces of cells.values())
    for (const [from, to] of pieces) {
      path.moveTo(...from);
      path.lineTo(...to);
    }
  return path;
}

// Cividis, paler on white and darker on black, so that the balls stand out.
function tone(height, ink) {
  const t = clamp(0.05 + 0.92 * height, 0, 1) * (CIVIDIS.length - 1), i = Math.min(Math.floor(t), CIVIDIS.length - 2);
  return CIVIDIS[i].map((v, c) => lerp(lerp(v, CIVIDIS[i + 1][c], t - i), ink.dark ? 17 : 255, ink.dark ? 0.3 : 0.42));
}

function painted({ nx, ny, heights }, ink) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: nx, height: ny });
  const g = canvas.getContext("2d"), image = g.createImageData(nx, ny);
  const shades = Uint8ClampedArray.from({ length: 256 * 4 }, () => 255);
  for (let i = 0; i < 256; i++) shades.set(tone(i / 255, ink), i * 4);
  for (let k = 0; k < heights.length; k++) {
    const shade = Math.round(heights[k] * 255) * 4, to = ((ny - 1 - Math.floor(k / nx)) * nx + (k % nx)) * 4;
    for (let part = 0; part < 4; part++) image.data[to + part] = shades[shade + part];
  }
  g.putImageData(image, 0, 0);
  return canvas;
}

const lineInk = (ink) => (ink.dark ? "rgba(255,255,255,0.2)" : "rgba(20,35,60,0.25)");

function drawMap(canvas, scene, time, ink, cache) {
  const { g, w, h } = sheet(canvas), f = frame(w, h, scene.x, scene.y);
  const ground = cache.relief, { pad, inner } = f;
  const key = ["flat", w, h, canvas.width].join();
  if (cache.seen !== key) {
    const pen = groundPen(canvas, cache, w, h, key);
    pen.imageSmoothingEnabled = true;
    pen.imageSmoothingQuality = "high";
    pen.drawImage(cache.picture, pad.l, pad.t, inner.w, inner.h);
    const lines = new Path2D();
    lines.addPath(cache.lines, new DOMMatrix([inner.w / (ground.nx - 1), 0, 0, -inner.h / (ground.ny - 1), pad.l, pad.t + inner.h]));
    pen.strokeStyle = lineInk(ink);
    pen.stroke(lines);
  }
  g.drawImage(cache.ground, 0, 0, w, h);
  axes(g, f, { ...ink, faint: "transparent" }, scene.x, scene.y, scene.names);
  g.save();
  g.beginPath();
  g.rect(pad.l, pad.t, inner.w, inner.h);
  g.clip();
  for (const [x, y] of scene.minima) star(g, f.X(x), f.Y(y), ink);
  flag(g, f.X(scene.start[0]), f.Y(scene.start[1]), ink);
  const spot = (p) => [clamp(f.X(p[0]), pad.l - 40, w + 40), clamp(f.Y(p[1]), pad.t - 40, h + 40)];
  trails(g, scene, time, spot);
  g.restore();
  for (const run of scene.runs) {
    const [x, y] = spot(at(run, time).place), [px, py] = [clamp(x, pad.l, pad.l + inner.w), clamp(y, pad.t, pad.t + inner.h)];
    ball(g, px, py, run.colour, ink, RADIUS, px !== x || py !== y);
  }
  return f;
}

// The ground is painted once and copied for each picture; an empty one as large as the canvas to paint it on.
function groundPen(canvas, cache, w, h, key) {
  cache.ground ??= document.createElement("canvas");
  Object.assign(cache.ground, { width: canvas.width, height: canvas.height });
  cache.seen = key;
  const pen = cache.ground.getContext("2d");
  pen.scale(canvas.width / w, canvas.height / h);
  return pen;
}

// What is walked in full, and pale what is still to come.
function trails(g, scene, time, spot) {
  g.lineJoin = "round";
  for (const run of scene.runs) {
    const now = at(run, time), { params, losses, d } = run, last = losses.length - 1;
    const place = (i) => spot([params[i * d], params[i * d + d - 1]], losses[i]), here = spot(now.place, now.loss);
    g.strokeStyle = g.fillStyle = run.colour;
    if (time < last) {
      Object.assign(g, { globalAlpha: AHEAD, lineWidth: 2 });
      g.beginPath();
      g.lineTo(...here);
      thread(g, now.step + 1, last, place);
      g.stroke();
    }
    Object.assign(g, { globalAlpha: 0.95, lineWidth: 3 });
    g.beginPath();
    thread(g, 0, now.step, place);
    g.lineTo(...here);
    g.stroke();
    for (let i = 0; i <= now.step && now.step <= 60; i++) {
      const [x, y] = place(i);
      g.beginPath();
      g.arc(x, y, 3.5, 0, 7);
      g.fill();
    }
  }
  g.globalAlpha = 1;
}

function star(g, x, y, ink) {
  g.strokeStyle = ink.text;
  g.lineWidth = 2.5;
  g.beginPath();
  for (const [dx, dy] of [[7, 0], [0, 7], [5, 5], [5, -5]]) {
    g.moveTo(x - dx, y - dy);
    g.lineTo(x + dx, y + dy);
  }
  g.stroke();
}

function flag(g, x, y, ink) {
  g.strokeStyle = ink.text;
  g.fillStyle = ink.learner;
  g.lineWidth = 2.5;
  g.beginPath();
  g.moveTo(x, y);
  g.lineTo(x, y - 26);
  g.stroke();
  g.beginPath();
  g.moveTo(x, y - 27);
  g.lineTo(x + 18, y - 20);
  g.lineTo(x, y - 13);
  g.fill();
}

function drawCurve(canvas, scene, time, ink, cache) {
  const { g, w, h } = sheet(canvas), f = frame(w, h, scene.x, scene.y);
  const { loss, nx } = cache.relief, { pad, inner } = f;
  axes(g, f, ink, scene.x, scene.y, [scene.names[0], scene.words.loss]);
  g.save();
  g.beginPath();
  g.rect(pad.l, pad.t - 8, inner.w, inner.h + 16);
  g.clip();
  const curve = new Path2D();
  loss.forEach((v, i) => curve.lineTo(f.X(lerp(scene.x[0], scene.x[1], i / (nx - 1))), clamp(f.Y(v), -1e4, 1e4)));
  const land = new Path2D(curve);
  land.lineTo(pad.l + inner.w, pad.t + inner.h + 8);
  land.lineTo(pad.l, pad.t + inner.h + 8);
  g.globalAlpha = 0.5;
  g.fillStyle = ink.faint;
  g.fill(land);
  g.globalAlpha = 1;
  g.strokeStyle = ink.grey;
  g.lineWidth = 3;
  g.stroke(curve);
  flag(g, f.X(scene.start[0]), f.Y(onCurve(scene, cache, scene.start[0])), ink);
  const spot = (p, v) => [clamp(f.X(p[0]), -1e4, 1e4), clamp(f.Y(v), -1e4, 1e4)];
  trails(g, scene, time, spot);
  g.restore();
  for (const run of scene.runs) {
    const now = at(run, time), x = clamp(f.X(now.place[0]), pad.l, pad.l + inner.w);
    const y = f.Y(now.loss), out = x !== f.X(now.place[0]) || y < pad.t;
    ball(g, x, clamp(y, pad.t, pad.t + inner.h), run.colour, ink, RADIUS, out);
  }
  return f;
}

function onCurve(scene, cache, x) {
  const { loss, nx } = cache.relief;
  return loss[clamp(Math.round(((x - scene.x[0]) / (scene.x[1] - scene.x[0])) * (nx - 1)), 0, nx - 1)];
}

// The surface seen from `view` = { turn, tilt } in radians; `lift` 0 is the map from above, 1 the surface.
// The ground is painted once for each way of looking at it: while the balls roll it is only copied.
function drawSurface(canvas, scene, time, ink, cache, view) {
  const { g, w, h } = sheet(canvas), ground = cache.relief, { nx, ny } = ground;
  const project = camera(w, h, view), key = [w, h, view.lift, view.turn, view.tilt].join();
  if (cache.seen !== key) {
    paintGround(groundPen(canvas, cache, w, h, key), ground, cache, ink, project, view);
  }
  g.drawImage(cache.ground, 0, 0, w, h);
  const unit = ([x, y]) => [(x - scene.x[0]) / (scene.x[1] - scene.x[0]), (y - scene.y[0]) / (scene.y[1] - scene.y[0])];
  const spot = (p, loss) => project(...unit(p).map((v) => clamp(v, 0, 1)), ground.share(loss));
  for (const place of scene.minima) star(g, ...spot(place, lossNear(ground, ...unit(place))), ink);
  flag(g, ...spot(scene.start, lossNear(ground, ...unit(scene.start))), ink);
  trails(g, scene, time, spot);
  for (const run of scene.runs) {
    const now = at(run, time), out = unit(now.place).some((v) => v < 0 || v > 1);
    ball(g, ...spot(now.place, now.loss), run.colour, ink, RADIUS, out);
  }
}

const lossNear = ({ loss, nx, ny }, u, v) =>
  loss[clamp(Math.round(v * (ny - 1)), 0, ny - 1) * nx + clamp(Math.round(u * (nx - 1)), 0, nx - 1)];

// Shares of the view (u, v) and height (z), each 0..1, to pixels.
function camera(w, h, { turn, tilt, lift }) {
  const { pad, inner } = frame(w, h, [0, 1], [0, 1]);
  const [s, c] = [Math.sin(turn * lift), Math.cos(turn * lift)], up = lerp(Math.PI / 2, tilt, lift);
  const reach = Math.abs(s) + Math.abs(c);
  const size = Math.min((0.96 * w) / reach, (0.94 * h) / (reach * Math.sin(tilt) + TALL * Math.cos(tilt)));
  const wide = lerp(inner.w, size, lift), deep = lerp(inner.h, size, lift);
  const [x0, y0] = [lerp(pad.l + inner.w / 2, w / 2, lift), lerp(pad.t + inner.h / 2, h / 2, lift)];
  return (u, v, z) => {
    const a = (u - 0.5) * wide, b = (v - 0.5) * deep;
    return [x0 + a * c - b * s, y0 - (a * s + b * c) * Math.sin(up) - (z - 0.5) * TALL * size * Math.cos(up)];
  };
}

// Far cells first, each with its pieces of iso line, so that hills hide what is behind them.
function paintGround(g, { nx, ny, heights }, cache, ink, project, { turn, lift }) {
  cache.pieces ??= isolines(cache.relief, COARSE);
  const along = (count, down) => {
    const all = Array.from({ length: Math.floor((count - 1) / COARSE) }, (_, k) => k * COARSE);
    return down ? all.reverse() : all;
  };
  const spot = (i, j, z) => project(i / (nx - 1), j / (ny - 1), z), high = (i, j) => heights[j * nx + i];
  g.lineWidth = 1;
  for (const j of along(ny, Math.cos(turn * lift) > 0))
    for (const i of along(nx, Math.sin(turn * lift) > 0)) {
      const [m, n] = [i + COARSE, j + COARSE], slope = high(m, j) - high(i, n);
      g.beginPath();
      for (const [a, b] of [[i, j], [m, j], [m, n], [i, n]]) g.lineTo(...spot(a, b, high(a, b)));
      g.closePath();
      const shade = clamp(slope * 1.6 * lift, -0.22, 0.22);
      const colour = tone((high(i, j) + high(m, n)) / 2, ink).map((v) => lerp(v, shade > 0 ? 255 : 0, Math.abs(shade)));
      g.fillStyle = g.strokeStyle = `rgb(${colour.map(Math.round).join()})`;
      g.fill();
      g.stroke();
      const pieces = cache.pieces.get(j * nx + i);
      if (!pieces) continue;
      g.beginPath();
      for (const [from, to, z] of pieces) {
        g.moveTo(...spot(...from, z));
        g.lineTo(...spot(...to, z));
      }
      g.strokeStyle = lineInk(ink);
      g.stroke();
    }
}
