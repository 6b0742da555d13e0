// The kernel's cells: written, stepped by arrow keys, pulled sideways, or painted. Needs: sketch, convolve.
const SEND_AFTER_MS = 500, PULL_PX = 4;

const ofKernel = {
  edit(i, value, rewrite) {
    this.kernel[i] = value;
    Object.assign(this.data, { kind: "own" });
    this.busy = true;
    this.written = [this.kernel.slice(), this.data.size];
    const cell = this.kernelCells[i];
    if (rewrite) cell.value = written(value);
    this.settle();
    this.fillKernel();
    this.grown = this.count;
    this.draw();
    this.move(this.at, true);
    this.tellSoon(SEND_AFTER_MS);
  },

  listenKernel() {
    const cells = this.find(".kernel .cells"), index = (cell) => this.kernelCells.indexOf(cell);
    const within = (v) => +clamp(v, -999, 999).toFixed(4);
    let pull = null;
    cells.oninput = (event) => {
      const value = parsed(event.target.value);
      event.target.classList.toggle("changed", value === null);
      if (value !== null) this.edit(index(event.target), value);
    };
    cells.addEventListener("focusin", (event) => {
      this.fillKernel();
      if (this.brush === null && !pull) event.target.select?.(); // what is selected is dragged as text
    });
    cells.addEventListener("focusout", () => queueMicrotask(() => this.fillKernel())); // until then it has the focus
    cells.onkeydown = (event) => {
      const step = { ArrowUp: 1, ArrowDown: -1 }[event.key], i = index(event.target);
      if (!step || !this.data.editable || i < 0) return;
      event.preventDefault();
      this.edit(i, within(this.kernel[i] + step * (event.shiftKey ? 0.1 : 1)), true);
    };
    const paint = (event) => {
      if (this.brush === null || !event.buttons) return;
      event.preventDefault();
      event.target.releasePointerCapture?.(event.pointerId);
      const cell = this.root.getRootNode().elementFromPoint(event.clientX, event.clientY), i = index(cell);
      if (i >= 0 && this.kernel[i] !== this.brush) this.edit(i, this.brush, true);
    };
    // A number is pulled up to the right and down to the left: by a tenth of the largest one's power of ten.
    const grip = (event) => {
      const i = index(event.target), most = Math.max(1e-3, ...this.kernel.map(Math.abs));
      if (this.brush !== null || !this.data.editable || i < 0 || event.button) return;
      pull = { i, from: event.clientX, value: this.kernel[i], step: 10 ** (Math.floor(Math.log10(most)) - 1), on: false };
      event.target.setPointerCapture(event.pointerId); // a quick hand is outside before it has moved a step
    };
    const drawn = (event) => {
      if (!pull) return;
      const steps = Math.trunc((event.clientX - pull.from) / PULL_PX);
      if (!pull.on && !steps) return;
      if (!pull.on) event.target.blur();
      pull.on = true;
      event.preventDefault();
      const value = within(Math.round(pull.value / pull.step + steps) * pull.step);
      if (value !== this.kernel[pull.i]) this.edit(pull.i, value, true);
    };
    cells.onpointerdown = (event) => { paint(event); grip(event); };
    cells.onpointermove = (event) => { paint(event); drawn(event); };
    cells.onpointerup = cells.onpointercancel = () => {
      if (pull?.on) this.tell();
      pull = null;
    };
  },
};

const keyOf = (kernel) => Array.from(kernel, (v) => String(+v.toPrecision(4))).join(",");

function parsed(text) {
  const [top, bottom] = text.trim().replace("−", "-").replace(",", ".").split("/");
  const value = bottom === undefined ? Number(top) : Number(top) / Number(bottom);
  return top !== "" && Number.isFinite(value) && Math.abs(value) <= 999 ? value : null;
}
