from pathlib import Path

import pytest
import torch
from torch import nn

from core.runtime import weights
from core.shared.everyday_net import EverydayNet
from core.train.shared.training import (
    Draws,
    Training,
    ease_strides,
    effort,
    follow,
    go_on,
    rate_at,
    saved,
    set_rate,
)

CPU = torch.device("cpu")


def run(checkpoint: Path, minutes: float) -> tuple[nn.Linear, Training, list[float]]:
    torch.manual_seed(0)
    net = nn.Linear(64, 64)
    optimiser = torch.optim.SGD(net.parameters(), lr=0.1)
    training = Training(checkpoint, minutes, {"net": net, "optimiser": optimiser}, CPU)
    progress = []
    for share in training.steps():
        loss = net(torch.rand(256, 64)).square().mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        training.tell(loss.item())
        progress.append(share)
    return net, training, progress


def test_a_training_spends_its_time_and_goes_on_where_it_ended(tmp_path: Path) -> None:
    file = tmp_path / "net.ckpt"
    net, training, progress = run(file, 0.002)
    assert progress == sorted(progress) and progress[0] == 0 and progress[-1] < 1
    assert training.step == len(progress) and training.seconds >= 0.12
    state = saved(file)
    torch.testing.assert_close(state["net"]["weight"], net.weight.detach())
    assert (
        effort(state) == {"steps": training.step, "minutes": 0.0} and not file.with_suffix(".part").exists()
    )
    again, resumed, more = run(file, 0.004)
    assert resumed.step == training.step + len(more) and more[0] == pytest.approx(0.5, abs=0.1)
    assert again.weight.norm() < net.weight.norm()
    _, done, none = run(file, 0.004)
    assert none == [] and done.step == resumed.step


def test_a_training_may_end_after_so_many_steps(tmp_path: Path) -> None:
    training = Training(tmp_path / "net.ckpt", 1, {"net": nn.Linear(1, 1)}, CPU, steps=4)
    assert list(training.steps()) == [0, 0.25, 0.5, 0.75] and training.step == 4


def test_averaged_weights_follow_at_once_in_the_first_steps_and_slowly_later() -> None:
    net, early, late = nn.Linear(1, 1), nn.Linear(1, 1), nn.Linear(1, 1)
    for layer, value in ((net, 1.0), (early, 0.0), (late, 0.0)):
        nn.init.constant_(layer.weight, value)
    follow(early, net, 0, 0.99), follow(late, net, 10**6, 0.99)
    assert early.weight.item() == pytest.approx(0.9) and late.weight.item() == pytest.approx(0.01)


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


def test_further_training_begins_with_what_fits_of_the_bundled_weights() -> None:
    torch.manual_seed(0)
    net, known = EverydayNet(classes=3), weights.read("everyday")
    head = net.head.weight.clone()
    assert " --further, after " in go_on(net, "everyday")
    torch.testing.assert_close(net.stem[0].weight, known["stem.0.weight"].float())
    torch.testing.assert_close(net.head.weight, head)
