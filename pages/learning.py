"""What machine learning is: nobody writes the rule, it is found from examples."""

from core.ui import panels, shell
from core.ui.parts.learning import PARTS, SITUATIONS

say = shell.page("learning")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
