import copy
import time
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from core.runtime import weights
from core.shared.everyday_net import EverydayNet
from core.train.shared import training as loop
from core.train.shared.averages import Average, as_shipped, follow, shipped
from core.train.shared.training import (
    Draws,
    Training,
    Watch,
    autocast,
    descend,
    ease_pointwise,
    ease_strides,
    effort,
    go_on,
    rate_at,
    saved,
    set_rate,
)

CPU = torch.device("cpu")


class Trainee:
    """A small network, which learns the same in the same step whenever that is taken."""

    def __init__(self, checkpoint: Path, steps: int) -> None:
        torch.manual_seed(0)
        self.net = nn.Sequential(nn.Linear(8, 8), nn.BatchNorm1d(8))
        self.optimiser = torch.optim.Adam(self.net.parameters(), lr=0.05)
        parts = {"net": self.net, "optimiser": self.optimiser}
        self.training = Training(checkpoint, 1, parts, CPU, steps=steps, average=Average(self.net, 0.9))

    def learn(self, until: int) -> list[float]:
        """Train up to a step; return the progress before each."""
        told = []
        for progress in self.training.steps():
            torch.manual_seed(self.training.step)
            loss = self.net(torch.rand(16, 8)).square().mean()
            descend(loss, self.optimiser, limit=1.0)
            self.training.tell(loss)
            told.append(progress)
            if self.training.step + 1 == until:
                self.training.most = until
        return told


def test_what_goes_on_from_a_checkpoint_is_what_never_stopped(tmp_path: Path) -> None:
    whole = Trainee(tmp_path / "whole.ckpt", 12)
    assert whole.learn(12) == [n / 12 for n in range(12)]
    first = Trainee(tmp_path / "parts.ckpt", 12)
    first.learn(5)
    second = Trainee(tmp_path / "parts.ckpt", 12)
    assert second.training.step == 5 and second.learn(12) == [n / 12 for n in range(5, 12)]
    one, other = (saved(tmp_path / name) for name in ("whole.ckpt", "parts.ckpt"))
    for part in ("net", "average"):
        torch.testing.assert_close(other[part], one[part], rtol=0, atol=0)
    assert one["step"] == other["step"] == 12 and one["net"]["1.num_batches_tracked"] == 12
    assert not torch.equal(one["net"]["0.weight"], one["average"]["0.weight"])
    assert Trainee(tmp_path / "parts.ckpt", 12).learn(12) == []
    assert not list(tmp_path.glob("*.part"))


def working(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_a_cpus_budget_is_computing_time(tmp_path: Path) -> None:
    file, progress = tmp_path / "net.ckpt", []
    threads = torch.get_num_threads()
    for share in (training := Training(file, 0.001, {}, CPU)).steps():
        working(0.01 * threads)
        time.sleep(0.02)  # another process has the processor meanwhile
        progress.append(share)
    assert progress == sorted(progress) and progress[0] == 0 and progress[-1] < 1
    assert training.step == len(progress) and 0.06 <= training.seconds < 0.09
    assert training.step <= 7, "waiting is not computing"
    again = Training(file, 0.002, {}, CPU)
    assert next(again.steps()) == pytest.approx(0.5, abs=0.25) and again.step == training.step
    assert effort(saved(file)) == {"steps": training.step, "minutes": 0.0, "device": "cpu"}


def test_a_gpus_budget_is_the_clock_on_the_wall() -> None:
    training = Training(None, 0.002, {}, torch.device("cuda"))
    for _ in training.steps():
        time.sleep(0.02)
    assert 0.12 <= training.seconds < 0.4 and training.step <= 6


def test_without_a_checkpoint_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    training = Training(None, 1, {"net": nn.Linear(1, 1)}, CPU, steps=4)
    assert list(training.steps()) == [0, 0.25, 0.5, 0.75] and training.step == 4
    assert not list(tmp_path.iterdir()) and training.state_dict().keys() >= {"net", "step", "seconds"}


def test_the_average_is_the_plain_formula() -> None:
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(3, 3), nn.BatchNorm1d(3))
    average, plainly = Average(net, 0.6), copy.deepcopy(net.state_dict())
    same = copy.deepcopy(net)
    for step in range(8):
        for tensor in net.state_dict().values():
            tensor.copy_(torch.randn(tensor.shape) if tensor.is_floating_point() else torch.tensor(step))
        average.follow(step)
        follow(same, net, step, 0.6)
        keep = min(0.6, (1 + step) / (10 + step))
        for key, value in net.state_dict().items():
            counted = not value.is_floating_point()
            plainly[key] = value.clone() if counted else keep * plainly[key] + (1 - keep) * value
    torch.testing.assert_close(dict(average.net.state_dict()), dict(plainly))
    torch.testing.assert_close(dict(same.state_dict()), dict(plainly))
    assert not average.net.training and net.training


def test_what_is_not_a_number_in_a_gradient_counts_as_nothing() -> None:
    weight = nn.Parameter(torch.zeros(3))
    optimiser = torch.optim.SGD([weight], lr=1.0)
    descend((weight * torch.tensor([torch.nan, 3.0, torch.inf])).sum(), optimiser)
    assert weight.tolist() == [0, -3, 0]
    descend((weight * torch.tensor([torch.nan, 30.0, 40.0])).sum(), optimiser, limit=5.0)
    assert weight.tolist() == pytest.approx([0, -6, -4], rel=1e-4)


