// The cart with the pole, and the agent that moves it: what core.cartpole computes, in the browser.
// Needs: sketch.
const PUSH = { L: -1, R: 1, "-": 0 };
const EPISODE_END = { fell: "fell", out: "out", stood: "stood" };

// One Euler step of CartPole-v1 from [x, x′, θ, θ′] under a force in N; the order of operations is the core's.
function advance([x, speed, angle, turn], force, p) {
  const cos = Math.cos(angle), sin = Math.sin(angle), mass = p.cart_mass + p.pole_mass, moment = p.pole_mass * p.half_length;
  const pushed = (force + moment * turn ** 2 * sin) / mass;
  const turning = (p.gravity * sin - cos * pushed) / (p.half_length * (4 / 3 - (p.pole_mass * cos ** 2) / mass));
  const speeding = pushed - (moment * turning * cos) / mass;
  return [x + p.tau * speed, speed + p.tau * speeding, angle + p.tau * turn, turn + p.tau * turning];
}
const failed = ([x, , angle], p) => Math.abs(x) > p.farthest || Math.abs(angle) > p.steepest;

// How an attempt ended: the pole too steep, the cart too far out, or all steps done.
function ending(state, p) {
  if (Math.abs(state[2]) > p.steepest) return EPISODE_END.fell;
  return Math.abs(state[0]) > p.farthest ? EPISODE_END.out : EPISODE_END.stood;
}

// An attempt that the server has played: packed states (steps + 1, 4) and Q (steps, 2).
function recorded({ states, q, steps }, p) {
  const s = floatsOf(states), values = floatsOf(q);
  const rows = (flat, n, wide) => Array.from({ length: n }, (_, t) => Array.from(flat.subarray(wide * t, wide * (t + 1))));
  const path = rows(s, steps + 1, 4), end = steps >= p.longest ? EPISODE_END.stood : ending(path[steps], p);
  return { steps, end, states: path, q: rows(values, steps, 2), fall: end === EPISODE_END.stood ? [] : fallFrom(path[steps], p) };
}

// The Q-network: parameters layer by layer (weights by rows, then biases), ReLU between the layers.
class Agent {
  constructor(flat, sizes) {
    let at = 0;
    this.layers = sizes.slice(1).map((m, i) => {
      const n = sizes[i], weight = flat.subarray(at, (at += n * m)), bias = flat.subarray(at, (at += m));
      return { n, m, weight, bias, out: new Float64Array(m) };
    });
  }

  // Q of left and right; the array is used again by the next call.
  q(state) {
    let x = state;
    this.layers.forEach(({ n, m, weight, bias, out }, layer) => {
      for (let j = 0, k = 0; j < m; j++) {
        let sum = bias[j];
        for (let i = 0; i < n; i++, k++) sum += weight[k] * x[i];
        out[j] = sum > 0 || layer === this.layers.length - 1 ? sum : 0;
      }
      x = out;
    });
    return x;
  }
}

// An attempt: states[t], q[t] and pushes[t] (N on the cart besides the agent's own, by step).
class Attempt {
  constructor(agent, start, physics) {
    Object.assign(this, { agent, physics, states: [start], q: [], pushes: [] });
    this.redo(0);
  }

  get steps() { return this.q.length; }

  // Play on from step `from`, as often as something has changed there.
  redo(from) {
    const { agent, physics, states, q, pushes } = this;
    states.length = from + 1;
    this.lanes = null;
    q.length = from;
    for (let t = from; t < physics.longest && !failed(states[t], physics); t++) {
      const [left, right] = agent.q(states[t]);
      q.push([left, right]);
      const force = (right > left ? physics.force : -physics.force) + (pushes[t] ?? 0);
      states.push(advance(states[t], force, physics));
    }
    this.end = ending(states[this.steps], physics);
    this.fall = this.end === EPISODE_END.stood ? [] : fallFrom(states[this.steps], physics);
  }
}

// The agent's push at step t, −1..1: the mean over the last `reach` steps, as left and right change too fast to see.
function pushAt({ q, steps }, t, reach) {
  let sum = 0, n = 0;
  for (let k = Math.max(0, t - reach + 1); k <= Math.min(t, steps - 1); k++, n++) sum += q[k][1] > q[k][0] ? 1 : -1;
  return n ? sum / n : 0;
}
const reachOf = (pace) => Math.round(1 + 4 * pace);

// After the end of an attempt the pole goes on falling in the picture: the cart stands still, the joint turns freely.
function fallFrom([x, , angle, turn], p) {
  const path = [];
  let way = turn;
  for (let a = angle; Math.abs(a) < 1.5 && path.length < 200; ) {
    way += (p.tau * p.gravity * Math.sin(a)) / ((4 / 3) * p.half_length);
    a += p.tau * way;
    path.push([x, 0, clamp(a, -1.5, 1.5), way]);
  }
  return path;
}

// Steps in the `passed` ms between two frames; a page that was hidden goes on where it was.
const elapsed = (passed, p) => clamp(passed, 0, 100) / 1000 / p.tau;
const between = (a, b, share) => a.map((v, i) => v + (b[i] - v) * share);

// The state at a time in steps, with a fraction: between two steps in a straight line, after the end as it falls.
function stateAt(states, fall, time) {
  const last = states.length - 1, whole = Math.floor(time);
  const at = (t) => (t <= last ? states[t] : fall[Math.min(t - last, fall.length) - 1] ?? states[last]);
  return between(at(whole), at(whole + 1), time - whole);
}
