import numpy as np
import pytest
import torch

from core.activations import softmax


def test_the_courses_example() -> None:
    np.testing.assert_allclose(softmax.softmax([-1, 0.5, 2]), [0.039, 0.175, 0.786], atol=5e-4)


@pytest.mark.parametrize("temperature", [0.05, 0.5, 1, 3, 20])
def test_equals_torch_at_every_temperature(temperature: float) -> None:
    z = np.random.default_rng(0).normal(0, 4, (50, 6))
    expected = torch.softmax(torch.tensor(z) / temperature, -1).numpy()
    np.testing.assert_allclose(softmax.softmax(z, temperature), expected, atol=1e-12)


def test_large_scores_do_not_overflow() -> None:
    np.testing.assert_array_equal(softmax.softmax([1e5, -1e5]), [1, 0])


def test_entropy_is_between_none_and_all_alike() -> None:
    assert softmax.entropy([1, 0, 0]) == 0
    assert softmax.entropy([0.25] * 4) == pytest.approx(np.log(4))


@pytest.mark.parametrize(
    ("scores", "temperature", "kind"),
    [
        (softmax.START, 1, "warm"),
        (softmax.START, 0.2, "cold"),
        (softmax.START, 5, "hot"),
        ((2, 2, 2), 0.1, "alike"),
        ((2, 2, 2), 5, "alike"),
        ((1, 1.2, 1.1), 1, "alike"),
        ((8, -8, -8), 1, "apart"),
        ((8, -8, -8), 2, "apart"),
    ],
)
def test_what_shares_look_like_is_laid_to_the_temperature_only_where_it_is_the_cause(
    scores: tuple[float, ...], temperature: float, kind: str
) -> None:
    assert softmax.kind(scores, temperature) == kind


@pytest.mark.parametrize("text", ["", "1", "1,2,3,4,5,6,7", "a,b", "nan,1", "inf,0", "<script>"])
def test_broken_link_starts_anew(text: str) -> None:
    assert softmax.read(text) == softmax.START


def test_link_comes_back() -> None:
    assert softmax.read(softmax.write([-1, 0.5, 2])) == (-1, 0.5, 2)
    assert softmax.read("99,-99") == (8, -8)
