// Two boxes that are dragged: what they share by what they cover, and the numbers made of that.
// Needs: sketch, boxes.
const QUIET_MS = 250, LEAST = 8, KINDS = ["truth", "model"], HUES = [ORANGE, BLUE];

class IouLab {
  constructor(root, setStateValue) {
    Object.assign(this, { root, chosen: 1 });
    this.shared = new Shared((boxes) => setStateValue("boxes", boxes));
    root.innerHTML = `<div class="bar presets" role="toolbar"></div>
      <div class="parts"><div class="look"><canvas tabindex="0" role="application"></canvas></div>
      <div class="sums"><p class="formula"></p><div class="ruler" role="img"><i></i><b></b><s></s></div><dl></dl></div></div>
      <p class="said" aria-live="polite"></p><p class="keys"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.canvas = this.find("canvas");
    this.photo = new PhotoCanvas(this.canvas, () => this.draw());
    let from;
    drag(this.canvas, (px, py) => {
      const [x, y] = this.inPhoto(px, py), { w, h } = this.data;
      this.boxes[this.chosen] = pulled(from.box, from.grip, x - from.x, y - from.y, w, h, LEAST).map(Math.round);
      this.draw();
    }, () => this.tell(), (px, py) => (from = this.take_hold(px, py)) !== null);
    this.canvas.onkeydown = (event) => this.key(event);
  }

  inPhoto(px, py) { return [px / this.photo.scale, py / this.photo.scale]; }

  // What a pointer takes hold of: an edge of either box before an inside, the chosen box before the other.
  take_hold(px, py) {
    const [x, y] = this.inPhoto(px, py), reach = 20 / this.photo.scale;
    const found = [this.chosen, 1 - this.chosen]
      .map((i) => ({ i, grip: gripOf(this.boxes[i], x, y, reach), x, y }))
      .filter(({ grip }) => grip);
    const hold = found.find(({ grip }) => grip[0] || grip[1]) ?? found[0];
    if (!hold) return null;
    this.stop?.();
    this.chosen = hold.i;
    return { ...hold, box: [...this.boxes[hold.i]] };
  }

  key(event) {
    const step = ARROWS[event.key], { w, h } = this.data;
    if (event.key === " " || event.key === "Enter") this.chosen = 1 - this.chosen;
    else if (step)
      this.boxes[this.chosen] = pulled(
        this.boxes[this.chosen], event.shiftKey ? step.map(Math.abs) : [0, 0],
        ...step.map((v) => v * Math.max(1, Math.round(w / 200))), w, h, LEAST,
      );
    else return;
    event.preventDefault();
    this.draw();
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.tell(), QUIET_MS);
  }

  tell() { this.shared.put(this.boxes.flat().map(Math.round).join(".")); }

  take(data) {
    const other = this.data && (this.data.w !== data.w || this.data.h !== data.h);
    this.data = data;
    if (this.shared.news(data.boxes) || !this.boxes || other) {
      const all = data.boxes.split(".").map(Number);
      this.boxes = [all.slice(0, 4), all.slice(4)];
    }
    this.photo.take(data.photo, data.w, data.h);
    this.find(".keys").textContent = data.words.keys;
    this.find(".presets").setAttribute("aria-label", data.words.presets);
    this.find(".presets").replaceChildren(...data.presets.map(({ name, boxes }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.onclick = () => this.go(boxes);
      return button;
    }));
    this.draw();
  }

  go(boxes) {
    const before = this.boxes;
    this.stop?.();
    this.stop = glide((t) => {
      this.boxes = t < 1 ? boxes.map((box, i) => box.map((v, k) => before[i][k] + (v - before[i][k]) * t)) : boxes.map((box) => [...box]);
      this.draw();
      if (t === 1) this.tell();
    }, 350);
  }

  draw() {
    const { photo, boxes, data } = this, { words } = data, g = photo.begin(data.photo ? 0.25 : 0), [a, b] = boxes;
    boxes.forEach((box, i) => { g.fillStyle = `${HUES[i]}40`; g.fillRect(...photo.at(box)); });
    const both = [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
    if (both[2] > both[0] && both[3] > both[1]) {
      g.fillStyle = "rgb(255 255 255 / 0.55)";
      g.fillRect(...photo.at(both));
      g.save();
      g.beginPath();
      g.rect(...photo.at(both));
      g.clip();
      const [x, y, w, h] = photo.at(both);
      g.strokeStyle = "rgb(27 36 48 / 0.55)";
      g.lineWidth = 1.5;
      g.beginPath();
      for (let k = -h; k < w; k += 11) { g.moveTo(x + k, y + h); g.lineTo(x + k + h, y); }
      g.stroke();
      g.restore();
    }
    [1 - this.chosen, this.chosen].forEach((i) => {
      photo.outline(g, boxes[i], HUES[i], i === this.chosen ? 4 : 3);
      photo.plate(g, boxes[i], words[KINDS[i]], HUES[i], i === 1);
    });
    photo.handles(g, boxes[this.chosen], HUES[this.chosen]);
    this.numbers(a, b);
  }

  numbers(a, b) {
    const { words } = this.data;
    const areaA = areaOf(a), areaB = areaOf(b), hull = hullOf(a, b);
    const shared = sharedOf(a, b), union = unionOf(a, b), iou = iouOf(a, b);
    const giou = iou - (hull - union) / hull, px = (v) => `${thousands(v)} px²`;
    const fraction = (above, below) => `<span class="frac"><i>${above}</i><i>${below}</i></span>`;
    const sum = `<u class="truth">${thousands(areaA)}</u> + <u class="model">${thousands(areaB)}</u> − ${thousands(shared)}`;
    this.find(".formula").innerHTML = `<span>IoU = ${fraction(words.shared, words.union)}</span>
      <span>= ${fraction(thousands(shared), sum)}</span>
      <span>= ${fraction(thousands(shared), thousands(union))} = <b>${fixed(iou)}</b></span>`;
    this.find(".ruler i").style.width = `${100 * iou}%`;
    this.find(".ruler b").textContent = "0.5";
    this.find(".ruler s").textContent = words.counts;
    this.find(".ruler").setAttribute("aria-label", `IoU ${fixed(iou)}`);
    const rows = [
      [words.precision, `${thousands(shared)} / ${thousands(areaB)} = ${fixed(shared / areaB)}`],
      [words.recall, `${thousands(shared)} / ${thousands(areaA)} = ${fixed(shared / areaA)}`],
      ["GIoU", `${fixed(iou)} − ${fixed((hull - union) / hull)} = ${fixed(giou)}`],
    ];
    this.find("dl").replaceChildren(
      ...rows.map(([name, value]) => {
        const row = document.createElement("div");
        row.append(create("dt", { textContent: name }), create("dd", { textContent: value }));
        return row;
      }),
    );
    const said = filled(words.said, {
      shared: px(shared), union: px(union), iou: fixed(iou), giou: fixed(giou),
      box: words[KINDS[this.chosen]],
    });
    this.find(".said").textContent = said;
    this.canvas.setAttribute("aria-label", `${words.alt} ${said}`);
    Object.assign(this.root.dataset, { iou: iou.toFixed(4), giou: giou.toFixed(4), boxes: this.boxes.flat().map(Math.round).join(".") });
  }
}
export default (component) => exhibit(IouLab, component);
