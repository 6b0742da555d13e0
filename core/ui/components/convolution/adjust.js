// A photo made brighter, stronger or blurred, as core.convolution.adjust does it, and the numbers of a colour space
// behind its pixels, as core.convolution.pixels has them. Needs: nothing.
const LUMA = [0.299, 0.587, 0.114], MIDDLE = 128;
const greyOf = (x, i) => LUMA[0] * x[i] + LUMA[1] * x[i + 1] + LUMA[2] * x[i + 2];

// Numbers 0..255, three a pixel, with { light, contrast, colour, blur }.
function adjusted(photo, w, h, { light, contrast, colour, blur }) {
  const x = blur ? blurredAlong(blurredAlong(photo, w, h, blur, 3, w), w, h, blur, 3 * w, h) : photo;
  const out = new Uint8ClampedArray(photo.length); // it rounds as NumPy does, halves to the even number
  for (let i = 0; i < x.length; i += 3) {
    const grey = greyOf(x, i);
    for (let c = 0; c < 3; c++) out[i + c] = MIDDLE + contrast * (grey + colour * (x[i + c] - grey) - MIDDLE) + light;
  }
  return out;
}

// One direction of a Gaussian cut at 3 σ: `step` numbers from a pixel to the next, `n` pixels in a line.
function blurredAlong(x, w, h, sigma, step, n) {
  const reach = Math.ceil(3 * sigma), taps = [];
  for (let s = -reach; s <= reach; s++) taps.push(Math.exp(-(s ** 2) / (2 * sigma ** 2)));
  const total = taps.reduce((a, b) => a + b), out = new Float64Array(x.length);
  for (let s = -reach; s <= reach; s++) {
    const tap = taps[s + reach] / total;
    for (let p = 0, i = 0; p < w * h; p++) {
      const at = step === 3 ? p % w : Math.floor(p / w), to = Math.max(0, Math.min(n - 1, at + s));
      for (let c = 0, from = i + (to - at) * step; c < 3; c++, i++, from++) out[i] += tap * x[from];
    }
  }
  return out;
}

function hsvOf(r, g, b) {
  const value = Math.max(r, g, b), spread = value - Math.min(r, g, b);
  const sector = value === r ? (g - b) / spread : value === g ? 2 + (b - r) / spread : 4 + (r - g) / spread;
  return [spread ? (60 * sector + 360) % 360 : 0, value ? (100 * spread) / value : 0, (100 * value) / 255].map(Math.round);
}

// The three numbers of every pixel in a space: rgb, hsv, or grey: luma, mean and their difference.
const SPACES = {
  rgb: (x, i) => [x[i], x[i + 1], x[i + 2]],
  hsv: (x, i) => hsvOf(x[i], x[i + 1], x[i + 2]),
  grey: (x, i) => {
    const luma = Math.round(greyOf(x, i)), mean = Math.round((x[i] + x[i + 1] + x[i + 2]) / 3);
    return [luma, mean, Math.abs(luma - mean)];
  },
};
function planesOf(x, space) {
  const planes = new Uint16Array(x.length);
  for (let i = 0; i < x.length; i += 3) planes.set(SPACES[space](x, i), i);
  return planes;
}
