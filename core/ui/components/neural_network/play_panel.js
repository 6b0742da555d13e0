// What lies around the plane: buttons, settings, the tiles of the neurons with their wires, the weights of a neuron.
// Needs: sketch, neural_network/play_net, neural_network/play_draw.
const MOST_NEURONS = 8, LIMIT = 5;
const PACES = [1, 5, 20];

class PlayPanel extends PlayPoints {
  build() {
    const { words } = this.data, acts = this.acts(), bar = this.find(".acts");
    if (!bar.children.length) {
      bar.append(...Object.keys(acts).map((name) => create("button", { type: "button", className: name })));
      bar.append(this.select("dots", this.data.dots, () => this.setup.dots, (v) => this.change({ dots: v }, true)));
      bar.append(this.select("layers", [0, 1, 2, 3], () => this.setup.hidden.length, (v) => this.layers(Number(v))));
    }
    for (const [name, [label, act]] of Object.entries(acts)) {
      const button = bar.querySelector(`.${name}`);
      button.textContent = label;
      button.onclick = act;
    }
    bar.querySelector(".back").disabled = !this.at;
    this.knobs();
    this.brushes();
    for (const label of this.root.querySelectorAll("[data-name]")) label.refresh();
    this.find("summary").textContent = words.more;
    this.find(".scrub").setAttribute("aria-label", words.scrub);
  }

  layers(count) {
    const hidden = this.setup.hidden.slice(0, count);
    while (hidden.length < count) hidden.push(hidden.at(-1) ?? 4);
    this.picked = null;
    this.change({ hidden }, true);
    this.keep();
  }

  // A native choice with its label; `refresh` writes what is set now, in the language of now.
  select(name, options, now, choose) {
    const label = create("label", { className: "choice" }), list = create("select", {}), span = create("span", {});
    label.dataset.name = name;
    list.append(...options.map((value) => create("option", { value })));
    list.onchange = () => { choose(list.value); this.keep(); };
    label.append(span, list);
    label.refresh = () => {
      const { words } = this.data;
      span.textContent = words[name];
      [...list.options].forEach((option, i) => { option.textContent = words[`${name}_${options[i]}`] ?? options[i]; });
      list.value = now();
    };
    return label;
  }

  // A native slider with its label and value; it acts while it is dragged.
  slider(name, low, high, now, show, act) {
    const label = create("label", { className: "knob" });
    label.dataset.name = name;
    label.innerHTML = `<span></span><input type="range" min="${low}" max="${high}" step="1"><output></output>`;
    const [span, input, output] = label.children;
    input.oninput = () => { act(Number(input.value)); label.refresh(); };
    input.onchange = () => this.keep();
    label.refresh = () => {
      span.textContent = this.data.words[name];
      input.value = now();
      output.textContent = show();
      input.setAttribute("aria-valuetext", show());
    };
    return label;
  }

  knobs() {
    const box = this.find(".knobs"), { data } = this, set = (name) => (v) => this.change({ [name]: v });
    if (box.children.length) return;
    const stepped = (name, field, values, show = (v) => v) => this.slider(
      name, 0, values.length - 1, () => values.indexOf(this.setup[field]), () => show(this.setup[field]),
      (i) => this.change({ [field]: values[i] }),
    );
    const percent = (name, field, most) => this.slider(
      name, 0, most, () => this.setup[field], () => `${this.setup[field]} %`, (v) => this.change({ [field]: v }),
    );
    const decay = (v) => (this.setup.decay === "none" ? "–" : v), all = data.most;
    box.append(
      this.select("bend", data.bends, () => this.setup.bend, (v) => this.change({ bend: v }, true)),
      this.select("optimizer", data.optimizers, () => this.setup.optimizer, set("optimizer")),
      this.select("decay", data.decays, () => this.setup.decay, set("decay")),
      this.select("pace", PACES, () => this.pace, (v) => { this.pace = Number(v); }),
      stepped("rate", "rate", data.rates),
      stepped("decay_rate", "decayRate", data.decay_rates, decay),
      stepped("batch", "batch", data.batches, (v) => (v === all ? this.data.words.batch_all : v)),
      percent("noise", "noise", data.most_noise),
      percent("test_share", "test", data.most_test),
      this.seed(),
    );
  }

  // Another seed is drawn by the server; until its answer comes all stays as it is.
  seed() {
    const label = create("div", { className: "choice" }), button = create("button", { type: "button" }), span = create("span", {});
    label.dataset.name = "seed";
    label.append(span, button);
    label.refresh = () => {
      span.textContent = this.data.words.seed;
      button.textContent = `${this.setup.seed} → ${this.setup.seed + 1}`;
    };
    button.onclick = () => {
      this.pause();
      this.setup.seed = (this.setup.seed + 1) % (this.data.last_seed + 1);
      this.shared.last = undefined;
      this.shared.send(this.write(false));
    };
    return label;
  }

