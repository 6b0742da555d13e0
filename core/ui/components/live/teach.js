// Own classes from the camera: a card a class, ten pictures a second while its button is held, bars that answer live.
// Needs: sketch, boxes, courier, live/camera, live/painting.
const PHOTO = 256, EVERY_MS = 100, BATCH = 5, LOST_MS = 6000, SURE = 0.75, STEADY = 3;
const OWN = "own"; // a picture of the learner's: it stays in the browser
const REACTIONS = ["", OWN, "♪", "👍", "🎉", "🛑", "🐱", "🐶", "⭐"];
const PITCHES = [523, 659, 784, 988, 440, 587, 698, 880, 349, 1047];

class LiveTeach extends LiveCamera {
  build(beside) {
    Object.assign(this, { thumbs: new Map(), reactions: new Map(), pictures: new Map() });
    Object.assign(this, { pending: [], cards: [], steady: 0, paused: true });
    beside.innerHTML = `<div class="cards"></div><div class="bar"><button type="button" class="add"></button></div>`;
    const answers = create("div", { className: "answers" });
    answers.innerHTML = `<div class="bar"><button type="button" class="train play"></button><span class="taught"></span></div>
      <div class="rows fixed" role="img"></div><p class="said" aria-live="polite"></p>`;
    this.find(".live").appendChild(answers);
    this.find(".add").onclick = () => this.edit("add");
    this.find(".train").onclick = () => { this.find(".taught").textContent = this.data.words.training; this.edit("train"); };
    this.clock2 = setInterval(() => this.flush(), 150);
  }

  // What is done to the cards comes after the photos that were recorded before it.
  edit(what, more = {}) {
    while (this.pending.length) this.batch();
    this.courier.give("edit", { do: what, ...more });
  }

  take(data) {
    const thumbs = Object.entries(data.thumbs ?? {});
    for (const [key, src] of thumbs) this.thumbs.set(key, src);
    this.stale = this.stale || thumbs.length > 0;
    this.paused = Boolean(this.holding) || !data.labels.length;
    super.take(data);
    const shape = data.cards && JSON.stringify(data.cards);
    if (shape && shape !== this.shape) {
      this.shape = shape;
      this.cards = data.cards;
      this.stale = true;
    }
    this.renew();
    const lost = this.cards.some((card) => card.keys.some((key) => !this.thumbs.has(key)));
    if (lost && performance.now() - (this.missed ?? -LOST_MS) > LOST_MS) { this.missed = performance.now(); this.edit("missing"); }
  }

  silence() { if (this.data) this.rows(null); }

  hear(answer) {
    this.rows(answer);
    const best = answer.shares.indexOf(Math.max(...answer.shares)), sure = !answer.stranger && answer.shares[best] >= SURE;
    this.steady = sure && best === this.best ? this.steady + 1 : 1;
    this.best = sure ? best : -1;
    this.root.dataset.best = sure ? this.data.labels[best] : "";
    if (sure && this.steady === STEADY) this.react(this.data.labels[best], best);
    if (!sure) this.shown = "";
  }

  // What the learner has wished for a class, once it has been the answer three times running.
  react(label, at) {
    const wish = this.reactions.get(label) ?? "";
    this.shown = wish === "♪" ? "" : wish === OWN ? this.pictures.get(label) : wish;
    if (wish !== "♪") return;
    this.audio = this.audio ?? new AudioContext();
    const tone = new OscillatorNode(this.audio, { frequency: PITCHES[at % PITCHES.length] });
    const loud = new GainNode(this.audio, { gain: 0.15 });
    tone.connect(loud).connect(this.audio.destination);
    tone.start();
    tone.stop(this.audio.currentTime + 0.25);
  }

