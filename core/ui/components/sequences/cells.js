// The three recurrent cells forwards and back through time: the twin of core.sequences.cells and core.sequences.reading. Needs: sketch.
const SEEN = 7; // what a cell sees of a letter
const squash = (x) => 0.5 * (1 + Math.tanh(0.5 * x));
const doublesOf = (text) => new Float64Array(bytesOf(text).buffer);

// What a cell sees of a letter, as `core.sequences.reading` does.
function seenOf(letter, vowels) {
  const digit = /^[0-9]$/.test(letter), alphabetic = /^\p{Alphabetic}$/u.test(letter) && /^\p{L}$/u.test(letter);
  const syllable = letter >= "가" && letter <= "힣";
  const consonant = alphabetic && (syllable ? (letter.codePointAt(0) - 0xac00) % 28 > 0 : !vowels.includes(letter));
  return [letter === "(", letter === ")", letter === " ", digit, alphabetic, consonant, ".?!".includes(letter)].map(Number);
}

const cutTo = (text, most) =>
  [...text.normalize("NFC").split(/\s+/).filter(Boolean).join(" ")].filter((c) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(c)).slice(0, most).join("");

// A cell with what the learner has set; rows as torch has them.
class Cell {
  constructor(kind, sent, gates, carries, set) {
    const state = doublesOf(sent.state), bias = doublesOf(sent.bias), h = bias.length / gates.length;
    Object.assign(this, { kind, gates, h, inputs: doublesOf(sent.inputs), state, bias });
    for (let u = 0; u < carries; u++) {
      if (kind === "rnn") state[u * h + u] += set.own;
      else bias[gates.indexOf(kind === "lstm" ? "f" : "z") * h + u] += Math.log(set.keep / (1 - set.keep));
    }
  }

  // The sum that goes into row `row`: of what is seen, and of what the state tells.
  fromSeen(row, piece) {
    let sum = this.bias[row];
    for (let d = 0; d < SEEN; d++) sum += this.inputs[row * SEEN + d] * piece[d];
    return sum;
  }
  fromState(row, told) {
    let sum = 0;
    for (let k = 0; k < this.h; k++) sum += this.state[row * this.h + k] * told[k];
    return sum;
  }

  run(pieces) {
    const { h, gates, kind } = this, zeros = () => Array(h).fill(0);
    const state = [zeros()], carried = [zeros()], made = [];
    pieces.forEach((piece, t) => {
      const now = {}, next = zeros(), kept = zeros();
      for (const name of gates) now[name] = zeros();
      for (let u = 0; u < h; u++) {
        const row = (name) => gates.indexOf(name) * h + u;
        const sum = (name) => this.fromSeen(row(name), piece) + this.fromState(row(name), state[t]);
        if (kind === "rnn") next[u] = kept[u] = now.n[u] = Math.tanh(sum("n"));
        else if (kind === "lstm") {
          const [i, f, o] = ["i", "f", "o"].map((name) => (now[name][u] = squash(sum(name)))), g = (now.g[u] = Math.tanh(sum("g")));
          kept[u] = f * carried[t][u] + i * g;
          next[u] = o * Math.tanh(kept[u]);
        } else {
          const [r, z] = ["r", "z"].map((name) => (now[name][u] = squash(sum(name))));
          const n = (now.n[u] = Math.tanh(this.fromSeen(row("n"), piece) + r * this.fromState(row("n"), state[t])));
          next[u] = kept[u] = (1 - z) * n + z * state[t][u];
        }
      }
      state.push(next); carried.push(kept); made.push(now);
    });
    return { state, carried, made };
  }

  // How much of the gradient of one unit's memory at the end reaches each step.
  fading(ran, unit) {
    const { h, gates, kind } = this, last = ran.made.length, shares = Array(last + 1).fill(1);
    let by = Array(h).fill(0), byState = Array(h).fill(0);
    by[unit] = 1;
    for (let t = last - 1; t >= 0; t--) {
      const now = ran.made[t], inner = {}, straight = Array(h).fill(0);
      for (const name of gates) inner[name] = Array(h).fill(0);
      if (kind === "lstm") by = by.map((b, u) => b + byState[u] * now.o[u] * (1 - Math.tanh(ran.carried[t + 1][u]) ** 2));
      shares[t + 1] = Math.hypot(...by);
      for (let u = 0; u < h; u++) {
        const b = by[u];
        if (kind === "rnn") inner.n[u] = b * (1 - now.n[u] ** 2);
        else if (kind === "lstm") {
          const [i, f, g, o] = ["i", "f", "g", "o"].map((name) => now[name][u]);
          inner.i[u] = b * g * i * (1 - i);
          inner.f[u] = b * ran.carried[t][u] * f * (1 - f);
          inner.g[u] = b * i * (1 - g * g);
          inner.o[u] = byState[u] * Math.tanh(ran.carried[t + 1][u]) * o * (1 - o);
          straight[u] = b * f;
        } else {
          const [r, z, n] = ["r", "z", "n"].map((name) => now[name][u]), byN = b * (1 - z) * (1 - n * n);
          inner.z[u] = b * (ran.state[t][u] - n) * z * (1 - z);
          inner.r[u] = byN * this.fromState(gates.indexOf("n") * h + u, ran.state[t]) * r * (1 - r);
          inner.n[u] = byN * r;
          straight[u] = b * z;
        }
      }
      const through = Array(h).fill(0);
      gates.forEach((name, at) => inner[name].forEach((v, u) => {
        for (let k = 0; k < h; k++) through[k] += this.state[(at * h + u) * h + k] * v;
      }));
      [by, byState] = kind === "lstm" ? [straight, through] : [straight.map((s, k) => s + through[k]), byState];
    }
    shares[0] = Math.hypot(...by);
    return shares;
  }
}
