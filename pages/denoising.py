"""Denoising autoencoder: through a narrow bottleneck a network learns what pictures look like."""

from core.ui import panels, shell
from core.ui.parts.denoising import PARTS, SITUATIONS

say = shell.page("denoising")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
