"""What the training scripts share: a budget of computing time, checkpoints, the average of the weights.

training = Training(checkpoint, minutes, {"net": net, "optimiser": optimiser}, device)
for progress in training.steps():
    ...one step...
    training.tell(loss.item())
state = saved(checkpoint)
"""

import math
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from tqdm import tqdm

from core.runtime import cards

SAVE_EVERY_S = 180


class Training:
    """A training that ends after so much computing time, which a busy machine does not shorten.

    Or, to try a script out, after so many `steps`.

    `step` counts the steps that were taken, `seconds` the computing time; both go on where the checkpoint
    ended, as all `parts` do: by name, whatever has `state_dict` and `load_state_dict`.
    """

    def __init__(
        self,
        checkpoint: Path,
        minutes: float,
        parts: dict[str, Any],
        device: torch.device,
        smooth: float = 0.02,
        steps: int | None = None,
    ) -> None:
        """Go on from `checkpoint` if it exists; `smooth` is a step's weight in the loss that is shown."""
        self.checkpoint, self.minutes, self.most, self.parts = checkpoint, minutes, steps, parts
        self.device, self.smooth, self.loss = device, smooth, 0.0
        self.step, self.seconds = 0, 0.0
        if checkpoint.exists():
            state = torch.load(checkpoint, weights_only=True, map_location=device)
            self.step, self.seconds = state["step"], state["seconds"]
            for name, part in parts.items():
                part.load_state_dict(state[name])
        self._first, self._bar = self.step, tqdm(total=1000, unit="‰", mininterval=5, miniters=1)

    def steps(self) -> Iterator[float]:
        """Give the progress in 0..1 before each step, until it is 1; save every three minutes."""
        saved = time.monotonic()
        while (progress := self._progress()) < 1:
            started = time.process_time()
            yield progress
            self.step += 1
            # As if all of the processor had worked on it: a GPU's work is waited for by one thread.
            threads = 1 if self.device.type == "cuda" else torch.get_num_threads()
            self.seconds += (time.process_time() - started) / threads
            self._bar.update(int(progress * 1000) - self._bar.n)
            if time.monotonic() - saved > SAVE_EVERY_S:
                self.save()
                saved = time.monotonic()
        self.save()

    def _progress(self) -> float:
        return self.step / self.most if self.most else self.seconds / 60 / self.minutes

    def tell(self, loss: float, more: str = "") -> None:
        """Show the smoothed loss, the steps and `more` beside the progress."""
        steps = self.step - self._first + 1
        self.loss += (loss - self.loss) * max(self.smooth, 1 / steps)
        self._bar.set_postfix_str(f"loss {self.loss:.5f}  step {self.step}  {more}", False)

    def save(self) -> None:
        """Write a checkpoint beside the old one, then replace it."""
        state = {name: part.state_dict() for name, part in self.parts.items()}
        torch.save(state | {"step": self.step, "seconds": self.seconds}, self.checkpoint.with_suffix(".part"))
        self.checkpoint.with_suffix(".part").replace(self.checkpoint)


def autocast(device: torch.device) -> torch.autocast:
    """Return what computes in bfloat16 inside, where a device multiplies in it; elsewhere nothing changes."""
    able = {} if device.type == "cuda" else torch.cpu.get_capabilities()
    enabled = device.type == "cuda" or any(able.get(unit) for unit in ("amx_bf16", "avx512_bf16"))
    return torch.autocast(device.type, torch.bfloat16, enabled=enabled)


def ease_strides(net: nn.Module) -> None:
    """Let depthwise convolutions of stride 2 look at every place and keep each second one: the same numbers.

    oneDNN has no fast way back through theirs: one such layer takes a third of a step of `EverydayNet`.
    """
    for layer in net.modules():
        if isinstance(layer, nn.Conv2d) and layer.groups == layer.in_channels and layer.stride == (2, 2):
            layer.forward = partial(_every_second, layer)


def _every_second(layer: nn.Conv2d, x: Tensor) -> Tensor:
    kernel, bias = layer.weight, layer.bias
    return F.conv2d(x, kernel, bias, padding=layer.padding, groups=layer.groups)[:, :, ::2, ::2]


def take_over(net: nn.Module, known: dict[str, Tensor]) -> None:
    """Give a network the known tensors that fit it by name and shape; the others stay as they are."""
    own = net.state_dict()
    fitting = {key: tensor for key, tensor in known.items() if key in own and own[key].shape == tensor.shape}
    net.load_state_dict(own | fitting)


def go_on(net: nn.Module, name: str) -> str:
    """Give a network what fits it of the bundled weights; return what the card's command says of that."""
    from core.runtime import weights  # wants a package that only the dashboard needs

    take_over(net, weights.read(name))
    card = cards.read(name)
    return f" --further, after {card['trained']['minutes']:g} minutes ({card['command']})"


def saved(checkpoint: Path) -> dict[str, Any]:
    """Return what a checkpoint holds, on the CPU: the parts' states, "step" and "seconds"."""
    return torch.load(checkpoint, weights_only=True, map_location="cpu")


def effort(state: dict[str, Any]) -> dict[str, float]:
    """Return how long a training took, for a card."""
    return {"steps": state["step"], "minutes": round(state["seconds"] / 60, 1)}


def follow(average: nn.Module, net: nn.Module, step: int, decay: float) -> None:
    """Move the averaged weights towards those of `net`: quickly in the first steps, then by 1 − `decay`."""
    decay = min(decay, (1 + step) / (10 + step))
    for a, b in zip(average.state_dict().values(), net.state_dict().values(), strict=True):
        a.lerp_(b, 1 - decay) if a.is_floating_point() else a.copy_(b)


def rate_at(progress: float, rate: float, warmup: float) -> float:
    """Return the learning rate: up in a line to `rate`, down along a cosine; progress and warmup in 0..1."""
    if progress < warmup:
        return rate * (0.04 + 0.96 * progress / warmup)
    turn = math.pi * (progress - warmup) / (1 - warmup)
    return rate * (0.002 + 0.499 * (1 + math.cos(turn)))


def set_rate(optimiser: torch.optim.Optimizer, rate: float) -> None:
    """Give every group of parameters `rate` times its own "share", 1 where it has none."""
    for group in optimiser.param_groups:
        group["lr"] = rate * group.get("share", 1.0)


class Draws:
    """Indices of a data set in chance order, pass after pass: `count` of `total` at a time."""

    def __init__(self, total: int, count: int) -> None:
        """Start a new order with the next draw."""
        self.total, self.count, self._order = total, count, torch.empty(0, dtype=torch.long)

    def next(self) -> Tensor:
        """Return the next `count` indices (count,), never one twice in a pass."""
        if len(self._order) < self.count:
            self._order = torch.randperm(self.total)
        pick, self._order = self._order[: self.count], self._order[self.count :]
        return pick
