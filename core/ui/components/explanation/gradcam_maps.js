// Heat maps over the photo, layer by layer, for one class or one against another. Needs: sketch.
const FINE = 128; // pixels along a side of a heat map as it is painted; the browser smooths the rest

class Evidence {
  constructor(root) {
    Object.assign(this, { root, player: new Player(root), at: 0, probe: null, signed: false });
    root.innerHTML = `<div class="bar"><button class="play" type="button"></button>
        <div class="track"><input class="layer" type="range" min="0" step="0.01"><div class="sizes" aria-hidden="true"></div></div></div>
      <div class="pictures"></div>
      <p class="said" aria-live="polite"></p>
      <div class="bar tools"><label class="opacity"><span></span><input type="range" min="0" max="1" step="0.05"></label>
        <button class="against" type="button" aria-pressed="false"></button>
        <div class="legend"><canvas width="256" height="1" aria-hidden="true"></canvas><span></span></div></div>`;
    this.find = (selector) => root.querySelector(selector);
    this.range = this.find(".layer");
    this.range.oninput = () => { this.pause(); this.show(Number(this.range.value)); };
    this.range.onchange = () => this.go(Math.round(this.at));
    this.range.onkeydown = (event) => {
      const to = {
        ArrowRight: this.goal + 1, ArrowUp: this.goal + 1, ArrowLeft: this.goal - 1,
        ArrowDown: this.goal - 1, Home: 0, End: 1e9,
      }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      this.pause();
      this.go(to);
    };
    this.find(".play").onclick = () => (this.player.running ? this.pause() : this.play());
    this.find(".opacity input").oninput = () => this.veil();
    this.find(".against").onclick = () => {
      this.signed = !this.signed;
      this.find(".against").setAttribute("aria-pressed", this.signed);
      this.legend();
      this.show(this.at);
    };
  }

  take(data) {
    const before = this.data, fresh = !before || data.maps !== before.maps;
    this.data = data;
    if (!before) this.find(".opacity input").value = data.veil;
    this.tables = data.colours.map(bytesOf);
    if (fresh) {
      const values = floatsOf(data.maps);
      let from = 0;
      this.layers = data.layers.map(({ w, h }) => {
        const maps = data.names.map(() => ({ w, h, values: values.subarray(from, (from += w * h)) }));
        return ranged(maps);
      });
    }
    const last = data.layers.length - 1, other = data.layers.length !== before?.layers.length;
    const { side, map } = data.other ?? {};
    this.other = map ? ranged([{ w: side, h: side, values: floatsOf(map) }])[0] : null;
    this.range.max = last;
    this.build();
    if (!other) return this.show(this.at);
    this.pause();
    if (!before && !CALM.matches) { this.show(0); this.play(); } else this.show(last);
  }

  build() {
    const { data } = this, { words } = data, titles = data.names.map((name, i) => [name, data.shares[i]]);
    if (data.other) titles.push([data.other.name, ""]);
    const holder = this.find(".pictures");
    while (holder.children.length > titles.length) holder.lastChild.remove();
    while (holder.children.length < titles.length) {
      const figure = document.createElement("figure");
      figure.innerHTML = `<figcaption><b></b> <span></span></figcaption>
        <div class="frame" tabindex="0" role="img">
          <img alt="" draggable="false"><canvas width="${FINE}" height="${FINE}"></canvas><i hidden></i>
          <output hidden></output></div>`;
      this.point(figure.querySelector(".frame"));
      holder.appendChild(figure);
    }
    this.figures = [...holder.children].map((figure, i) => {
      const [name, share] = titles[i], image = figure.querySelector("img");
      figure.querySelector("b").textContent = name;
      figure.querySelector("span").textContent = share;
      if (image.src !== data.photo) image.src = data.photo;
      return {
        frame: figure.querySelector(".frame"), canvas: figure.querySelector("canvas"),
        dot: figure.querySelector("i"), pill: figure.querySelector("output"), image, name,
      };
    });
    this.range.setAttribute("aria-label", words.scrub);
    this.find(".opacity span").textContent = words.opacity;
    this.find(".against").textContent = words.against;
    this.label(Boolean(this.player.running));
    const groups = [];
    for (const { size } of data.layers) (groups.at(-1)?.size === size) ? groups.at(-1).n++ : groups.push({ size, n: 1 });
    this.find(".sizes").replaceChildren(...groups.map(({ size, n }, i) => {
      const span = document.createElement("span"), end = i === 0 ? words.early : i === groups.length - 1 ? words.late : "";
      span.style.flexGrow = n;
      span.innerHTML = `<b>${size}<i>×${size}</i></b> <em></em>`;
      span.querySelector("em").textContent = end;
      return span;
    }));
    this.veil();
    this.legend();
  }

