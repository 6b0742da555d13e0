// A time that plays or is dragged: a button, a slider. Needs: sketch.
class TimeBar {
  constructor(root, bar, show) {
    Object.assign(this, { show, at: 0, most: 1, player: new Player(root) });
    this.button = bar.appendChild(create("button", { type: "button", className: "play" }));
    this.range = bar.appendChild(create("input", { type: "range", min: 0 }));
    this.range.oninput = () => { this.pause(); this.go(Number(this.range.value)); };
    this.button.onclick = () => (this.player.running ? this.pause() : this.play());
  }

  set(most, words) {
    Object.assign(this, { most, words });
    this.range.max = most;
    this.range.setAttribute("aria-label", words.time);
    this.name();
  }

  go(at) {
    this.at = clamp(at, 0, this.most);
    this.range.value = this.at;
    this.show(this.at);
  }

  // From the start, or at once to the end where motion is not wanted.
  begin() {
    if (CALM.matches) return this.go(this.most);
    this.go(0);
    this.play();
  }

  play() {
    if (this.at >= this.most) this.go(0);
    const from = this.at;
    this.player.start((_, since) => {
      const at = from + Math.floor(since / 140);
      if (at !== this.at) this.go(at);
      if (this.at >= this.most) this.pause();
    });
    this.name();
  }

  pause() {
    this.player.stop();
    this.name();
  }

  name() { this.button.textContent = this.player.running ? `❚❚ ${this.words.pause}` : `▶ ${this.words.play}`; }
}

// A small mouse and a piece of cheese.
function mouseAt(parent, x, y, r) {
  for (const side of [-1, 1]) put(parent, "circle", { class: "ear", cx: x + side * r * 0.8, cy: y - r * 0.8, r: r * 0.55 });
  put(parent, "circle", { class: "mouse", cx: x, cy: y, r });
}
function cheeseAt(parent, x, y, r) {
  put(parent, "path", { class: "cheese", d: `M${x - r} ${y + r * 0.7}L${x + r} ${y + r * 0.7}L${x + r} ${y - r * 0.5}Z` });
}
