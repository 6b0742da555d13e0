// A photo made brighter, stronger or blurred, as core.convolution.adjust does it, and the numbers of a colour space
// behind its pixels, as core.convolution.pixels has them. Needs: nothing.
const LUMA = [0.299, 0.587, 0.114], MIDDLE = 128;

// Numbers 0..255, three a pixel, with { light, contrast, colour }; what blurs them has been done.
function adjusted(x, { light, contrast, colour }) {
  const out = new Uint8ClampedArray(x.length), [red, green, blue] = LUMA; // it rounds as NumPy does, halves to the even number
  for (let i = 0; i < x.length; i += 3) {
    const r = x[i], g = x[i + 1], b = x[i + 2], grey = red * r + green * g + blue * b;
    out[i] = MIDDLE + contrast * (grey + colour * (r - grey) - MIDDLE) + light;
    out[i + 1] = MIDDLE + contrast * (grey + colour * (g - grey) - MIDDLE) + light;
    out[i + 2] = MIDDLE + contrast * (grey + colour * (b - grey) - MIDDLE) + light;
  }
  return out;
}

// A Gaussian cut at 3 σ, along rows and then columns; the edge goes on as it is.
const blurred = (x, w, h, sigma) => (sigma ? blurredAlong(blurredAlong(x, w, 3, sigma), h, 3 * w, sigma) : x);

// One direction of it: lines of `n` places, `step` numbers each.
function blurredAlong(x, n, step, sigma) {
  const reach = Math.ceil(3 * sigma), taps = [];
  for (let s = -reach; s <= reach; s++) taps.push(Math.exp(-(s ** 2) / (2 * sigma ** 2)));
  const total = taps.reduce((a, b) => a + b), out = new Float64Array(x.length);
  for (let line = 0; line < x.length; line += n * step)
    for (let s = -reach; s <= reach; s++) {
      const tap = taps[s + reach] / total;
      for (let at = 0, i = line; at < n; at++)
        for (let from = line + Math.max(0, Math.min(n - 1, at + s)) * step, end = i + step; i < end; i++, from++) out[i] += tap * x[from];
    }
  return out;
}

function hsvOf(r, g, b) {
  const value = Math.max(r, g, b), spread = value - Math.min(r, g, b);
  const sector = value === r ? (g - b) / spread : value === g ? 2 + (b - r) / spread : 4 + (r - g) / spread;
  return [spread ? (60 * sector + 360) % 360 : 0, value ? (100 * spread) / value : 0, (100 * value) / 255].map(Math.round);
}

// The three numbers of every pixel in a space: rgb, hsv, or grey: luma, mean and their difference.
function planesOf(x, space) {
  const planes = Uint16Array.from(x), [red, green, blue] = LUMA;
  for (let i = 0; i < x.length && space !== "rgb"; i += 3) {
    const r = x[i], g = x[i + 1], b = x[i + 2];
    if (space === "hsv") [planes[i], planes[i + 1], planes[i + 2]] = hsvOf(r, g, b);
    else {
      planes[i] = Math.round(red * r + green * g + blue * b);
      planes[i + 1] = Math.round((r + g + b) / 3);
      planes[i + 2] = Math.abs(planes[i] - planes[i + 1]);
    }
  }
  return planes;
}
