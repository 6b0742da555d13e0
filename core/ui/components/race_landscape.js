// The landscape: a curve for one parameter, a map or a surface for two, with the walks on it.
const LEVELS = 14, RADIUS = 9;

// Heights as shares 0..1 of the logarithm above the lowest loss: valleys stay visible beside high walls.
function relief(scene) {
  const loss = numbers(scene.grid.values), { nx, ny } = scene.grid;
  const above = (v) => Math.log10(Math.max(0, v - scene.floor) + scene.soft);
  const top = Math.max(...loss.map(above)), bottom = Math.log10(scene.soft);
  const share = (v) => clamp((above(v) - bottom) / (top - bottom || 1), 0, 1);
  return { nx, ny, loss, share, heights: loss.map(share) };
}

// Iso lines by marching squares, in grid coordinates (Lorensen & Cline, 1987, in two dimensions).
function isolines({ nx, ny, heights }) {
  const path = new Path2D();
  for (let level = 1; level < LEVELS; level++) {
    const v = level / LEVELS;
    for (let j = 0; j + 1 < ny; j++)
      for (let i = 0; i + 1 < nx; i++) {
        const corner = [heights[j * nx + i], heights[j * nx + i + 1], heights[(j + 1) * nx + i + 1], heights[(j + 1) * nx + i]];
        const spots = [];
        [[0, 1, 0, 0, 1, 0], [1, 2, 1, 0, 1, 1], [2, 3, 1, 1, 0, 1], [3, 0, 0, 1, 0, 0]].forEach(([a, b, x0, y0, x1, y1]) => {
          if (corner[a] < v === corner[b] < v) return;
          const t = (v - corner[a]) / (corner[b] - corner[a]);
          spots.push([i + lerp(x0, x1, t), j + lerp(y0, y1, t)]);
        });
        for (let k = 0; k + 1 < spots.length; k += 2) {
          path.moveTo(...spots[k]);
          path.lineTo(...spots[k + 1]);
        }
      }
  }
  return path;
}

function painted({ nx, ny, heights }, ink) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: nx, height: ny });
  const g = canvas.getContext("2d"), image = g.createImageData(nx, ny);
  heights.forEach((t, k) => {
    const band = Math.floor(t * LEVELS) / LEVELS, row = ny - 1 - Math.floor(k / nx), column = k % nx;
    const rgb = ink.low.map((v, c) => lerp(v, ink.high[c], band));
    image.data.set([...rgb, 255], (row * nx + column) * 4);
  });
  g.putImageData(image, 0, 0);
  return canvas;
}

function drawMap(canvas, scene, time, ink, cache) {
  const { g, w, h } = sheet(canvas), f = frame(w, h, scene.x, scene.y);
  const ground = cache.relief, { pad, inner } = f;
  g.imageSmoothingEnabled = true;
  g.drawImage(cache.picture, pad.l, pad.t, inner.w, inner.h);
  const lines = new Path2D();
  lines.addPath(cache.lines, new DOMMatrix([inner.w / (ground.nx - 1), 0, 0, -inner.h / (ground.ny - 1), pad.l, pad.t + inner.h]));
  g.strokeStyle = ink.dark ? "rgba(255,255,255,0.18)" : "rgba(30,60,90,0.22)";
  g.stroke(lines);
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
    const [x, y] = spot(at(run, time).place);
    ball(g, clamp(x, pad.l, pad.l + inner.w), clamp(y, pad.t, pad.t + inner.h), run.colour, ink, RADIUS);
  }
  return f;
}

