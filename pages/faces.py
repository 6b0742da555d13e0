"""Finding faces: a window slides over a photo and asks everywhere."""

from core.ui import panels, shell
from core.ui.parts.faces import PARTS, SITUATIONS

say = shell.page("faces")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
