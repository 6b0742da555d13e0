// Non-maximum suppression as `core.shared.boxes` does it, within each class. Boxes come best first.
// Needs: boxes.

// Look at the boxes `among` (indices, best first); return what happens, one box after the other.
function struckOut(boxes, ids, among, threshold) {
  const limit = single(threshold), open = new Set(among), happens = [];
  for (const i of among) {
    if (!open.delete(i)) continue;
    happens.push({ box: i, by: -1, overlap: 0 });
    for (const j of open) {
      if (ids[j] !== ids[i]) continue;
      const overlap = iouOf(boxes[i], boxes[j]);
      if (overlap <= limit) continue;
      open.delete(j);
      happens.push({ box: j, by: i, overlap });
    }
  }
  return happens;
}

// Soft-NMS (Bodla et al., 2017): each better box lowers a score by exp(−IoU²/σ).
function softened(boxes, ids, scores, among, sigma = 0.5) {
  const lowered = Float64Array.from(scores), left = new Set(among);
  while (left.size) {
    let best = -1;
    for (const i of left) if (best < 0 || lowered[i] > lowered[best]) best = i;
    left.delete(best);
    for (const j of left) if (ids[j] === ids[best]) lowered[j] *= Math.exp(-(iouOf(boxes[best], boxes[j]) ** 2) / sigma);
  }
  return lowered;
}
