"""Pose: where a body's joints are, as numbers that a network predicts."""

from core.ui import panels, shell
from core.ui.parts.pose import PARTS, SITUATIONS

say = shell.page("pose")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
