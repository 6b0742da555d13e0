// The charts beside the landscape: the loss of each walk, and what each walk makes of the data.
// Needs: sketch, gradient_descent/draw.
function drawLosses(canvas, scene, time, ink) {
  const { g, w, h } = sheet(canvas);
  const cost = (run) => (scene.axis === "passes" ? run.cost : 1), name = scene.differ ? "" : scene.words.steps;
  const last = Math.max(0.01, ...scene.runs.map((run) => (run.losses.length - 1) * cost(run)));
  const height = (v) => Math.log10(clamp(v - scene.floor, 1e-6, 1e12)), y = [Math.log10(scene.tolerance) - 1, 0];
  for (const run of scene.runs) {
    run.heights ??= Float64Array.from(run.losses, height);
    for (const v of run.heights) {
      if (v < y[0]) y[0] = Math.min(y[0], Math.max(v, -4));
      if (v > y[1]) y[1] = v;
    }
  }
  y[1] = Math.min(y[1] + 0.3, 8);
  const f = frame(w, h, [0, last], y, { l: 52, r: 14, t: 30, b: scene.differ ? 68 : 44 });
  axes(g, f, ink, [0, last], y, [name, scene.words.loss_above], true);
  g.save();
  g.beginPath();
  g.rect(f.pad.l, f.pad.t, f.inner.w, f.inner.h);
  g.clip();
  g.setLineDash([6, 6]);
  g.strokeStyle = ink.grey;
  g.lineWidth = 1.5;
  g.beginPath();
  g.moveTo(f.pad.l, f.Y(Math.log10(scene.tolerance)));
  g.lineTo(w, f.Y(Math.log10(scene.tolerance)));
  g.stroke();
  g.setLineDash([]);
  for (const run of scene.runs) {
    const last = run.losses.length - 1, now = Math.min(time, last), X = (i) => f.X(i * cost(run)), step = Math.floor(now);
    const here = [X(now), f.Y(height(at(run, now).loss))], spot = (i) => [X(i), f.Y(run.heights[i])];
    g.strokeStyle = run.colour;
    for (const [from, to, alpha, width] of [[step, last, AHEAD, 2], [0, step, 1, 3.5]]) {
      if (alpha < 1 && now === last) continue;
      Object.assign(g, { globalAlpha: alpha, lineWidth: width });
      g.beginPath();
      if (alpha < 1) g.moveTo(...here);
      thread(g, alpha < 1 ? from + 1 : from, to, spot);
      if (alpha === 1) g.lineTo(...here);
      g.stroke();
    }
  }
  g.globalAlpha = 1;
  g.restore();
  for (const run of scene.runs)
    ball(
      g, f.X(Math.min(time, run.losses.length - 1) * cost(run)),
      clamp(f.Y(height(at(run, time).loss)), f.pad.t, f.pad.t + f.inner.h), run.colour, ink, 6,
    );
}

function drawData(canvas, scene, time, ink, points, picked) {
  const { g, w, h } = sheet(canvas), f = frame(w, h, scene.xlim, scene.ylim);
  axes(g, f, ink, scene.xlim, scene.ylim, ["x", "y"]);
  g.save();
  g.beginPath();
  g.rect(f.pad.l, f.pad.t - 6, f.inner.w, f.inner.h + 12);
  g.clip();
  for (const run of scene.runs) {
    const { place } = at(run, time);
    g.strokeStyle = run.colour;
    g.lineWidth = 3.5;
    g.beginPath();
    for (let i = 0; i <= 60; i++) {
      const x = lerp(scene.xlim[0], scene.xlim[1], i / 60);
      const z = place[0] * x + (place[1] ?? 0);
      const v = scene.model === "logistic" ? 1 / (1 + Math.exp(-z)) : z;
      const p = [f.X(x), clamp(f.Y(v), -1e4, 1e4)];
      i ? g.lineTo(...p) : g.moveTo(...p);
    }
    g.stroke();
  }
  g.restore();
  points.forEach(([x, y], i) => {
    ball(g, f.X(x), f.Y(y), ink.learner, ink, i === picked ? 11 : 8);
    if (i !== picked) return;
    g.strokeStyle = ink.text;
    g.lineWidth = 2;
    g.beginPath();
    g.arc(f.X(x), f.Y(y), 15, 0, 7);
    g.stroke();
  });
  return f;
}

function ranked(list, scene) {
  const order = [...scene.runs].sort((a, b) => rank(a) - rank(b) || a.losses.at(-1) - b.losses.at(-1)), { words } = scene;
  while (list.children.length > order.length) list.lastChild.remove();
  while (list.children.length < order.length) list.append(create("li", { innerHTML: "<i></i><b></b><span></span>" }));
  order.forEach((run, i) => {
    const [dot, name, result] = list.children[i].children;
    const facts = { n: run.reached, passes: fixed(run.reached * run.cost, 1) };
    dot.style.background = run.colour;
    retext(name, run.name);
    if (run.reached !== null) retext(result, `✓ ${filled(run.cost < 1 ? words.reached_passes : words.reached, facts)}`);
    else retext(result, run.diverged !== null ? `✗ ${words.diverged}` : run.stuck ? `✗ ${words.stuck}` : `… ${words.not_reached}`);
  });
}
const rank = (run) => (run.reached !== null ? run.reached : run.diverged !== null ? 2e9 : 1e9);
