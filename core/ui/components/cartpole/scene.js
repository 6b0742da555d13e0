// How a cart with its pole is drawn: on a canvas, in the page's colours, sharp on every screen.
// Needs: sketch, cartpole/world.
const ENLARGED = 1.45, LONGEST = 2.4, NAMED = 22;

// Make the canvas `height` CSS pixels high at the screen's resolution; return what to draw on.
function sheet(canvas, height, width = canvas.clientWidth || 300) {
  canvas.style.height = `${height}px`;
  return { c: sharp(canvas, width, height), w: width, h: height };
}

const looks = new WeakMap(), LOOK_MS = 400;
function palette(root) {
  const known = looks.get(root), now = performance.now();
  if (known && now - known.at < LOOK_MS) return known;
  const style = getComputedStyle(root), read = (name) => style.getPropertyValue(name).trim();
  const look = {
    at: now, ink: read("--st-text-color"), back: read("--st-background-color"), soft: read("--st-secondary-background-color"),
    line: read("--st-border-color"), model: read("--model") || read("--st-primary-color"), learner: read("--learner"),
    context: read("--context"), font: read("--st-font") || "sans-serif",
  };
  looks.set(root, look);
  return look;
}

function stroke(c, colour, width, points, { dash = [], alpha = 1 } = {}) {
  c.save();
  Object.assign(c, { strokeStyle: colour, lineWidth: width, lineCap: "round", lineJoin: "round", globalAlpha: alpha });
  c.setLineDash(dash);
  c.beginPath();
  points.forEach(([x, y], i) => (i ? c.lineTo(x, y) : c.moveTo(x, y)));
  c.stroke();
  c.restore();
}

function fillBox(c, colour, x, y, w, h, radius = 0, alpha = 1) {
  c.save();
  Object.assign(c, { fillStyle: colour, globalAlpha: alpha });
  c.beginPath();
  c.roundRect(x, y, Math.max(0, w), h, radius);
  c.fill();
  c.restore();
}

function write(c, look, text, x, y, { size = 14, align = "left", weight = 400, colour = look.ink, halo } = {}) {
  c.save();
  Object.assign(c, { font: `${weight} ${size}px ${look.font}`, textAlign: align, textBaseline: "alphabetic", fillStyle: colour });
  if (halo) {
    Object.assign(c, { strokeStyle: halo, lineWidth: 4, lineJoin: "round" });
    c.strokeText(text, x, y);
  }
  c.fillText(text, x, y);
  const { width } = c.measureText(text);
  c.restore();
  return width;
}

function arrow(c, colour, x, y, length, width = 5) {
  if (Math.abs(length) < 3) return;
  const side = Math.sign(length), head = Math.min(11, Math.abs(length));
  stroke(c, colour, width, [[x, y], [x + length - side * head * 0.7, y]]);
  c.save();
  c.fillStyle = colour;
  c.beginPath();
  c.moveTo(x + length, y);
  c.lineTo(x + length - side * head, y - head * 0.75);
  c.lineTo(x + length - side * head, y + head * 0.75);
  c.fill();
  c.restore();
}

// How high a scene of this width is: a longer pole needs more room, up to a point.
const unitOf = (w, p) => w / (2 * p.farthest + 0.9);
const sceneHeight = (w, p) => Math.round(42 + (0.36 + Math.min(LONGEST, 2 * p.half_length)) * ENLARGED * unitOf(w, p));

// Where things are in a scene `w` by `h` pixels: positions to scale, cart and pole larger so that they can be seen.
function layout(w, h, p) {
  const unit = unitOf(w, p), body = ENLARGED * unit, pole = 2 * p.half_length;
  return { unit, body, floor: h - 28, middle: w / 2, pole: Math.min(LONGEST, pole) * body };
}

// Draw a scene: `spots` are earlier states (its trail), `force` in −1..1, `push` in N, `over` how it ended or "".
function drawScene(c, w, h, p, look, { state, spots = [], force = 0, push = 0, over = "", colour = look.model }) {
  const l = layout(w, h, p), x = l.middle + state[0] * l.unit, dead = over && over !== EPISODE_END.stood;
  const main = dead ? look.context : colour, high = 0.26 * l.body, wide = 0.56 * l.body, wheel = 0.085 * l.body;
  const joint = l.floor - wheel * 1.7 - high * 0.75;
  drawTrack(c, w, l, p, look, over === EPISODE_END.out ? Math.sign(state[0]) : 0);
  if (!dead) drawFan(c, x, joint, l, p, look, state[2]);
  drawTrail(c, spots, joint, l, main);
  const tip = [x + Math.sin(state[2]) * l.pole, joint - Math.cos(state[2]) * l.pole];
  arrow(c, main, x + Math.sign(force) * (wide / 2 + 5), joint + high * 0.2, dead ? 0 : force * 0.5 * l.body);
  arrow(
    c, look.learner, x - Math.sign(push) * (wide / 2 + 8 + Math.min(70, Math.abs(push))),
    joint + high * 0.2, Math.sign(push) * Math.min(70, Math.abs(push)), 7,
  );
  for (const side of [-1, 1]) drawWheel(c, x + side * wide * 0.29, l.floor - wheel, wheel, state[0] / 0.085, look);
  fillBox(c, main, x - wide / 2, l.floor - wheel * 1.7 - high, wide, high, high * 0.28);
  stroke(c, look.back, Math.max(8, 0.125 * l.body), [[x, joint], tip], { alpha: 0.9 });
  stroke(c, dead ? look.context : look.ink, Math.max(5, 0.085 * l.body), [[x, joint], tip]);
  disc(c, main, ...tip, Math.max(5, 0.075 * l.body), look.back);
  disc(c, look.back, x, joint, Math.max(3, 0.045 * l.body));
}

