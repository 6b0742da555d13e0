// The six activities: their colours and small drawings, the ribbon of probabilities, the bars of one window.
// Needs: sketch.
const HUES = [BLUE, AMBER, ORANGE, GREEN, PINK, SKY];
const INKS = ["#FFFFFF", "#10151C", "#10151C", "#10151C", "#10151C", "#10151C"]; // readable on each hue
const ICONS = [
  "M14 4.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0M12 8l-1 6 3 3 1 5M11 14l-3 8M12 9l-4 3M12 9l4 4",
  "M2 22h6v-5h6v-5h6v-4M5 12V4M2 7l3-3 3 3",
  "M2 8h4v4h6v5h6v5h4M19 3v9M16 9l3 3 3-3",
  "M11 4.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0M9 8v7h7v7M4 9v13M4 18h7M9 10l5 2",
  "M14 4.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0M12 8v7l-2 7M12 15l2 7M12 9l-3 5M12 9l3 5",
  "M6.5 14a2 2 0 1 1-4 0 2 2 0 0 1 4 0M8 16h13M2 20h20M2 20v2M22 20v2",
];

const icon = (parent, k, x, y, size, colour) =>
  put(parent, "path", { class: "icon", d: ICONS[k], transform: `translate(${x} ${y}) scale(${size / 24})`, style: `stroke:${colour}` });
const shortsOf = (text) => new Int16Array(bytesOf(text).buffer);
const topOf = (row) => row.indexOf(Math.max(...row));
const percentOf = (share) =>
  share > 0.999 && share < 1 - 1e-6 ? ">99.9%" : `${fixed(share * 100, share > 0.99 && share < 0.999 ? 1 : 0)}%`;

// Where each window's column begins and ends: halfway to its neighbours, or at its own edge before a gap.
function cells(starts, ends) {
  const middle = starts.map((s, i) => (s + ends[i]) / 2), last = middle.length - 1;
  return middle.map((m, i) => [
    i ? Math.max(starts[i], (middle[i - 1] + m) / 2) : starts[0],
    i < last ? Math.min(ends[i], (m + middle[i + 1]) / 2) : ends[last],
  ]);
}

// Stack the rows of probabilities as columns between `bounds` on a plane whose y is 0..1.
function ribbon(parent, plane, bounds, rows) {
  const paths = HUES.map(() => "");
  rows.forEach((row, i) => {
    const x = plane.px(bounds[i][0]), w = plane.px(bounds[i][1]) - x + 0.4;
    row.reduce((low, p, k) => {
      if (p > 0.002)
        paths[k] +=
          `M${x.toFixed(1)} ${plane.py(low).toFixed(1)}h${w.toFixed(1)}V${plane.py(low + p).toFixed(1)}h${(-w).toFixed(1)}z`;
      return low + p;
    }, 0);
  });
  paths.forEach((d, k) => d && put(parent, "path", { class: "share", fill: HUES[k], d }));
}

// Name the stretches in which one activity leads, where there is room: drawing and name, or the drawing alone.
function stretches(parent, plane, bounds, tops, names, size = 26) {
  for (let from = 0; from < tops.length; ) {
    let to = from;
    while (to + 1 < tops.length && tops[to + 1] === tops[from]) to += 1;
    band(parent, plane.px(bounds[from][0]), plane.px(bounds[to][1]), plane.box.y + plane.box.h / 2, tops[from], names[tops[from]], size);
    from = to + 1;
  }
}

function band(parent, left, right, y, k, name, size) {
  const room = right - left, wide = [...name].reduce((sum, c) => sum + (c > "\u1100" ? 16 : 9), 0);
  if (room < size + 2) return;
  const both = room > size + wide + 18, x = (left + right - (both ? size + 6 + wide : size)) / 2;
  icon(parent, k, x, y - size / 2, size, INKS[k]);
  if (both) put(parent, "text", { class: "onhue", x: x + size + 6, y: y + 6, style: `fill:${INKS[k]}` }, name);
}

// Six rows, always in the same order: drawing, name, bar, percentage.
function bars(list, names, row) {
  if (list.children.length !== names.length) {
    list.replaceChildren(...names.map((_, k) => {
      const item = document.createElement("li");
      item.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path class="icon" d="${ICONS[k]}"/></svg>
        <span class="what"></span><span class="track"><i></i></span><output></output>`;
      item.style.setProperty("--hue", HUES[k]);
      return item;
    }));
  }
  const best = row ? topOf(row) : -1;
  [...list.children].forEach((item, k) => {
    item.classList.toggle("best", k === best);
    item.querySelector(".what").textContent = names[k];
    item.querySelector("i").style.width = row ? `max(3px, ${row[k] * 100}%)` : "0";
    item.querySelector("output").textContent = row ? percentOf(row[k]) : "";
  });
}

// One channel of interleaved samples as a path; where samples crowd, each pixel gets its lowest and highest.
function trace(plane, samples, channel, rate, scale, from = 0, to = samples.length / 3) {
  const x = (i) => plane.px((i - from) / rate + plane.xs[0]);
  const y = (i) => clamp(plane.py(samples[i * 3 + channel] * scale), plane.box.y, plane.box.y + plane.box.h);
  const each = Math.max(1, Math.floor((to - from) / (plane.box.w * 2)));
  let d = "";
  for (let i = from; i < to; i += each) {
    let low = y(i), high = low;
    for (let j = i + 1; j < Math.min(i + each, to); j++) { const v = y(j); low = Math.min(low, v); high = Math.max(high, v); }
    d += `${d ? "L" : "M"}${x(i).toFixed(1)} ${low.toFixed(1)}`;
    if (high - low > 0.5) d += `V${high.toFixed(1)}`;
  }
  return d;
}

// Name the three lines at the right end of a plane, apart from each other; `values` are x, y and z there.
function endings(parent, plane, values) {
  const { x, y, w, h } = plane.box, spots = ["x", "y", "z"].map((axis, c) => ({ axis, y: plane.py(values[c]) })).sort((a, b) => a.y - b.y);
  spots.forEach((spot, i) => { spot.y = clamp(Math.max(spot.y, i ? spots[i - 1].y + 17 : y + 6), y + 6, y + h - 34 + i * 17); });
  for (const spot of spots) caption(parent, `label-${spot.axis}`, x + w + 8, spot.y + 5, spot.axis);
}
