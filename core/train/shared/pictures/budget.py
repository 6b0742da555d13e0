"""A training that ends after so many seconds, on a device that must never wait for us.

run = Run(Budget(seconds=400), parts={"net": net, "optimiser": optimiser}, device, checkpoint, average=net)
for progress in run.steps():
    ...
    run.descend(loss, net, optimiser)

On a GPU the clock on the wall counts, on a CPU the computing time, which a busy machine does not shorten.
"""

import copy
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from core.train.shared.training import autocast

SAVE_EVERY_S, SAY_EVERY_S = 60, 10


@dataclass(frozen=True)
class Budget:
    """How long to train: `seconds` on the wall on a GPU, of computing on a CPU; or a number of `steps`."""

    seconds: float
    steps: int | None = None


def prepare(seed: int) -> torch.device:
    """Return the device to train on, ready for it."""
    torch.manual_seed(seed)
    if not torch.cuda.is_available():
        return torch.device("cpu")
    torch.set_num_threads(2)
    torch.backends.cudnn.benchmark = True
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
    return torch.device("cuda")


def half(device: torch.device, wanted: bool = True) -> torch.autocast:
    """Return what computes in bfloat16 inside, where the device multiplies in it and if `wanted`."""
    return autocast(device) if wanted else torch.autocast(device.type, torch.bfloat16, enabled=False)


@contextmanager
def any_size() -> Iterator[None]:
    """Let a GPU take photos of many sizes without trying out its algorithms for each of them."""
    before = torch.backends.cudnn.benchmark
    torch.backends.cudnn.benchmark = False
    yield
    torch.backends.cudnn.benchmark = before


class Average:
    """The averaged weights of a network, which follow it slowly: a better network than any of its steps."""

    def __init__(self, net: nn.Module, decay: float) -> None:
        """Begin at `net`; the weight of what was is `decay`, less in the first steps."""
        self.net, self.decay = copy.deepcopy(net).eval().requires_grad_(False), decay
        pairs = zip(self.net.state_dict().values(), net.state_dict().values(), strict=True)
        floats = [pair for pair in pairs if pair[0].is_floating_point()]
        self._ours, self._theirs = [a for a, _ in floats], [b for _, b in floats]

    @torch.no_grad()
    def follow(self, step: int) -> None:
        """Move towards the network by 1 − decay."""
        decay = min(self.decay, (1 + step) / (10 + step))
        torch._foreach_lerp_(self._ours, self._theirs, 1 - decay)


class Run:
    """The steps of a training: counts, tells, saves, averages; goes on where its checkpoint ended.

    `judge(average)` returns a sentence on the averaged network: it is asked now and then, on the validation
    photos. `partial`, a file, receives the averaged weights in half precision whenever a checkpoint is saved.
    """

    def __init__(
        self,
        budget: Budget,
        parts: dict[str, Any],
        device: torch.device,
        checkpoint: Path,
        average: nn.Module,
        decay: float = 0.999,
        judge: Callable[[nn.Module], str] | None = None,
        partial: Path | None = None,
    ) -> None:
        """Start, or go on from `checkpoint` where it exists."""
        self.budget, self.device, self.checkpoint, self.judge = budget, device, checkpoint, judge
        self.average, self.partial = Average(average, decay), partial
        self.parts = parts | {"average": self.average.net}
        checkpoint.absolute().parent.mkdir(parents=True, exist_ok=True)
        self.step, self.seconds, self.told = 0, 0.0, None
        if checkpoint.exists():
            state = torch.load(checkpoint, weights_only=True, map_location=device)
            self.step, self.seconds = state["step"], state["seconds"]
            for name, part in self.parts.items():
                part.load_state_dict(state[name])

    def _clock(self) -> float:
        wall = self.device.type == "cuda"
        return time.monotonic() if wall else time.process_time() / torch.get_num_threads()

    def _progress(self) -> float:
        return self.step / self.budget.steps if self.budget.steps else self.seconds / self.budget.seconds

    def steps(self) -> Iterator[float]:
        """Give the progress in 0..1 before each step, until it is 1."""
        saved = said = time.monotonic()
        judged, last = self._progress(), self._clock()
        while (progress := self._progress()) < 1:
            yield progress
            self.step += 1
            self.average.follow(self.step)
            now, clock = time.monotonic(), self._clock()
            self.seconds, last = self.seconds + clock - last, clock
            if now - said > SAY_EVERY_S:
                due = progress - judged > 0.12
                judged, said = (progress if due else judged), now
                self._say(progress, due)
            if now - saved > SAVE_EVERY_S:
                self.save()
                saved = time.monotonic()
            last = self._clock() if self.device.type != "cuda" else last
        self._say(1.0, True)
        self.save()

    def _say(self, progress: float, due: bool) -> None:
        loss = math.nan if self.told is None else float(self.told)
        verdict = ""
        if due and self.judge:
            with any_size():
                verdict = f"  {self.judge(self.average.net)}"
        name = self.checkpoint.stem
        print(f"{name} {progress:5.1%}  step {self.step}  loss {loss:.5f}{verdict}", flush=True)

    def tell(self, loss: Tensor) -> None:
        """Take a loss into the smoothed one that is shown, without waiting for the device."""
        loss = loss.detach().float()
        before = loss if self.told is None else self.told
        self.told = torch.where(loss.isfinite(), before.lerp(loss, 0.02), before)

    def descend(self, loss: Tensor, net: nn.Module, optimiser: torch.optim.Optimizer, limit: float) -> None:
        """Take one step down: gradients no longer than `limit` in all; what is not a number counts as 0."""
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        found = [p.grad for p in net.parameters() if p.grad is not None]
        for gradient in found:
            torch.nan_to_num_(gradient, 0.0, 0.0, 0.0)
        nn.utils.clip_grad_norm_(net.parameters(), limit, foreach=True)
        optimiser.step()

    def save(self) -> None:
        """Write the checkpoint beside the old one, then replace it; the average also by itself."""
        state = {name: part.state_dict() for name, part in self.parts.items()}
        fresh = self.checkpoint.with_suffix(".part")
        torch.save(state | {"step": self.step, "seconds": self.seconds}, fresh)
        fresh.replace(self.checkpoint)
        if self.partial:
            from safetensors.torch import save_file

            weights = self.average.net.state_dict()
            save_file({key: as_shipped(t).contiguous() for key, t in weights.items()}, self.partial)


def as_shipped(tensor: Tensor) -> Tensor:
    """Return a tensor on the CPU, in half precision if it holds fractions."""
    return tensor.detach().cpu().half() if tensor.is_floating_point() else tensor.detach().cpu()


def shipped(net: nn.Module, weights: dict[str, Tensor]) -> nn.Module:
    """Give `net` weights rounded to half precision, as they are shipped; return it ready to be measured."""
    net.load_state_dict({key: as_shipped(tensor) for key, tensor in weights.items()})
    return net.float().eval().requires_grad_(False)