function trails(g, scene, time, spot) {
  g.lineJoin = "round";
  for (const run of scene.runs) {
    const now = at(run, time);
    for (const [until, alpha, width] of [[run.losses.length - 1, 0.22, 2], [now.step, 0.95, 3]]) {
      g.globalAlpha = alpha;
      g.strokeStyle = g.fillStyle = run.colour;
      g.lineWidth = width;
      g.beginPath();
      for (let i = 0; i <= until; i++) {
        const p = spot(Array.from(run.params.subarray(i * run.d, (i + 1) * run.d), Number), run.losses[i]);
        i ? g.lineTo(...p) : g.moveTo(...p);
      }
      if (alpha > 0.5) g.lineTo(...spot(now.place, now.loss));
      g.stroke();
      if (alpha > 0.5 && until <= 60)
        for (let i = 0; i <= until; i++) {
          const [x, y] = spot(Array.from(run.params.subarray(i * run.d, (i + 1) * run.d), Number), run.losses[i]);
          g.beginPath();
          g.arc(x, y, 3.5, 0, 7);
          g.fill();
        }
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
  g.strokeStyle = ink.grey;
  g.lineWidth = 3;
  g.beginPath();
  loss.forEach((v, i) => {
    const p = [f.X(lerp(scene.x[0], scene.x[1], i / (nx - 1))), clamp(f.Y(v), -1e4, 1e4)];
    i ? g.lineTo(...p) : g.moveTo(...p);
  });
  g.stroke();
  flag(g, f.X(scene.start[0]), f.Y(onCurve(scene, cache, scene.start[0])), ink);
  const spot = (p, v) => [clamp(f.X(p[0]), -1e4, 1e4), clamp(f.Y(v), -1e4, 1e4)];
  trails(g, scene, time, spot);
  g.restore();
  for (const run of scene.runs) {
    const now = at(run, time), x = clamp(f.X(now.place[0]), pad.l, pad.l + inner.w);
    ball(g, x, clamp(f.Y(now.loss), pad.t, pad.t + inner.h), run.colour, ink, RADIUS);
  }
  return f;
}

function onCurve(scene, cache, x) {
  const { loss, nx } = cache.relief;
  return loss[clamp(Math.round(((x - scene.x[0]) / (scene.x[1] - scene.x[0])) * (nx - 1)), 0, nx - 1)];
}

// The surface, far faces first, seen from `view` = { turn, tilt } in radians.
function drawSurface(canvas, scene, time, ink, cache, view) {
  const { g, w, h } = sheet(canvas), { nx, ny, heights, share } = cache.relief;
  const [s, c, st, ct] = [Math.sin(view.turn), Math.cos(view.turn), Math.sin(view.tilt), Math.cos(view.tilt)];
  const size = Math.min(w, h * 1.25) * 0.6;
  const project = (u, v, z) => {
    const x = (u - 0.5) * c - (v - 0.5) * s, y = (u - 0.5) * s + (v - 0.5) * c;
    return { x: w / 2 + x * size, y: h * 0.56 + (-y * st - (z - 0.35) * 0.75 * ct) * size, depth: y };
  };
  const every = Math.max(1, Math.round(nx / 44)), faces = [];
  for (let j = 0; j + every < ny; j += every)
    for (let i = 0; i + every < nx; i += every) {
      const corners = [[i, j], [i + every, j], [i + every, j + every], [i, j + every]].map(([a, b]) =>
        ({ ...project(a / (nx - 1), b / (ny - 1), heights[b * nx + a]), z: heights[b * nx + a] }));
      const slope = corners[1].z - corners[3].z;
      faces.push({ corners, depth: corners[0].depth + corners[2].depth, z: (corners[0].z + corners[2].z) / 2, slope });
    }
  faces.sort((a, b) => b.depth - a.depth);
  g.lineWidth = 0.6;
  for (const { corners, z, slope } of faces) {
    g.beginPath();
    corners.forEach((p, i) => (i ? g.lineTo(p.x, p.y) : g.moveTo(p.x, p.y)));
    g.closePath();
    g.fillStyle = mix(ink.low, ink.high, clamp(z + slope * 1.5, 0, 1));
    g.fill();
    g.strokeStyle = ink.dark ? "rgba(255,255,255,0.16)" : "rgba(30,60,90,0.22)";
    g.stroke();
  }
  const unit = ([x, y]) => [(x - scene.x[0]) / (scene.x[1] - scene.x[0]), (y - scene.y[0]) / (scene.y[1] - scene.y[0])];
  const spot = (p, loss) => {
    const q = project(...unit(p).map((v) => clamp(v, -0.1, 1.1)), share(loss));
    return [q.x, q.y - 3];
  };
  trails(g, scene, time, spot);
  for (const run of scene.runs) {
    const now = at(run, time);
    ball(g, ...spot(now.place, now.loss), run.colour, ink, RADIUS);
  }
}
