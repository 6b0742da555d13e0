// The kernel's cells: written, stepped by arrow keys, or painted. Needs: convolve.
const SEND_AFTER_MS = 500;

const ofKernel = {
  edit(i, value, rewrite) {
    this.kernel[i] = value;
    const cell = this.kernelCells[i];
    if (rewrite) cell.value = written(value);
    this.cells();
    this.compute();
    this.grown = this.count;
    this.draw();
    this.move(this.at, true);
    clearTimeout(this.sending);
    this.sending = setTimeout(() => this.post(), SEND_AFTER_MS);
  },

  post() {
    const { size } = this.data, rows = [];
    for (let i = 0; i < size; i++) rows.push(keyOf(this.kernel.slice(i * size, (i + 1) * size)));
    this.sent.add(keyOf(this.kernel));
    this.send(rows.join("_"));
  },

  listenKernel() {
    const cells = this.find(".kernel .cells"), index = (cell) => this.kernelCells.indexOf(cell);
    cells.oninput = (event) => {
      const value = parsed(event.target.value);
      event.target.classList.toggle("changed", value === null);
      if (value !== null) this.edit(index(event.target), value);
    };
    cells.onfocusin = (event) => this.brush === null && event.target.select?.();
    cells.onkeydown = (event) => {
      const step = { ArrowUp: 1, ArrowDown: -1 }[event.key], i = index(event.target);
      if (!step || !this.data.editable || i < 0) return;
      event.preventDefault();
      this.edit(i, +Math.max(-999, Math.min(999, this.kernel[i] + step * (event.shiftKey ? 0.1 : 1))).toFixed(4), true);
    };
    const paint = (event) => {
      if (this.brush === null || !event.buttons) return;
      event.preventDefault();
      event.target.releasePointerCapture?.(event.pointerId);
      const cell = this.root.getRootNode().elementFromPoint(event.clientX, event.clientY), i = index(cell);
      if (i >= 0 && this.kernel[i] !== this.brush) this.edit(i, this.brush, true);
    };
    cells.onpointerdown = paint;
    cells.onpointermove = paint;
  },
};

const keyOf = (kernel) => Array.from(kernel, (v) => String(+v.toPrecision(4))).join(",");

function parsed(text) {
  const [top, bottom] = text.trim().replace("−", "-").replace(",", ".").split("/");
  const value = bottom === undefined ? Number(top) : Number(top) / Number(bottom);
  return top !== "" && Number.isFinite(value) && Math.abs(value) <= 999 ? value : null;
}
