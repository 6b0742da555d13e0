"""Activity recognition: a window over a phone's recording is enough to name what somebody does."""

from core.ui import panels, shell
from core.ui.parts.activity import PARTS, SITUATIONS

say = shell.page("activity")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
