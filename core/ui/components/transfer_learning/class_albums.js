// The learner's photos, one shelf a class; what was taken for another class is marked. Needs: sketch.
class Shelves {
  constructor(root) {
    this.root = root;
    root.innerHTML = `<div class="rows"></div>
      <div class="told">
        <img alt=""><p aria-live="polite"></p><button type="button" class="remove"></button></div>`;
    this.rows = root.querySelector(".rows");
    this.told = root.querySelector(".told");
    this.rows.onclick = (event) => {
      const button = event.target.closest("button");
      if (button) this.pick(button.dataset.at);
    };
    this.rows.onkeydown = (event) => this.move(event);
    root.querySelector(".remove").onclick = () => {
      const [shelf, item] = this.at.split(" ").map(Number);
      this.remove(`${shelf} ${this.data.shelves[shelf].items[item].key}`);
    };
  }

  take(data) {
    const same = JSON.stringify(data) === this.shown;
    this.data = data;
    if (same) return;
    this.shown = JSON.stringify(data);
    this.rows.replaceChildren(...data.shelves.map((shelf, i) => this.row(shelf, i)));
    this.rows.setAttribute("aria-label", data.words.label);
    this.pick(null);
  }

  row(shelf, i) {
    const row = document.createElement("section"), title = document.createElement("h4"), note = document.createElement("span");
    title.textContent = shelf.name;
    note.textContent = shelf.note;
    title.appendChild(note);
    const strip = document.createElement("div");
    strip.className = "strip";
    strip.setAttribute("role", "group");
    strip.setAttribute("aria-label", `${shelf.name} ${shelf.note}`);
    strip.replaceChildren(...shelf.items.map((item, j) => this.photo(item, `${i} ${j}`)));
    if (!shelf.items.length) {
      const empty = document.createElement("p");
      empty.className = "empty";
      empty.textContent = this.data.words.empty;
      strip.appendChild(empty);
    }
    row.append(title, strip);
    return row;
  }

  photo(item, at) {
    const button = document.createElement("button"), image = document.createElement("img");
    button.type = "button";
    button.dataset.at = at;
    button.dataset.wrong = item.wrong !== null;
    button.setAttribute("aria-label", item.said);
    image.src = item.src;
    image.alt = "";
    button.appendChild(image);
    if (item.wrong !== null) {
      const mark = document.createElement("span");
      mark.textContent = `✗ ${item.wrong}`;
      button.appendChild(mark);
    }
    return button;
  }

  pick(at) {
    this.at = at;
    [...this.rows.querySelectorAll("button")].forEach((button, i) => {
      button.setAttribute("aria-pressed", button.dataset.at === at);
      button.tabIndex = at ? (button.dataset.at === at ? 0 : -1) : i ? -1 : 0;
    });
    const [shelf, item] = at ? at.split(" ").map(Number) : [];
    const chosen = at && this.data.shelves[shelf].items[item];
    const image = this.told.querySelector("img"), remove = this.told.querySelector(".remove");
    image.hidden = !chosen;
    if (chosen) image.src = chosen.src;
    this.told.querySelector("p").textContent = chosen ? chosen.said : this.data.words.hint;
    remove.hidden = !chosen || !this.data.removable;
    remove.textContent = this.data.words.remove;
  }

  move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...this.rows.querySelectorAll("button")];
    const next = all[(all.indexOf(event.target.closest("button")) + step + all.length) % all.length];
    next.focus();
    this.pick(next.dataset.at);
  }
}

export default function ({ parentElement, data, setTriggerValue }) {
  let root = parentElement.querySelector(".shelves");
  if (!root) {
    root = document.createElement("div");
    root.className = "sketch shelves";
    parentElement.appendChild(root);
    root.shelves = new Shelves(root);
  }
  root.shelves.remove = (what) => setTriggerValue("removed", what);
  root.shelves.take(data);
}
