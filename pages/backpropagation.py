"""Backpropagation: the error travels backwards and tells every weight its share."""

from core.ui import panels, shell
from core.ui.parts.backpropagation import PARTS, SITUATIONS

say = shell.page("backpropagation")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
