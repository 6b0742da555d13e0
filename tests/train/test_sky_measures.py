import numpy as np
import torch

from core.gan.sky_networks import Generator
from core.train.shared.sky_measures import Seen, compare, confusion, drawn, nearest


def cloud(seed: int, named: np.ndarray, away: float = 0) -> Seen:
    random = np.random.default_rng(seed)
    return Seen((random.normal(size=(len(named), 5)) + away).astype(np.float32), named)


def test_what_is_named_as_asked_counts_and_distance_grows() -> None:
    asked = torch.arange(400) % 4
    real = cloud(0, asked.numpy())
    same = compare(cloud(1, asked.numpy()), asked, real)
    wrong = np.where(np.arange(400) % 4 == 3, 0, asked.numpy())
    far = compare(cloud(1, wrong, 1), asked, real)
    assert same["agreement"] == same["evenness"] == 1 and same["frechet"] < 0.5
    assert far["agreement"] == 0.75 and far["evenness"] < 0.9 and 4 < far["frechet"] < 6
    assert confusion(cloud(1, wrong), asked)[3] == [100, 0, 0, 0]


def test_copies_are_near_to_what_was_learnt() -> None:
    named = np.zeros(50, int)
    learnt, new = cloud(2, named), cloud(3, named)
    copied = Seen(learnt.features + np.float32(0.001), named)
    assert nearest(copied, learnt) < 0.01 < 0.5 < nearest(new, learnt)


def test_samples_are_asked_evenly_and_truncation_makes_them_alike() -> None:
    torch.manual_seed(0)
    net = Generator().eval()
    pictures, asked = drawn(net, 12, 3)
    assert pictures.shape == (12, 3, 64, 64) and asked.bincount().tolist() == [3] * 4
    still, _ = drawn(net, 8, 3, truncation=0)
    torch.testing.assert_close(still[0], still[4])
    assert not torch.equal(pictures[0], pictures[4])
