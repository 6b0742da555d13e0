// The charts beside the landscape: the loss of each walk, and what each walk makes of the data.
// Needs: sketch, gradient_descent/draw.
function drawLosses(canvas, scene, time, ink) {
  const { g, w, h } = sheet(canvas);
  const cost = (run) => (scene.axis === "passes" ? run.cost : 1), name = scene.differ ? "" : scene.words.steps;
  const last = Math.max(0.01, ...scene.runs.map((run) => (run.losses.length - 1) * cost(run)));
  const height = (v) => Math.log10(clamp(v - scene.floor, 1e-6, 1e12));
  const all = scene.runs.flatMap((run) => [...run.losses].map(height));
  const y = [Math.min(Math.log10(scene.tolerance) - 1, ...all.map((v) => Math.max(v, -4))), Math.max(0, ...all) + 0.3];
  y[1] = Math.min(y[1], 8);
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
  for (const run of scene.runs)
    for (const [until, alpha, width] of [[run.losses.length - 1, 0.25, 2], [Math.min(time, run.losses.length - 1), 1, 3.5]]) {
      g.globalAlpha = alpha;
      g.strokeStyle = run.colour;
      g.lineWidth = width;
      g.beginPath();
      for (let i = 0; i <= Math.floor(until); i++) {
        const p = [f.X(i * cost(run)), f.Y(height(run.losses[i]))];
        i ? g.lineTo(...p) : g.moveTo(...p);
      }
      g.lineTo(f.X(until * cost(run)), f.Y(height(at(run, until).loss)));
      g.stroke();
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
  const order = [...scene.runs].sort((a, b) => rank(a) - rank(b) || a.losses.at(-1) - b.losses.at(-1));
  list.replaceChildren(...order.map((run, i) => {
    const item = document.createElement("li"), dot = document.createElement("i");
    const name = document.createElement("b"), result = document.createElement("span");
    dot.style.background = run.colour;
    name.textContent = run.name;
    const { words } = scene, reached = filled(run.cost < 1 ? words.reached_passes : words.reached, {
      n: run.reached, passes: fixed(run.reached * run.cost, 1),
    });
    result.textContent = run.reached !== null ? `✓ ${reached}`
      : run.diverged !== null ? `✗ ${words.diverged}` : run.stuck ? `✗ ${words.stuck}` : `… ${words.not_reached}`;
    item.append(dot, name, result);
    return item;
  }));
}
const rank = (run) => (run.reached !== null ? run.reached : run.diverged !== null ? 2e9 : 1e9);