  label(playing) {
    const { words } = this.data;
    this.find(".play").textContent = playing ? `❚❚ ${words.pause}` : `▶ ${words.play}`;
  }

  veil() {
    const share = Number(this.find(".opacity input").value);
    this.root.style.setProperty("--veil", share);
  }

  legend() {
    const { words } = this.data, canvas = this.find(".legend canvas"), image = new ImageData(256, 1);
    for (let i = 0; i < 256; i++) image.data.set([...this.tables[+this.signed].subarray(3 * i, 3 * i + 3), 255], 4 * i);
    canvas.getContext("2d").putImageData(image, 0, 0);
    this.find(".legend span").textContent = this.signed ? words.legend_against : words.legend;
  }

  // Glide to a layer.
  go(to) {
    const from = this.at;
    this.goal = clamp(to, 0, this.layers.length - 1);
    this.stop?.();
    this.stop = glide((t) => this.show(from + (this.goal - from) * t, true), 280);
  }

  // Stay at each layer for a moment, then glide to the next.
  play() {
    const last = this.layers.length - 1, step = clamp(9000 / Math.max(1, last), 240, 800);
    const from = this.at >= last - 0.01 ? 0 : Math.floor(this.at);
    this.stop?.();
    this.player.start((_, since) => {
      const t = from + Math.max(0, since) / step, share = clamp((t % 1) * 2 - 1, 0, 1);
      this.show(Math.min(last, Math.floor(t) + (CALM.matches ? 0 : share * share * (3 - 2 * share))));
      if (this.at >= last) this.pause();
    });
    this.label(true);
    this.find(".said").setAttribute("aria-live", "off");
  }

  pause() {
    this.player.stop();
    this.stop?.();
    this.label(false);
    this.find(".said").setAttribute("aria-live", "polite");
  }

  // The maps that picture `i` shows now, and the share of the second: two layers' where the slider is between.
  pair(i) {
    if (i >= this.data.names.length) return [this.other, this.other, 0];
    const low = Math.floor(this.at), high = Math.min(low + 1, this.layers.length - 1);
    return [this.layers[low][i], this.layers[high][i], this.at - low];
  }

  // A map's number as a share of the strongest of its layer; what is below 0 only counts where it is asked for.
  scaled(map, v) { return this.signed ? v / map.size : map.top > 0 ? Math.max(0, v) / map.top : 0; }

  // What picture `i` says at (x, y) in 0..1.
  value(i, x, y) {
    const [a, b, share] = this.pair(i), [u, v] = [a, b].map((map) => this.scaled(map, between(map, x, y)));
    return u + (v - u) * share;
  }

  show(at, gliding = false) {
    this.at = clamp(at, 0, this.layers.length - 1);
    if (!gliding) this.goal = Math.round(this.at);
    this.figures.forEach(({ canvas }, i) => this.paint(canvas, ...this.pair(i)));
    this.range.value = this.at;
    this.tell();
    this.pin();
    this.root.dataset.layer = Math.round(this.at) + 1;
    this.root.dataset.at = this.at.toFixed(2);
  }

  paint(canvas, a, b, share) {
    const image = new ImageData(FINE, FINE), { data } = image, { faintest } = this.data, table = this.tables[+this.signed];
    const [u, v] = [fine(a), fine(b)];
    for (let at = 0, o = 0; at < u.length; at++, o += 4) {
      const first = this.scaled(a, u[at]), value = first + (this.scaled(b, v[at]) - first) * share;
      const c = 3 * clamp(Math.round(this.signed ? 127.5 + 127.5 * value : 255 * value), 0, 255);
      data[o] = table[c]; data[o + 1] = table[c + 1]; data[o + 2] = table[c + 2];
      data[o + 3] = faintest + (255 - faintest) * Math.min(1, Math.abs(value)); // where there is little, the photo shows
    }
    canvas.getContext("2d").putImageData(image, 0, 0);
  }

