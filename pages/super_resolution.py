"""Super-resolution: an enlarging network paints what is likely, not what was there."""

from core.ui import panels, shell
from core.ui.parts.super_resolution import PARTS, SITUATIONS

say = shell.page("super_resolution")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
