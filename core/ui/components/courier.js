// Messages that must arrive. Of those that wait for a run the server keeps a component's newest alone: these go out one
// at a time, while no other is on its way, and again until the server tells the number of the one it has taken. Needs: nothing.
const AGAIN_MS = 20000, POLL_MS = 100;

class Courier {
  // `free()` tells whether nothing else of the component is on its way.
  constructor(root, send, free) {
    Object.assign(this, { root, send, free, queue: [], sent: 0, number: Math.floor(Math.random() * 1e9) });
  }

  get busy() { return this.queue.length > 0; }

  give(kind, message) {
    this.queue.push([kind, { n: ++this.number, ...message }]);
    this.clock = this.clock ?? setInterval(() => this.go(), POLL_MS);
    this.go();
  }

  go() {
    if (!this.busy || !this.root.isConnected) { clearInterval(this.clock); this.clock = null; return; }
    const now = performance.now();
    if (this.sent ? now - this.sent < AGAIN_MS : !this.free()) return;
    this.sent = now;
    this.send(...this.queue[0]);
  }

  // The server has taken message `number`.
  heard(number) {
    if (!this.busy || this.queue[0][1].n !== number) return;
    this.queue.shift();
    this.sent = 0;
    this.go();
  }
}
