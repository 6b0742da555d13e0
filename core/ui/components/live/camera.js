// A live camera: its picture at full rate here, small copies of it to the server, one at a time: the next goes out
// when the answer to the last is in, so a slow server means fewer pictures and never a queue. What is done beside it
// goes by `courier`. Needs: sketch, courier.
const LONGEST = 416, SHOT = 1280, AIM_BYTES = 25000, PATIENCE_MS = 5000, LEAST_MS = 33, BUSY_MS = 400, RATE_MS = 3000;
const ACTIONS = ["turn", "mirror", "freeze", "shot", "close"];
const REFUSED = { NotAllowedError: "denied", SecurityError: "denied", NotReadableError: "busy", AbortError: "busy" };

class LiveCamera {
  constructor(root, _, send) {
    Object.assign(this, { root, send, state: "idle", times: [], quality: 0.7, waiting: 0, asked: 0 });
    Object.assign(this, { number: Math.floor(Math.random() * 1e9), facing: "user", answers: 0, player: new Player(root) });
    this.courier = new Courier(root, send, () => !this.waiting);
    root.innerHTML = `<div class="live"><div class="view">
        <video muted playsinline></video><img class="poster" alt=""><canvas class="over" role="img"></canvas>
        <button class="open play" type="button"></button></div>
      <div class="bar"><span class="meter"><i></i><b></b></span>${ACTIONS.map((name) => `<button data-do="${name}"></button>`).join("")}
</div><p class="state" aria-live="polite"></p></div><div class="beside"></div>`;
    this.find = (selector) => root.querySelector(selector);
    this.video = this.find("video");
    this.over = this.find(".over");
    this.sent = document.createElement("canvas");
    this.find(".open").onclick = () => this.open();
    for (const button of root.querySelectorAll("[data-do]")) {
      button.type = "button";
      button.onclick = () => this[button.dataset.do]();
    }
    this.find(".poster").onload = () => { if (this.state !== "running") this.tell(); this.draw(); };
    this.build(this.find(".beside"));
  }

  // What a kind of camera adds: its own things beside, a new answer, what is drawn over the picture.
  build() {}
  hear() {}
  paint() {}
  silence() {}
  more() { return {}; }

  take(data) {
    this.data = data;
    this.example = data.example ?? this.example; // what does not change comes without an answer only
    if (this.state === "idle" && !window.isSecureContext) this.state = "insecure";
    const { example } = this, poster = this.find(".poster");
    if (example && poster.src !== example.src) Object.assign(poster, { src: example.src, alt: data.words.example });
    if (data.answer && data.answer.id === this.waiting) this.answered(data.answer);
    else if (this.state !== "running") this.tell();
    this.courier.heard(data.done);
    this.draw();
  }

  // Show the example with its answer, as long as no camera is open.
  tell() {
    const { example } = this, poster = this.find(".poster");
    if (!example || this.told === example.key || !poster.naturalWidth) return;
    this.told = example.key;
    this.silence();
    this.hear(example.answer, performance.now(), poster);
  }

  answered(answer) {
    const now = performance.now(), delay = now - this.asked;
    this.waiting = 0;
    if (!answer.late) {
      this.answers += 1;
      this.times.push([now, delay]);
      this.hear(answer, now, this.sent);
    }
    this.times = this.times.filter(([at]) => now - at < RATE_MS);
    this.rests = now + (answer.late ? BUSY_MS : LEAST_MS - delay);
    setTimeout(() => this.ask(), Math.max(0, this.rests - now));
  }

