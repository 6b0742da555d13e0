// Faces found in the live picture and made unreadable. What is shown is the picture that was sent, so that no face is
// seen before it is covered. Needs: sketch, boxes, courier, live/camera, live/painting.
class LiveFaces extends LiveCamera {
  build(beside) {
    beside.innerHTML = `<h4></h4><div class="bar" role="group"></div><p class="said" aria-live="polite"></p>`;
    this.how = "blur";
    this.silence();
  }

  silence() { this.shown = null; }

  hear(answer, now, picture) {
    const still = document.createElement("canvas"), w = picture.naturalWidth || picture.width;
    Object.assign(still, { width: w, height: picture.naturalHeight || picture.height });
    still.getContext("2d").drawImage(picture, 0, 0, still.width, still.height);
    this.shown = { still, answer };
    this.draw();
  }

  paint(context, w, h) {
    if (this.state === "running") { context.fillStyle = "#11161D"; context.fillRect(0, 0, w, h); }
    if (!this.shown) return;
    const { still, answer } = this.shown;
    stretched(context, this, still, w, h);
    for (const { box } of answer.boxes) {
      const place = across(this, box, w, h);
      if (this.how === "boxes") { frameBox(context, place, BLUE); continue; }
      // Eight pixels across a face: nobody is known by that.
      const cells = clamp(8 / Math.max(0.02, box[2] - box[0]), 8, 160);
      context.save();
      context.beginPath();
      const [x, y, a, b] = place;
      context.ellipse(x + a / 2, y + b / 2, 0.65 * a, 0.7 * b, 0, 0, 2 * Math.PI);
      context.clip();
      stretched(context, this, blurredCopy(still, still.width, still.height, cells, this.how === "blur"), w, h);
      context.restore();
    }
  }

  choose(name) { this.how = name; this.draw(); }

  draw() {
    const { words } = this.data, n = this.shown?.answer.boxes.length, group = this.find(".beside .bar");
    this.find("h4").textContent = words.how;
    group.setAttribute("aria-label", words.how);
    group.replaceChildren(...["blur", "pixels", "boxes"].map((name) => {
      const button = create("button", { type: "button", textContent: words[name], onclick: () => this.choose(name) });
      button.setAttribute("aria-pressed", this.how === name);
      return button;
    }));
    this.find(".said").textContent = n === undefined ? "" : !n ? words.none : n === 1 ? words.one : filled(words.many, { n });
    this.root.dataset.faces = n ?? "";
    super.draw();
  }
}
export default (component) => exhibit(LiveFaces, component);
