// A window that slides over the photo at every scale, as fast as one call of a network was measured to be.
// Needs: sketch, boxes.
class WindowRace {
  constructor(root) {
    Object.assign(this, { root, player: new Player(root), spent: 0 });
    root.innerHTML = `<div class="bar">
        <button class="play" type="button"></button><button class="again" type="button"></button>
        <p class="state"></p></div>
      <div class="look"><canvas tabindex="0" role="img"></canvas></div>
      <div class="lanes">
        <div class="lane"><span></span><div><i></i></div><output></output></div>
        <div class="lane"><span></span><div><i></i></div><output></output></div></div>
      <p class="said" aria-live="polite"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.canvas = this.find("canvas");
    this.lanes = [...root.querySelectorAll(".lane")];
    this.photo = new PhotoCanvas(this.canvas, () => this.draw());
    this.find(".play").onclick = () => (this.player.running ? this.pause() : this.play());
    this.find(".again").onclick = () => { this.spent = 0; this.play(); };
    this.canvas.onkeydown = (event) => {
      if (event.key === " ") this.player.running ? this.pause() : this.play();
      else if (event.key === "Home" || event.key === "End") {
        this.pause();
        this.spent = event.key === "End" ? this.whole : 0;
      } else if (ARROWS[event.key]) {
        this.pause();
        this.spent = clamp(this.spent + ARROWS[event.key][0] * this.data.call_ms, 0, this.whole);
      } else return;
      event.preventDefault();
      this.draw();
    };
  }

  take(data) {
    const fresh = !this.data || this.data.photo !== data.photo || this.data.call_ms !== data.call_ms;
    this.data = data;
    this.all = data.windows.reduce((sum, [, columns, rows]) => sum + columns * rows, 0);
    this.whole = this.all * data.call_ms;
    this.photo.take(data.photo, data.w, data.h);
    this.lanes.forEach((lane, i) => { lane.querySelector("span").textContent = data.words[i ? "single" : "sliding"]; });
    this.find(".again").textContent = `↺ ${data.words.again}`;
    if (!fresh) return this.draw();
    this.spent = 0;
    this.pause();
    CALM.matches ? this.draw() : this.play();
  }

  play() {
    if (this.spent >= this.whole) this.spent = 0;
    this.player.start((passed) => {
      this.spent = Math.min(this.whole, this.spent + passed);
      if (this.spent >= this.whole) this.player.stop();
      this.draw();
    });
    this.draw();
  }

  pause() {
    this.player.stop();
    if (this.data) this.draw();
  }

  // The window that is asked about as the n-th.
  window(n) {
    const { windows, step } = this.data;
    for (const [side, columns, rows] of windows) {
      if (n < columns * rows) {
        const move = Math.round(side * step), x = (n % columns) * move, y = Math.floor(n / columns) * move;
        return [x, y, x + side, y + side];
      }
      n -= columns * rows;
    }
    return null;
  }

  draw() {
    const { photo, data, spent } = this, { words } = data;
    const asked = Math.min(this.all, Math.floor(spent / data.call_ms)), g = photo.begin(0.2);
    const box = this.window(Math.min(asked, this.all - 1));
    photo.outline(g, box, SKY, 4);
    photo.plate(g, box, `${thousands(Math.min(asked + 1, this.all))} / ${thousands(this.all)}`, BLUE);
    const seconds = (ms) => (ms < 1000 ? `${fixed(ms, ms < 10 ? 1 : 0)} ms` : `${fixed(ms / 1000, 1)} s`);
    const shares = [spent / this.whole, Math.min(1, spent / data.single_ms)];
    const ends = [[asked, this.all, this.whole], [+(spent >= data.single_ms), 1, data.single_ms]];
    this.lanes.forEach((lane, i) => {
      lane.querySelector("i").style.width = `${100 * shares[i]}%`;
      const [done, all, ms] = ends[i];
      lane.querySelector("output").textContent =
        filled(words.lane, { done: thousands(done), all: thousands(all), time: seconds(ms) }) +
        (done === all ? " ✓" : "");
    });
    this.find(".play").textContent = this.player.running ? `❚❚ ${words.pause}` : `▶ ${words.play}`;
    this.find(".state").textContent = seconds(spent);
    const said = filled(words.said, {
      calls: thousands(this.all), whole: seconds(this.whole), call: seconds(data.call_ms),
      single: seconds(data.single_ms),
    });
    if (this.find(".said").textContent !== said) this.find(".said").textContent = said;
    this.canvas.setAttribute("aria-label", `${words.alt} ${said}`);
    this.root.dataset.calls = this.all;
  }
}
export default (component) => exhibit(WindowRace, component);
