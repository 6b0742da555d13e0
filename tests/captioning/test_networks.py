"""The decoder and the ways to write with it, on small untrained networks."""

from itertools import pairwise, product

import pytest
import torch

from core.captioning import search
from core.captioning.networks import Captioner, Seer
from core.shared.efficientnet_lite import EfficientNetLite


@pytest.fixture
def net() -> Captioner:
    torch.manual_seed(0)
    net = Captioner(6, hidden=8, embed=8).eval()
    torch.nn.init.normal_(net.bias, std=1.0)
    net.table.weight.data.mul_(6)
    return net


@pytest.fixture
def features() -> torch.Tensor:
    return torch.rand(3, 49, 1280, generator=torch.Generator().manual_seed(1))


def chance(net: Captioner, features: torch.Tensor, numbers: tuple[int, ...]) -> float:
    """Return the log probability of a sentence (with what follows its end), as the search counts it."""
    logits, _ = net(features, torch.tensor([[0, *numbers[:-1]]]))
    total = 0.0
    for n, number in enumerate(numbers):
        before = numbers[n - 1] if n else 0
        row = logits[0, n].clone()
        row[1] = -torch.inf
        if before:
            row[before] = -torch.inf
        total += row.log_softmax(0)[number].item()
        if number == 0:
            return total
    return total


def test_attention_is_a_share_of_each_place(net: Captioner, features: torch.Tensor) -> None:
    logits, attention = net(features, torch.tensor([[0, 2, 3, 4]] * 3))
    assert logits.shape == (3, 4, 6) and attention.shape == (3, 4, 49)
    assert torch.allclose(attention.sum(2), torch.ones(3, 4)) and (attention > 0).all()
    first, _ = net(features)
    assert torch.allclose(first[:, 0], logits[:, 0])


def test_the_next_word_depends_on_the_words_before_and_the_photo(
    net: Captioner, features: torch.Tensor
) -> None:
    one, _ = net(features, torch.tensor([[0, 2, 3]] * 3))
    other, _ = net(features, torch.tensor([[0, 4, 3]] * 3))
    assert torch.equal(one[:, 0], other[:, 0]) and not torch.allclose(one[:, 2], other[:, 2])
    assert not torch.allclose(one[0], one[1])


def test_a_wide_beam_finds_the_likeliest_sentence(net: Captioner, features: torch.Tensor) -> None:
    every = product([0, 2, 3, 4, 5], repeat=3)
    sentences = [s for s in every if not any(a == 0 != b for a, b in pairwise(s))]
    for n in range(3):
        best = max(sentences, key=lambda s, n=n: chance(net, features[n : n + 1], s))
        assert tuple(search.beam(net, features, width=125, even=0, longest=3)[n].tolist()) == best


def test_a_beam_of_one_takes_the_likeliest_words(net: Captioner, features: torch.Tensor) -> None:
    greedy = search.sample(net, features, longest=5)
    assert torch.equal(search.beam(net, features, width=1, even=0, longest=5), greedy)


def test_what_is_drawn_is_repeatable_ends_once_and_never_unknown(
    net: Captioner, features: torch.Tensor
) -> None:
    many = features[:1].repeat(200, 1, 1)
    one, other = (
        search.sample(net, many, 2.0, longest=8, chance=torch.Generator().manual_seed(3)) for _ in range(2)
    )
    assert torch.equal(one, other) and len(one.unique(dim=0)) > 20
    assert not (one == 1).any()
    ended = (one == 0).long().cumsum(1).clamp(max=1)
    assert (one[ended.bool()] == 0).all()


def test_the_places_of_a_photo_are_those_of_lite0() -> None:
    lite = EfficientNetLite().eval()
    x = torch.rand(1, 3, 224, 224)
    with torch.inference_mode():
        assert Seer(lite)(x).shape == (1, 1280, 7, 7)
