// A sheet to draw on with pens of several widths, by pointer or by keys. Needs: sketch.
const FINE = 3; // the sheet on the screen has so many pixels a side for one that is sent
const MOST_UNDO = 30;

class Pad {
  constructor(root, setStateValue) {
    this.root = root;
    this.shared = new Shared((ink) => setStateValue("ink", ink));
    this.before = []; // sheets to go back to
    this.at = { x: 50, y: 50 }; // where the keys draw, in percent
    root.innerHTML = `<div class="sheet"><canvas tabindex="0" role="application"></canvas><i></i></div>
      <div class="bar" role="toolbar"></div><p class="hint" aria-live="polite"></p>`;
    this.canvas = root.querySelector("canvas");
    this.cross = root.querySelector("i");
    this.context = this.canvas.getContext("2d", { willReadFrequently: true });
    this.byPointer();
    this.byKeys();
  }

  take(data) {
    const fresh = !this.data, news = fresh || JSON.stringify(data.words) !== JSON.stringify(this.data.words);
    this.data = data;
    if (news) this.build();
    if (fresh) {
      this.canvas.width = this.canvas.height = data.side * FINE;
      this.tool = data.pen;
    }
    if (this.shared.news(data.ink)) {
      if (!fresh) this.remember();
      this.paint(data.ink);
    }
    this.draw();
  }

  // The buttons: a dot for each pen, then words. They stay: one made anew under a finger would miss its click.
  build() {
    const { words, pens } = this.data, bar = this.root.querySelector(".bar");
    const button = (name, act, content) => {
      const node = document.createElement("button");
      node.type = "button";
      node.setAttribute("aria-label", name);
      node.title = name;
      node.append(content);
      node.onclick = act;
      return node;
    };
    const dot = (pen) => {
      const node = document.createElement("b");
      node.style.width = node.style.height = `${clamp(pen * 2.4, 5, 26)}px`;
      return node;
    };
    const choose = (tool) => () => { this.tool = tool; this.draw(); };
    this.tools = pens.map((pen, i) => button(`${words.pen} ${i + 1}`, choose(i), dot(pen)));
    this.eraser = button(words.eraser, choose(-1), words.eraser);
    this.back = button(words.undo, () => this.undo(), words.undo);
    bar.setAttribute("aria-label", words.pen);
    bar.replaceChildren(...this.tools, this.eraser, this.back, button(words.clear, () => this.clear(), words.clear));
    this.canvas.setAttribute("aria-label", `${words.sheet}. ${words.keys}`);
  }

  draw() {
    const { words } = this.data;
    this.tools.forEach((node, i) => node.setAttribute("aria-pressed", this.tool === i));
    this.eraser.setAttribute("aria-pressed", this.tool === -1);
    this.back.disabled = !this.before.length;
    this.root.querySelector(".hint").textContent = this.pressed ? words.down : this.keyed ? words.up : "";
  }

  // A line from percent (x0, y0) to (x1, y1) with the chosen pen; the eraser is a thick one.
  line(x0, y0, x1, y1) {
    const { context, data } = this, unit = this.canvas.width / 100;
    context.globalCompositeOperation = this.tool < 0 ? "destination-out" : "source-over";
    context.lineWidth = unit * (this.tool < 0 ? Math.max(...data.pens) * 1.3 : data.pens[this.tool]);
    context.lineCap = context.lineJoin = "round";
    context.beginPath();
    context.moveTo(x0 * unit, y0 * unit);
    context.lineTo(x1 * unit + 0.01, y1 * unit);
    context.stroke();
    context.globalCompositeOperation = "source-over";
  }

  byPointer() {
    const { canvas } = this;
    const place = (event) => {
      const box = canvas.getBoundingClientRect();
      return { x: ((event.clientX - box.left) / box.width) * 100, y: ((event.clientY - box.top) / box.height) * 100 };
    };
    canvas.onpointerdown = (event) => {
      if (event.button || this.finger !== undefined) return;
      this.lift();
      this.keyed = false;
      this.finger = event.pointerId;
      canvas.setPointerCapture(event.pointerId);
      this.remember();
      this.at = place(event);
      this.line(this.at.x, this.at.y, this.at.x, this.at.y);
      this.mark();
    };
    canvas.onpointermove = (event) => {
      if (event.pointerId !== this.finger) return;
      const between = event.getCoalescedEvents?.() ?? [];
      for (const part of between.length ? between : [event]) {
        const to = place(part);
        this.line(this.at.x, this.at.y, to.x, to.y);
        this.at = to;
      }
    };
    canvas.onpointerup = canvas.onpointercancel = (event) => {
      if (event.pointerId !== this.finger) return;
      this.finger = undefined;
      this.send();
    };
  }

  byKeys() {
    this.canvas.onkeydown = (event) => {
      const [x, y] = ARROWS[event.key] ?? [0, 0];
      if (x || y) {
        const from = { ...this.at }, step = event.shiftKey ? 8 : 2;
        this.keyed = true;
        this.at = { x: clamp(from.x + x * step, 0, 100), y: clamp(from.y + y * step, 0, 100) };
        if (this.pressed) this.line(from.x, from.y, this.at.x, this.at.y);
      } else if (event.key === " " || event.key === "Enter") {
        this.keyed = true;
        if (this.pressed) this.lift();
        else {
          this.remember();
          this.pressed = true;
          this.line(this.at.x, this.at.y, this.at.x, this.at.y);
        }
      } else if (event.key === "Escape") this.lift();
      else if (event.key === "z" && (event.ctrlKey || event.metaKey)) this.undo();
      else return;
      event.preventDefault();
      this.mark();
      this.draw();
    };
    this.canvas.onblur = () => { this.lift(); this.keyed = false; this.mark(); this.draw(); };
  }

  lift() {
    if (!this.pressed) return;
    this.pressed = false;
    this.send();
  }

  // The cross shows where the keys draw.
  mark() {
    this.cross.style.display = this.keyed ? "block" : "none";
    this.cross.style.left = `${this.at.x}%`;
    this.cross.style.top = `${this.at.y}%`;
    this.cross.classList.toggle("down", !!this.pressed);
  }

  pixels() { return this.context.getImageData(0, 0, this.canvas.width, this.canvas.height); }

  remember() {
    this.before.push(this.pixels());
    if (this.before.length > MOST_UNDO) this.before.shift();
  }

  undo() {
    this.lift();
    if (!this.before.length) return;
    this.context.putImageData(this.before.pop(), 0, 0);
    this.send();
  }

  clear() {
    this.lift();
    this.remember();
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.send();
  }

  send() {
    const { side } = this.data, { data } = this.pixels(), wide = side * FINE;
    let text = "";
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        let sum = 0;
        for (let v = 0; v < FINE; v++)
          for (let u = 0; u < FINE; u++) sum += data[4 * ((FINE * y + v) * wide + FINE * x + u) + 3];
        text += String.fromCharCode(Math.round(sum / FINE / FINE));
      }
    this.shared.put(btoa(text));
    this.draw();
  }

  paint(ink) {
    const { side } = this.data, bytes = bytesOf(ink), small = document.createElement("canvas"), image = new ImageData(side, side);
    small.width = small.height = side;
    for (let i = 0; i < bytes.length; i++) image.data[4 * i + 3] = bytes[i];
    small.getContext("2d").putImageData(image, 0, 0);
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.context.imageSmoothingQuality = "high";
    this.context.drawImage(small, 0, 0, this.canvas.width, this.canvas.height);
  }
}
export default (component) => exhibit(Pad, component);