  async open(where = { facingMode: this.facing }) {
    if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) return this.close("insecure");
    this.state = "opening";
    this.draw();
    const wanted = { width: { ideal: 1280 }, height: { ideal: 720 }, ...where };
    const stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false }).catch((error) => error);
    if (stream instanceof Error) return this.close(REFUSED[stream.name] ?? "missing");
    if (!this.root.isConnected || this.state !== "opening") return stream.getTracks().forEach((track) => track.stop());
    this.stream = stream;
    const [track] = stream.getVideoTracks();
    track.onended = () => this.close("taken");
    this.video.srcObject = stream;
    await this.video.play().catch(() => {});
    if (this.state !== "opening") return;
    const all = await navigator.mediaDevices.enumerateDevices(), now = track.getSettings();
    this.lenses = all.filter((device) => device.kind === "videoinput").map((device) => device.deviceId);
    this.facing = now.facingMode ?? "user";
    this.lens = now.deviceId;
    this.mirrored = this.facing !== "environment";
    this.state = "running";
    this.silence();
    this.player.start(() => this.show());
    clearInterval(this.clock);
    this.clock = setInterval(() => this.look(), 250);
    this.draw();
    this.ask();
  }

  // Free the camera; `state` says why.
  close(state = "idle") {
    clearInterval(this.clock);
    this.player.stop();
    for (const track of this.stream?.getTracks() ?? []) { track.onended = null; track.stop(); }
    this.video.srcObject = null;
    Object.assign(this, { stream: null, frozen: false, waiting: 0, times: [], told: null, state });
    if (!this.root.isConnected) return;
    this.silence();
    if (!this.data) return;
    this.tell();
    this.draw();
  }

  // Four times a second: is the page still here, has an answer been lost, was the tab hidden?
  look() {
    if (!this.root.isConnected) return this.close();
    if (this.waiting && performance.now() - this.asked > PATIENCE_MS) this.waiting = 0;
    this.ask();
    this.meter();
  }

  ask() {
    const quiet = this.state !== "running" || this.frozen || this.paused || this.waiting || this.courier.busy || document.hidden;
    if (performance.now() < this.rests - 1) return;
    if (quiet || !this.root.isConnected || !this.video.videoWidth) return;
    this.asked = performance.now();
    this.waiting = ++this.number;
    this.send("frame", { id: this.waiting, jpeg: this.shrunk(), ...this.more() });
  }

  // The picture of now as a JPEG of about AIM_BYTES, its longest side LONGEST pixels; `sent` keeps it.
  shrunk(longest = LONGEST) {
    this.copy(this.sent, longest);
    const jpeg = this.sent.toDataURL("image/jpeg", this.quality).slice(23), bytes = jpeg.length * 0.75;
    if (bytes > 1.15 * AIM_BYTES) this.quality = Math.max(0.4, this.quality - 0.05);
    if (bytes < 0.85 * AIM_BYTES) this.quality = Math.min(0.85, this.quality + 0.05);
    return jpeg;
  }

  copy(canvas, longest) {
    const { videoWidth: w, videoHeight: h } = this.video, scale = Math.min(1, longest / Math.max(w, h));
    Object.assign(canvas, { width: Math.round(w * scale), height: Math.round(h * scale) });
    canvas.getContext("2d").drawImage(this.video, 0, 0, canvas.width, canvas.height);
    return canvas;
  }

  turn() {
    const at = this.lenses.indexOf(this.lens), next = this.lenses[(at + 1) % this.lenses.length];
    const known = this.stream.getVideoTracks()[0].getSettings().facingMode;
    this.facing = this.facing === "environment" ? "user" : "environment";
    for (const track of this.stream.getTracks()) { track.onended = null; track.stop(); }
    this.open(known ? { facingMode: this.facing } : { deviceId: { exact: next } });
  }

  mirror() { this.mirrored = !this.mirrored; this.draw(); }

  freeze() {
    this.frozen = !this.frozen;
    if (this.frozen) this.video.pause();
    else { this.video.play(); this.ask(); }
    this.draw();
  }

  shot() {
    const jpeg = this.copy(document.createElement("canvas"), SHOT).toDataURL("image/jpeg", 0.9).slice(23);
    this.courier.give("shot", { jpeg });
    this.find(".state").textContent = this.data.words.kept;
    this.find(".view").classList.add("flash");
    setTimeout(() => this.find(".view").classList.remove("flash"), 300);
  }

  // The width and height of the picture on the page; its left and right are exchanged where it is mirrored.
  show() {
    const { clientWidth: w, clientHeight: h } = this.over;
    if (w && h) this.paint(sharp(this.over, w, h), w, h, performance.now());
  }

  x(share) { return this.mirrored && this.state === "running" ? 1 - share : share; }

  meter() {
    const { words } = this.data, meter = this.find(".meter"), running = this.state === "running";
    if (!running) return;
    const now = performance.now(), kept = this.times.filter(([at]) => now - at < RATE_MS);
    const rate = kept.length / (RATE_MS / 1000), delays = kept.map(([, delay]) => delay).sort((a, b) => a - b);
    const delay = delays[delays.length >> 1];
    meter.dataset.sends = !this.frozen && (!this.paused || Boolean(this.holding));
    const measured = filled(words.meter, { rate: fixed(rate, rate < 3 ? 1 : 0), ms: fixed(delay, 0) });
    const said = this.paused ? "" : kept.length ? measured : words.wait;
    this.find(".meter b").textContent = this.frozen ? words.frozen : said;
    Object.assign(this.root.dataset, { rate, delay: delay ?? "", answers: this.answers });
  }

  draw() {
    const { words } = this.data, running = this.state === "running", button = (name) => this.find(`[data-do="${name}"]`);
    this.root.dataset.state = this.state;
    const { video } = this, poster = this.find(".poster");
    const seen = running ? [video.videoWidth, video.videoHeight] : [poster.naturalWidth, poster.naturalHeight];
    if (seen[0] && seen[1]) this.find(".view").style.aspectRatio = `${seen[0]} / ${seen[1]}`;
    this.find(".view").style.setProperty("--ratio", seen[1] ? seen[0] / seen[1] : 4 / 3);
    this.video.style.transform = this.mirrored ? "scaleX(-1)" : "";
    this.video.hidden = !running;
    poster.hidden = running || !this.example;
    this.find(".open").hidden = running || !window.isSecureContext;
    this.find(".open").disabled = this.state === "opening";
    this.find(".open").textContent = this.state === "opening" ? words.opening : `▶ ${words.open}`;
    this.root.querySelector(".live > .bar").hidden = !running;
    button("turn").hidden = (this.lenses?.length ?? 0) < 2;
    for (const [name, sign] of [["turn", "⟲"], ["mirror", "⇋"], ["shot", "+"], ["close", "■"]])
      button(name).textContent = `${sign} ${words[name]}`;
    button("freeze").textContent = this.frozen ? `▶ ${words.thaw}` : `❄ ${words.freeze}`;
    button("mirror").setAttribute("aria-pressed", this.mirrored);
    button("freeze").setAttribute("aria-pressed", Boolean(this.frozen));
    const said = (words[this.state] ?? "").split("`");
    this.find(".state").replaceChildren(...said.map((part, i) => (i % 2 ? create("code", { textContent: part }) : part)));
    this.meter();
    if (!this.player.running) this.show();
  }
}
