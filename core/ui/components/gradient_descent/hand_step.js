// One step of one optimizer written out, with next and back; the points' table where there are points.
// Needs: sketch.
const SIGNS = { rate: "η", beta: "β", g: "g", v: "v", v0: "v", s: "s", s0: "s", mean: "v̂", size: "ŝ", t: "t" };
const doublesOf = (text) => new Float64Array(bytesOf(text).buffer);

function written(v) {
  const size = Math.abs(v), text = size >= 1e7 || (v && size < 1e-4) ? v.toExponential(3) : String(Number(v.toPrecision(6)));
  return text.replace("e+", "e").replaceAll("-", "−");
}
const bracketed = (v) => (v < 0 ? `(${written(v)})` : written(v));

class Hand {
  constructor(root) {
    Object.assign(this, { root, at: 0 });
    root.innerHTML = `<div class="bar"><button type="button" class="back">◀ <span></span></button><output></output>
      <button type="button" class="next"><span></span> ▶</button></div>
      <div class="lines" aria-live="polite"></div><div class="scroll"><table></table></div>`;
    this.find = (selector) => root.querySelector(selector);
    this.find(".back").onclick = () => this.go(this.at - 1);
    this.find(".next").onclick = () => this.go(this.at + 1);
    root.onkeydown = (event) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (by) { event.preventDefault(); this.go(this.at + by); }
    };
  }

  take(data) {
    const first = !this.data, same = this.data?.mark === data.mark;
    this.data = data;
    this.numbers = Object.fromEntries(Object.entries(data.numbers).map(([name, text]) => [name, doublesOf(text)]));
    this.columns = data.columns.map(doublesOf);
    this.find(".back span").textContent = data.words.back;
    this.find(".next span").textContent = data.words.next;
    this.show(first ? data.at : same ? this.at : 0);
    if (!first && !same) this.note();
  }

  go(at) {
    this.show(at);
    this.note();
  }

  // The step is in the page's link, without asking the server.
  note() {
    const link = new URL(location.href);
    this.at ? link.searchParams.set("hand", this.at) : link.searchParams.delete("hand");
    if (link.href !== location.href) history.replaceState(history.state, "", link);
  }

  show(at) {
    const { steps, words } = this.data;
    this.at = clamp(at, 0, steps - 1);
    this.find(".back").disabled = this.at === 0;
    this.find(".next").disabled = this.at === steps - 1;
    this.find("output").textContent = words.title.replace("{step}", this.at + 1);
    this.lines();
    this.table();
  }

  lines() {
    const { letters, lines, d, words } = this.data, rows = [];
    letters.forEach((letter, p) => {
      const value = (name) => this.numbers[name][this.at * d + p], sign = (name) => SIGNS[name] ?? letter;
      for (const [result, formula] of lines) {
        const row = document.createElement("div");
        row.className = result === "new" ? "line last" : "line";
        row.innerHTML = "<b></b><span></span><span></span><strong></strong>";
        const fill = (with_) => `= ${formula.replace(/{(\w+)}/g, (_, name) => with_(name))}`;
        const parts = [
          result === "new" ? `${letter} ${words.fresh}` : sign(result), fill(sign),
          fill((name) => bracketed(value(name))), `= ${written(value(result))}`,
        ];
        parts.forEach((text, i) => { row.children[i].textContent = text; });
        rows.push(row);
      }
    });
    this.find(".lines").replaceChildren(...rows);
  }

  table() {
    const { points, titles, words } = this.data;
    this.find(".scroll").hidden = !points;
    if (!points) return;
    const n = points.length, cells = points.map((point, k) => [...point, ...this.columns.map((c) => c[this.at * n + k])]);
    const line = (tag, texts) => {
      const row = document.createElement("tr");
      row.append(...texts.map((text) => create(tag, { textContent: text })));
      return row;
    };
    const mean = (k) => written(cells.reduce((sum, row) => sum + row[k], 0) / n);
    const last = line("th", titles.map((_, k) => (k === 0 ? words.mean : k < 4 ? "" : mean(k))));
    last.className = "mean";
    this.find("table").replaceChildren(line("th", titles), ...cells.map((row) => line("td", row.map(written))), last);
  }
}

export default function ({ parentElement, data }) {
  let root = parentElement.querySelector(".hand");
  if (!root) {
    root = document.createElement("div");
    root.className = "sketch hand";
    parentElement.appendChild(root);
    root.hand = new Hand(root);
  }
  root.hand.take(data);
}
