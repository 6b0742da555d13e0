// What of a page cannot be read or seen, in words: text that is cut off, what is wider than the screen, labels that
// leave their chart or lie on one another. Looks into components (shadow roots) and frames too.
() => {
  const main = document.querySelector("[data-testid=stMain]"), found = new Set(), rooms = new Map([[main, {}]]), charts = new Map();
  const said = (node) => node.textContent.replace(/\s+/g, " ").trim().slice(0, 60);
  const above = (e) => e.parentElement ?? e.getRootNode().host ?? null;
  const screen = (e) => e.ownerDocument.defaultView.innerWidth;

  function* inside(node) {
    for (const child of node.children) {
      yield child;
      yield* inside(child.shadowRoot ?? child.contentDocument?.body ?? child);
    }
  }

  // Where what lies in an element is cut: { left, right }; `pushed` where it may be pushed sideways instead.
  function room(e) {
    if (!e) return {};
    if (rooms.has(e)) return rooms.get(e);
    let { left = -Infinity, right = Infinity, pushed = false } = room(above(e));
    const { overflowX } = getComputedStyle(e);
    if (overflowX === "auto" || overflowX === "scroll") [left, right, pushed] = [-Infinity, Infinity, true];
    else if (overflowX === "hidden" || overflowX === "clip") {
      const box = e.getBoundingClientRect();
      [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
    }
    rooms.set(e, { left, right, pushed });
    return rooms.get(e);
  }

  function readWhole(what, box, e) {
    const { left = -Infinity, right = Infinity, pushed } = room(e);
    if (right - left < 3) return; // hidden, for screen readers only
    if (box.left < left - 1 || box.right > right + 1) found.add(`cut off: ${what}`);
    else if (!pushed && (box.left < -1 || box.right > screen(e) + 1)) found.add(`beyond the screen: ${what}`);
  }

  function label(text, box) {
    let svg = text.ownerSVGElement;
    while (svg.ownerSVGElement) svg = svg.ownerSVGElement;
    const around = svg.getBoundingClientRect(), off = [around.left - box.left, box.right - around.right];
    const high = Math.max(around.top - box.top, box.bottom - around.bottom);
    if (Math.max(...off) > 2 || high > 6) found.add(`leaves its chart: ${said(text)} (${[...off, high].map(Math.round)} px)`);
    readWhole(said(text), box, svg);
    const upright = Math.abs(text.getScreenCTM().b) < 1e-3;
    if (upright && /[\p{L}\p{N}]/u.test(text.textContent)) charts.set(svg.parentNode, [...(charts.get(svg.parentNode) ?? []), [text, box]]);
  }

  for (const e of inside(main)) {
    const box = e.getBoundingClientRect();
    if (box.width < 3 || box.height < 3 || !e.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (e.tagName === "text") label(e, box);
    if (e.ownerSVGElement) continue;
    const { left = -Infinity, right = Infinity, pushed } = room(above(e));
    if (!pushed && right - left > 3 && (Math.max(box.left, left) < -1 || Math.min(box.right, right) > screen(e) + 1))
      found.add(`wider than the screen: ${e.tagName.toLowerCase()} ${Math.round(box.left)} to ${Math.round(box.right)} px`);
    for (const text of e.childNodes) {
      if (text.nodeType !== Node.TEXT_NODE || !text.data.trim()) continue;
      const range = e.ownerDocument.createRange();
      range.selectNodeContents(text);
      const lines = range.getBoundingClientRect();
      if (lines.width > 3) readWhole(said(text), lines, e);
    }
  }

  for (const labels of charts.values())
    labels.forEach(([text, box], i) => labels.slice(0, i).forEach(([other, its]) => {
      const x = Math.min(box.right, its.right) - Math.max(box.left, its.left);
      const y = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
      const twice = text.textContent === other.textContent && Math.abs(box.left - its.left) < 2;
      if (!twice && x > 2 && y > 0.3 * Math.min(box.height, its.height))
        found.add(`one on the other: ${said(other)} / ${said(text)} (${Math.round(x)} × ${Math.round(y)} px)`);
    }));
  return [...found];
}
