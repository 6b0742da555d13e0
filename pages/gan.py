"""GAN: a forger and a detective make each other better, until there are pictures that nobody ever took."""

from core.ui import panels, shell
from core.ui.parts.gan import PARTS, SITUATIONS

say = shell.page("gan")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
