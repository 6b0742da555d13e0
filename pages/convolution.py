"""Convolution and pooling: a small window of numbers slides over the learner's photo."""

from core.ui import panels, shell
from core.ui.parts.convolution import PARTS, SITUATIONS

say = shell.page("convolution")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
