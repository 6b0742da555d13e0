// The six stations of Q-learning with a network, with the numbers of real turns. Needs: sketch.
const DEGREES = 180 / Math.PI, PLAY_MS = 1700;
const SHOWN = 64; // little squares for the memories of one batch

// A cart with its pole in a box of an SVG; the track is as wide as the box.
function cart(svg, [x, , angle], { at, top, wide, reach, move }) {
  const middle = at + wide / 2 + (x / reach) * wide * 0.4, floor = top + wide * 0.5, body = wide * 0.16, pole = wide * 0.36;
  put(svg, "line", { class: "track", x1: at, x2: at + wide, y1: floor + 2, y2: floor + 2 });
  put(svg, "rect", { class: "cart", x: middle - body, y: floor - body * 0.8, width: 2 * body, height: body * 0.8, rx: 4 });
  const y = floor - body * 0.6;
  put(svg, "line", { class: "pole", x1: middle, y1: y, x2: middle + pole * Math.sin(angle), y2: y - pole * Math.cos(angle) });
  if (move === undefined) return;
  const side = move ? 1 : -1, from = middle + side * (body + 5), to = from + side * 20;
  put(svg, "path", { class: "push", d: `M${from} ${floor - 7}H${to - side * 7}M${to} ${floor - 7}l${-side * 10} -6v12z` });
}

