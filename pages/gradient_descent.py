"""Gradient descent: walks downhill, and the step size that decides whether they arrive."""

from core.ui import panels, shell
from core.ui.parts.gradient_descent import PARTS, SITUATIONS

say = shell.page("gradient_descent")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
