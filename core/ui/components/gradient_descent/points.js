// Data points: drag; double click adds one; Delete removes the picked one; Tab and arrow keys do it all too.
// Needs: sketch.
function movePoints(race) {
  const canvas = race.points;
  let held = false, later = 0;
  const free = () => race.scene.editable, snap = (place) => snapped(race.scene, place);
  const tell = () => { race.busy = false; race.report("points", race.dots); };
  const bend = () => { race.bent = true; race.relive(); };
  canvas.onpointerdown = (event) => {
    if (!free()) return;
    const [px, py] = mouse(event), away = race.dots.map(([x, y]) => Math.hypot(race.field.X(x) - px, race.field.Y(y) - py));
    const nearest = away.indexOf(Math.min(...away));
    held = away[nearest] < 30;
    race.picked = held ? nearest : undefined;
    if (held) canvas.setPointerCapture(event.pointerId);
    race.draw();
  };
  canvas.onpointermove = (event) => {
    if (!held) return;
    race.dots[race.picked] = snap(race.field.back(...mouse(event)));
    bend();
  };
  canvas.onpointerup = canvas.onpointercancel = () => { if (held) tell(); held = false; };
  canvas.ondblclick = (event) => {
    if (free() && race.picked === undefined) addPoint(race, race.field.back(...mouse(event)));
  };
  canvas.onkeydown = (event) => {
    if (!free()) return;
    const { xlim, ylim } = race.scene, count = race.dots.length, i = race.picked ?? 0;
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (move && race.picked !== undefined) {
      const [x, y] = race.dots[i];
      race.dots[i] = snap([
        x + (move[0] * (xlim[1] - xlim[0])) / 40,
        y + move[1] * (race.scene.model === "logistic" ? 1 : (ylim[1] - ylim[0]) / 40),
      ]);
    } else if (event.key === "Enter") race.picked = race.picked === undefined ? 0 : (i + 1) % count;
    else if (event.key === "+" && count < race.scene.most)
      race.picked = race.dots.push(snap([(xlim[0] + xlim[1]) / 2, (ylim[0] + ylim[1]) / 2])) - 1;
    else if ((event.key === "Delete" || event.key === "Backspace") && race.picked !== undefined && count > 2) {
      race.dots.splice(i, 1);
      race.picked = undefined;
    } else return;
    event.preventDefault();
    move && race.picked !== undefined ? bend() : race.draw();
    clearTimeout(later);
    if (event.key !== "Enter") later = setTimeout(tell, 400);
  };
}

const snapped = ({ xlim, ylim, model }, [x, y]) => {
  const to = (v) => Math.round(v * 20) / 20;
  return [to(clamp(x, ...xlim)), model === "logistic" ? +(y > 0.5) : to(clamp(y, ...ylim))];
};
function addPoint(race, place) {
  const { xlim, ylim, most } = race.scene;
  if (race.dots.length >= most) return;
  race.picked = race.dots.push(snapped(race.scene, place ?? [(xlim[0] + xlim[1]) / 2, lerp(...ylim, 0.7)])) - 1;
  race.draw();
  race.report("points", race.dots);
}
function removePoint(race) {
  if (race.dots.length <= 2) return;
  race.dots.splice(race.picked ?? race.dots.length - 1, 1);
  race.picked = undefined;
  race.draw();
  race.report("points", race.dots);
}
