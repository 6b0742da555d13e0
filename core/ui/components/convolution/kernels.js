// Kernels of any side, how one is cut to another side, what is put around a picture: as core.convolution has it.
// Needs: sketch.
const totalOf = (values) => values.reduce((a, b) => a + b, 0);

// identity, box, gaussian or log as size × size numbers; null for a kernel that has one side by nature.
function builtKernel(name, size, sigma) {
  const kernel = new Float64Array(size * size), middle = (size - 1) / 2, corner = Math.floor(middle);
  if (name === "identity") kernel[corner * size + corner] = 1;
  if (name === "identity") return kernel;
  if (name === "box") return kernel.fill(1 / size ** 2);
  const squared = kernel.map((_, i) => (Math.floor(i / size) - middle) ** 2 + ((i % size) - middle) ** 2);
  const bell = squared.map((r) => Math.exp(-r / (2 * sigma ** 2)));
  if (name === "gaussian") return bell.map((v) => v / totalOf(bell));
  if (name !== "log") return null;
  const hat = bell.map((v, i) => (v * (squared[i] - 2 * sigma ** 2)) / sigma ** 4), mean = totalOf(hat) / hat.length;
  const flat = hat.map((v) => v - mean), scale = 4 / Math.max(1e-9, totalOf(flat.filter((v) => v > 0)));
  return flat.map((v) => v * scale);
}

function resizedKernel(kernel, from, size) {
  const shift = Math.floor((size - 1) / 2) - Math.floor((from - 1) / 2), out = new Float64Array(size * size);
  kernel.forEach((value, at) => {
    const i = Math.floor(at / from) + shift, j = (at % from) + shift;
    if (i >= 0 && j >= 0 && i < size && j < size) out[i * size + j] = value;
  });
  return out;
}

// How a kernel's result is best looked at: by its size where plain surfaces give 0.
function suits(kernel) {
  return Math.abs(totalOf(kernel)) < 1e-3 * Math.max(1e-9, totalOf(kernel.map(Math.abs))) ? "size" : "clip";
}

// Pixels before and after the picture; an even window wants one more behind.
function padsOf({ padding, amount, size, dilation }) {
  const more = dilation * (size - 1), full = padding === "same" || padding === "reflect";
  const before = full ? Math.floor(more / 2) : padding === "zero" ? amount : 0;
  return { before, after: full ? more - before : before, mirror: padding === "reflect" };
}
