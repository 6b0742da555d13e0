// The person cut out by the network's mask, before the blurred photo, a colour or another picture.
// Needs: sketch, boxes, pose/bones.
const BEHIND = ["photo", "blur", "colour", "picture", "mask"];

class Backdrop {
  constructor(root, setStateValue) {
    this.root = root;
    this.shared = new Shared((view) => setStateValue("view", view));
    root.innerHTML = `<div class="bar views" role="radiogroup"></div>
      <div class="look"><canvas role="img"></canvas></div>
      <div class="bar"><label class="soft"><span></span><input type="range" min="5" max="95" value="50"><output></output></label>
      <label class="behind"><span></span><input type="color" value="#56b4e9"></label>
      <label class="much"><span></span><input type="range" min="4" max="60" value="24"></label>
      <button class="save" type="button"></button></div><p class="said" aria-live="polite"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.photo = new PhotoCanvas(this.find("canvas"), () => this.draw());
    this.other = new Image();
    this.other.onload = () => this.draw();
    for (const input of root.querySelectorAll("input")) input.oninput = () => this.draw();
    this.find(".save").onclick = () => this.save();
  }

  take(data) {
    if (data.mask !== this.data?.mask) { this.bytes = bytesOf(data.mask); this.level = null; }
    this.data = data;
    if (this.shared.news(data.view) || !this.view) this.view = data.view;
    const { words } = data;
    for (const part of ["soft", "behind", "much"]) this.find(`.${part} span`).textContent = words[part];
    this.find(".save").textContent = words.save;
    this.find(".views").setAttribute("aria-label", words.view);
    this.find(".views").replaceChildren(...BEHIND.map((view) => {
      const button = create("button", { type: "button", textContent: words[view] });
      button.setAttribute("role", "radio");
      button.dataset.view = view;
      button.onclick = () => { this.view = view; this.draw(); this.shared.put(view); };
      return button;
    }));
    if (data.picture && this.other.src !== data.picture) this.other.src = data.picture;
    this.photo.take(data.photo, data.w, data.h);
    this.draw();
  }

  // Chances above the border count as the person; round it the edge is soft.
  stencil() {
    const level = Number(this.find(".soft input").value);
    if (level !== this.level) {
      const { mask_w, mask_h } = this.data, border = level * 2.55;
      this.level = level;
      this.on = this.bytes.reduce((n, v) => n + (v >= border), 0);
      this.cut = stencil(this.bytes.map((v) => clamp(127.5 + (v - border) * 4, 0, 255)), mask_w, mask_h, [0, 0, 0]);
    }
    return this.cut;
  }

  draw() {
    if (!this.data) return;
    const { words, w, h } = this.data, g = this.photo.begin(), { scale } = this.photo;
    if (this.photo.image?.naturalWidth) this.compose(g, w * scale, h * scale);
    const cut = this.view !== "photo";
    this.stencil();
    this.find(".soft").hidden = !cut || this.view === "mask";
    this.find(".behind").hidden = this.view !== "colour";
    this.find(".much").hidden = this.view !== "blur";
    this.find(".soft output").textContent = `${this.level}%`;
    for (const button of this.find(".views").children) button.setAttribute("aria-checked", button.dataset.view === this.view);
    const share = `${fixed((100 * this.on) / this.bytes.length, 0)}%`, said = filled(words.said, { share, level: `${this.level}%` });
    this.find(".said").textContent = said;
    this.find("canvas").setAttribute("aria-label", `${words.alt} ${said}`);
    Object.assign(this.root.dataset, { view: this.view, on: this.on });
  }

  compose(g, width, height) {
    const { view } = this, { image } = this.photo;
    if (view === "photo") return g.drawImage(image, 0, 0, width, height);
    if (view === "mask") return this.chances(g, width, height);
    const front = new OffscreenCanvas(Math.round(width), Math.round(height)), f = front.getContext("2d");
    f.imageSmoothingQuality = g.imageSmoothingQuality = "high";
    f.drawImage(this.stencil(), 0, 0, width, height);
    f.globalCompositeOperation = "source-in";
    f.drawImage(image, 0, 0, width, height);
    if (view === "colour") { g.fillStyle = this.find(".behind input").value; g.fillRect(0, 0, width, height); }
    else if (view === "blur") {
      const times = Number(this.find(".much input").value);
      const small = new OffscreenCanvas(Math.max(2, width / times), Math.max(2, height / times));
      small.getContext("2d").drawImage(image, 0, 0, small.width, small.height);
      g.drawImage(small, 0, 0, width, height);
    } else if (this.other.naturalWidth) {
      const { naturalWidth: ow, naturalHeight: oh } = this.other, s = Math.max(width / ow, height / oh);
      g.save();
      g.beginPath();
      g.rect(0, 0, width, height);
      g.clip();
      g.drawImage(this.other, (width - ow * s) / 2, (height - oh * s) / 2, ow * s, oh * s);
      g.restore();
    }
    g.drawImage(front, 0, 0, width, height);
  }

  // The mask itself: a number a pixel, dark to bright.
  chances(g, width, height) {
    const { mask_w, mask_h } = this.data;
    g.fillStyle = "#101820";
    g.fillRect(0, 0, width, height);
    g.drawImage(stencil(this.bytes, mask_w, mask_h, [255, 255, 255]), 0, 0, width, height);
  }

  save() {
    const { naturalWidth: width, naturalHeight: height } = this.photo.image, canvas = create("canvas", { width, height });
    this.compose(canvas.getContext("2d"), width, height);
    canvas.toBlob((blob) => {
      const link = create("a", { href: URL.createObjectURL(blob), download: `pose_${this.view}.png` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    }, "image/png");
  }
}
export default (component) => exhibit(Backdrop, component);
