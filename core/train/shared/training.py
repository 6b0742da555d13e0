"""The training loop: a budget, checkpoints, averaged weights, a step down, what is told on the way.

parts = {"net": net, "optimiser": optimiser}
training = Training(checkpoint, minutes, parts, device, average=Average(net, 0.99))
for progress in training.steps():
    set_rate(optimiser, rate_at(progress, 1e-3, 0.05))
    with autocast(device):
        loss = ...
    descend(loss, optimiser, limit=1.0)
    training.tell(loss)
state = saved(checkpoint)
"""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from tqdm import tqdm

from core.runtime import cards
from core.train.shared.averages import Average, as_shipped

SAVE_EVERY_S, SAY_EVERY_S = 60, 5
CHECK_EVERY = 0.1
"""share of a training between two checks of the averaged network"""


@dataclass(frozen=True)
class Watch:
    """Who looks at the averaged network on the way.

    `check` maps it to a line of figures, ten times in all at most; with each checkpoint `keep`, a safetensors
    file, receives its weights in half precision.
    """

    keep: Path
    check: Callable[[nn.Module], str]

    def write(self, average: nn.Module) -> None:
        """Replace the weights in `keep`."""
        from safetensors.torch import save_file

        weights = {key: as_shipped(tensor) for key, tensor in average.state_dict().items()}
        save_file(weights, self.keep.with_suffix(".part"))
        self.keep.with_suffix(".part").replace(self.keep)


class Training:
    """A training that ends after so much time: of computing on a CPU, which a busy machine does not shorten,
    by the clock on the wall on a GPU. Or, to try a script out, after so many `steps`.

    `step` counts the steps that were taken, `seconds` the time; both go on where the checkpoint ended, as all
    `parts` do: by name, whatever has `state_dict` and `load_state_dict`. The `average` follows after each
    step and is kept under "average".
    """

    def __init__(
        self,
        checkpoint: Path | None,
        minutes: float,
        parts: dict[str, Any],
        device: torch.device,
        smooth: float = 0.02,
        steps: int | None = None,
        average: Average | None = None,
        watch: Watch | None = None,
    ) -> None:
        """Go on from `checkpoint` if it exists; `smooth` is a step's weight in the loss that is shown.

        None writes no checkpoint. A `watch` wants an `average`.
        """
        self.checkpoint, self.minutes, self.most, self.device = checkpoint, minutes, steps, device
        self.average, self.watch, self.smooth = average, watch, smooth
        self.parts = parts | ({"average": average.net} if average else {})
        self.step, self.seconds, self.loss = 0, 0.0, torch.zeros(())
        self._told, self._more = 0, ""
        if checkpoint and checkpoint.exists():
            state = torch.load(checkpoint, weights_only=True, map_location=device)
            self.step, self.seconds = state["step"], state["seconds"]
            for name, part in self.parts.items():
                part.load_state_dict(state[name])

    def steps(self) -> Iterator[float]:
        """Give the progress in 0..1 before each step, until it is 1; save every minute and at the end."""
        said = stored = time.monotonic()
        checked, last = self._progress(), self._clock()
        with tqdm(total=1000, initial=int(checked * 1000), unit="‰") as bar:
            while (progress := self._progress()) < 1:
                yield progress
                self.step += 1
                if self.average:
                    self.average.follow(self.step)
                now, clock = time.monotonic(), self._clock()
                self.seconds, last = self.seconds + (clock - last) / self._workers, clock
                if now - said > SAY_EVERY_S:
                    said = now
                    self._say(bar, progress)
                    if self.watch and progress - checked > CHECK_EVERY:
                        checked = progress
                        self._check(bar, progress)
                if now - stored > SAVE_EVERY_S:
                    stored = now
                    self.save()
                last = last if self._on_gpu else self._clock()
            self._say(bar, 1.0)
            if self.watch:
                self._check(bar, 1.0)
        self.save()

    @property
    def _on_gpu(self) -> bool:
        return self.device.type == "cuda"

    @property
    def _workers(self) -> int:
        return 1 if self._on_gpu else torch.get_num_threads()

    def _clock(self) -> float:
        return time.monotonic() if self._on_gpu else time.process_time()

    def _progress(self) -> float:
        return self.step / self.most if self.most else self.seconds / 60 / self.minutes

    def _say(self, bar: tqdm, progress: float) -> None:
        bar.n = int(1000 * min(progress, 1))
        bar.set_postfix_str(f"loss {float(self.loss):.5f}  step {self.step}  {self._more}")

    def _check(self, bar: tqdm, progress: float) -> None:
        with any_size():
            found = self.watch.check(self.average.net)
        bar.write(f"{self.watch.keep.stem}: {progress:.1%}, {self.seconds:.0f} s, step {self.step}: {found}")

    def tell(self, loss: Tensor | float, more: str = "") -> None:
        """Take a loss into the smoothed one that is shown beside `more`, without waiting for the device."""
        loss = torch.as_tensor(loss).detach().float()
        self._told, self._more = self._told + 1, more
        before = self.loss.to(loss.device, non_blocking=True)
        followed = before.lerp(loss, max(self.smooth, 1 / self._told))
        self.loss = torch.where(loss.isfinite(), followed, before)

    def state_dict(self) -> dict[str, Any]:
        """Return what a checkpoint holds."""
        state = {name: part.state_dict() for name, part in self.parts.items()}
        return state | {"step": self.step, "seconds": self.seconds, "device": self.device.type}

    def save(self) -> None:
        """Write the checkpoint, and the averaged weights for whoever watches."""
        if self.checkpoint:
            store(self.state_dict(), self.checkpoint)
        if self.watch:
            self.watch.write(self.average.net)