class Loop {
  constructor(root) {
    Object.assign(this, { root, at: 0, station: 0 });
    root.innerHTML = `<div class="bar finds"></div><div class="ring"></div><p class="said" aria-live="polite"></p>
      <div class="bar">
        <button class="play" type="button"></button><button class="prev" type="button"></button>
        <button class="next" type="button"></button>
      <input type="range" min="0" step="1"><output></output></div>`;
    this.find = (selector) => root.querySelector(selector);
    this.ring = this.find(".ring");
    this.range = this.find("input");
    this.range.oninput = () => { this.pause(); this.show(Number(this.range.value), this.station); };
    this.find(".prev").onclick = () => { this.pause(); this.go(-1); };
    this.find(".next").onclick = () => { this.pause(); this.go(1); };
    this.find(".play").onclick = () => (this.timer ? this.pause() : this.play());
    root.onkeydown = (event) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!by || event.target === this.range) return;
      event.preventDefault();
      this.pause();
      this.go(by);
    };
  }

  take(data) {
    this.data = data;
    const { words, turns, stations } = data;
    this.range.max = turns.length - 1;
    this.range.setAttribute("aria-label", words.scrub);
    this.find(".next").textContent = `${words.next} ▶`;
    this.find(".prev").textContent = `◀ ${words.back}`;
    if (!this.ring.children.length)
      stations.forEach((name, i) => {
        const card = document.createElement("button");
        card.type = "button";
        card.className = `card ${name}`;
        card.innerHTML = "<strong></strong><svg aria-hidden='true'></svg><span class='lines'></span>";
        card.onclick = () => { this.pause(); this.show(this.at, i); };
        const arrow = document.createElement("i");
        arrow.className = `arrow from-${name}`;
        this.ring.append(card, arrow);
      });
    const finds = { random: (t) => t.random, fell: (t) => t.fell, copied: (t) => t.copied };
    const label = create("span", { textContent: words.find });
    this.find(".finds").replaceChildren(label, ...Object.entries(finds).map(([name, test]) => {
      const button = create("button", { type: "button", textContent: words[`find_${name}`] });
      const places = turns.map((t, i) => (test(t) ? i : -1)).filter((i) => i >= 0);
      button.disabled = !places.length;
      button.onclick = () => {
        this.pause();
        this.show(places.find((i) => i > this.at) ?? places[0], { random: 1, fell: 2, copied: 4 }[name]);
      };
      return button;
    }));
    this.pause();
  }

  go(by) {
    const { turns, stations } = this.data, all = turns.length * stations.length;
    const to = clamp(this.at * stations.length + this.station + by, 0, all - 1);
    this.show(Math.floor(to / stations.length), to % stations.length);
  }

  show(at, station) {
    Object.assign(this, { at, station });
    this.draw();
  }

  play() {
    this.timer = setInterval(() => this.go(1), PLAY_MS);
    this.draw();
  }

  pause() {
    clearInterval(this.timer);
    this.timer = 0;
    this.draw();
  }

  draw() {
    const { data, at, station } = this, { words, turns, stations } = data, turn = turns[at];
    const cards = [...this.ring.querySelectorAll(".card")];
    stations.forEach((name, i) => {
      const card = cards[i], svg = card.querySelector("svg");
      card.classList.toggle("now", i === station);
      card.classList.toggle("later", i > station);
      card.setAttribute("aria-pressed", i === station);
      card.querySelector("strong").textContent = `${i + 1}/${stations.length} ${words[name]}`;
      if (!card.clientWidth) return; // on a phone only one card is shown
      svg.replaceChildren();
      const lines = this[name](svg, turn, card.clientWidth - 28);
      card.querySelector(".lines").replaceChildren(...lines.map(([kind, text]) => create("span", { className: kind, textContent: text })));
    });
    this.find(".play").textContent = this.timer ? `❚❚ ${words.pause}` : `▶ ${words.play}`;
    this.find(".prev").disabled = !at && !station;
    this.find(".next").disabled = at === turns.length - 1 && station === stations.length - 1;
    this.range.value = at;
    this.find("output").textContent = filled(words.step, { n: turn.number.toLocaleString("en"), attempt: turn.attempt, age: turn.age });
    this.find(".said").textContent = this.sentence(turn);
    this.ring.setAttribute("role", "group");
    this.ring.setAttribute("aria-label", words.alt);
    Object.assign(this.root.dataset, { at, station: stations[station] });
  }

  sentence(t) {
    const { data } = this, { words, stations } = data, name = stations[this.station], m = t.memory;
    const facts = {
      angle: fixed(t.state[2] * DEGREES, 1), turn: fixed(t.state[3] * DEGREES, 0), left: fixed(t.q[0], 1),
      right: fixed(t.q[1], 1), epsilon: fixed(t.epsilon), dice: fixed(t.dice),
      move: t.action ? words.right : words.left, age: t.age, count: t.remembered.toLocaleString("en"),
      batch: data.batch, place: (m.place + 1).toLocaleString("en"), gamma: fixed(data.gamma),
      best: fixed(Math.max(...m.q_next), 1), target: fixed(m.target, 1), every: data.every,
      before: fixed(m.before, 2), after: fixed(m.after, 2),
      error: (m.target - m.before >= 0 ? "+" : "") + fixed(m.target - m.before, 2),
    };
    const said =
      name === "action" && t.random
        ? "said_random"
        : name === "reward" && t.fell
          ? "said_fell"
          : name === "target" && m.fell
            ? "said_end"
            : `said_${name}`;
    return filled(words[said], facts) + (name === "target" && t.copied ? ` ${filled(words.said_copied, facts)}` : "");
  }

  size(svg, height) { svg.setAttribute("height", height); }

  state(svg, t, w) {
    const wide = Math.min(w, 210);
    this.size(svg, wide * 0.54);
    cart(svg, t.state, { at: (w - wide) / 2, top: 0, wide, reach: this.data.reach[0] });
    return [
      ["", `x ${fixed(t.state[0])} m · x′ ${fixed(t.state[1])} m/s`],
      ["", `θ ${fixed(t.state[2] * DEGREES, 1)}° · θ′ ${fixed(t.state[3] * DEGREES, 0)}°/s`],
    ];
  }

  action(svg, t, w) {
    const { words } = this.data, most = Math.max(10, ...t.q.map(Math.abs)), label = 76, room = w - label - 52;
    this.size(svg, 104);
    ["left", "right"].forEach((name, i) => {
      const y = 4 + i * 36, chosen = t.action === i;
      caption(svg, chosen ? "strong" : "", 0, y + 20, `${i ? "▶" : "◀"} ${words[name]}`);
      put(svg, "rect", {
        class: `q${chosen ? " chosen" : ""}`, x: label, y: y + 3,
        width: Math.max(2, (room * Math.abs(t.q[i])) / most), height: 24, rx: 5,
      });
      caption(svg, "strong", label + Math.max(2, (room * Math.abs(t.q[i])) / most) + 8, y + 20, fixed(t.q[i], 1));
    });
    const y = 88, x = (v) => 4 + v * (w - 8);
    put(svg, "rect", { class: "chance", x: x(0), y: y - 6, width: w - 8, height: 12, rx: 6 });
    put(svg, "rect", { class: "epsilon", x: x(0), y: y - 6, width: Math.max(6, (w - 8) * t.epsilon), height: 12, rx: 6 });
    put(svg, "circle", { class: "dice", cx: x(t.dice), cy: y, r: 8 });
    return [
      ["", `ε = ${fixed(t.epsilon)}, ${fixed(t.dice)} ${t.random ? "<" : "≥"} ε`],
      ["strong", `${t.random ? words.random : words.greedy} → ${t.action ? words.right : words.left}`],
    ];
  }

  reward(svg, t, w) {
    const { words } = this.data, wide = Math.min(w * 0.62, 170);
    this.size(svg, Math.max(90, wide * 0.54));
    cart(svg, t.following, { at: 0, top: 0, wide, reach: this.data.reach[0] });
    put(svg, "circle", { class: "coin", cx: w - 38, cy: 44, r: 30 });
    caption(svg, "plus", w - 38, 52, "+1", "middle");
    return [
      ["", `s′: θ ${fixed(t.following[2] * DEGREES, 1)}° · x ${fixed(t.following[0])} m`],
      [t.fell ? "end" : "strong", t.fell ? words.fell : words.stands],
    ];
  }

  memory(svg, t, w) {
    const { data } = this, { words } = data, m = t.memory, side = Math.min(9, (w - 8) / 22), wide = Math.min(104, (w - 16) / 2);
    this.size(svg, 3 * side + 12 + wide * 0.54);
    const mark = Math.floor(((m.place + 0.5) / t.remembered) * SHOWN);
    for (let i = 0; i < SHOWN; i++)
      put(svg, "rect", {
        class: i === mark ? "picked" : "memory", x: (i % 22) * (side + 1),
        y: Math.floor(i / 22) * (side + 1), width: side - 1, height: side - 1, rx: 2,
      });
    const top = 3 * side + 10;
    cart(svg, m.state, { at: 0, top, wide, reach: data.reach[0], move: m.action });
    cart(svg, m.following, { at: w - wide, top, wide, reach: data.reach[0] });
    caption(svg, "strong", w / 2, top + wide * 0.3, "→", "middle");
    return [
      [
        "",
        filled(words.kept, { count: t.remembered.toLocaleString("en"), size: data.memory.toLocaleString("en") }),
      ],
      ["strong", filled(words.drawn, { place: (m.place + 1).toLocaleString("en") })],
    ];
  }

  target(svg, t, w) {
    const { data } = this, { words } = data, m = t.memory, box = Math.min(120, (w - 28) / 2);
    const done = t.since_copy / data.every, slim = w < 250;
    this.size(svg, slim ? 110 : 92);
    [[0, "online", words.online], [w - box, "copy", words.copy]].forEach(([x, name, text]) => {
      put(svg, "rect", { class: `net ${name}`, x: x + 1, y: 2, width: box - 2, height: 46, rx: 8 });
      caption(svg, slim ? "strong slim" : "strong", x + box / 2, 31, text, "middle");
    });
    put(svg, "path", { class: `copying${t.copied ? " now" : ""}`, d: `M${box + 4} 25H${w - box - 12}M${w - box - 4} 25l-10 -6v12z` });
    put(svg, "rect", { class: "chance", x: 2, y: 58, width: w - 4, height: 8, rx: 4 });
    put(svg, "rect", { class: "clock", x: 2, y: 58, width: Math.max(4, (w - 4) * done), height: 8, rx: 4 });
    const ago = t.copied ? words.now : filled(words.ago, { n: t.since_copy, left: data.every - t.since_copy });
    (slim ? ago.split(/(?<=,) /) : [ago]).forEach((text, i) => caption(svg, "quiet", 2, 86 + 18 * i, text));
    const sum = m.fell ? "y = r" : `y = ${fixed(m.reward, 0)} + ${fixed(data.gamma)} × ${fixed(Math.max(...m.q_next), 2)}`;
    return [
      ["", m.fell ? sum : "y = r + γ · max Q(s′, a′)"],
      ["strong", m.fell ? `= ${fixed(m.target, 2)}` : `${sum.replace("y ", "")} = ${fixed(m.target, 2)}`],
    ];
  }

  update(svg, t, w) {
    const { words } = this.data, m = t.memory, all = [m.before, m.after, m.target], low = Math.min(...all);
    const high = Math.max(...all), span = Math.max(1, high - low);
    const x = (v) => 14 + ((v - low) / span) * (w - 28);
    this.size(svg, 96);
    put(svg, "line", { class: "track", x1: 6, x2: w - 6, y1: 48, y2: 48 });
    const near = (v) => (v - low < span / 3 ? "start" : v - low > (2 * span) / 3 ? "end" : "middle");
    const nudge = (v) => (near(v) === "start" ? -8 : near(v) === "end" ? 8 : 0);
    put(svg, "path", { class: "goal", d: `M${x(m.target)} 34V62` });
    caption(svg, "goal", x(m.target) + nudge(m.target), 26, `${words.goal} ${fixed(m.target, 2)}`, near(m.target));
    put(svg, "line", { class: "way", x1: x(m.before), x2: x(m.after), y1: 48, y2: 48 });
    put(svg, "circle", { class: "before", cx: x(m.before), cy: 48, r: 7 });
    put(svg, "circle", { class: "after", cx: x(m.after), cy: 48, r: 8 });
    caption(svg, "model", x(m.after) + nudge(m.after), 84, `Q ${fixed(m.after, 2)}`, near(m.after));
    return [
      ["", `${words.before} ${fixed(m.before, 2)} → ${words.after} ${fixed(m.after, 2)}`],
      ["strong", `y − Q = ${m.target - m.before >= 0 ? "+" : ""}${fixed(m.target - m.before, 2)}`],
    ];
  }
}
export default (component) => exhibit(Loop, component);
