// The plane of angle and angular speed: what the agent expects or prefers there, how long it survives from there.
// Needs: sketch, cartpole/world, cartpole/scene.
const FINE = 29;
const VIRIDIS = [[68, 1, 84], [59, 82, 139], [33, 145, 140], [94, 201, 98], [253, 231, 37]];
const RDBU = [[178, 24, 43], [244, 165, 130], [247, 247, 247], [146, 197, 222], [33, 102, 172]];

function hueOf(scale, share) {
  const at = clamp(share, 0, 1) * (scale.length - 1), low = Math.min(scale.length - 2, Math.floor(at));
  return scale[low].map((v, i) => v + (scale[low + 1][i] - v) * (at - low));
}

// Paint values (rows from the lowest speed up) as a picture of side × side.
function picture(values, side, scale, low, high) {
  const canvas = create("canvas", { width: side, height: side }), image = new ImageData(side, side);
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++)
      image.data.set(
        [...hueOf(scale, (values[row * side + column] - low) / (high - low || 1)), 255],
        4 * ((side - 1 - row) * side + column),
      );
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}

// The larger Q, or how much more right is worth than left, with the cart at the place and speed of `state`.
function surface(agent, state, kind, angle, turn) {
  const values = new Float32Array(FINE * FINE), s = [...state], at = (i, most) => -most + (2 * most * (i + 0.5)) / FINE;
  for (let row = 0, k = 0; row < FINE; row++)
    for (let column = 0; column < FINE; column++, k++) {
      s[2] = at(column, angle);
      s[3] = at(row, turn);
      const [left, right] = agent.q(s);
      values[k] = kind === "prefers" ? right - left : Math.max(left, right);
    }
  return values;
}

// What is painted for a look, and what the two ends of its colours mean.
function painted(look, agent, state, data) {
  const { angle, turn, survival, side } = data.map;
  if (look === "survives") {
    const values = floatsOf(survival);
    return { image: picture(values, side, VIRIDIS, 0, data.physics.longest), scale: VIRIDIS, ends: ["0", String(data.physics.longest)] };
  }
  const values = surface(agent, state, look, angle, turn);
  if (look === "prefers") {
    const most = Math.max(1e-6, values.map(Math.abs).sort()[Math.floor(0.8 * values.length)]); // few places are extreme
    return { image: picture(values, FINE, RDBU, -most, most), scale: RDBU, ends: [`◀ ${fixed(most, 1)}`, `${fixed(most, 1)} ▶`] };
  }
  const low = Math.min(...values), high = Math.max(...values);
  return { image: picture(values, FINE, VIRIDIS, low, high), scale: VIRIDIS, ends: [fixed(low, 0), fixed(high, 0)] };
}

// Draw the plane with the path of an attempt, where it is now, and the learner's cross.
function drawMap(canvas, look, paint, attempt, time, cross, { map, words }) {
  const { c, w, h } = sheet(canvas, Math.round((canvas.clientWidth || 300) * 0.86)), degrees = 180 / Math.PI;
  const plane = new Plane({ x: 60, y: 8, w: w - 70, h: h - 56 }, [-map.angle, map.angle], [-map.turn, map.turn]), { box } = plane;
  c.save();
  c.beginPath();
  c.roundRect(box.x, box.y, box.w, box.h, 8);
  c.clip();
  c.imageSmoothingEnabled = true;
  c.drawImage(paint.image, box.x, box.y, box.w, box.h);
  const points = attempt.states.map((s) => [plane.px(s[2]), plane.py(s[3])]), done = Math.floor(time) + 1;
  stroke(c, "#fff", 4, points, { alpha: 0.35 });
  stroke(c, "#000", 1.5, points, { alpha: 0.35 });
  stroke(c, "#fff", 5, points.slice(Math.max(0, done - 150), done), { alpha: 0.9 });
  stroke(c, "#1B2430", 2.5, points.slice(Math.max(0, done - 150), done));
  const now = stateAt(attempt.states, [], Math.min(time, attempt.steps));
  disc(c, "#1B2430", plane.px(now[2]), plane.py(now[3]), 8, "#fff");
  if (cross) for (const [dx, dy] of [[9, 0], [0, 9]]) {
    const [x, y] = [plane.px(cross[0]), plane.py(cross[1])];
    stroke(c, "#fff", 6, [[x - dx, y - dy], [x + dx, y + dy]]);
    stroke(c, look.learner, 3, [[x - dx, y - dy], [x + dx, y + dy]]);
  }
  c.restore();
  for (const t of [-10, 0, 10])
    write(c, look, `${fixed(t, 0)}°`, plane.px(t / degrees), box.y + box.h + 18, {
      align: "center",
      colour: look.context,
    });
  for (const t of [-100, 0, 100])
    write(c, look, fixed(t, 0), box.x - 6, plane.py(t / degrees) + 5, { align: "right", colour: look.context });
  write(c, look, words.axis_angle, box.x + box.w / 2, h - 8, { align: "center" });
  c.save();
  c.translate(14, box.y + box.h / 2);
  c.rotate(-Math.PI / 2);
  write(c, look, words.axis_turn, 0, 0, { align: "center" });
  c.restore();
  return plane;
}
