"""Image classification: a photo becomes a list of guesses."""

from core.ui import panels, shell
from core.ui.parts.classification import PARTS, SITUATIONS

say = shell.page("classification")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