def store(state: dict[str, Any], checkpoint: Path) -> None:
    """Write a state beside the old one, then replace it."""
    checkpoint.absolute().parent.mkdir(parents=True, exist_ok=True)
    torch.save(state, checkpoint.with_suffix(".part"))
    checkpoint.with_suffix(".part").replace(checkpoint)


def saved(checkpoint: Path) -> dict[str, Any]:
    """Return what a checkpoint holds, on the CPU: the parts' states, "step", "seconds" and "device"."""
    return torch.load(checkpoint, weights_only=True, map_location="cpu")


def effort(state: dict[str, Any]) -> dict[str, Any]:
    """Return how long a training took, and on what, for a card."""
    device = {"device": state["device"]} if "device" in state else {}
    return {"steps": state["step"], "minutes": round(state["seconds"] / 60, 1)} | device


def descend(loss: Tensor, optimiser: torch.optim.Optimizer, limit: float | None = None) -> None:
    """Take one step down: the gradient no longer than `limit`; what is not a number in it counts as 0."""
    optimiser.zero_grad()
    loss.backward()
    parameters = [p for group in optimiser.param_groups for p in group["params"] if p.grad is not None]
    for p in parameters:
        p.grad.nan_to_num_(0.0, 0.0, 0.0)
    if limit is not None:
        nn.utils.clip_grad_norm_(parameters, limit)
    optimiser.step()


def device_here() -> torch.device:
    """Return the GPU if there is one, else the processor."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def prepare(seed: int) -> torch.device:
    """Return the device to train on, ready for it: seeded, and a GPU quick where all inputs have one size."""
    torch.manual_seed(seed)
    device = device_here()
    if device.type == "cuda":
        torch.backends.cudnn.benchmark = True
        torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
    return device


@contextmanager
def any_size() -> Iterator[None]:
    """Let a GPU take photos of many sizes without trying out its algorithms for each of them."""
    before = torch.backends.cudnn.benchmark
    torch.backends.cudnn.benchmark = False
    yield
    torch.backends.cudnn.benchmark = before


def autocast(device: torch.device, wanted: bool = True) -> torch.autocast:
    """Return what computes in bfloat16 inside, if `wanted` and where a device multiplies in it."""
    return torch.autocast(device.type, torch.bfloat16, enabled=wanted and multiplies_in_bfloat16(device))


def multiplies_in_bfloat16(device: torch.device) -> bool:
    """Return whether a device has units for bfloat16."""
    able = {} if device.type == "cuda" else torch.cpu.get_capabilities()
    return device.type == "cuda" or any(able.get(unit) for unit in ("amx_bf16", "avx512_bf16"))


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


def ease_pointwise(net: nn.Module) -> None:
    """Let 1×1 convolutions be products of matrices: the same numbers.

    On one thread torch takes its slow convolution for them, which needs three times as long there and back.
    """
    for layer in net.modules():
        if isinstance(layer, nn.Conv2d) and layer.kernel_size == layer.stride == (1, 1) and layer.groups == 1:
            layer.forward = partial(_as_product, layer)


def _as_product(layer: nn.Conv2d, x: Tensor) -> Tensor:
    return F.linear(x.permute(0, 2, 3, 1), layer.weight[:, :, 0, 0], layer.bias).permute(0, 3, 1, 2)


def take_over(net: nn.Module, known: dict[str, Tensor]) -> None:
    """Give a network the known tensors that fit it by name and shape; the others stay as they are."""
    own = net.state_dict()
    fitting = {key: tensor for key, tensor in known.items() if key in own and own[key].shape == tensor.shape}
    net.load_state_dict(own | fitting)


def go_on(net: nn.Module, name: str, option: str = "--further", only: tuple[str, ...] = ("",)) -> str:
    """Give a network what fits of the bundled weights (`only` these beginnings); return the card's words."""
    from core.runtime import weights  # wants a package that only the dashboard needs

    take_over(net, {key: known for key, known in weights.read(name).items() if key.startswith(only)})
    card = cards.read(name)
    return f" {option}, after {card['trained']['minutes']:g} minutes ({card['command']})"


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
