// Sliders over lists of stops, inside a component: what they hold is text, so that a link and the server say the same.
// Needs: sketch.
class Knobs {
  // `moved()` is called at each stop on the way, `done(keys)` when it is let go, at each stop where keys move it.
  constructor(box, moved, done) { Object.assign(this, { box, moved, done, all: new Map() }); }

  // `knobs` are [name, stops, which stop]; those that are gone go, those that stay are not made anew.
  take(knobs, words) {
    const names = knobs.map(([name]) => name);
    for (const [name, { label }] of this.all) if (!names.includes(name)) { label.remove(); this.all.delete(name); }
    for (const [name, stops, at] of knobs) {
      if (!this.all.has(name)) this.all.set(name, this.made(name));
      const knob = this.all.get(name);
      Object.assign(knob, { stops });
      knob.range.max = stops.length - 1;
      knob.range.value = at;
      knob.range.setAttribute("aria-label", words[`knob_${name}`]);
      knob.label.firstChild.textContent = words[`knob_${name}`];
      this.told(knob);
    }
  }

  set(name, at) {
    const knob = this.all.get(name);
    knob.range.value = at;
    this.told(knob);
  }

  made(name) {
    const label = create("label", { className: "knob" }), range = create("input", { type: "range", min: 0, step: 1 });
    const output = create("b"), knob = { label, range, output };
    range.dataset.knob = name;
    label.append(create("span"), range, output);
    this.box.append(label);
    range.oninput = () => { this.told(knob); this.moved(); };
    let keys = false;
    range.onkeydown = () => { keys = true; };
    range.onpointerdown = () => { keys = false; };
    range.onchange = range.onpointerup = range.onpointercancel = () => this.done(keys);
    return knob;
  }

  told({ range, output, stops }) {
    retext(output, stops[range.value].replace("-", "−"));
    range.setAttribute("aria-valuetext", stops[range.value]);
  }

  texts() { return Object.fromEntries([...this.all].map(([name, { range, stops }]) => [name, stops[range.value]])); }
  values() { return Object.fromEntries(Object.entries(this.texts()).map(([name, text]) => [name, Number(text)])); }
}
