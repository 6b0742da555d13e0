// The window's sliders: at each of their stops the result is computed anew; the server hears of it afterwards.
// Needs: sketch, knobs, convolution/kernels.
const SOON_MS = 300;

const ofKnobs = {
  // The sliders have moved: once for each picture of the screen, however many stops there were in between.
  relive() {
    this.busy = true;
    this.pending ||= requestAnimationFrame(() => this.reshape());
  },

  reshape() {
    cancelAnimationFrame(this.pending);
    this.pending = 0;
    const { data } = this, { x, y, sees } = this.count ? this.place(this.at) : { x: data.w / 2, y: data.h / 2, sees: 0 };
    Object.assign(data, this.knobs.values());
    if (data.pool) Object.assign(data, { stride: data.pool, size: data.op === "conv" ? data.size : data.pool });
    if (data.op !== "conv") this.kernel = new Float64Array(data.size ** 2).fill(1);
    else if (data.kind === "own") this.kernel = resizedKernel(...this.written, data.size);
    else this.kernel = builtKernel(data.kind, data.size, data.sigma) ?? this.kernel;
    this.refill = true;
    this.settle();
    this.pause();
    this.at = this.count ? this.nearest(x + sees / 2, y + sees / 2) : 0;
    this.grown = this.count;
    if (this.shape !== this.laid) return this.layout();
    this.fillKernel();
    this.draw();
    this.move(this.at, true);
  },

  // What follows from the kernel and from what is set.
  settle() {
    const { data } = this;
    Object.assign(data, padsOf(data), { show: data.shown === "auto" ? suits(this.kernel) : data.shown });
    this.compute();
    this.shape = [data.w, data.h, data.size, data.stride, data.dilation, data.before, data.after, data.mirror, data.op, data.rounds].join();
  },

  // The number of the result whose window has its middle nearest to a place in the photo.
  nearest(x, y) {
    const first = this.place(0), jump = this.data.stride ** (this.sizes.length - 1), { w, h } = this.last;
    const near = (v, start, n) => clamp(Math.floor((v - start - first.sees / 2) / jump + 0.5), 0, n - 1);
    return near(y, first.y, h) * w + near(x, first.x, w);
  },

  tellSoon(wait = SOON_MS) {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.tell(), wait);
  },

  tell() {
    if (!this.busy) return;
    if (this.pending) this.reshape();
    clearTimeout(this.telling);
    this.busy = false;
    this.writeKernel();
    const { size, kind, link } = this.data, rows = [];
    for (let i = 0; i < size && kind === "own"; i++) rows.push(keyOf(this.kernel.slice(i * size, (i + 1) * size)));
    this.report({ ...this.knobs.texts(), cells: rows.join("_"), told: ++this.told });
    if (this.placed && this.count) note(link, `${this.at % this.last.w}.${Math.floor(this.at / this.last.w)}`);
  },
};
