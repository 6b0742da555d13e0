// The person cut out of the live picture, and what is put behind. What is shown is the picture that was sent, as the
// mask belongs to it. Needs: sketch, boxes, courier, live/camera, live/painting.
class LiveSegment extends LiveCamera {
  build(beside) {
    beside.innerHTML = `<h4></h4><div class="bar" role="group"></div><p class="said" aria-live="off"></p>`;
    this.behind = "blur";
    this.silence();
  }

  silence() { this.shown = null; }

  hear(answer, now, picture) {
    const still = document.createElement("canvas"), mask = new Image(), w = picture.naturalWidth || picture.width;
    Object.assign(still, { width: w, height: picture.naturalHeight || picture.height });
    still.getContext("2d").drawImage(picture, 0, 0, still.width, still.height);
    mask.onload = () => { this.shown = { still, mask, answer }; this.draw(); };
    mask.src = answer.mask;
  }

  paint(context, w, h) {
    if (!this.shown) return;
    const { still, mask } = this.shown;
    const person = document.createElement("canvas");
    Object.assign(person, { width: still.width, height: still.height });
    const cut = person.getContext("2d");
    cut.drawImage(mask, 0, 0, person.width, person.height);
    cut.globalCompositeOperation = "source-in";
    if (this.behind === "mask") { cut.fillStyle = "#fff"; cut.fillRect(0, 0, person.width, person.height); }
    else cut.drawImage(still, 0, 0);
    this.backdrop(context, still, w, h);
    stretched(context, this, person, w, h);
  }

  backdrop(context, still, w, h) {
    if (this.behind === "blur") return stretched(context, this, blurredCopy(still, still.width, still.height, 24), w, h);
    context.fillStyle = "#11161D";
    context.fillRect(0, 0, w, h);
    if (this.behind !== "picture" || !this.scene?.naturalWidth) return;
    const { naturalWidth: a, naturalHeight: b } = this.scene, scale = Math.max(w / a, h / b);
    context.drawImage(this.scene, (w - a * scale) / 2, (h - b * scale) / 2, a * scale, b * scale);
  }

  choose(name) { this.behind = name; this.draw(); }

  draw() {
    const { words, scene } = this.data, answer = this.shown?.answer, group = this.find(".beside .bar");
    if (scene && scene !== this.from) { this.from = scene; this.scene = create("img", { src: scene, onload: () => this.draw() }); }
    this.find("h4").textContent = words.behind;
    group.setAttribute("aria-label", words.behind);
    group.replaceChildren(...["blur", "picture", "mask"].map((name) => {
      const button = create("button", { type: "button", textContent: words[name], onclick: () => this.choose(name) });
      button.dataset.behind = name;
      button.setAttribute("aria-pressed", this.behind === name);
      return button;
    }));
    const share = answer?.share ? filled(words.share, { p: fixed(100 * answer.share, 0) }) : words.nobody;
    this.find(".said").textContent = answer ? share : "";
    this.root.dataset.share = answer?.share ?? "";
    super.draw();
  }
}
export default (component) => exhibit(LiveSegment, component);
