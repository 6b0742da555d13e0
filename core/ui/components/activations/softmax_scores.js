// Scores with sliders, their exponentials, and the shares that softmax makes of them. Needs: sketch.
const HUES = [BLUE, ORANGE, GREEN, PINK, AMBER, SKY];
const COOLEST = -1, HOTTEST = 1; // temperature from 10^-1 to 10^1

class Scores {
  constructor(root, setStateValue) {
    this.root = root;
    this.shared = new Shared((state) => setStateValue("state", state));
    root.innerHTML = `<div class="head"><span></span><span></span><span></span><span></span></div><div class="rows"></div>
      <div class="stack" role="img"></div>
      <div class="bar heat"><label></label><input type="range" min="${COOLEST}" max="${HOTTEST}" step="0.05"><output></output></div>
      <div class="bar"><button class="fewer" type="button"></button><button class="add" type="button"></button></div>
      <p class="said" aria-live="polite"></p>`;
    this.find = (selector) => root.querySelector(selector);
    const heat = this.find(".heat input");
    heat.oninput = () => { this.temperature = +(10 ** heat.value).toPrecision(2); this.draw(); };
    heat.onchange = () => this.tell();
    this.find(".add").onclick = () => { this.values.push(0); this.rows(); this.tell(); };
    this.find(".fewer").onclick = () => { this.values.pop(); this.rows(); this.tell(); };
  }

  take(data) {
    const fresh = this.shared.news(data.state) || !this.data;
    this.data = data;
    if (fresh) {
      const [values, temperature] = data.state.split("|");
      this.values = values.split(",").map(Number);
      this.temperature = Number(temperature);
    }
    const { words } = data, [score, , raised, share] = this.find(".head").children;
    score.textContent = words.score;
    raised.textContent = words.raised;
    share.textContent = words.share;
    this.find(".heat label").textContent = words.temperature;
    this.find(".heat input").setAttribute("aria-label", words.temperature);
    this.find(".add").textContent = `＋ ${words.more}`;
    this.find(".fewer").textContent = `− ${words.fewer}`;
    this.rows();
  }

  tell() { this.shared.put(`${this.values.map((v) => String(+v.toFixed(1))).join(",")}|${this.temperature}`); }

  rows() {
    const list = this.find(".rows"), { limit, words } = this.data;
    while (list.children.length > this.values.length) list.lastChild.remove();
    while (list.children.length < this.values.length) {
      const row = document.createElement("div"), i = list.children.length;
      row.className = "row";
      row.style.setProperty("--hue", HUES[i]);
      row.innerHTML = `<b></b><input type="range" step="0.1"><output class="z"></output><output class="e"></output>
        <span class="track"><i></i></span><output class="p"></output>`;
      const range = row.querySelector("input");
      range.min = -limit; range.max = limit;
      range.oninput = () => { this.values[i] = Number(range.value); this.at = i; this.draw(); };
      range.onchange = () => this.tell();
      row.onpointerenter = () => { this.at = i; this.draw(); };
      row.onfocus = row.onpointerenter;
      list.appendChild(row);
    }
    this.find(".add").disabled = this.values.length >= HUES.length;
    this.find(".fewer").disabled = this.values.length <= 2;
    [...list.children].forEach((row, i) => {
      row.querySelector("b").textContent = "ABCDEF"[i];
      row.querySelector("input").setAttribute("aria-label", `${words.score} ${"ABCDEF"[i]}`);
      row.querySelector("input").value = this.values[i];
    });
    this.draw();
  }

  draw() {
    const { words } = this.data, T = this.temperature, top = Math.max(...this.values);
    const raised = this.values.map((z) => Math.exp((z - top) / T)), total = raised.reduce((a, b) => a + b);
    this.shares = raised.map((e) => e / total);
    const best = this.shares.indexOf(Math.max(...this.shares));
    [...this.find(".rows").children].forEach((row, i) => {
      row.querySelector(".z").textContent = fixed(this.values[i], 1);
      row.querySelector(".e").textContent = tiny(Math.exp(this.values[i] / T));
      row.querySelector("i").style.width = `max(3px, ${this.shares[i] * 100}%)`;
      row.querySelector(".p").textContent = fixed(this.shares[i], 3);
      row.classList.toggle("best", i === best);
      row.classList.toggle("at", i === this.at);
    });
    const stack = this.find(".stack");
    while (stack.children.length > this.shares.length) stack.lastChild.remove();
    while (stack.children.length < this.shares.length) stack.appendChild(document.createElement("span"));
    this.shares.forEach((p, i) => {
      const part = stack.children[i];
      part.style.cssText = `width:${p * 100}%;background:${HUES[i]}`;
      part.textContent = p > 0.06 ? "ABCDEF"[i] : "";
    });
    const all = this.shares.map((p, i) => `${"ABCDEF"[i]} ${fixed(p, 3)}`).join(", ");
    stack.setAttribute("aria-label", `${words.alt} ${all}`);
    const heat = this.find(".heat input");
    heat.value = Math.log10(T);
    heat.setAttribute("aria-valuetext", fixed(T, 2));
    this.find(".heat output").textContent = `T = ${fixed(T, 2)}`;
    const sum = this.values.map((z) => tiny(Math.exp(z / T))).join(" + "), i = Math.min(this.at ?? best, this.values.length - 1);
    const facts = { letter: "ABCDEF"[i], raised: tiny(Math.exp(this.values[i] / T)), sum, share: fixed(this.shares[i], 3) };
    this.find(".said").textContent = filled(words.said, facts);
    this.root.dataset.shares = JSON.stringify(this.shares);
  }
}
export default (component) => exhibit(Scores, component);
