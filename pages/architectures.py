"""A history of networks: what each did differently, and what it cost."""

from core.ui import panels, shell
from core.ui.parts.architectures import PARTS, SITUATIONS

say = shell.page("architectures")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
