// A wall of made skies; two of them are put on the bench, where the pictures between them play. Needs: sketch, gan/made_wall.
const SLOTS = ["A", "B"];

class SkyWall extends MadeWall {
  constructor(root, setStateValue) {
    super(root, setStateValue, `<div class="scene"><div class="wall" role="group"></div><div class="bench">
      <figure><canvas class="big" role="img"></canvas><figcaption></figcaption></figure>
      <div class="moves"><button class="play" type="button"></button>
      <label><span>A → B</span><input type="range" min="0" max="1" step="0.01"></label></div></div></div>`);
    this.range = this.find("input");
    this.range.oninput = () => { this.pause(); this.t = Number(this.range.value); this.draw(); };
    this.find(".play").onclick = () => (this.player.running ? this.pause() : this.play());
  }

  take(data) {
    const before = this.data, news = this.shared.news(data.pins);
    this.data = data;
    if (!before || news) this.pins = data.pins.split(".").map((v) => clamp(Number(v) || 0, 0, data.names.length - 1));
    if (before?.sheet !== data.sheet) this.hang();
    this.name();
    if (before?.way === data.way) return this.draw();
    const way = new Image(), first = !before;
    way.onload = () => {
      if (this.data.way !== way.src) return;
      this.way = way;
      this.t = 0;
      this.draw();
      if (!CALM.matches) this.play();
      else if (first) this.draw();
    };
    way.src = data.way;
  }

  hang() {
    const { names, across, words } = this.data;
    this.wall.style.setProperty("--across", across);
    this.wall.setAttribute("aria-label", words.wall);
    this.wall.replaceChildren(...names.map((name, i) => {
      const tile = create("button", { type: "button", title: filled(words.tile, { n: i + 1, name }) });
      tile.dataset.i = i;
      tile.setAttribute("aria-label", tile.title);
      this.show(tile.appendChild(document.createElement("i")), i);
      tile.appendChild(document.createElement("span"));
      return tile;
    }));
  }

  pin(i) {
    this.pins[this.slot] = i;
    this.slot = 1 - this.slot;
    this.pause();
    this.shared.put(this.pins.join("."));
    this.draw();
  }

  draw() {
    const { words, names, side, across, frames } = this.data, [a, b] = this.pins.map((i) => names[i]), big = this.find(".big");
    [...this.wall.children].forEach((tile, i) => {
      const letters = SLOTS.filter((_, s) => this.pins[s] === i).join("");
      tile.lastChild.textContent = letters;
      tile.classList.toggle("pinned", letters !== "");
    });
    this.range.value = this.t;
    const said = filled(words.said, { a, b, t: `${Math.round(100 * this.t)}%` });
    retext(this.find("figcaption"), said);
    big.setAttribute("aria-label", said);
    if (!this.way) return;
    if (big.width !== side) big.width = big.height = side;
    const at = this.t * (frames - 1), from = Math.floor(at), paint = big.getContext("2d");
    for (const [frame, share] of [[from, 1], [Math.min(from + 1, frames - 1), at - from]]) {
      paint.globalAlpha = share;
      paint.drawImage(this.way, (frame % across) * side, Math.floor(frame / across) * side, side, side, 0, 0, side, side);
    }
    Object.assign(this.root.dataset, { t: this.t, pins: this.pins.join(".") });
  }

  name() {
    const { words } = this.data;
    retext(this.find(".play"), this.player.running ? `❚❚ ${words.pause}` : `▶ ${words.play}`);
    this.range.setAttribute("aria-label", words.scrub);
  }
}
export default (component) => exhibit(SkyWall, component);
