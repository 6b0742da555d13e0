"""Sequences: networks that read one piece after the other, and what they remember."""

from core.ui import panels, shell
from core.ui.parts.sequences import PARTS, SITUATIONS

say = shell.page("sequences")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
