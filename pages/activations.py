"""Activation functions: how the bend of f decides whether deep layers can learn."""

from core.ui import panels, shell
from core.ui.parts.activations import PARTS, SITUATIONS

say = shell.page("activations")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
