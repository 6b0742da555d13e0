// Numbers in half precision, as networks travel into the browser. Needs: sketch.
function halves(text) { // float16, little-endian
  const bits = new Uint16Array(bytesOf(text).buffer), values = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) {
    const b = bits[i], exponent = (b >> 10) & 31, fraction = b & 1023;
    values[i] = (b & 0x8000 ? -1 : 1) * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -24 * fraction);
  }
  return values;
}
