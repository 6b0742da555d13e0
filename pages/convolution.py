"""Convolution and pooling: a small window of numbers slides over the learner's photo."""

from core.ui import inputs, panels, shell
from core.ui.parts.convolution import PARTS, SITUATIONS, riddle

say = shell.page("convolution")

SAMPLES = ("cat", "coffee", "china", "flower", "astronaut", "bus", "coins", "brick", "shapes")

panels.presets(say, SITUATIONS)
picture = inputs.picture(say, SAMPLES, default="cat")
panels.choose_part(say, PARTS).draw(say, picture)
riddle.draw(say, picture)
panels.how_it_works(say)
