// The ribbons of several networks over one recording, and the truth where it is known.
// Needs: sketch, activity/ribbon.
class Ribbons {
  constructor(root) { this.root = root; }

  take(data) {
    this.data = data;
    this.starts = [...floatsOf(data.starts)];
    this.ends = [...floatsOf(data.ends)];
    this.bounds = cells(this.starts, this.ends);
    const all = floatsOf(data.rows), count = this.starts.length;
    this.models = data.titles.map((_, m) => this.starts.map((_, i) => [...all.subarray((m * count + i) * 6, (m * count + i + 1) * 6)]));
    this.draw();
  }

  draw() {
    const { root, data } = this, w = root.clientWidth || 600, until = Math.max(this.ends.at(-1), ...data.truth.map(([, to]) => to));
    root.replaceChildren();
    const svg = put(root, "svg", {
      role: "img",
      "aria-label": data.titles
        .map(
          (title, m) =>
            `${title}: ${[...new Set(this.models[m].map(topOf))].map((k) => data.shorts[k]).join(", ")}`,
        )
        .join(". "),
    });
    let y = 0;
    const plane = (h) => new Plane({ x: 0, y, w, h }, [0, until], [0, 1]);
    for (const [m, title] of data.titles.entries()) {
      caption(svg, "name", 0, y + 17, title);
      y += 26;
      const flow = plane(52);
      put(svg, "rect", { class: "bed", x: 0, y, width: w, height: 52 });
      ribbon(svg, flow, this.bounds, this.models[m]);
      stretches(svg, flow, this.bounds, this.models[m].map(topOf), data.shorts, 24);
      y += 64;
    }
    if (data.truth.length) {
      caption(svg, "quiet", 0, y + 15, data.truth_title);
      y += 22;
      const flow = plane(26);
      for (const [from, to, k] of data.truth) {
        put(svg, "rect", { fill: HUES[k], x: flow.px(from), y, width: Math.max(0, flow.px(to) - flow.px(from) - 1.5), height: 26, rx: 4 });
        band(svg, flow.px(from), flow.px(to), y + 13, k, data.shorts[k], 20);
      }
      y += 26;
    }
    const across = plane(0);
    for (const t of ticks(0, until, w < 560 ? 4 : 8))
      caption(
        svg, "tick", clamp(across.px(t), 12, w - 20), y + 20, `${fixed(t, t % 1 ? 1 : 0)} ${data.second}`,
        "middle",
      );
    svg.setAttribute("height", y + 28);
    root.dataset.models = data.titles.length;
  }
}
export default (component) => exhibit(Ribbons, component);
