// Small pictures, and a pair of networks that another component brought. Needs: sketch.
const PX = 28;

// Values in 0..1 (scale 255) or bytes (scale 1), one a pixel or three of a colour.
function paint(canvas, values, scale = 255, side = PX, colours = 1) {
  const image = new ImageData(side, side);
  for (let i = 0; i < side * side; i++) {
    for (let c = 0; c < 3; c++) image.data[4 * i + c] = values[i * colours + (c % colours)] * scale;
    image.data[4 * i + 3] = 255;
  }
  canvas.width = canvas.height = side;
  canvas.getContext("2d").putImageData(image, 0, 0);
}

// Call `then` with the networks of `model`, now or when they have come.
function ganNets(model, then) {
  const here = window.deepvisionGan?.[model];
  if (here) return then(here);
  const arrived = (event) => {
    if (event.detail !== model) return;
    window.removeEventListener("deepvision-gan", arrived);
    then(window.deepvisionGan[model]);
  };
  window.addEventListener("deepvision-gan", arrived);
}

// Between two latent vectors along an arc, as normal numbers lie on a shell (White, 2016); t in 0..1.
function arc(a, b, t) {
  let dot = 0, aa = 0, bb = 0;
  for (let i = 0; i < a.length; i++) { dot += a[i] * b[i]; aa += a[i] * a[i]; bb += b[i] * b[i]; }
  const angle = Math.acos(clamp(dot / Math.sqrt(aa * bb || 1), -1, 1)), sine = Math.sin(angle);
  if (sine < 1e-4) return a.map((v, i) => v + (b[i] - v) * t);
  const [p, q] = [Math.sin((1 - t) * angle) / sine, Math.sin(t * angle) / sine];
  return a.map((v, i) => p * v + q * b[i]);
}
const straight = (a, b, t) => a.map((v, i) => v + (b[i] - v) * t);
const percent = (v) => `${Math.round(100 * v)}%`;
const wide = (v) => `${(100 * v).toFixed(1)}%`; // for a style
