"""Captioning: a sentence for a photo, eyes from one network, words from another."""

from core.ui import panels, shell
from core.ui.parts.captioning import PARTS, SITUATIONS

say = shell.page("captioning")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
