// Two versions of a photo, one on each side of a handle. Needs: sketch.
class Reveal {
  constructor(root) {
    Object.assign(this, { root, at: 0.5, right: 1 });
    root.innerHTML = `<div class="bar" role="radiogroup"></div>
      <div class="photo"><img class="right" draggable="false" alt=""><img class="left" draggable="false" alt="">
      <b class="left"></b><b class="right"></b>
      <div class="handle" tabindex="0" role="slider" aria-valuemin="0" aria-valuemax="100">
        <i></i></div></div><p class="said" aria-live="polite"></p>`;
    this.find = (selector) => root.querySelector(selector);
    this.photo = this.find(".photo");
    drag(this.photo, (x) => this.move(x / this.photo.clientWidth));
    this.find(".handle").onkeydown = (event) => {
      const step = { ArrowLeft: -0.02, ArrowRight: 0.02, Home: -1, End: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      this.move(this.at + step);
    };
    this.find(".bar").onkeydown = (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const n = this.data.sides.length - 1;
      this.pick(((this.right - 1 + step + n) % n) + 1);
      this.find(".bar").children[this.right - 1].focus();
    };
  }

  take(data) {
    this.data = data;
    const { sides, words, wh } = data;
    this.right = clamp(this.right, 1, sides.length - 1);
    this.photo.style.aspectRatio = `${wh[0]} / ${wh[1]}`;
    this.photo.style.maxWidth = `${Math.round((560 * wh[0]) / wh[1])}px`;
    this.find("img.left").src = sides[0].src;
    this.find("b.left").textContent = sides[0].name;
    this.find(".bar").setAttribute("aria-label", words.right);
    this.find(".bar").replaceChildren(...sides.slice(1).map((side, i) => {
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("role", "radio");
      button.innerHTML = `<span></span><small></small>`;
      button.querySelector("span").textContent = side.name;
      button.querySelector("small").textContent = side.note;
      button.onclick = () => this.pick(i + 1);
      return button;
    }));
    this.draw();
  }

  pick(i) { this.right = i; this.draw(); }

  move(at) { this.at = clamp(at, 0, 1); this.place(); }

  draw() {
    if (!this.data) return;
    const side = this.data.sides[this.right];
    [...this.find(".bar").children].forEach((button, i) => {
      button.setAttribute("aria-checked", i + 1 === this.right);
      button.tabIndex = i + 1 === this.right ? 0 : -1;
    });
    this.find("img.right").src = side.src;
    this.find("b.right").textContent = side.name;
    this.find("img.right").alt = `${side.name} ${side.note}`;
    this.find(".said").textContent = filled(this.data.words.said, {
      left: `${this.data.sides[0].name} ${this.data.sides[0].note}`,
      right: `${side.name} ${side.note}`,
    });
    this.root.dataset.right = this.right;
    this.place();
  }

  place() {
    const { words, sides } = this.data, handle = this.find(".handle"), percent = Math.round(this.at * 100);
    this.find("img.left").style.clipPath = `inset(0 ${100 - this.at * 100}% 0 0)`;
    handle.style.left = `${this.at * 100}%`;
    handle.setAttribute("aria-label", `${words.handle} ${words.keys}`);
    handle.setAttribute("aria-valuenow", percent);
    handle.setAttribute("aria-valuetext", `${percent}% ${sides[0].name}`);
    this.root.dataset.at = percent;
  }
}
export default (component) => exhibit(Reveal, component);
