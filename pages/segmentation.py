"""Segmentation: every pixel gets a name; how a network shrinks to understand and grows back to draw."""

from core.ui import panels, shell
from core.ui.parts.segmentation import PARTS, SITUATIONS

say = shell.page("segmentation")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
