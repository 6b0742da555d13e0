"""Loss functions: what counts as wrong, and how much."""

from core.ui import panels, shell
from core.ui.parts.losses import PARTS, SITUATIONS

say = shell.page("losses")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
