// Drag or arrow keys on the landscape: the start on the map or curve, the eye on the surface. Needs: sketch.
const mouse = (event) => {
  const box = event.currentTarget.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
};

function moveStart(race) {
  const canvas = race.land;
  let held = null;
  const move = ([px, py]) => {
    const [x, y] = race.place.back(px, py), { scene } = race;
    scene.start = [clamp(x, ...scene.x), clamp(y, ...scene.y)].slice(0, scene.params);
    race.relive();
  };
  canvas.onpointerdown = (event) => {
    canvas.setPointerCapture(event.pointerId);
    held = mouse(event);
    race.busy = !turning(race);
    if (race.busy) move(held);
  };
  canvas.onpointermove = (event) => {
    if (!held) return;
    const now = mouse(event);
    if (turning(race)) turn(race, (now[0] - held[0]) * 0.01, (now[1] - held[1]) * 0.008);
    else move(now);
    held = now;
  };
  canvas.onpointerup = canvas.onpointercancel = () => {
    if (held && !turning(race)) race.tell();
    held = null;
  };
  canvas.onkeydown = (event) => {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!move) return;
    event.preventDefault();
    if (turning(race)) return turn(race, move[0] * 0.12, -move[1] * 0.1);
    const { scene } = race;
    scene.start = scene.start.map((v, i) => clamp(v + (move[i] * (scene.xy[i][1] - scene.xy[i][0])) / 50, ...scene.xy[i]));
    race.relive();
    race.tellSoon();
  };
}
const turning = (race) => race.scene.params === 2 && race.view.kind === "surface";
function turn(race, across, up) {
  race.view.turn += across;
  race.view.tilt = clamp(race.view.tilt + up, 0.15, 1.4);
  race.draw();
  race.note();
}

