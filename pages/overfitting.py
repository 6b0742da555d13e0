"""Overfitting: knowing the examples by heart is not understanding."""

from core.ui import panels, shell
from core.ui.parts.overfitting import PARTS, SITUATIONS

say = shell.page("overfitting")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
