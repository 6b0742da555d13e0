"""A step of learning in NumPy against the same step in PyTorch, as a training is watched while it runs."""

import statistics
import time
from collections.abc import Callable

import numpy as np
import torch

from core.cartpole import models
from core.cartpole.dqn import BATCH, Learner, Settings, Transitions

STEPS, ROUNDS = 200, 5


def torch_step(batch: Transitions) -> Callable[[], None]:
    online, target = models.build(), models.build()
    optimizer = torch.optim.Adam(online.parameters(), 1e-3)
    states, actions, rewards, following, fell = map(torch.from_numpy, batch)

    def step() -> None:
        with torch.no_grad():
            targets = rewards + 0.99 * target(following).max(1).values * ~fell
        q = online(states).gather(1, actions[:, None])[:, 0]
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(q, targets).backward()
        optimizer.step()

    return step


def seconds(step: Callable[[], None]) -> float:
    began = time.perf_counter()
    for _ in range(STEPS):
        step()
    return time.perf_counter() - began


def test_a_step_of_learning_takes_at_most_half_of_pytorchs() -> None:
    learner, threads = Learner(Settings(warm_up=10**9)), torch.get_num_threads()
    for _ in range(200):
        learner.step()
    batch = learner.memory.at(np.arange(BATCH))
    theirs = torch_step(batch)
    torch.set_num_threads(1)  # PyTorch's best case on so small a network
    try:
        pairs = [(seconds(lambda: learner.learn(batch)), seconds(theirs)) for _ in range(ROUNDS)]
    finally:
        torch.set_num_threads(threads)
    ratio = statistics.median(ours / other for ours, other in pairs)
    print(f"NumPy / PyTorch: {ratio:.2f}")
    assert ratio <= 0.5
