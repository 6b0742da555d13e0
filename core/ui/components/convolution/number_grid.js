// A square of numbers on a canvas: as nodes of the page they would be styled and laid out one by one, at each picture
// under the hand. Needs: sketch.
const CELL_GAP = 2, CELL_ROUND = 4;

class NumberGrid {
  // `framed`: whether it draws its cells' borders.
  constructor(canvas, framed) { Object.assign(this, { canvas, framed, drawn: [] }); }

  // As large as `n` × `n` cells of `cell` pixels, with numbers in `type` pixels; emptied.
  place(n, cell, type) {
    const side = n * (cell + CELL_GAP) - CELL_GAP, style = getComputedStyle(this.canvas);
    const colour = (name) => style.getPropertyValue(name).trim();
    Object.assign(this, { n, cell, step: cell + CELL_GAP, drawn: [] });
    Object.assign(this, { ink: style.color, edge: colour("--st-border-color"), best: colour("--answer") });
    Object.assign(this.canvas.style, { width: `${side}px`, height: `${side}px` });
    this.pen = sharp(this.canvas, side, side);
    Object.assign(this.pen, { font: `${type}px ${style.fontFamily}`, textAlign: "center", textBaseline: "middle" });
  }

  // Draws those of the n² cells that are other ones: their texts, their colours, the colours of their texts, what is marked.
  draw(texts, shades, inks = [], marked = []) {
    const { n, cell, step, pen, framed } = this;
    for (let i = 0; i < n * n; i++) {
      const told = `${texts[i]}|${shades[i]}|${inks[i] ?? ""}|${marked[i] ?? ""}`, x = (i % n) * step, y = Math.floor(i / n) * step;
      if (this.drawn[i] === told) continue;
      this.drawn[i] = told;
      pen.clearRect(x, y, cell, cell);
      pen.beginPath();
      pen.roundRect(x + 0.5, y + 0.5, cell - 1, cell - 1, CELL_ROUND);
      pen.fillStyle = shades[i];
      pen.fill();
      if (framed) this.frame(marked[i], x, y);
      pen.fillStyle = inks[i] ?? this.ink;
      pen.fillText(texts[i], x + cell / 2, y + cell / 2 + 1, cell - 2);
    }
    this.canvas.dataset.texts = texts.join(" ");
  }

  frame(marked, x, y) {
    const { cell, pen } = this;
    Object.assign(pen, { strokeStyle: marked ? this.best : this.edge, lineWidth: marked ? 3 : 1 });
    if (marked) {
      pen.beginPath();
      pen.roundRect(x + 1.5, y + 1.5, cell - 3, cell - 3, CELL_ROUND - 1);
    }
    pen.stroke();
  }

  // Where cell i lies on the screen.
  spot(i) {
    const { left, top } = this.canvas.getBoundingClientRect(), { n, step, cell } = this;
    return { left: left + (i % n) * step, top: top + Math.floor(i / n) * step, width: cell, height: cell };
  }
}
