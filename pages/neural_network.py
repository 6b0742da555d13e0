"""A neuron draws a line; a few of them draw any border."""

from core.ui import panels, shell
from core.ui.parts.neural_network import PARTS, SITUATIONS

say = shell.page("neural_network")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
