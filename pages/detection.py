"""Object detection: many boxes are proposed, one is kept for each thing; IoU is the ruler for all of it."""

from core.ui import panels, shell
from core.ui.parts.detection import PARTS, SITUATIONS

say = shell.page("detection")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
