"""Style transfer: what a picture shows, painted as another one is painted."""

from core.ui import panels, shell
from core.ui.parts.style_transfer import PARTS, SITUATIONS

say = shell.page("style_transfer")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