  // The tiles of all layers where they lie: inputs, hidden neurons, outputs.
  lay() {
    const { data, setup, outs } = this, { words } = data, box = this.find(".tiles"), room = this.find(".net");
    const columns = [GIVEN.length, ...setup.hidden, outs], most = Math.max(...columns), wide = room.clientWidth || 560;
    const key = `${columns.join()}/${words.play}`;
    const height = this.high = HEAD + most * ROW;
    room.style.height = `${height}px`;
    if (box.dataset.key !== key) {
      box.dataset.key = key;
      this.tiles = [];
      box.replaceChildren();
      columns.forEach((count, column) => {
        box.append(this.head(column, columns.length));
        for (let at = 0; at < count; at++) this.tiles.push(this.tile(box, column - 1, at));
      });
    }
    const x = (column) => TILE / 2 + 2 + ((wide - TILE - 4) * column) / (columns.length - 1);
    this.spot = (layer, at) => {
      const rows = columns[layer + 1], gap = ROW * Math.min(1.6, most / rows);
      return [x(layer + 1), HEAD + (most * ROW) / 2 + (at - (rows - 1) / 2) * (layer < 0 ? ROW : gap)];
    };
    for (const tile of this.tiles) {
      const [left, top] = this.spot(tile.layer, tile.at);
      Object.assign(tile.button.style, { left: `${left - TILE / 2}px`, top: `${top - TILE / 2}px` });
      const on = tile.layer >= 0 || setup.features.includes(tile.at);
      tile.button.classList.toggle("off", !on);
      const pressed = tile.layer < 0 ? on : this.picked?.layer === tile.layer && this.picked.at === tile.at;
      tile.button.setAttribute("aria-pressed", pressed);
      tile.button.setAttribute("aria-label", this.describe(tile));
    }
    [...box.querySelectorAll(".head")].forEach((head, column) => {
      const side = column === 0 ? "0" : column === columns.length - 1 ? "-100%" : "-50%";
      head.style.left = `${column === 0 ? 0 : column === columns.length - 1 ? wide : x(column)}px`;
      head.style.transform = `translateX(${side})`;
      const list = head.querySelector("select");
      if (list) list.value = setup.hidden[column - 1];
    });
    const svg = this.find(".dots"), stage = this.find(".stage"), side = stage.clientWidth || 340;
    svg.setAttribute("height", side);
    drawDots(svg, new Plane({ x: 0, y: 0, w: side, h: side }, [-data.reach, data.reach], [-data.reach, data.reach]), this.points);
  }

  // Above a column: what it is, and for a hidden layer how many neurons it has.
  head(column, all) {
    const { words } = this.data, hidden = column > 0 && column < all - 1;
    const head = create(hidden ? "label" : "div", { className: "head" });
    head.append(create("span", { textContent: hidden ? filled(words.layer, { n: column }) : column ? words.output : words.input }));
    if (!hidden) return head;
    const list = create("select", { ariaLabel: filled(words.neurons_of, { n: column }) });
    for (let n = 1; n <= MOST_NEURONS; n++) list.append(create("option", { value: n, textContent: n }));
    list.onchange = () => {
      this.change({ hidden: this.setup.hidden.map((n, i) => (i === column - 1 ? Number(list.value) : n)) }, true);
      this.keep();
    };
    head.append(list);
    return head;
  }

  tile(box, layer, at) {
    const button = create("button", { type: "button", className: "tile" }), canvas = create("canvas", {});
    button.append(canvas);
    if (layer < 0) button.append(create("b", { textContent: this.data.given[at] }));
    button.onclick = (event) => { event.stopPropagation(); this.press(layer, at); };
    box.append(button);
    return { button, canvas, layer, at };
  }

  press(layer, at) {
    if (layer >= 0) {
      this.picked = this.picked?.layer === layer && this.picked.at === at ? null : { layer, at };
      return this.draw();
    }
    const { features } = this.setup, on = features.includes(at);
    if (on && features.length === 1) return;
    this.change({ features: on ? features.filter((k) => k !== at) : [...features, at].sort((a, b) => a - b) }, true);
    this.keep();
  }

  nameOf({ layer, at }) { return { layer: layer + 1, n: at + 1 }; }
  describe({ layer, at }) {
    const { words, given } = this.data;
    if (layer < 0) return filled(words.tile_input, { name: given[at] });
    return filled(layer === this.setup.hidden.length ? words.tile_output : words.tile_neuron, this.nameOf({ layer, at }));
  }

