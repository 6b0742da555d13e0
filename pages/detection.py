"""Object detection: many boxes are proposed, one is kept for each thing; IoU is the ruler for all of it."""

from core.ui import inputs, panels, shell
from core.ui.parts.detection import PARTS, SAMPLES, SITUATIONS, iou, score

say = shell.page("detection")

panels.presets(say, SITUATIONS)
picture = inputs.picture(say, SAMPLES, default="wall")
part = panels.choose_part(say, PARTS)
part.draw(say, picture)
if part not in (iou, score):
    iou.challenge(say, picture)
panels.how_it_works(say)
