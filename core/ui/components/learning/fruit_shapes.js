// A fruit as shapes in a square of 100 × 100: how round and how red it is, 0..1. Needs: sketch.
const STEM = "M50 22Q50 12 58 6", LEAF = "M52 16Q62 2 78 10Q68 22 52 16Z";

// The outline: a ball that gets a neck where it is not round.
function fruitBody(round) {
  const neck = 1 - round, wide = 40 - 8 * neck, top = 22 - 4 * neck, waist = wide * (1 - 0.62 * neck), low = 62 + 6 * neck;
  return `M50 ${top}C${50 + waist} ${top} ${50 + waist} ${low - 26} ${50 + wide} ${low}` +
    `C${50 + wide + 2} ${low + 22} ${50 + wide * 0.6} 96 50 96` +
    `C${50 - wide * 0.6} 96 ${50 - wide - 2} ${low + 22} ${50 - wide} ${low}C${50 - waist} ${low - 26} ${50 - waist} ${top} 50 ${top}Z`;
}
const fruitColour = (red) => `hsl(${Math.round(78 - 74 * red)} ${Math.round(52 + 20 * red)}% ${Math.round(50 - 6 * red)}%)`;
const fruitStrokes = (round, red) => [
  { d: fruitBody(round), fill: fruitColour(red) }, { d: STEM, stroke: "#6B4A2B", width: 5 }, { d: LEAF, fill: "#3E8E41" },
];

// Draw a fruit of so many pixels with its middle at (x, y).
function fruit(parent, x, y, size, round, red) {
  const group = put(parent, "g", { transform: `translate(${x - size / 2} ${y - size / 2}) scale(${size / 100})` });
  for (const { d, fill, stroke, width } of fruitStrokes(round, red))
    put(group, "path", { d, fill: fill ?? "none", ...(stroke && { stroke, "stroke-width": width, "stroke-linecap": "round" }) });
  return group;
}
