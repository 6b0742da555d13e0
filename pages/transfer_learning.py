"""Transfer learning: a trained network learns one's own classes from a few photos."""

from core.ui import panels, shell
from core.ui.parts.transfer_learning import PARTS, SITUATIONS

say = shell.page("transfer_learning")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
