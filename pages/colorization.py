"""Colouring and restoring: a network guesses what a grey photo's colours were, and what was in a hole."""

from core.ui import panels, shell
from core.ui.parts.colorization import PARTS, SITUATIONS

say = shell.page("colorization")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
