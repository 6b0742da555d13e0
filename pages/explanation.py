"""Why this answer? Where in a photo the evidence was, and what layers make of it."""

from core.ui import panels, shell
from core.ui.parts.explanation import PARTS, SITUATIONS

say = shell.page("explanation")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