  paint(context, w, h) {
    if (this.state !== "running" || !this.shown) return;
    if (typeof this.shown !== "string") {
      const { width, height } = this.shown, scale = Math.min((0.8 * w) / width, (0.8 * h) / height);
      context.drawImage(this.shown, (w - width * scale) / 2, (h - height * scale) / 2, width * scale, height * scale);
      return;
    }
    context.font = `${Math.round(0.4 * h)}px ${getComputedStyle(context.canvas).fontFamily}`;
    context.textAlign = "center";
    context.fillText(this.shown, w / 2, 0.65 * h);
  }

  rows(answer) {
    const { labels, words } = this.data, list = this.find(".rows");
    while (list.children.length < labels.length)
      list.appendChild(create("div", { innerHTML: '<span></span><span></span><span class="track"><i></i></span>' }));
    while (list.children.length > labels.length) list.lastChild.remove();
    labels.forEach((label, i) => {
      const share = answer?.shares[i] ?? 0, [name, text] = list.children[i].children;
      name.textContent = label;
      text.textContent = answer ? `${fixed(100 * share, 0)}%` : "";
      list.children[i].dataset.best = Boolean(answer) && share === Math.max(...answer.shares);
      Object.assign(list.children[i].querySelector("i").style, { width: `${100 * share}%`, background: TINTS[i % TINTS.length] });
    });
    this.find(".answers .said").textContent = answer?.stranger ? words.none : "";
  }

  // Lay the cards anew, unless a button is held, which must stay, or the learner is ahead of what the server tells.
  renew() {
    if (!this.stale || this.holding || this.courier.busy) return;
    this.stale = false;
    this.lay();
  }

  lay() {
    this.find(".cards").replaceChildren(...this.cards.map((card, i) => this.card(card, i)));
    this.busy();
  }

  card(card, i) {
    const { words, most } = this.data, box = create("section", { className: "card" });
    box.style.setProperty("--tint", TINTS[i % TINTS.length]);
    const name = create("input", { className: "number name", value: card.name, maxLength: 24 });
    name.onchange = () => this.rename(card.name, name.value);
    name.setAttribute("aria-label", words.name);
    const drop = create("button", { type: "button", textContent: "✕", onclick: () => this.edit("drop", { name: card.name }) });
    drop.setAttribute("aria-label", filled(words.drop, { name: card.name }));
    drop.disabled = this.cards.length <= 2;
    const hold = create("button", { type: "button", className: "hold", textContent: `● ${words.hold}` });
    hold.onpointerdown = (event) => { hold.setPointerCapture(event.pointerId); this.record(card.name, hold); };
    for (const end of ["pointerup", "pointercancel", "blur"]) hold.addEventListener(end, () => this.halt());
    hold.onkeydown = (event) => { if (event.key === " " && !event.repeat) { event.preventDefault(); this.record(card.name, hold); } };
    hold.onkeyup = (event) => { if (event.key === " ") this.halt(); };
    const file = create("input", { type: "file", accept: "image/*", multiple: true, hidden: true });
    file.onchange = () => this.bring(card.name, file);
    const upload = create("button", { type: "button", textContent: words.bring, onclick: () => file.click() });
    const strip = create("div", { className: "strip" });
    strip.replaceChildren(...card.keys.map((key) => this.photo(card.name, key)));
    const head = create("div", { className: "bar" }), foot = create("div", { className: "bar" });
    head.append(name, create("span", { className: "count", textContent: `${card.keys.length} / ${most}` }), ...this.wish(card.name), drop);
    foot.append(hold, upload, file);
    box.append(head, foot, strip);
    box.ondragover = (event) => { event.preventDefault(); box.dataset.over = "1"; };
    box.ondragleave = (event) => { if (!box.contains(event.relatedTarget)) delete box.dataset.over; };
    box.ondrop = (event) => { event.preventDefault(); delete box.dataset.over; this.bring(card.name, event.dataTransfer); };
    return box;
  }