function drawTrack(c, w, l, p, look, hit) {
  const end = p.farthest * l.unit, foot = l.floor + 3;
  fillBox(c, look.context, 0, foot, w, 4, 2, 0.22);
  fillBox(c, look.context, l.middle - end, foot, 2 * end, 4, 2, 0.55);
  for (let metre = -2; metre <= 2; metre++) {
    const x = l.middle + metre * l.unit;
    stroke(c, look.context, 2, [[x, foot + 4], [x, foot + 9]], { alpha: 0.7 });
  }
  for (const side of [-1, 1]) {
    fillBox(c, side === hit ? look.learner : look.context, l.middle + side * end - 2.5, foot - 16, 5, 20, 2, side === hit ? 1 : 0.8);
    if (w > 230)
      write(c, look, `${fixed(side * p.farthest, 1)} m`, l.middle + side * end, foot + 22, { align: "center", colour: look.context });
  }
}

// The wedge in which the pole may lean; its edge shows where the pole comes near.
function drawFan(c, x, y, l, p, look, angle) {
  const reach = l.pole * 1.1, near = clamp((Math.abs(angle) / p.steepest - 0.4) / 0.6, 0, 1);
  c.save();
  Object.assign(c, { fillStyle: look.context, globalAlpha: 0.1 });
  c.beginPath();
  c.moveTo(x, y);
  c.arc(x, y, reach, -Math.PI / 2 - p.steepest, -Math.PI / 2 + p.steepest);
  c.fill();
  c.restore();
  for (const side of [-1, 1]) {
    const warm = Math.sign(angle) === side ? near : 0, to = [x + side * Math.sin(p.steepest) * reach, y - Math.cos(p.steepest) * reach];
    stroke(c, warm ? look.learner : look.context, 1.5 + warm * 2, [[x, y], to], { dash: [2, 6], alpha: 0.45 + 0.55 * warm });
  }
}

function drawTrail(c, spots, joint, l, colour) {
  const points = spots.map((s) => [l.middle + s[0] * l.unit + Math.sin(s[2]) * l.pole, joint - Math.cos(s[2]) * l.pole]);
  for (let i = 1; i < points.length; i++)
    stroke(c, colour, 1 + (3.5 * i) / points.length, [points[i - 1], points[i]], { alpha: (0.4 * i) / points.length });
}

function disc(c, colour, x, y, radius, rim) {
  c.save();
  c.beginPath();
  c.arc(x, y, radius, 0, 7);
  if (rim) { Object.assign(c, { strokeStyle: rim, lineWidth: 3 }); c.stroke(); }
  c.fillStyle = colour;
  c.fill();
  c.restore();
}

function drawWheel(c, x, y, radius, turned, look) {
  disc(c, look.ink, x, y, radius);
  for (const quarter of [0, Math.PI / 2]) {
    const dx = Math.cos(turned + quarter) * radius * 0.72, dy = Math.sin(turned + quarter) * radius * 0.72;
    stroke(c, look.back, 1.5, [[x - dx, y - dy], [x + dx, y + dy]], { alpha: 0.8 });
  }
}

// What the agent expects of each move: two bars that grow out of the middle. A notch is at the most that there can
// be, 1/(1 − γ) = 100; there is room for an agent that expects more.
function drawQ(c, x, y, w, look, words, q) {
  const half = w / 2 - 4, better = q[1] > q[0] ? 1 : 0, most = 115, notch = (100 / most) * (half - 3);
  q.forEach((value, move) => {
    const long = (clamp(value, 0, most) / most) * (half - 3), from = x + w / 2 + (move ? 3 : -3 - long), chosen = move === better;
    fillBox(c, look.context, x + w / 2 + (move ? 3 : -half), y, half - 3, 12, 6, 0.16);
    fillBox(c, look.model, from, y, long, 12, 6, chosen ? 1 : 0.4);
    fillBox(c, look.ink, x + w / 2 + (move ? 2 + notch : -4 - notch), y - 2, 2, 16, 1, 0.6);
    const text = `${move ? words.right : words.left} ${fixed(value, w > 220 ? 1 : 0)}`, weight = chosen ? 700 : 400;
    const marked = chosen && w > 220, said = !marked ? text : move ? `${text} ▶` : `◀ ${text}`;
    write(c, look, said, move ? x + w - 4 : x + 4, y + 29, {
      align: move ? "right" : "left", weight, colour: chosen ? look.ink : look.context,
    });
  });
}

