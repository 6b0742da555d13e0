// What walls of made pictures share: tiles reached by arrow keys and chosen by a click, and the way from A to B and back.
// Needs: sketch.
const THERE_MS = 2600;

class MadeWall {
  // `scene` holds an element .wall, whose buttons are the tiles; who inherits has pin(i), draw() and name().
  constructor(root, setStateValue, scene) {
    this.root = root;
    this.player = new Player(root);
    this.shared = new Shared((pins) => setStateValue("pins", pins));
    Object.assign(this, { slot: 0, t: 0 });
    root.innerHTML = scene;
    this.find = (selector) => root.querySelector(selector);
    this.wall = this.find(".wall");
    this.wall.onclick = (event) => { const tile = event.target.closest("button"); if (tile) this.pin(Number(tile.dataset.i)); };
    this.wall.onkeydown = (event) => this.walk(event);
  }

  // Picture i of the sheet. A canvas each would be a layer each, which the browser puts together anew at every change.
  show(element, i) {
    const { sheet, across, count } = this.data, rows = count / across, at = (n, of) => `${(100 * n) / (of - 1)}%`;
    Object.assign(element.style, {
      backgroundImage: `url(${sheet})`,
      backgroundSize: `${100 * across}% ${100 * rows}%`,
      backgroundPosition: `${at(i % across, across)} ${at(Math.floor(i / across), rows)}`,
    });
  }

  walk(event) {
    const tile = event.target.closest("button"), to = ARROWS[event.key], tiles = this.wall.children;
    if (!to || !tile) return;
    event.preventDefault();
    tiles[clamp(Number(tile.dataset.i) + to[0] + this.data.across * to[1], 0, tiles.length - 1)].focus();
  }

  // There and back once.
  play() {
    const from = this.t * THERE_MS;
    this.player.start((_, since) => {
      const at = Math.max(0, from + since) / THERE_MS;
      this.t = at < 1 ? at : Math.max(0, 2 - at);
      this.draw();
      if (at >= 2) this.pause();
    });
    this.name();
  }

  pause() {
    this.player.stop();
    this.name();
  }
}