  tell() {
    const { words, names, layers, other } = this.data, n = Math.round(this.at), layer = layers[n];
    const facts = { n: n + 1, all: layers.length, size: layer.size, channels: layer.channels.toLocaleString("en") };
    const parts = [filled(words.layer, facts), ...names.map((name, i) => this.peak(name, i, n))];
    const rho = other?.agree[n];
    if (other) parts.push(rho === null ? words.flat : filled(words.agree, { rho: fixed(rho) }));
    const sentence = parts.join(" ");
    this.find(".said").textContent = sentence;
    this.range.setAttribute("aria-valuetext", filled(words.layer, facts));
    this.figures.forEach(({ frame, name }, i) =>
      frame.setAttribute("aria-label", filled(words.alt, { name, facts: this.peak(name, i, n) })),
    );
  }

  peak(name, i, n) {
    const { words, names } = this.data;
    const { w, h, values } = i < names.length ? this.layers[n][i] : this.other;
    let best = 0;
    values.forEach((v, at) => { if (v > values[best]) best = at; });
    if (values[best] <= 0) return filled(words.nothing, { name });
    const third = (v, all) => Math.min(2, Math.floor((3 * (v + 0.5)) / all));
    return filled(words.strongest, { name, place: words[`place_${third(Math.floor(best / w), h)}${third(best % w, w)}`] });
  }

  // The same place is marked in every picture, each with its value there.
  point(frame) {
    frame.onpointermove = frame.onpointerdown = (event) => {
      const box = frame.getBoundingClientRect();
      this.probe = [clamp((event.clientX - box.left) / box.width, 0, 1), clamp((event.clientY - box.top) / box.height, 0, 1)];
      this.pin();
    };
    frame.onpointerleave = () => { this.probe = null; this.pin(); };
    frame.onblur = frame.onpointerleave;
    frame.onkeydown = (event) => {
      const step = ARROWS[event.key];
      if (!step) return;
      event.preventDefault();
      this.probe = (this.probe ?? [0.5, 0.5]).map((v, i) => clamp(v + step[i] / 16, 0, 1));
      this.pin();
    };
  }

  pin() {
    const { words, names } = this.data;
    this.figures.forEach(({ dot, pill }, i) => {
      dot.hidden = pill.hidden = !this.probe;
      if (!this.probe) return;
      const [x, y] = this.probe;
      for (const node of [dot, pill]) { node.style.left = `${100 * x}%`; node.style.top = `${100 * y}%`; }
      pill.classList.toggle("below", y < 0.2);
      pill.style.setProperty("--shift", `${-100 * clamp(x, 0.15, 0.85)}%`);
      if (i < names.length) pill.textContent = fixed(this.value(i, x, y));
      else {
        const change = -100 * between(this.other, x, y);
        pill.textContent = filled(words.points, { value: `${change > 0 ? "+" : ""}${fixed(change, 1)}` });
      }
    });
  }

  draw() {}
}

// Maps that share a scale: `top` is the largest number above 0 of all, `size` the largest of either sign.
function ranged(maps) {
  const most = (size) => Math.max(...maps.map(({ values }) => values.reduce((a, b) => Math.max(a, size(b)), 0)));
  const scale = { top: most((v) => v), size: most(Math.abs) || 1 };
  return maps.map((map) => ({ ...map, ...scale }));
}

// A map between the middles of its places: straight lines, and the edge's own value outside.
function between({ values, w, h }, x, y) {
  const u = clamp(x * w - 0.5, 0, w - 1), v = clamp(y * h - 0.5, 0, h - 1);
  const left = Math.floor(u), top = Math.floor(v), right = Math.min(left + 1, w - 1), low = Math.min(top + 1, h - 1);
  const a = values[top * w + left] + (values[top * w + right] - values[top * w + left]) * (u - left);
  const b = values[low * w + left] + (values[low * w + right] - values[low * w + left]) * (u - left);
  return a + (b - a) * (v - top);
}

// The whole map as finely as it is painted, worked out once.
function fine(map) {
  map.fine ??= Float32Array.from({ length: FINE * FINE }, (_, i) =>
    between(map, ((i % FINE) + 0.5) / FINE, (Math.floor(i / FINE) + 0.5) / FINE),
  );
  return map.fine;
}
export default (component) => exhibit(Evidence, component);
