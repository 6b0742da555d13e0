"""Image classification: a photo becomes a list of guesses; why, and how to teach a network one's own."""

from core.ui import panels, shell
from core.ui.parts.classification import PARTS, SITUATIONS

say = shell.page("classification")

panels.presets(say, SITUATIONS)
panels.choose_part(say, PARTS).draw(say)
panels.how_it_works(say)