  // Where a weight begins: the tile of the layer before.
  source(layer, from) { return layer ? this.spot(layer - 1, from) : this.spot(-1, this.setup.features[from]); }

  drawWires() {
    const svg = this.find(".wires"), { net, spot } = this, key = `${net.sizes.join()}/${this.setup.features.join()}/${svg.clientWidth}`;
    if (this.wiresKey !== key) {
      this.wiresKey = key;
      svg.setAttribute("height", this.high);
      svg.replaceChildren();
      this.wires = [];
      net.layers.forEach(({ into, out, w }, layer) => {
        for (let to = 0; to < out; to++)
          for (let from = 0; from < into; from++) {
            const [a, b] = [this.source(layer, from), spot(layer, to)];
            const points = wire([a[0] + TILE / 2, a[1]], [b[0] - TILE / 2, b[1]]), p = points.flat();
            const d = `M${p[0]} ${p[1]}C${p[2]} ${p[3]} ${p[4]} ${p[5]} ${p[6]} ${p[7]}`;
            this.wires.push({ points, layer, to, index: w + to * into + from, path: put(svg, "path", { class: "wire", d }) });
          }
      });
      this.tag = put(svg, "text", { class: "tag halo", "text-anchor": "middle" });
    }
    for (const each of this.wires) {
      const w = net.values[each.index], on = each === this.hovered || (this.picked?.layer === each.layer && this.picked.at === each.to);
      const wide = thickness(w).toFixed(1), kind = `wire ${w < 0 ? "below" : "above"}${on ? " on" : ""}`;
      if (each.wide !== wide) each.path.setAttribute("stroke-width", (each.wide = wide));
      if (each.kind !== kind) each.path.setAttribute("class", (each.kind = kind));
    }
    const [x, y] = this.hovered ? bezier(this.hovered.points, 0.5) : [0, 0];
    this.tag.textContent = this.hovered ? `w = ${fixed(net.values[this.hovered.index])}` : "";
    this.tag.setAttribute("x", x);
    this.tag.setAttribute("y", y - 8);
  }

  // The wire under the pointer tells its weight; a click opens it to be changed.
  pointAt(event, click) {
    if (event.target.closest("button, label")) return;
    const box = this.find(".net").getBoundingClientRect();
    const { best, far } = nearestWire(this.wires, event.clientX - box.left, event.clientY - box.top);
    const found = far < 14 ? best : null;
    if (click && found) {
      this.picked = { layer: found.layer, at: found.to };
      this.draw();
      this.find(`.edit [data-index="${found.index}"] input`)?.focus();
    } else if (found !== this.hovered) {
      this.hovered = found;
      this.drawWires();
    }
  }

  // The weights and the bias of the chosen neuron, each with a slider.
  showEdit() {
    const box = this.find(".edit"), { picked, net, setup, data: { words, given } } = this;
    const key = picked ? `${picked.layer}/${picked.at}/${net.sizes.join()}/${setup.features.join()}/${words.play}` : "";
    if (this.editKey !== key) {
      this.editKey = key;
      box.replaceChildren();
      if (!picked) return void box.append(create("p", { className: "hint", textContent: words.edit_hint }));
      box.append(create("p", { className: "title", textContent: this.describe(picked) }));
      const { into, w, b } = net.layers[picked.layer], first = w + picked.at * into, rows = [];
      for (let k = 0; k < into; k++) {
        const name = picked.layer ? filled(words.from_neuron, { n: k + 1 }) : given[setup.features[k]];
        rows.push([first + k, filled(words.weight_of, { name })]);
      }
      box.append(...[...rows, [b + picked.at, words.bias]].map(([index, name]) => this.weight(index, name)));
    }
    for (const label of box.querySelectorAll("[data-index]")) {
      const value = this.net.values[label.dataset.index], [, input, output] = label.children;
      input.value = value;
      output.textContent = fixed(value);
    }
  }

  weight(index, name) {
    const label = create("label", { className: "knob" });
    label.dataset.index = index;
    label.innerHTML = `<span></span><input type="range" min="${-LIMIT}" max="${LIMIT}" step="0.05"><output></output>`;
    const [, input, output] = label.children;
    label.firstChild.textContent = name;
    input.oninput = () => {
      this.editing = true;
      output.textContent = fixed(Number(input.value));
      this.setValue(index, Number(input.value));
      this.editing = false;
    };
    input.onchange = () => this.keep();
    return label;
  }
}
