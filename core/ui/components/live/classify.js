// Guesses that move with the live picture, and the surest second so far. Needs: sketch, boxes, courier, live/camera, live/painting.
const SHOWN = 5, SETTLE_MS = 250;

class LiveClassify extends LiveCamera {
  build(beside) {
    beside.innerHTML = `<div class="rows" role="img"></div><canvas class="strip" role="img"></canvas>
      <figure class="surest" hidden><img alt=""><figcaption></figcaption></figure>`;
    this.silence();
  }

  silence() {
    this.find(".strip").hidden = this.find(".surest").hidden = true;
    Object.assign(this, { shares: new Map(), names: new Map(), past: [], second: null, surest: null, heard: 0 });
  }

  hear({ guesses }, now, picture) {
    const held = this.state === "running" ? Math.exp(-(now - this.heard) / SETTLE_MS) : 0;
    const fresh = new Map(guesses.map(([label, name, share]) => { this.names.set(label, name); return [label, share]; }));
    for (const label of new Set([...this.shares.keys(), ...fresh.keys()])) {
      const share = lerp(fresh.get(label) ?? 0, this.shares.get(label) ?? 0, held);
      if (share > 0.002) this.shares.set(label, share); else this.shares.delete(label);
    }
    this.heard = now;
    this.rows();
    if (this.state !== "running") return;
    const [label, name, share] = guesses[0];
    this.past = [...this.past.filter((one) => now - one.at < KEEP_MS), { at: now, label, share }];
    this.count(Math.floor(now / 1000), label, name, share, picture);
    this.strip(now);
  }

  // A second is as sure as its likeliest thing was on average, over all answers that came in it.
  count(second, label, name, share, picture) {
    if (this.second?.at !== second) { this.judge(); this.second = { at: second, n: 0, sums: new Map(), best: 0 }; }
    const { sums } = this.second;
    this.second.n += 1;
    sums.set(label, (sums.get(label) ?? 0) + share);
    if (share <= this.second.best) return;
    Object.assign(this.second, { best: share, label, name });
    this.second.image = blurredCopy(picture, 120, Math.round((120 * picture.height) / picture.width), 120);
  }

  judge() {
    const { second } = this;
    if (!second || second.n < 2) return;
    const mean = second.sums.get(second.label) / second.n;
    if (mean <= (this.surest?.mean ?? 0)) return;
    this.surest = { ...second, mean };
    this.find(".surest").hidden = false;
    this.find(".surest img").src = second.image.toDataURL("image/jpeg", 0.8);
    this.find(".surest figcaption").textContent = filled(this.data.words.surest, { name: second.name, p: fixed(100 * mean, 0) });
  }

  rows() {
    const best = [...this.shares].sort((a, b) => b[1] - a[1]).slice(0, SHOWN), list = this.find(".rows");
    while (list.children.length < best.length) {
      const row = create("div", { innerHTML: '<span></span><span></span><span class="track"><i></i></span>' });
      list.appendChild(row);
    }
    while (list.children.length > best.length) list.lastChild.remove();
    best.forEach(([label, share], i) => {
      const [name, text] = list.children[i].children, said = `${fixed(100 * share, 0)}%`;
      name.textContent = this.names.get(label);
      text.textContent = said;
      list.children[i].querySelector("i").style.width = `${100 * share}%`;
    });
    const [first] = best;
    this.root.dataset.best = first ? first[0] : "";
    if (first) list.setAttribute("aria-label", `${this.names.get(first[0])} ${fixed(100 * first[1], 0)}%`);
  }

  strip(now) {
    const canvas = this.find(".strip");
    canvas.hidden = false;
    const w = canvas.clientWidth, h = 72, context = sharp(canvas, w, h);
    canvas.style.height = `${h}px`;
    canvas.setAttribute("aria-label", this.data.words.strip);
    const x = (at) => w * (1 - (now - at) / KEEP_MS), kinds = [...new Set(this.past.map((one) => one.label))];
    this.past.forEach((one, i) => {
      const to = this.past[i + 1]?.at ?? now;
      context.fillStyle = TINTS[kinds.indexOf(one.label) % TINTS.length];
      const wide = Math.max(1, x(Math.min(to, one.at + 700)) - x(one.at) + 0.5), high = one.share * (h - 4);
      context.fillRect(x(one.at), h - high, wide, high);
    });
    if (!this.surest) return;
    const from = x(this.surest.at * 1000);
    context.strokeStyle = getComputedStyle(canvas).color;
    context.lineWidth = 3;
    context.strokeRect(from, 2, x(this.surest.at * 1000 + 1000) - from, h - 4);
  }
}
export default (component) => exhibit(LiveClassify, component);
