// A grey picture of bytes on a canvas, one pixel a byte. Needs: nothing.
function grey(canvas, bytes, side) {
  const image = new ImageData(side, side);
  for (let i = 0; i < side * side; i++) image.data.set([bytes[i], bytes[i], bytes[i], 255], 4 * i);
  if (canvas.width !== side) canvas.width = canvas.height = side;
  canvas.getContext("2d").putImageData(image, 0, 0);
}