def test_the_loss_that_is_told_is_smoothed_and_skips_what_is_no_number() -> None:
    training = Training(None, 1, {}, CPU, smooth=0.5)
    for loss in (4.0, torch.tensor(torch.nan), torch.tensor(8.0, requires_grad=True)):
        training.tell(loss)
    assert float(training.loss) == 6 and not training.loss.requires_grad


def test_whoever_watches_is_asked_now_and_then_and_gets_the_averaged_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "SAY_EVERY_S", 0)
    net, asked = nn.Linear(2, 1), []

    def check(average: nn.Module) -> str:
        asked.append(average.weight.clone())
        return "fine"

    average, watch = Average(net, 0.9), Watch(tmp_path / "net.partial.safetensors", check)
    training = Training(None, 1, {"net": net}, CPU, steps=30, average=average, watch=watch)
    for _ in training.steps():
        with torch.no_grad():
            net.weight += 1 / 3
    assert 8 <= len(asked) <= 11 and torch.equal(asked[-1], average.net.weight)
    kept = load_file(watch.keep)
    assert kept["weight"].dtype == torch.float16
    torch.testing.assert_close(kept["weight"], average.net.weight.detach().half())


def test_shipped_weights_are_copies_in_half_precision() -> None:
    net = nn.BatchNorm2d(2)
    whole: dict[str, Tensor] = net.state_dict() | {"weight": torch.tensor([1 / 3, 2 / 3])}
    other = shipped(nn.BatchNorm2d(2), whole)
    assert other.weight.tolist() == whole["weight"].half().float().tolist() != whole["weight"].tolist()
    assert other.weight.dtype == torch.float32 and not other.training and not other.weight.requires_grad
    kept = as_shipped(net.num_batches_tracked)
    net.num_batches_tracked += 1
    assert kept == 0 and kept.dtype == torch.long


def test_half_precision_is_for_those_who_want_it() -> None:
    with autocast(CPU, wanted=False):
        assert (torch.ones(2, 2) @ torch.ones(2, 2)).dtype == torch.float32


def test_the_rate_climbs_to_its_highest_and_falls_to_almost_nothing() -> None:
    rates = [rate_at(i / 100, 2.0, 0.1) for i in range(101)]
    assert max(rates) == rates[10] == pytest.approx(2.0)
    assert rates[:11] == sorted(rates[:11]) and rates[10:] == sorted(rates[10:], reverse=True)
    assert 0 < rates[-1] < 0.01
    parts = [{"params": [torch.zeros(1)], "share": 0.5}, {"params": [torch.zeros(1)]}]
    optimiser = torch.optim.SGD(parts, lr=1.0)
    set_rate(optimiser, 0.2)
    assert [group["lr"] for group in optimiser.param_groups] == [0.1, 0.2]


def test_no_picture_is_drawn_twice_in_a_pass() -> None:
    draws = Draws(10, 3)
    for _ in range(4):
        drawn = torch.cat([draws.next() for _ in range(3)])
        assert len(drawn.unique()) == 9


@pytest.mark.parametrize("side", [8, 9])
def test_every_second_place_is_what_a_stride_of_two_computes(side: int) -> None:
    torch.manual_seed(0)
    layer, x = nn.Conv2d(6, 6, 3, 2, 1, groups=6), torch.rand(2, 6, side, side, requires_grad=True)
    out = layer(x)
    wanted = torch.autograd.grad(out.square().sum(), [x, layer.weight, layer.bias])
    ease_strides(nn.Sequential(layer))
    eased = layer(x)
    torch.testing.assert_close(eased, out)
    torch.testing.assert_close(
        torch.autograd.grad(eased.square().sum(), [x, layer.weight, layer.bias]), wanted
    )


@pytest.mark.parametrize("bias", [True, False])
def test_a_pointwise_convolution_is_a_product_of_matrices(bias: bool) -> None:
    torch.manual_seed(0)
    layer, other = nn.Conv2d(6, 9, 1, bias=bias), nn.Conv2d(6, 9, 3, bias=bias)
    x, as_it_was = torch.rand(2, 6, 5, 4, requires_grad=True), other.forward
    wanted = torch.autograd.grad(layer(x).square().sum(), [x, *layer.parameters()])
    out = layer(x)
    ease_pointwise(nn.Sequential(layer, other))
    torch.testing.assert_close(layer(x), out)
    torch.testing.assert_close(torch.autograd.grad(layer(x).square().sum(), [x, *layer.parameters()]), wanted)
    assert other.forward == as_it_was


def test_further_training_begins_with_what_fits_of_the_bundled_weights() -> None:
    torch.manual_seed(0)
    net, known = EverydayNet(classes=3), weights.read("everyday")
    head = net.head.weight.clone()
    assert " --further, after " in go_on(net, "everyday")
    torch.testing.assert_close(net.stem[0].weight, known["stem.0.weight"].float())
    torch.testing.assert_close(net.head.weight, head)
