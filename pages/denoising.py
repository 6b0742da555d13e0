"""Denoising autoencoder: through a narrow door a network learns what pictures look like."""

from core.ui import panels, shell
from core.ui.parts.denoising import PARTS, SITUATIONS

say = shell.page("denoising")

panels.presets(say, SITUATIONS)
panels.choose_part(say, PARTS).draw(say)
panels.how_it_works(say)