  // What shall happen when the answer is this class; a picture of one's own is chosen from the files.
  wish(name) {
    const { words } = this.data, before = () => this.reactions.get(name) ?? "", called = { "": words.reaction, [OWN]: words.own };
    const wish = create("select"), file = create("input", { type: "file", accept: "image/*", className: "own", hidden: true });
    wish.replaceChildren(...REACTIONS.map((sign) => create("option", { value: sign, textContent: called[sign] ?? sign })));
    wish.value = before();
    wish.setAttribute("aria-label", words.reaction);
    wish.onchange = () => {
      if (wish.value !== OWN) return this.reactions.set(name, wish.value);
      wish.value = before();
      file.click();
    };
    file.onchange = async () => {
      const picture = await this.opened(file.files[0]);
      if (!picture) { this.find(".taught").textContent = filled(words.unreadable, { n: 1 }); return; }
      this.pictures.set(name, picture);
      this.reactions.set(name, OWN);
      wish.value = OWN;
    };
    return [wish, file];
  }

  opened(file) { return createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null); }

  photo(name, key) {
    const item = create("span", { className: "photo" }), remove = create("button", { type: "button", textContent: "✕" });
    remove.setAttribute("aria-label", this.data.words.remove);
    remove.onclick = () => { item.remove(); this.edit("remove", { name, key }); };
    item.append(create("img", { src: this.thumbs.get(key) ?? "", alt: name }), remove);
    return item;
  }

  rename(from, to) {
    for (const kept of [this.reactions, this.pictures]) if (kept.has(from)) kept.set(to.trim(), kept.get(from));
    this.edit("rename", { name: from, to });
  }

  // Ten pictures a second for a class, while its button is held.
  async record(name, button) {
    if (this.state !== "running") { await this.open(); return; }
    this.halt();
    this.paused = true;
    button.dataset.on = "1";
    let taken = 0;
    const snap = () => {
      if (this.state !== "running" || !this.video.videoWidth) return;
      const canvas = this.copy(document.createElement("canvas"), PHOTO);
      this.pending.push([name, canvas.toDataURL("image/jpeg", 0.8).slice(23)]);
      button.textContent = `● ${++taken}`;
    };
    snap();
    this.recording = setInterval(snap, EVERY_MS);
    this.holding = button;
  }

  halt() {
    if (!this.holding) return;
    clearInterval(this.recording);
    delete this.holding.dataset.on;
    this.holding.textContent = `● ${this.data.words.hold}`;
    this.holding = null;
    this.paused = !this.data.labels.length;
    this.renew();
  }

  async bring(name, file) {
    let bad = 0;
    for (const one of file.files) {
      const picture = await this.opened(one);
      if (!picture) { bad += 1; continue; }
      const scale = Math.min(1, PHOTO / Math.max(picture.width, picture.height)), canvas = document.createElement("canvas");
      Object.assign(canvas, { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      this.pending.push([name, canvas.toDataURL("image/jpeg", 0.85).slice(23)]);
    }
    if (bad) this.find(".taught").textContent = filled(this.data.words.unreadable, { n: bad });
  }

  // Send what was recorded, some pictures at once, the next ones when those have arrived.
  flush() {
    if (!this.root.isConnected) return clearInterval(this.clock2);
    if (this.pending.length && !this.courier.busy) this.batch();
  }

  batch() {
    const [name] = this.pending[0], last = this.pending.findIndex(([to]) => to !== name);
    const batch = this.pending.splice(0, Math.min(BATCH, last < 0 ? this.pending.length : last));
    this.courier.give("photos", { to: name, shots: batch.map(([, jpeg]) => jpeg) });
  }

  busy() {
    const filledCards = this.cards.filter((card) => card.keys.length).length;
    this.find(".train").disabled = filledCards < 2;
    this.find(".add").disabled = this.cards.length >= this.data.classes;
  }

  draw() {
    const { words } = this.data;
    this.find(".add").textContent = `+ ${words.add}`;
    this.find(".train").textContent = words.train;
    this.find(".taught").textContent = this.data.said;
    if (this.find(".rows").children.length !== this.data.labels.length) this.rows(null);
    this.root.dataset.labels = this.data.labels.join(",");
    super.draw();
  }
}
export default (component) => exhibit(LiveTeach, component);
