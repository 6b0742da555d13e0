// What can be said about the network that is on screen. Needs: sketch.
const CLEAR = 10, GROWN = 1.15, RIGHT = 0.95, EARLY = 15, NOISY = 20, FEWEST = 2; // see `kindOf`

// Text with **bold** as nodes.
const emphasised = (text) => text.split("**").map((part, i) => (i % 2 ? create("b", { textContent: part }) : part));

// The lowest test loss before this epoch.
function lowestBefore(past, at) {
  return past.slice(0, at).reduce((best, p) => (p.test < best.test ? p : best), { test: Infinity });
}

// Whether the border is made of straight lines only: nothing bends the two inputs.
function isStraight({ setup }) {
  return setup.features.every((k) => k < 2) && (!setup.hidden.length || setup.bend === "identity");
}

// Overfitting is a test loss that has grown while the training loss fell, not a gap between the two; a network that gets
// nearly all test points right is only surer of its few mistakes.
function kindOf(play) {
  const { past, at, test } = play, now = past[at], tests = test.kinds.length >= CLEAR, low = lowestBefore(past, at);
  const right = tests ? now.testRight : now.trainRight;
  if (play.points.kinds.length < FEWEST) return "few";
  if (!Number.isFinite(now.train)) return "lost";
  if (now.epoch === 0) return "start";
  if (right >= RIGHT) return tests ? "learnt" : "trained";
  if (tests && now.test > GROWN * low.test && now.train < low.train && now.test - low.test > 0.03) return "overfit";
  if (now.epoch < EARLY) return "early";
  if (isStraight(play)) return play.setup.hidden.length ? "unbent" : "straight";
  return play.setup.noise >= NOISY ? "noisy" : "stuck";
}

function verdictOf(play) {
  const { past, at, net, setup, data: { words } } = play, now = past[at], kind = kindOf(play), low = lowestBefore(past, at);
  const percent = (v) => (Number.isFinite(v) ? fixed(100 * v, 0) : "–");
  const facts = {
    epoch: now.epoch, train: percent(now.trainRight), test: percent(now.testRight), rate: setup.rate, noise: setup.noise,
    numbers: net.values.length, neurons: setup.hidden.reduce((a, b) => a + b, 0),
    best: low.epoch, low: fixed(low.test, 2), now: fixed(now.test, 2), count: play.test.kinds.length,
  };
  const known = Number.isFinite(now.testRight) ? words.facts : words.facts_alone;
  return { kind, facts: filled(known, facts), sentence: filled(words[`is_${kind}`], facts) };
}