// One line over time: the past strong, the future pale; limits dashed; its name and value now on top.
function drawLane(c, look, box, xs, lane, attempt, { words, p, time }) {
  const { lines, flat, pale, strong } = laneOf(attempt, lane, look, box, xs, p), past = clamp(flat.px(time), 1, box.w);
  c.drawImage(pale, box.x, box.y, box.w, box.h);
  c.drawImage(strong, 0, 0, (strong.width * past) / box.w, strong.height, box.x, box.y, past, box.h);
  const at = lines.map((values) => values[Math.min(Math.round(time), values.length - 1)] ?? 0);
  const digits = lane === "place" || lane === "speed" ? 2 : 1;
  write(
    c, look,
    filled(words[lane], { value: fixed(at[0], digits), left: fixed(at[0], 1), right: fixed(at[1] ?? 0, 1) }),
    box.x + 8, box.y + 16, { weight: 600 },
  );
}

// The numbers of a lane and its two pictures; kept with the attempt, as nothing of it changes while it plays.
function laneOf(attempt, lane, look, box, xs, p) {
  const kept = (attempt.lanes ??= {}), key = `${box.w} ${box.h} ${xs} ${look.model} ${look.line} ${window.devicePixelRatio}`;
  if (kept[lane]?.key === key) return kept[lane];
  const degrees = 180 / Math.PI;
  const of = { angle: (s) => s[2] * degrees, turn: (s) => s[3] * degrees, place: (s) => s[0], speed: (s) => s[1] }[lane];
  const lines = of ? [attempt.states.map(of)] : [attempt.q.map((v) => v[0]), attempt.q.map((v) => v[1])];
  const limit = { angle: p.steepest * degrees, place: p.farthest }[lane], most = limit ?? Math.max(1e-3, ...lines.flat().map(Math.abs));
  const low = of ? -most : Math.min(0, ...lines.flat());
  const flat = new Plane({ x: 0, y: NAMED, w: box.w, h: box.h - NAMED - 3 }, xs, [low * 1.08, most * 1.08]);
  const paths = lines.map((values) => values.map((v, i) => [flat.px(i), flat.py(clamp(v, low * 1.1, most * 1.1))]));
  const pale = layer(box, (c) => {
    fillBox(c, look.context, 0, 0, box.w, box.h, 6, 0.07);
    if (low < 0) stroke(c, look.line, 1, [[0, flat.py(0)], [box.w, flat.py(0)]]);
    if (limit)
      for (const side of [-1, 1])
        stroke(
          c, look.context, 1, [[0, flat.py(side * limit)], [box.w, flat.py(side * limit)]],
          { dash: [3, 5] },
        );
    paths.forEach((path) => stroke(c, look.model, 2, path, { alpha: 0.28 }));
  });
  const strong = layer(box, (c) =>
    paths.forEach((path, k) =>
      stroke(c, look.model, 2.5, path, k < paths.length - 1 ? { alpha: 0.7, dash: [2, 5] } : {}),
    ),
  );
  return (kept[lane] = { key, lines, flat, pale, strong });
}

// A picture of its own, as large as a box: what does not change is drawn once.
function layer({ w, h }, paint) {
  const canvas = document.createElement("canvas"), ratio = window.devicePixelRatio || 1;
  Object.assign(canvas, { width: Math.round(w * ratio), height: Math.round(h * ratio) });
  const c = canvas.getContext("2d");
  c.scale(ratio, ratio);
  paint(c);
  return canvas;
}

// The choice of how fast time goes.
function paces(node, label, chosen, choose) {
  node.setAttribute("aria-label", label);
  node.replaceChildren(...Object.entries({ "¼×": 0.25, "½×": 0.5, "1×": 1 }).map(([text, pace]) => {
    const button = create("button", { type: "button", textContent: text });
    button.setAttribute("role", "radio");
    button.setAttribute("aria-checked", chosen === pace);
    button.onclick = () => choose(pace);
    return button;
  }));
}

// How an attempt ended, in short where there is little room.
function endSaid(over, steps, words, wide) {
  return wide ? filled(words[over], { steps }) : `${over === EPISODE_END.stood ? "✓" : "✗"} ${steps}`;
}

// Change a text or an attribute only where it is another one: the browser then lays nothing out again.
function say(node, text, name) {
  if (name) { if (node.getAttribute(name) !== text) node.setAttribute(name, text); }
  else if (node.textContent !== text) node.textContent = text;
}
