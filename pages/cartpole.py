"""Reinforcement learning: an agent that nobody shows the right move learns to balance a pole."""

from core.ui import panels, shell
from core.ui.parts.cartpole import PARTS, SITUATIONS, against

say = shell.page("cartpole")

panels.presets(say, SITUATIONS)
part = panels.choose_part(say, PARTS)
part.draw(say)
if part is not against:
    against.challenge(say)
panels.how_it_works(say)
panels.model_card(say, "dqn")
