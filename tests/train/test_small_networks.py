import json
from pathlib import Path

import numpy as np
import pytest


@pytest.mark.slow
def test_quick_run_writes_weights_and_card_that_fit_the_network(tmp_path: Path, train) -> None:
    from safetensors.torch import load_file

    from core.architectures.networks import lenet5

    train("small_networks", "lenet5")
    card = json.loads((tmp_path / "lenet5.json").read_text(encoding="utf8"))
    counts = np.array(card["confusion"])
    assert counts.sum() == 100 and np.trace(counts) / 100 == card["metrics"]["accuracy"]
    assert {row[0] for row in card["shifted"].values()} == {card["metrics"]["accuracy"]}
    lenet5().load_state_dict(load_file(tmp_path / card["file"]))
    train("small_networks", "lenet5")  # resumes at the end
    again = json.loads((tmp_path / "lenet5.json").read_text(encoding="utf8"))
    assert again["sha256"] == card["sha256"]


def test_both_garment_networks_learn_from_the_same_pictures_and_none_is_shifted() -> None:
    import torch

    from core.train.shared.small_recipes import RECIPES

    mlp, cnn = RECIPES["fashion_mlp"], RECIPES["fashion_cnn"]
    assert mlp.change is cnn.change and mlp.changes == cnn.changes and mlp.folder == cnn.folder
    torch.manual_seed(0)
    x = torch.zeros(64, 1, 28, 28)
    x[..., 2:26, 9:19] = 0.7  # symmetric: a mirrored one lies where it lay
    changed = mlp.change(x.clone())
    assert not changed[..., :9].any() and not changed[..., 19:].any()
    assert (changed != x).flatten(1).any(1).sum() > 10
    assert changed.min() >= 0 and changed.max() <= 1


def test_changed_digits_stay_in_the_picture_and_in_range() -> None:
    import torch

    from core.train.shared.small_recipes import change_digits

    torch.manual_seed(0)
    x = torch.zeros(64, 1, 28, 28)
    x[..., 8:20, 12:16] = 1
    changed = change_digits(x)
    assert changed.min() >= 0 and changed.max() <= 1
    assert not torch.equal(changed, x)
    mass = changed.sum((1, 2, 3)) / x.sum((1, 2, 3))
    assert mass.min() > 0.6 and mass.max() < 2.6
