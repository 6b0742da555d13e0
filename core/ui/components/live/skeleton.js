// A skeleton over the live picture, its squats counted, and a pose to copy. Needs: sketch, boxes, courier, live/camera, live/painting.
class LiveSkeleton extends LiveCamera {
  build(beside) {
    beside.innerHTML = `<div class="big"><b></b><span></span></div><p class="said" aria-live="off"></p>
      <h4></h4><div class="bar poses" role="group"></div><div class="rows fixed"></div>`;
    Object.assign(this, { body: null, last: null });
  }

  silence() { Object.assign(this, { body: null, last: null }); }

  more() { return { pose: this.pose ?? "" }; }

  hear(answer, now) {
    const before = this.at(now);
    this.last = answer;
    this.body = answer.points && { to: answer.points, from: before ?? answer.points, seen: answer.seen, since: now };
    this.draw();
  }

  at(now) {
    if (!this.body) return null;
    const { from, to, since } = this.body, t = CALM.matches ? 1 : clamp((now - since) / GLIDE_MS, 0, 1);
    return to.map(([x, y], i) => [lerp(from[i][0], x, t), lerp(from[i][1], y, t)]);
  }

  paint(context, w, h, now) {
    const points = this.at(now);
    if (!points) return;
    const { seen } = this.body, spot = ([x, y]) => [this.x(x) * w, y * h];
    context.lineCap = "round";
    for (const [a, b] of this.limbs) {
      if (Math.min(seen[a], seen[b]) < 0.5) continue;
      for (const [width, tint] of [[8, "#fff"], [5, BLUE]]) {
        Object.assign(context, { lineWidth: width, strokeStyle: tint });
        context.stroke(new Path2D(polyline([spot(points[a]), spot(points[b])])));
      }
    }
    points.forEach((point, i) => {
      if (seen[i] < 0.5) return;
      context.fillStyle = ORANGE;
      context.beginPath();
      context.arc(...spot(point), 4, 0, 2 * Math.PI);
      context.fill();
    });
  }

  draw() {
    const { words, poses } = this.data, { last } = this, group = this.find(".poses");
    this.limbs = this.data.limbs;
    this.find(".big b").textContent = last?.squats ?? 0;
    this.find(".big span").textContent = words.squats;
    const knee = last?.knee ?? null;
    const bent = knee === null ? words.no_knees : filled(words.knee, { d: fixed(knee, 0) });
    this.find(".said").textContent = last?.points ? bent : words.nobody;
    this.find("h4").textContent = words.copy;
    group.replaceChildren(...poses.map(([name, label]) => {
      const button = create("button", { type: "button", textContent: label });
      button.onclick = () => { this.pose = this.pose === name ? "" : name; this.draw(); };
      button.setAttribute("aria-pressed", this.pose === name);
      return button;
    }));
    this.joints(this.pose ? last?.copied : null);
    this.root.dataset.squats = last?.squats ?? 0;
    super.draw();
  }

  // How far each joint of the pose is off: a full bar is exact, none is 90° off.
  joints(copied) {
    const list = this.find(".rows");
    list.replaceChildren(...(copied?.rows ?? []).map(([name, off]) => {
      const row = create("div", { innerHTML: '<span></span><span></span><span class="track"><i></i></span>' });
      row.children[0].textContent = name;
      row.children[1].textContent = `${off <= copied.close ? "✓ " : ""}${fixed(off, 0)}°`;
      row.querySelector("i").style.width = `${100 * clamp(1 - off / 90, 0, 1)}%`;
      return row;
    }));
    if (!list.childElementCount) return;
    const { words } = this.data, said = copied.done ? `✓ ${words.copied}` : filled(words.off, { d: copied.close });
    list.prepend(create("p", { className: "said", textContent: said }));
  }
}
export default (component) => exhibit(LiveSkeleton, component);
