// Bars of shares, the largest first, each with its words and perhaps a mark where it was before.
// Needs: sketch.
export default function ({ parentElement, data }) {
  let list = parentElement.querySelector(".bars");
  if (!list) {
    list = document.createElement("div");
    list.className = "sketch bars";
    list.setAttribute("role", "img");
    parentElement.appendChild(list);
  }
  list.setAttribute("aria-label", data.alt);

  while (list.children.length > data.rows.length) list.lastChild.remove();
  while (list.children.length < data.rows.length) {
    const row = document.createElement("div");
    row.className = "row";
    row.innerHTML = '<span class="name"></span><span class="text"></span><span class="track"><i></i><b hidden></b></span>';
    list.appendChild(row);
  }
  data.rows.forEach(({ name, share, text, before }, i) => {
    const row = list.children[i];
    row.querySelector(".name").textContent = name;
    row.querySelector(".text").textContent = text;
    const bar = row.querySelector("i"), mark = row.querySelector("b");
    mark.hidden = before === null;
    mark.style.left = `${(before ?? 0) * 100}%`;
    requestAnimationFrame(() => { bar.style.width = `max(4px, ${share * 100}%)`; });
  });
}
