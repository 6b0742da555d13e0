"""Reinforcement learning: an agent that nobody shows the right move learns to balance a pole."""

from core.ui import panels, shell
from core.ui.parts.cartpole import PARTS, SITUATIONS

say = shell.page("cartpole")

panels.parts(say, PARTS, SITUATIONS)
panels.how_it_works(say)
panels.model_card(say, "dqn")
