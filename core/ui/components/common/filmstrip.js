// A row of pictures to choose one from, by pointer or arrow keys. Needs: sketch.
export default function ({ parentElement, data, setTriggerValue }) {
  let row = parentElement.querySelector(".row");
  if (!row) {
    row = document.createElement("div");
    row.className = "sketch row";
    row.setAttribute("role", "radiogroup");
    parentElement.appendChild(row);
  }
  row.setAttribute("aria-label", data.label);

  const shown = [...row.children].map((b) => b.dataset.key).join();
  if (shown !== data.items.map((i) => i.key).join()) {
    row.replaceChildren(...data.items.map((item) => {
      const button = document.createElement("button");
      const image = document.createElement("img");
      button.dataset.key = item.key;
      button.type = "button";
      button.setAttribute("role", "radio");
      image.src = item.src;
      image.draggable = false;
      button.appendChild(image);
      return button;
    }));
  }

  const mark = (key) => [...row.children].forEach((button, i) => {
    const on = button.dataset.key === key;
    button.setAttribute("aria-checked", on);
    button.tabIndex = on || (!key && i === 0) ? 0 : -1;
    button.title = data.items[i].alt;
    button.setAttribute("aria-label", data.items[i].alt);
    if (on) button.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  const pick = (button) => {
    if (button.getAttribute("aria-checked") === "true") return;
    mark(button.dataset.key);
    setTriggerValue("picked", button.dataset.key);
  };

  row.onclick = (event) => {
    const button = event.target.closest("button");
    if (button) pick(button);
  };
  row.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...row.children];
    const next = all[(all.indexOf(event.target.closest("button")) + step + all.length) % all.length];
    next.focus();
    pick(next);
  };
  mark(data.picked);
  const edge = () => row.classList.toggle("more", row.scrollLeft + row.clientWidth < row.scrollWidth - 4);
  row.onscroll = edge;
  requestAnimationFrame(edge); // once it has its width
}
