// What lies around the laboratory's plane: buttons, sliders, gauges, the chart of the losses.
// Needs: sketch, gan/pictures.
const TARGETS = ["line", "ring", "two", "eight", "own"];

class LabPanel {
  build() {
    const { words } = this.data, { setup } = this;
    const word = (name) => words[name];
    const aim = (name) => {
      this.fresh = name === "own";
      this.change({ target: name }, true);
    };
    this.row(".targets", TARGETS, word, (name) => setup.target === name, aim, "radio");
    const chosen = (name) => setup.objective === name || setup.optimizer === name;
    const choose = (name) => this.change(["adam", "slide"].includes(name) ? { optimizer: name } : { objective: name });
    this.row(".kinds", ["practice", "minimax", "adam", "slide"], word, chosen, choose);
    const toggle = (name) => {
      this.show[name] = !this.show[name];
      this.build();
      this.draw();
    };
    this.row(".toggles", ["map", "arrows"], word, (name) => this.show[name], toggle);
    const acts = this.acts(), play = this.player.running ? `❚❚ ${words.pause}` : `▶ ${words.play}`;
    this.row(".buttons", Object.keys(acts), (name) => (name === "play" ? play : words[name]), () => null, (name) => acts[name]());
    this.find(".buttons").firstChild.classList.add("play");
    this.sliders();
    this.gauges();
  }

  // What the buttons below the plane do, by their names.
  acts() {
    const acts = {
      play: () => (this.player.running ? this.pause() : this.play()),
      stepD: () => this.stepD(),
      stepG: () => this.stepG(),
      slow: () => this.slow(),
      again: () => { this.begin(); this.play(); },
    };
    if (this.setup.target === "own") acts.clear = () => { this.drawing = [[0, 0]]; this.fresh = true; this.aim(); this.draw(); };
    return acts;
  }

  // Buttons that stay: one made anew under a finger would miss its click.
  row(where, names, label, pressed, act, role) {
    const box = this.find(where);
    if (box.dataset.names !== names.join()) {
      box.dataset.names = names.join();
      box.replaceChildren(...names.map(() => create("button", { type: "button" })));
    }
    [...box.children].forEach((button, i) => {
      const on = pressed(names[i]);
      button.textContent = label(names[i]);
      button.onclick = () => act(names[i]);
      button.dataset.name = names[i];
      if (role) button.setAttribute("role", role);
      if (on !== null) button.setAttribute(role ? "aria-checked" : "aria-pressed", on);
    });
  }

  sliders() {
    const { words, rates, rounds } = this.data, box = this.find(".numbers");
    const near = (v) => rates.reduce((best, r, i) => (Math.abs(Math.log(r / v)) < Math.abs(Math.log(rates[best] / v)) ? i : best), 0);
    const all = [
      ["rateD", rates.length - 1, near, (i) => rates[i]],
      ["rateG", rates.length - 1, near, (i) => rates[i]],
      ["rounds", rounds, (v) => v, (v) => v],
    ];
    if (!box.children.length)
      box.replaceChildren(...all.map(([name, most]) => {
        const label = document.createElement("label");
        label.innerHTML = `<span></span><input type="range" min="0" max="${most}" step="1"><output></output>`;
        label.dataset.name = name;
        return label;
      }));
    [...box.children].forEach((label, k) => {
      const [name, , from, to] = all[k], [span, input, output] = label.children;
      span.textContent = words[name];
      input.value = from(this.setup[name]);
      output.textContent = this.setup[name];
      input.oninput = () => { this.setup[name] = to(Number(input.value)); output.textContent = this.setup[name]; this.aim(); };
      input.onchange = () => this.keep();
    });
  }

  gauges() {
    const { words } = this.data, box = this.find(".gauges");
    if (!box.children.length)
      box.innerHTML = ["real", "fake"]
        .map((kind) => `<div class="${kind}"><span></span><i><b></b></i><output></output></div>`)
        .join("");
    for (const [kind, p] of [["real", this.seen.real], ["fake", this.seen.fake]]) {
      const line = box.querySelector(`.${kind}`);
      line.firstChild.textContent = words[`says_${kind}`];
      line.querySelector("b").style.width = wide(p);
      line.querySelector("output").textContent = fixed(p);
    }
    this.find(".parts span").textContent = words.reached;
    const { hits } = this.seen, dots = hits.map((hit) => (hit ? "●" : "○")).join("");
    this.find(".parts b").textContent = `${dots} ${hits.filter(Boolean).length}/${hits.length}`;
  }

  losses() {
    const svg = this.find(".losses"), { losses } = this.game, { words } = this.data, w = svg.clientWidth || 260, h = 120;
    svg.setAttribute("height", h);
    svg.replaceChildren();
    if (losses.length < 2) return;
    const values = losses.flatMap((l) => [l[1], l[2]]).filter(Number.isFinite), low = Math.min(0, ...values);
    const high = Math.max(1.6, ...values);
    const plane = new Plane({ x: 34, y: 22, w: w - 40, h: h - 44 }, [losses[0][0], losses.at(-1)[0]], [low, Math.min(high, 8)]);
    plane.axes(svg, [], ticks(low, Math.min(high, 8), 2));
    const steps = losses.map((l) => l[0]), loss = (k) => losses.map((l) => Math.min(8, l[k]));
    for (const [k, name] of [[1, "detective"], [2, "forger"]]) put(svg, "path", { class: name, d: plane.path(steps, loss(k)) });
    caption(svg, "name-d", 34, 14, words.loss_d);
    caption(svg, "name-g", w - 4, 14, words.loss_g, "end");
    caption(svg, "tick", w - 4, h - 4, filled(words.steps, { n: this.game.step }), "end");
    svg.setAttribute("aria-label", `${words.loss_d} ${fixed(losses.at(-1)[1])}, ${words.loss_g} ${fixed(losses.at(-1)[2])}`);
  }
}
